import type { SurfaceKind } from '../../../src/protocol/events.js';
import type { Envelope, PictureCase } from '../pictureCase.js';

/** A surface by the words of the contract alone: `z = f(x, y)` in loss units, x and y in surface units. */
export interface Surface {
  readonly domainHalf: number;
  readonly zScale: number;
  /** A sampled surface's samples; null where it is a formula. */
  readonly samples: Float32Array | null;
  /** Loss units; NaN over a hole. */
  valueAt(x: number, y: number): number;
}

interface Hill {
  readonly x: number;
  readonly y: number;
  readonly amp: number;
  readonly sigma: number;
}

type Params = Readonly<Record<string, number>> & { readonly hills?: readonly Hill[] };

type Formula = (p: Params) => Surface['valueAt'];

/** docs/contract.md, "Surfaces": each kind's formula and defaults. A kind that is added does not compile without its own. */
const FORMULAS: Readonly<Record<string, Formula>> = {
  fixed_example: () => (x, y) =>
    8 * Math.sin(x) * Math.cos(y) * Math.exp(-(x * x + y * y) / 20) + (x * x + y * y) / 10 - 3,
  bowl:
    ({ a = 0.18, b = 0.18, tiltX = 0, tiltY = 0, offset = 0 }) =>
    (x, y) =>
      a * x * x + b * y * y + tiltX * x + tiltY * y + offset,
  multi_hill:
    ({ bowlStrength = 0.06, offset = 0, hills = [] }) =>
    (x, y) =>
      hills.reduce(
        (z, { x: hx, y: hy, amp, sigma }) =>
          z + amp * Math.exp(-((x - hx) ** 2 + (y - hy) ** 2) / (2 * Math.max(sigma ** 2, 1e-4))),
        bowlStrength * (x * x + y * y) + offset,
      ),
  ripples:
    ({ amp = 2.5, freq = 2, decay = 0.15, bowlStrength = 0.06, offset = 0 }) =>
    (x, y) =>
      amp * Math.sin(freq * x) * Math.cos(freq * y) * Math.exp(-decay * (x * x + y * y)) +
      bowlStrength * (x * x + y * y) +
      offset,
} satisfies Record<SurfaceKind, Formula>;

/** The surface that the newest surface event of a case names; null where its kind is not known, or none came. */
export function createSurface({ events }: PictureCase): Surface | null {
  const event = findSurfaceEvent(events);
  if (event === null) return null;
  const payload = event.event.payload as {
    readonly surface_spec?: Spec;
    readonly asset_url?: string;
    readonly domainHalf?: number;
    readonly zScale?: number;
  };
  const { domainHalf = 6, zScale = 0.3 } = payload.surface_spec ?? payload;
  if (payload.asset_url !== undefined) {
    const samples = readSamples(payload.asset_url);
    const valueAt = (x: number, y: number): number => interpolate(samples, x / domainHalf, y / domainHalf);
    return { domainHalf, zScale, samples, valueAt };
  }
  const formula = FORMULAS[payload.surface_spec?.kind ?? ''];
  if (formula === undefined) return null;
  return { domainHalf, zScale, samples: null, valueAt: formula(payload.surface_spec?.params ?? {}) };
}

interface Spec {
  readonly kind: string;
  readonly params: Params;
  readonly domainHalf?: number;
  readonly zScale?: number;
}

/** Of the events that name a surface, the newest by `ts`. */
function findSurfaceEvent(events: readonly Envelope[]): Envelope | null {
  const named = events.filter(({ event }) => /SURFACE/.test(event.name));
  return [...named].sort((a, b) => b.ts - a.ts)[0] ?? null;
}

/** Half the side of the domain: the surface's, else the path's, else the default. */
export function findDomainHalf(example: PictureCase): number {
  const surface = createSurface(example);
  if (surface !== null) return surface.domainHalf;
  const named = findSurfaceEvent(example.events)?.event.payload['surface_spec'] as Spec | undefined;
  const started = example.events.find(({ event }) => event.name === 'GD_PATH_STARTED');
  return named?.domainHalf ?? (started?.event.payload['domainHalf'] as number | undefined) ?? 6;
}

/** The samples of a `data:` address: little-endian float32. */
function readSamples(address: string): Float32Array {
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (c) => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/**
 * A sampled grid between its samples: row by row from y = -1, x fastest. A cell is cut from its lower right to its upper
 * left corner; past the edge the value is the edge's; a triangle with a missing corner has none.
 * @param x - normalized
 * @param y - normalized
 */
export function interpolate(samples: ArrayLike<number>, x: number, y: number): number {
  const nodes = Math.round(Math.sqrt(samples.length));
  const cellOf = (along: number): number => ((Math.min(Math.max(along, -1), 1) + 1) / 2) * (nodes - 1);
  const [column, row] = [cellOf(x), cellOf(y)];
  const i = Math.min(Math.floor(column), nodes - 2);
  const j = Math.min(Math.floor(row), nodes - 2);
  const [fx, fy] = [column - i, row - j];
  const z = (di: number, dj: number): number => samples[(j + dj) * nodes + i + di]!;
  return fx + fy <= 1
    ? z(0, 0) + fx * (z(1, 0) - z(0, 0)) + fy * (z(0, 1) - z(0, 0))
    : z(1, 1) + (1 - fx) * (z(0, 1) - z(1, 1)) + (1 - fy) * (z(1, 0) - z(1, 1));
}
