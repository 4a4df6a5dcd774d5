import { CommandFailure } from '../commandFailure.js';

/** A coordinate may be off by this share of the spacing: rounding in float32 is far below it. */
const MAX_UNEVENNESS = 1e-3;

/** Where the samples of one axis lie: from `centre - half` to `centre + half`, in the file's units. */
export interface SurfaceAxis {
  readonly centre: number;
  readonly half: number;
}

/**
 * The middle and half the length of an ascending axis.
 * @throws CommandFailure if the coordinates do not rise
 */
export function computeAxis(name: 'x' | 'y', coordinates: readonly number[]): SurfaceAxis {
  const first = coordinates[0] ?? Number.NaN;
  const last = coordinates.at(-1) ?? Number.NaN;
  for (let i = 1; i < coordinates.length; i++) {
    if (coordinates[i]! > coordinates[i - 1]!) continue;
    throw new CommandFailure(
      `the ${name} coordinates: expected them to rise or to fall throughout, found ${coordinates[i - 1]!} and then ${coordinates[i]!}.`,
    );
  }
  if (coordinates.length < 2 || !Number.isFinite(last - first))
    throw new CommandFailure(
      `the ${name} coordinates: expected at least two numbers, found ${coordinates.length}.`,
    );
  return { centre: (first + last) / 2, half: (last - first) / 2 };
}

/** Where an axis is spaced unevenly, in words; null where it is even. */
export function describeUnevenness(coordinates: readonly number[]): string | null {
  const first = coordinates[0]!;
  const spacing = (coordinates.at(-1)! - first) / (coordinates.length - 1);
  const at = coordinates.findIndex(
    (coordinate, i) => Math.abs(coordinate - first - i * spacing) > MAX_UNEVENNESS * spacing,
  );
  return at < 0 ? null : `${coordinates[at]!} where ${first + at * spacing} would be even`;
}
