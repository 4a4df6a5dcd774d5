import { gridHeightAt, readGrid } from './plainGrid.js';
import { plainHeights } from './plainSurface.js';
import { readRun } from './readRun.js';

/** A loss over the steps of a run, as its events say it. */
export interface LossLine {
  /** As the timeline has it. */
  readonly name: string;
  readonly isHeldOut: boolean;
  /** Whether the pipeline reported it beside the path. */
  readonly isReported: boolean;
  /** In the order of their steps, which are the path's. */
  readonly values: readonly (readonly [step: number, value: number])[];
}

/** What was reported as the loss; else the points' own; else the heights of a surface that is said to be measured. */
export function listLosses(events: readonly unknown[]): LossLine[] {
  const run = readRun(events);
  if (run === null) return [];
  const reported = ['train', 'val'].flatMap((split): LossLine[] => {
    // Those logs count from 1.
    const values = run.metrics
      .filter((metric) => metric.name === 'loss' && metric.split === split)
      .map(({ step, value }) => [step - 1, value] as const)
      .sort(([a], [b]) => a - b);
    return values.length === 0
      ? []
      : [{ name: `${split} loss`, isHeldOut: split === 'val', isReported: true, values }];
  });
  if (reported.length > 0) return reported;
  const points = [...run.points].sort(([a], [b]) => a - b);
  const own = points.flatMap(([step, { loss }]) => (loss === undefined ? [] : [[step, loss] as const]));
  if (own.length > 0) return [{ name: 'loss', isHeldOut: false, isReported: false, values: own }];
  const grid = readGrid(run);
  const heights = plainHeights(run, grid);
  if (heights === null || heights.isIllustrative) return [];
  const half = run.domainHalf;
  const heightAt = (x: number, y: number): number =>
    grid === undefined ? heights.heightAt(x * half, y * half) : gridHeightAt(grid, x, y);
  const values = points
    .map(([step, { x, y }]) => [step, heightAt(x, y)] as const)
    // Over a hole there is none.
    .filter(([, height]) => Number.isFinite(height));
  return [{ name: 'height', isHeldOut: false, isReported: false, values }];
}

/** The line by which a training is judged. */
export function judgedLine(lines: readonly LossLine[]): LossLine | undefined {
  return lines.find(({ isHeldOut }) => isHeldOut) ?? lines[0];
}
