import { describe, expect, it } from 'vitest';
import { hasOutsidePoints } from '../../src/run/outsidePoints.js';
import { createRunStore } from '../../src/run/runStore.js';
import { createRandom } from '../surface/surfaceArbitraries.js';
import { shownRun, start, update } from './createRunEvent.js';

describe('hasOutsidePoints', () => {
  it('says after every event what a look at all points says, whatever order they come in (seed 8101)', () => {
    const random = createRandom(8101);
    for (let run = 0; run < 60; run++) {
      const store = createRunStore();
      store.ingest(start(1, { point0: { x: 0, y: 0 } }));
      const share = [0, 0.02, 0.3][run % 3]!;
      for (let n = 2; n < 40; n++) {
        const step = Math.floor(random() * 30);
        const at = (): number => (random() < share ? 3 * random() : 2 * random() - 1);
        store.ingest(update(n, step, [{ x: at(), y: at() }]));
        const { path } = shownRun(store);
        let expected = false;
        path.forEach((_step, x, y) => {
          expected ||= Math.abs(x) > 1 || Math.abs(y) > 1;
        });
        expect(hasOutsidePoints(path)).toBe(expected);
      }
    }
  });
});
