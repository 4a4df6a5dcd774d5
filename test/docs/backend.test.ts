import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/protocol/diagnostic.js';
import { EVENT_NAMES } from '../../src/protocol/contract/contract.js';
import { createJsonSchema } from '../../src/protocol/jsonSchema.js';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import type { RunState } from '../../src/run/runState.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { decodeGrid } from '../../src/surface/grid/decodeGrid.js';
import { createGridSurface } from '../../src/surface/gridSurface.js';
import { SCHEMA_EXCEPTIONS } from '../fuzz/schemaExceptions.js';
import { codeBlocksOf, readDocument, ROOT, tableRowsOf } from './readDocument.js';

const FOLDER = path.join(ROOT, 'examples/python');
const example = readDocument('examples/python/emit_descent.py');
const backend = readDocument('docs/backend.md');
const blocks = codeBlocksOf(backend)
  .filter(({ language }) => language === 'python')
  .map(({ text }) => text);
const excerpts = blocks.filter((text) => example.includes(text));
const programs = blocks.filter((text) => !example.includes(text));
const PRELUDE = 'from emit_descent import *\nemitter, run_id = Emitter(sys.stdout, "demo"), "run_1"\n';

const validate = new Ajv2020({ strict: true }).compile(createJsonSchema());

/** What Python writes, line by line. `-S`: no packages but its own, so the standard library has to do. */
function runPython(args: readonly string[], input?: string): string[] {
  const options = {
    cwd: FOLDER,
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  } as const;
  const written = execFileSync(
    'python3',
    ['-S', ...args],
    input === undefined ? options : { ...options, input },
  );
  return written.split('\n').filter((line) => line !== '');
}

interface Reading {
  readonly run: RunState;
  readonly diagnostics: readonly Diagnostic[];
  readonly invalid: readonly string[];
  readonly envelopes: readonly Sent[];
}

interface Sent {
  readonly seq: number;
  readonly ts: number;
  readonly event: { readonly name: string; readonly payload: { readonly points?: readonly unknown[] } };
}

function read(lines: readonly string[]): Reading {
  const diagnostics: Diagnostic[] = [];
  const store = createRunStore({ onDiagnostic: (diagnostic) => diagnostics.push(diagnostic) });
  for (const line of lines) store.ingest(line);
  const envelopes = lines.map((line) => JSON.parse(line) as Sent);
  const invalid = lines.filter((_, i) => !validate(envelopes[i]));
  return { run: selectShownRun(store.getState())!, diagnostics, invalid, envelopes };
}

describe('the Python backend', () => {
  const before = Date.now();
  const lines = runPython(['emit_descent.py']);
  const { run, diagnostics, invalid, envelopes } = read(lines);

  it('emits a whole run that is read without a diagnostic and is valid by the schema', () => {
    expect(diagnostics).toEqual([]);
    expect(invalid).toEqual([]);
    expect(run).toMatchObject({
      status: 'finished',
      end: { reason: 'converged', finalStep: 190 },
      domainHalf: 6,
    });
    expect(run.path.length).toBe(191);
    expect(computeMissingSteps(run)).toEqual([]);
  });

  it('emits in the order of the contract, a counter and milliseconds that never go back', () => {
    const names = envelopes.map(({ event }) => event.name);
    const order = names.map((name) => (EVENT_NAMES as readonly string[]).indexOf(name));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(envelopes.map(({ seq }) => seq)).toEqual(envelopes.map((_, i) => i + 1));
    for (const [i, { ts }] of envelopes.entries()) {
      expect(ts).toBeGreaterThanOrEqual(envelopes[i - 1]?.ts ?? before - 1000);
      expect(ts).toBeLessThanOrEqual(Date.now() + 1000);
    }
  });

  it('emits 5 to 20 points at a time', () => {
    const counts = envelopes.flatMap(({ event }) => event.payload.points?.length ?? []);
    expect(counts.length).toBeGreaterThan(5);
    for (const count of counts.slice(0, -1)) expect(count).toBe(10);
  });

  it('samples the loss that its path goes down', () => {
    const { surface, path: points } = run;
    if (surface?.name !== 'LOSS_SURFACE_GRID_READY') throw new Error('expected a sampled surface');
    const bytes = Buffer.from(surface.assetUrl.slice(surface.assetUrl.indexOf(',') + 1), 'base64');
    const decoding = decodeGrid(new Uint8Array(bytes), surface.resolution);
    if (!decoding.ok) throw new Error(decoding.problem.code);
    const sampled = createGridSurface(decoding.grid.samples, decoding.grid.nodes, 6);
    let errors = 0;
    points.forEach((_step, x, y, _index, loss) => {
      errors = Math.max(errors, Math.abs(sampled.valueAt(x * 6, y * 6) - loss));
    });
    expect(errors).toBeLessThan(0.02);
  });

  it.each(['1e300', '1e40'])('ends with an error and without a NaN where it diverges (eta %s)', (eta) => {
    const diverged = runPython(['emit_descent.py', '--eta', eta]);
    expect(diverged.join('\n')).not.toMatch(/NaN|Infinity|null/);
    expect(read(diverged)).toMatchObject({ diagnostics: [], invalid: [], run: { end: { reason: 'error' } } });
  });

  it('imports nothing but the standard library', () => {
    const names = [...example.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name = '']) => name);
    const check = `import sys; print(*[n for n in ${JSON.stringify(names)} if n not in sys.stdlib_module_names])`;
    expect(names.length).toBeGreaterThan(5);
    expect(runPython(['-c', check])).toEqual([]);
  });
});

describe('docs/backend.md', () => {
  it('shows code of the example as it is, and code that runs beside it', () => {
    expect(excerpts).toHaveLength(4);
    expect(programs).toHaveLength(2);
  });

  it('shows a path whose unusable step is missing and costs nothing else', () => {
    const { run, diagnostics, invalid, envelopes } = read(runPython(['-'], PRELUDE + programs[0]!));
    expect({ diagnostics, invalid }).toEqual({ diagnostics: [], invalid: [] });
    expect(run).toMatchObject({ status: 'finished', path: { length: 25 } });
    expect(computeMissingSteps(run)).toEqual([{ from: 13, to: 13 }]);
    expect(envelopes.flatMap(({ event }) => event.payload.points?.length ?? [])).toEqual([10, 2, 10, 2]);
  });

  it('shows a surface by formula that is read as it is meant', () => {
    const { run, diagnostics, invalid } = read(runPython(['-'], PRELUDE + programs[1]!));
    expect({ diagnostics, invalid }).toEqual({ diagnostics: [], invalid: [] });
    expect(run.spec).toMatchObject({ params: { kind: 'bowl', a: 0.4, b: 0.1 }, source: 'illustrative' });
  });

  it('shows a run that reports every 50th step, of which none is missing', () => {
    const [, section = ''] = backend.split('### Every 50th step only');
    const code = [...section.split('\n## ')[0]!.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line).join('\n');
    const { run, diagnostics, invalid } = read(runPython(['-'], PRELUDE + code));
    expect({ diagnostics, invalid }).toEqual({ diagnostics: [], invalid: [] });
    expect(run).toMatchObject({ status: 'finished', reportEvery: 50, path: { length: 7 } });
    expect(computeMissingSteps(run)).toEqual([]);
  });

  it('lists the exceptions of the schema as the differential test has them', () => {
    const listed = tableRowsOf(backend).filter(([, says = '']) => /^(?:in)?valid$/.test(says));
    expect(listed).toEqual(SCHEMA_EXCEPTIONS.map(({ what, schemaSays, why }) => [what, schemaSays, why]));
  });

  it('names every event, and only files that exist', () => {
    for (const name of EVENT_NAMES) expect(backend).toContain(`\`${name}\``);
    const links = [...backend.matchAll(/\]\(([^)#]+)/g)].map(([, to = '']) => to);
    expect(links.filter((to) => !existsSync(path.join(ROOT, 'docs', to)))).toEqual([]);
  });
});
