import { render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import { DrawnPath } from '../../src/path/drawnPath.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill } from './frames.js';

const EVENTS = [
  { name: 'LOSS_SURFACE_SPEC_READY', payload: { surface_spec: { kind: 'bowl', params: { a: 1, b: 1 } } } },
  { name: 'GD_PATH_STARTED', payload: { space: 'normalized', point0: { x: 0.5, y: 0.5 } } },
  { name: 'GD_PATH_UPDATE', payload: { space: 'normalized', step_start: 1, points: [{ x: 0.4, y: 0.4 }] } },
].map(({ name, payload }, n) => ({
  v: 1,
  type: 'EVENT',
  project_id: 'p',
  seq: n + 1,
  ts: 1_790_000_000_000 + n,
  event: { name, payload: { run_id: 'r', ...payload } },
}));

it('draws its line as finely as the pixels of its canvas ask for, and finer when it grows', async () => {
  const fitTo = vi.spyOn(DrawnPath.prototype, 'fitTo');
  const frame = (width: number, height: number) => (
    <div style={{ width, height }}>
      <GradientDescentViz showTimeline={false} events={EVENTS} quality="high" maxPixelRatio={1} />
    </div>
  );
  const { rerender } = render(frame(320, 200));
  await untilDrawnAndStill();
  expect(fitTo.mock.lastCall![0].spacing).toBe(1 / 384);
  rerender(frame(640, 400));
  await untilDrawnAndStill();
  expect(fitTo.mock.lastCall![0].spacing).toBe(1 / 768);
});
