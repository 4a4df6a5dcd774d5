import { render, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createRunStore, GradientDescentViz, selectShownRun } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';
import { countDraws, nextMessage, untilDrawnAndStill, untilStill } from './frames.js';
import { recordUploads } from './uploads.js';

const LINES = irisLog.split('\n').filter((line) => line !== '');

/** Holds every animation frame back, as a browser does while a tab is hidden. */
function holdFrames(): () => void {
  const original = window.requestAnimationFrame.bind(window);
  const held: FrameRequestCallback[] = [];
  window.requestAnimationFrame = (callback) => held.push(callback);
  return () => {
    window.requestAnimationFrame = original;
    for (const callback of held) original(callback);
  };
}

it('takes events in while hidden and draws nothing; on return one frame is right, with one upload of the path and one of its crowds', async () => {
  const store = createRunStore();
  for (const line of LINES.slice(0, 30)) store.ingest(line);
  render(
    <div style={{ width: 400, height: 300 }}>
      <GradientDescentViz store={store} />
    </div>,
  );
  await untilDrawnAndStill();

  const showAgain = holdFrames();
  const draws = countDraws();
  const uploads = recordUploads();
  for (const line of LINES.slice(30)) {
    store.ingest(line);
    await nextMessage();
  }
  expect(selectShownRun(store.getState())!.path.length).toBe(50);
  expect([draws.draws, uploads.uploads.length]).toEqual([0, 0]);

  showAgain();
  await waitFor(() => expect(draws.draws).toBeGreaterThan(0));
  await untilStill();
  // All that came while the tab was hidden went to the GPU at once, some 200 vertices of 16 bytes.
  const [path, crowd, ...others] = uploads.uploads;
  expect(path).toBeLessThan(300 * 16);
  // The run winds about its end: where its line has become crowded goes once, a byte a cell of all grids.
  expect(crowd).toBe(128 * (128 + 64 + 32 + 16 + 8));
  expect(others).toEqual([]);
  draws.stop();
  uploads.stop();
});
