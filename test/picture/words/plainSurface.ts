import type { SurfaceKind } from '../../../src/protocol/events.js';
import type { PlainRun, PlainSurface } from './readRun.js';

/** Heights of a grid's samples, row by row, the first row at the least y; NaN is a missing one. */
export interface PlainGrid {
  readonly samples: readonly number[];
  readonly nodes: number;
}

/** Heights in loss units over the domain, by the contract's formulas. */
export interface PlainHeights {
  readonly from: 'formula' | 'grid';
  readonly isIllustrative: boolean;
  readonly zScale: number;
  readonly domainHalf: number;
  readonly min: number;
  readonly max: number;
  /** Samples without a height, and all of them; 0 of a formula. */
  readonly missing: number;
  readonly count: number;
  readonly heightAt: (x: number, y: number) => number;
}

const bump = (x: number, y: number, decay: number): number => Math.exp(-decay * (x ** 2 + y ** 2));

type Height = (x: number, y: number) => number;

/** A parameter by its name, or what it is where it is left out. */
type Param = (name: string, otherwise: number) => number;
type Formula = (p: Param, hills: readonly PlainHill[]) => Height;

interface PlainHill {
  readonly x: number;
  readonly y: number;
  readonly amp: number;
  readonly sigma: number;
}

const wideBowl =
  (p: Param): Height =>
  (x, y) =>
    p('bowlStrength', 0.06) * (x ** 2 + y ** 2) + p('offset', 0);

/** The contract's table of kinds, z as a function of x and y. A kind that is added does not compile without its own. */
const FORMULAS: Readonly<Record<string, Formula>> = {
  fixed_example: () => (x, y) =>
    8 * Math.sin(x) * Math.cos(y) * bump(x, y, 1 / 20) + (x ** 2 + y ** 2) / 10 - 3,
  bowl: (p) => (x, y) =>
    p('a', 0.18) * x ** 2 + p('b', 0.18) * y ** 2 + p('tiltX', 0) * x + p('tiltY', 0) * y + p('offset', 0),
  multi_hill: (p, hills) => (x, y) =>
    hills.reduce(
      (z, hill) => z + hill.amp * bump(x - hill.x, y - hill.y, 1 / (2 * Math.max(hill.sigma ** 2, 1e-4))),
      wideBowl(p)(x, y),
    ),
  ripples: (p) => {
    const freq = p('freq', 2);
    return (x, y) =>
      p('amp', 2.5) * Math.sin(freq * x) * Math.cos(freq * y) * bump(x, y, p('decay', 0.15)) +
      wideBowl(p)(x, y);
  },
} satisfies Record<SurfaceKind, Formula>;

/** Whether a formula of this kind is known. */
export const isFormula = (kind: string | undefined): boolean =>
  kind !== undefined && Object.hasOwn(FORMULAS, kind);

/** The height of a surface whose kind is known, else null. */
function heightOf({ kind, params = {} }: PlainSurface): Height | null {
  if (kind === undefined || !isFormula(kind)) return null;
  const hills = (params['hills'] ?? []) as readonly PlainHill[];
  return FORMULAS[kind]!((name, otherwise) => Number(params[name] ?? otherwise), hills);
}

/** What is drawn for a run, or null where the ground is flat. @param grid - what its address holds, once it is there */
export function plainHeights(run: PlainRun, grid?: PlainGrid): PlainHeights | null {
  const { surface, spec, domainHalf } = run;
  const isGrid = surface?.assetUrl !== undefined && grid !== undefined;
  const drawn = isGrid ? surface : spec;
  if (surface === null || drawn === null) return null;
  const facts = { zScale: surface.zScale ?? 0.3, domainHalf };
  if (isGrid) {
    const known = grid.samples.filter((z) => Number.isFinite(z));
    return {
      ...facts,
      from: 'grid',
      isIllustrative: surface.source === 'illustrative',
      min: Math.min(...known),
      max: Math.max(...known),
      missing: grid.samples.length - known.length,
      count: grid.samples.length,
      heightAt: () => Number.NaN,
    };
  }
  const heightAt = heightOf(drawn);
  if (heightAt === null) return null;
  return {
    ...facts,
    from: 'formula',
    isIllustrative: drawn.source !== 'measured',
    min: -greatest((x, y) => -heightAt(x, y), domainHalf),
    max: greatest(heightAt, domainHalf),
    missing: 0,
    count: 0,
    heightAt,
  };
}

const SAMPLES = 200;

/** The greatest value over a square, found on a lattice and then on ever finer ones about the best place. */
function greatest(heightAt: Height, half: number): number {
  let best = { x: 0, y: 0, z: -Infinity };
  for (let reach = half; reach > half * 1e-6; reach /= SAMPLES / 4) {
    const { x: midX, y: midY } = best;
    for (let i = 0; i <= SAMPLES; i++) {
      for (let k = 0; k <= SAMPLES; k++) {
        const x = clamp(midX + ((2 * i) / SAMPLES - 1) * reach, half);
        const y = clamp(midY + ((2 * k) / SAMPLES - 1) * reach, half);
        const z = heightAt(x, y);
        if (z > best.z) best = { x, y, z };
      }
    }
  }
  return best.z;
}

const clamp = (value: number, half: number): number => Math.min(Math.max(value, -half), half);
