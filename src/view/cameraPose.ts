/**
 * Where a camera stands and what it looks at, in world units: the surface's box is centred on the origin and 2 wide, y is
 * up. The same pose shows every surface alike, whatever its domain and heights.
 */
export interface CameraPose {
  readonly position: readonly [x: number, y: number, z: number];
  readonly target: readonly [x: number, y: number, z: number];
}

/** Less than this, in world units, moves no pixel. */
const SAME = 1e-6;

export function isSamePose(a: CameraPose, b: CameraPose): boolean {
  return isSamePlace(a.position, b.position) && isSamePlace(a.target, b.target);
}

/** Whether a value is a pose: six finite numbers, from a place other than the one that is looked at. */
export function isPose(value: unknown): value is CameraPose {
  const { position, target } = (value ?? {}) as Partial<CameraPose>;
  return isPlace(position) && isPlace(target) && !isSamePlace(position, target);
}

/**
 * A pose on the way from one to another: around what is looked at, not through it.
 * @param share - in [0, 1]
 */
export function blendPoses(from: CameraPose, to: CameraPose, share: number): CameraPose {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  const target = [0, 1, 2].map((axis) => mix(from.target[axis]!, to.target[axis]!));
  const [start, end] = [toSphere(from), toSphere(to)];
  // The shorter way around.
  const turn = Math.atan2(Math.sin(end.azimuth - start.azimuth), Math.cos(end.azimuth - start.azimuth));
  const radius = mix(start.radius, end.radius);
  const polar = mix(start.polar, end.polar);
  const azimuth = start.azimuth + turn * share;
  const [x, y, z] = target as [number, number, number];
  return {
    position: [
      x + radius * Math.sin(polar) * Math.sin(azimuth),
      y + radius * Math.cos(polar),
      z + radius * Math.sin(polar) * Math.cos(azimuth),
    ],
    target: [x, y, z],
  };
}

function toSphere({ position, target }: CameraPose) {
  const [x, y, z] = [0, 1, 2].map((axis) => position[axis]! - target[axis]!) as [number, number, number];
  const radius = Math.hypot(x, y, z);
  return { radius, polar: Math.acos(y / radius), azimuth: Math.atan2(x, z) };
}

function isPlace(value: unknown): value is CameraPose['position'] {
  return Array.isArray(value) && value.length === 3 && value.every((part) => Number.isFinite(part));
}

function isSamePlace(a: CameraPose['position'], b: CameraPose['position']): boolean {
  return a.every((part, axis) => Math.abs(part - b[axis]!) < SAME);
}
