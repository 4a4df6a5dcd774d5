import { describe, expect, it } from 'vitest';
import { computeEasedFit, computeFit } from '../../src/view/fit.js';
import { FitAnimation } from '../../src/scene/stage/fitAnimation.js';

describe('computeFit', () => {
  it('shows ordinary proportions exactly as domainHalf and zScale say', () => {
    const fit = computeFit(6, 0.3, 0, 12.96);
    expect(fit.compression).toBe(1);
    expect(fit.scaleY).toBe(fit.scale);
    expect(fit.height).toBeCloseTo((12.96 * 0.3) / 6, 12);
  });

  it('puts the middle of the height range at the origin, however far from 0 it lies', () => {
    for (const [min, max, zScale] of [
      [0, 12.96, 0.3],
      [1_000_000, 1_000_007, 0.3],
      [-5, 3, -2],
    ] as const) {
      const { scaleY, offsetY } = computeFit(6, zScale, min, max);
      const worldOf = (z: number): number => z * zScale * scaleY + offsetY;
      expect(worldOf(min) + worldOf(max)).toBeCloseTo(0, 6);
    }
  });

  it('compresses what is taller than 0.6 of its width to just that, and says by how much', () => {
    const fit = computeFit(6, 0.3, 0, 400);
    expect(fit.height).toBeCloseTo(1.2, 12);
    expect(fit.compression).toBeCloseTo(1.2 / ((400 * 0.3) / 6), 12);
    expect(400 * 0.3 * fit.scaleY).toBeCloseTo(1.2, 12);
  });

  it('is finite for losses from the largest to none at all', () => {
    for (const fit of [
      computeFit(6, 0.3, 0, 3e38),
      computeFit(6, 0.3, -3e38, 3e38),
      computeFit(1e-6, 1e6, 2, 2),
    ]) {
      for (const value of Object.values(fit)) expect(value).toSatisfy(Number.isFinite);
    }
  });
});

describe('computeEasedFit', () => {
  const from = computeFit(6, 0.3, 0, 10);
  const to = computeFit(6, 0.3, 0, 1e9);

  it('ends exactly at its goal', () => {
    expect(computeEasedFit(from, to, 1)).toBe(to);
  });

  it('never blows a surface up by more than three, whatever the change of loss units', () => {
    for (let share = 0; share <= 1; share += 0.05) {
      const eased = computeEasedFit(from, to, share);
      expect(eased.scaleY / to.scaleY).toBeGreaterThanOrEqual(1 / 3);
      expect(eased.scaleY / to.scaleY).toBeLessThanOrEqual(3);
    }
  });
});

describe('FitAnimation', () => {
  it('lets a surface that comes where there was flat ground rise, from a third of its height', () => {
    const surface = computeFit(6, 0.3, 0, 10);
    const animation = new FitAnimation(computeFit(6, 0.3, 0, 0));
    animation.aim(surface, true);
    expect(animation.current.height).toBeCloseTo(surface.height / 3, 12);
    animation.advance(10);
    expect(animation.current).toBe(surface);
  });

  it('eases to a new fit in its time, and not to the fit it has', () => {
    const first = computeFit(6, 0.3, 0, 10);
    const second = computeFit(6, 0.3, 0, 20);
    const animation = new FitAnimation(first);
    animation.aim(first, true);
    expect(animation.isMoving).toBe(false);
    animation.aim(second, true);
    expect(animation.current.scaleY).not.toBe(second.scaleY);
    animation.advance(10);
    expect(animation.isMoving).toBe(false);
    expect(animation.current).toBe(second);
  });

  it('is there at once where motion is not wanted', () => {
    const second = computeFit(6, 0.3, 0, 20);
    const animation = new FitAnimation(computeFit(6, 0.3, 0, 10));
    animation.aim(second, false);
    expect(animation.isMoving).toBe(false);
    expect(animation.current).toBe(second);
  });
});
