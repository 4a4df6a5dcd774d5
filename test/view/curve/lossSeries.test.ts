import { describe, expect, it } from 'vitest';
import { readLossName } from '../../../src/view/curve/lossName.js';
import { isSameSeries, selectLossSeries } from '../../../src/view/curve/lossSeries.js';
import { EMPTY_REPORTS, type MetricSeries } from '../../../src/run/runReports.js';
import { CurvePath } from './curvePath.js';

function report(name: string, split = '', losses: readonly number[] = [1, 2]): MetricSeries {
  return { name, split, stepBase: 1, isStepBaseKnown: true, points: new CurvePath(losses).points };
}

function runOf(losses: readonly number[], series: readonly MetricSeries[] = []) {
  return { path: new CurvePath(losses).points, reported: { ...EMPTY_REPORTS, series } };
}

const shown = (series: readonly MetricSeries[]): string[] =>
  selectLossSeries(runOf([3, 4], series), null).map(
    ({ kind, key, split, isHeldOut }) => `${kind} ${key} ${split}${isHeldOut ? ' held out' : ''}`,
  );

describe('the name of a reported series', () => {
  it.each([
    ['loss', 'train', 'train', false],
    ['loss', 'val', 'val', true],
    ['loss', '', '', false],
    ['train_loss', '', 'train', false],
    ['val/loss', '', 'val', true],
    ['validationLoss', '', 'validation', true],
    ['Test-Loss', '', 'test', true],
    ['cross_entropy_loss', 'dev', 'dev', true],
    ['objective', 'training', 'training', false],
  ])('%s of split “%s” is a loss', (name, split, read, isHeldOut) => {
    expect(readLossName(name, split)).toMatchObject({ split: read, isHeldOut });
  });

  it.each(['accuracy', 'lossless', 'lr', 'grad_norm', ''])('%s is no loss', (name) => {
    expect(readLossName(name, 'train')).toBeNull();
  });
});

describe('the lines of a loss curve', () => {
  it('are the reported loss, on training data and on what was held out, whatever the path has', () => {
    expect(shown([report('accuracy', 'val'), report('loss', 'test'), report('loss', 'train')])).toEqual([
      'reported loss/train train',
      'reported loss/test test held out',
    ]);
  });

  it('are of the validation rather than of the test where both are reported', () => {
    expect(shown([report('loss', 'test'), report('loss', 'val')])).toEqual([
      'reported loss/val val held out',
    ]);
  });

  it('are of the whole loss rather than of a part of it', () => {
    expect(shown([report('aux_loss', 'train'), report('total_loss', 'train'), report('kl_loss')])).toEqual([
      'reported total_loss/train train',
    ]);
  });

  it('are of one part where there is no whole', () => {
    expect(
      shown([report('aux_loss', 'val'), report('kl_loss', 'train'), report('aux_loss', 'train')]),
    ).toEqual(['reported aux_loss/train train', 'reported aux_loss/val val held out']);
  });

  it('are the losses of the path’s points where none was reported', () => {
    expect(shown([report('accuracy', 'val'), report('loss', 'train', [])])).toEqual(['points points ']);
  });

  it('are heights only where the points have no loss, and the surface says that it is measured', () => {
    const heights = new CurvePath([1, 2]).points;
    expect(selectLossSeries(runOf([3, 4]), heights).map(({ kind }) => kind)).toEqual(['points']);
    expect(selectLossSeries(runOf([NaN, NaN]), heights).map(({ kind }) => kind)).toEqual(['heights']);
    expect(selectLossSeries(runOf([NaN, NaN]), null)).toEqual([]);
    expect(selectLossSeries(null, heights)).toEqual([]);
  });

  it('are the same as long as their points are', () => {
    const run = runOf([3, 4]);
    expect(isSameSeries(selectLossSeries(run, null), selectLossSeries(run, null))).toBe(true);
    expect(isSameSeries(selectLossSeries(run, null), selectLossSeries(runOf([3, 4]), null))).toBe(false);
    expect(isSameSeries(selectLossSeries(run, null), [])).toBe(false);
  });
});
