import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunRecord } from '../../../src/cli/log/runRecord.js';
import { RunRecords } from '../../../src/cli/log/runRecords.js';
import { parseMessage } from '../../../src/protocol/index.js';
import { computeMissingSteps, summarizeMissing } from '../../../src/run/missingSteps.js';
import { createRunStore } from '../../../src/run/runStore.js';
import { LOG_NAMES, readLog } from '../../fixtures/readLog.js';
import { envelopesOf } from '../../run/runArbitraries.js';
import { itOnce, scaled } from '../../support/testLength.js';

/** What the records of a log say, and what a store says of the same log. */
function readBoth(lines: readonly string[]) {
  const store = createRunStore();
  const closed: RunRecord[] = [];
  const records = new RunRecords(
    (projectId, runId, line) => new RunRecord(projectId, runId, line),
    (run) => closed.push(run),
  );
  lines.forEach((line, i) => {
    store.ingest(line);
    const parsed = parseMessage(line);
    if (parsed.kind !== 'event') return;
    records.find(parsed.received.projectId, parsed.received.runId, i + 1).apply(parsed.received, i + 1);
  });
  records.closeAll();
  const runs = [...store.getState().runs.values()];
  return {
    ofRecords: closed.map(describeRecord),
    ofStore: closed.map(({ runId }) => describeState(runs.find((run) => run.runId === runId)!)),
  };
}

function describeRecord(run: RunRecord) {
  const { steps, status, hyperparams } = run;
  const { stated } = steps;
  const atEnd = run.missingAtEnd(stated);
  return {
    status,
    hasStarted: run.start !== null,
    end: run.end && { reason: run.end.event.reason, finalStep: run.end.event.finalStep },
    surface: run.surface && nameSurface(run.surface.event),
    hyperparams,
    count: steps.count,
    lastStep: steps.last,
    missing: steps.countMissing(stated) + (atEnd === null ? 0 : (atEnd.to - atEnd.from) / stated.every + 1),
    holes: steps.listHoles(stated, 1000).map(({ from, to }) => ({ from, to })),
  };
}

function nameSurface(surface: NonNullable<State['surface']>): string {
  return surface.name === 'LOSS_SURFACE_SPEC_READY' ? surface.kind : surface.assetUrl;
}

type State = ReturnType<ReturnType<ReturnType<typeof createRunStore>['getState']>['runs']['get']> & object;

function describeState(run: State): ReturnType<typeof describeRecord> {
  const { path, surface, status, hasStarted, end } = run;
  const missing = computeMissingSteps(run, 1000);
  const { count } = summarizeMissing({ ...run, hasStatedReportEvery: true });
  return {
    status,
    hasStarted,
    end,
    surface: surface && nameSurface(surface),
    hyperparams: run.hyperparams,
    count: path.length,
    lastStep: path.lastStep,
    missing: count,
    holes: missing.filter(({ from }) => from < path.lastStep),
  };
}

describe('RunRecord', () => {
  itOnce.each(LOG_NAMES)('says of %s what the store says', (name) => {
    const { ofRecords, ofStore } = readBoth(readLog(name));
    expect(ofRecords.length).toBeGreaterThan(0);
    expect(ofRecords).toEqual(ofStore);
  });

  it('says of any log whose events come in their order what the store says (seed 5)', () => {
    fc.assert(
      fc.property(envelopesOf('r'), (envelopes) => {
        const lines = envelopes.map((envelope, i) =>
          JSON.stringify({ ...envelope, seq: i + 1, ts: 1_790_000_000_000 + Math.floor(i / 3) }),
        );
        const { ofRecords, ofStore } = readBoth(lines);
        expect(ofRecords).toEqual(ofStore);
        // What comes again changes nothing.
        const again = readBoth([...lines, ...lines]);
        expect(again.ofRecords.map(({ count, missing }) => [count, missing])).toEqual(
          ofStore.map(({ count, missing }) => [count, missing]),
        );
      }),
      { seed: 5, numRuns: scaled({ short: 400, long: 2000 }) },
    );
  });

  itOnce('lets the run go that was silent for longest, beyond 4,096 of them', () => {
    const closed: string[] = [];
    const records = new RunRecords(
      (projectId, runId, line) => new RunRecord(projectId, runId, line),
      ({ runId }) => closed.push(runId),
    );
    for (let i = 0; i < 4096; i++) records.find('p', `r${i}`, i);
    records.find('p', 'r0', 5000);
    records.find('p', 'new', 5001);
    expect(closed).toEqual(['r1']);
    records.closeAll();
    expect(closed).toHaveLength(4097);
    expect(closed[1]).toBe('r0');
  });
});
