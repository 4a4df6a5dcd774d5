import type { Answer } from '../observation.js';
import { expectedReadOut } from '../words/expectedFigures.js';
import { expectedNotices } from '../words/expectedNotices.js';
import type { PlainGrid } from '../words/plainSurface.js';
import { readRun } from '../words/readRun.js';
import type { Scene } from './scene.js';

/** Every figure of the read-out, beside its own label, and every sentence of the notices: what the events say, no more. */
export function answerWords({ example, seen, model, points }: Scene): Answer[] {
  const { events, props, maxPoints } = example;
  const { surface, domainHalf } = model;
  const samples = surface?.samples ?? null;
  const grid: PlainGrid | undefined = samples
    ? { samples: [...samples], nodes: Math.sqrt(samples.length) }
    : undefined;
  const newest = points.at(-1);
  const height = newest && surface?.valueAt(newest.x * domainHalf, newest.y * domainHalf);
  const readOut = expectedReadOut(events, {
    ...(grid && { grid }),
    ...(height !== undefined && { gridHeight: height }),
  });
  const run = readRun(events);
  const { lossRange, heightScale } = props;
  const notices =
    run === null
      ? {}
      : expectedNotices(run, {
          ...(grid && { grid }),
          ...(typeof lossRange === 'object' && { range: lossRange }),
          ...(maxPoints !== undefined && { maxPoints }),
          isLog: heightScale === 'log',
        });
  return [
    compare('run and status', [readOut?.run, readOut?.status], [seen.readOut.run, seen.readOut.status]),
    compare('figures', readOut?.figures, seen.readOut.figures),
    compare('hyperparameters', readOut?.hyperparams, seen.readOut.hyperparams),
    compare('notices', Object.values(notices), listNotices(seen.notices)),
  ];
}

/** Of several notices the first is said with how many more there are. */
function listNotices(shown: readonly string[]): string[] {
  return shown.map((text) => text.replace(/\s*\+\d+$/, ''));
}

function compare(what: string, expected: unknown, observed: unknown): Answer {
  const [must, is] = [JSON.stringify(expected), JSON.stringify(observed)];
  return { what, expected: must, observed: is, holds: must === is };
}
