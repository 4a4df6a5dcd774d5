import { describe, expect, it } from 'vitest';
import { RunPath, type PlacementCounters } from '../../src/path/runPath.js';

const POINT = { x: 0, y: 0 };
const counters = (): PlacementCounters => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });

/** Takes in events in turn, and has the path looked at after each. @returns how many points were written for it */
function countWritten(path: RunPath, events: number, stepStartOf: (i: number) => number | null): number {
  for (let i = 0; i < events; i += 1) {
    path.update({ tsMs: i + 1, seq: 0, content: 0 }, stepStartOf(i), [POINT], counters());
    expect(path.points.length).toBeGreaterThan(0);
  }
  // Each point that is written, or written anew, is one revision.
  return path.points.revision;
}

describe('a look at a path', () => {
  const events = 1000;

  it.each([
    ['have their steps', (i: number) => i],
    ['have none', () => null],
    ['have theirs now and then', (i: number) => (i % 3 === 0 ? i : null)],
    ['have theirs far apart', (i: number) => (i % 2 === 0 ? i * 1e9 : null)],
  ])('[PATH-10] costs what came since the last, where updates %s', (_, stepStartOf) => {
    expect(countWritten(new RunPath(Infinity), events, stepStartOf)).toBeLessThanOrEqual(3 * events);
  });

  it.each([
    ['have none', () => null],
    ['have theirs now and then', (i: number) => (i % 3 === 0 ? i : null)],
  ])('[PATH-10] at its limit costs what came and what went, where updates %s', (_, stepStartOf) => {
    expect(countWritten(new RunPath(100), events, stepStartOf)).toBeLessThanOrEqual(6 * events);
  });
});
