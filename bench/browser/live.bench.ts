import { afterAll, beforeAll, inject, it } from 'vitest';
import { commands } from 'vitest/browser';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { createFilledStore, mountComponent } from './componentSubject.js';
import { mountBareFiber } from './liveBareSubject.js';
import { countUpdates } from './liveGround.js';
import { LiveMeter, type LiveCell } from './liveMeter.js';
import { mountEcharts, mountPlotly } from './livePeerSubjects.js';
import type { Subject } from './subject.js';
import { openMainThread } from './surfaceCpu.js';

const { subjects, rates, lengths, seconds } = inject('live');
/** Updates for which a buffer of fixed size has room. */
const ROOM = 20_000;

let meter: LiveMeter;
beforeAll(async () => {
  meter = new LiveMeter(await openMainThread());
});
afterAll(() => meter.stop());

const MOUNTS: Readonly<Record<string, (updates: number) => Subject>> = {
  high: (updates) => mountComponent(createFilledStore(updates), { quality: 'high' }),
  low: (updates) => mountComponent(createFilledStore(updates), { quality: 'low' }),
  auto: (updates) => mountComponent(createFilledStore(updates), { quality: 'auto' }),
  bare: (updates) => mountBareFiber(updates, ROOM),
  echarts: mountEcharts,
  plotly: mountPlotly,
};

it('goes on while updates come, beside its peers', async () => {
  const cells = [...(await commands.readLiveCells())];
  const find = (subject: string, updatesPerSecond: number, points: number): LiveCell | undefined =>
    cells.find(
      (cell) =>
        cell.subject === subject && cell.updatesPerSecond === updatesPerSecond && cell.points === points,
    );
  for (const points of lengths) {
    for (const updatesPerSecond of rates) {
      // One after another, so that a busy minute is everybody's.
      for (const subject of subjects) {
        if (find(subject, updatesPerSecond, points) !== undefined) continue;
        const mount = (): Subject => MOUNTS[subject]!(countUpdates(points));
        const cell = await meter.measure({ subject, updatesPerSecond, points }, seconds, mount);
        cells.push(cell);
        await commands.keepLiveCell(cell);
      }
    }
    console.log(formatLength(points, (subject, rate) => find(subject, rate, points)));
  }
});

function formatLength(
  points: number,
  find: (subject: string, updatesPerSecond: number) => LiveCell | undefined,
): string {
  const rows = rates.flatMap((rate) => {
    const row = (name: string, pick: (cell: LiveCell) => number): string[] => [
      `${rate} a second: ${name}`,
      ...subjects.map((subject) => {
        const cell = find(subject, rate);
        return cell === undefined ? '–' : formatFigure(pick(cell));
      }),
    ];
    return [
      row('cores, GPU process', ({ gpuCores }) => gpuCores),
      row('cores, main thread', ({ mainThreadCores }) => mainThreadCores),
      row('frames a second', ({ framesPerSecond }) => framesPerSecond),
      row('share kept up', ({ keptUp }) => keptUp),
      row('cores, everything else on the machine', ({ otherCores }) => otherCores),
    ];
  });
  return formatTable(
    `Live, from ${points.toLocaleString('en-US')} points on (${seconds} s each)`,
    ['updates of ten points', ...subjects],
    rows,
  );
}
