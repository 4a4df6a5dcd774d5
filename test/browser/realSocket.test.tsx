import { render } from '@testing-library/react';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { createRunStore, GradientDescentViz, selectShownRun, type RunStore } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { factsOf } from '../run/referenceRun.js';
import { untilDrawnAndStill } from './frames.js';
import { projectToFrame, takePixels } from './pixels.js';

let address = '';
beforeAll(async () => {
  address = await commands.openEventServer();
});
afterAll(() => commands.closeEventServer());

const LINES = irisLog.split('\n').filter((line) => line !== '');
/** The colour of a marker that has converged, #0b8043. */
const CONVERGED = [11, 128, 67];

/** Feeds a store from a real socket until the whole log has come. */
function playLog(store: RunStore, id: string, messages: number): Promise<void> {
  const socket = new WebSocket(`${address}/${id}?speed=0`);
  let received = 0;
  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error(`no socket at ${address}`));
    socket.onmessage = ({ data }) => {
      store.ingest(data);
      if (++received < messages) return;
      socket.close();
      resolve();
    };
  });
}

it('plays a recorded run over a real socket: the store holds the fold of the log, the marker stands on its last point', async () => {
  const store = createRunStore();
  const { container } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz store={store} theme="light" stepTicks={false} showTimeline={false} />
    </div>,
  );
  await playLog(store, 'real-iris', LINES.length);

  const folded = createRunStore();
  for (const line of LINES) folded.ingest(line);
  const run = selectShownRun(store.getState())!;
  expect(factsOf(run)).toEqual(factsOf(selectShownRun(folded.getState())!));
  expect(store.getState().messages).toEqual(folded.getState().messages);

  await untilDrawnAndStill();
  const pixels = await takePixels(container.querySelector('.gdv')!);
  expect([pixels.widthPx, pixels.heightPx]).toEqual([640, 480]);
  // The log's surface is the default bowl, 0.18 (x² + y²), which spans 0 to 12.96 over [-6, 6]².
  const x = run.path.xAt(49);
  const y = run.path.yAt(49);
  const z = 0.18 * ((6 * x) ** 2 + (6 * y) ** 2);
  const placing = { domainHalf: 6, zScale: 0.3, min: 0, max: 12.96 };
  const { xPx, yPx } = projectToFrame({ x, y, z }, placing, pixels);
  // Around its check.
  for (const [dx, dy] of [
    [-2, -5],
    [0, 6],
    [5, 3],
    [-5, 3],
  ] as const) {
    expect(pixels.at(xPx + dx, yPx + dy)).toEqual(CONVERGED);
  }
  // Its ring is white, and where the run began there is no marker.
  expect(pixels.at(xPx + 8, yPx)).toEqual([255, 255, 255]);
  const first = { x: run.path.xAt(0), y: run.path.yAt(0) };
  const began = projectToFrame({ ...first, z: 0.18 * 36 * (first.x ** 2 + first.y ** 2) }, placing, pixels);
  expect(pixels.at(began.xPx, began.yPx)).not.toEqual(CONVERGED);
  expect(container.querySelector('.gdv-readout')).toHaveTextContent('Converged');
});
