import type { HyperparamsInput } from '../protocol/contract/hyperparams.js';
import type { FinishReason, GradientDescentEventName, SurfaceSource } from '../protocol/events.js';
import { isSameContent } from '../protocol/sameContent.js';
import { isColumn } from './plainColumn.js';
import { PlainMetrics, type PlainMetric } from './plainMetrics.js';
import type { RunStore } from './runStore.js';

/** A point of a path: normalized by `domainHalf`, [-1, 1] being the domain. Its index is its step. */
export interface PlainPoint {
  readonly x: number;
  readonly y: number;
  readonly loss?: number | undefined;
}

/** A path as columns of one length, typed arrays or not: element `i` is step `i`. */
export interface PathColumns {
  /** Normalized. */
  readonly x: ArrayLike<number>;
  /** Normalized. */
  readonly y: ArrayLike<number>;
  readonly loss?: ArrayLike<number> | undefined;
}

/** A path that a host holds itself. */
export type PlainPath = readonly PlainPoint[] | PathColumns;

interface SurfaceFrame {
  /** Half the side of the square that is the domain, in surface units, above 0. @defaultValue 6 */
  readonly domainHalf?: number | undefined;
  /** Scene units per loss unit. @defaultValue 0.3 */
  readonly zScale?: number | undefined;
  /** Whether heights are the loss. @defaultValue a formula is illustrative, a sampled surface measured */
  readonly source?: SurfaceSource | undefined;
}

/** A surface by its formula, as the contract's `surface_spec` has it. */
export interface FormulaSurface extends SurfaceFrame {
  readonly kind: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** A surface by samples of it. */
export interface SampledSurface extends SurfaceFrame {
  /** Losses in rows of `x`, the least `y` first: `resolution` or `resolution + 1` a side. Drawn as float32; not read again. */
  readonly values: Float32Array | Float64Array | readonly number[];
  /** Samples or cells a side, an integer from 2. */
  readonly resolution: number;
}

export type PlainSurface = FormulaSurface | SampledSurface;

/** A run that a host holds as plain data, without envelopes. */
export interface PlainRun {
  readonly surface?: PlainSurface | null | undefined;
  readonly path?: PlainPath | null | undefined;
  /** What the run is called; another name begins another run. @defaultValue 'run' */
  readonly run?: string | undefined;
  /** Whether the path has ended, or why. @defaultValue false */
  readonly finished?: boolean | FinishReason | undefined;
  readonly hyperparams?: HyperparamsInput | null | undefined;
  /** What is reported beside the path, such as the loss of a training whose surface is a likeness. */
  readonly metrics?: readonly PlainMetric[] | null | undefined;
}

/** Whether a value is a surface in one of its two forms, as far as its fields show. */
export function isPlainSurface(value: unknown): boolean {
  const { kind, values, resolution } = (value ?? {}) as Partial<FormulaSurface & SampledSurface>;
  return typeof kind === 'string' || (isColumn(values) && typeof resolution === 'number');
}

/** Whether a value is a path in one of its two forms, as far as its fields show. */
export function isPlainPath(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  const { x, y, loss } = (value ?? {}) as Partial<PathColumns>;
  return isColumn(x) && isColumn(y) && (loss === undefined || isColumn(loss));
}

const PROJECT = 'page';
const DEFAULT_NAME = 'run';
/** Points of one event, well below what a reader takes. */
const BATCH = 10_000;
/** A time that is the same for all: which event is the later its counter says. */
const TS = 1;

/**
 * Makes the contract's events of a run that a host holds as plain data, and gives them to a store: the store's rules hold
 * for it as for any other. Only what is new is sent: of a path that goes on where the one before ended, the points after it.
 */
export class PlainRunFeed {
  private seq = 0;
  private name: string | null = null;
  private surface: PlainSurface | null = null;
  private path: PlainPath | null = null;
  private length = 0;
  private finished: PlainRun['finished'] = false;
  private hyperparams: HyperparamsInput | null = null;
  private readonly metrics = new PlainMetrics();
  private grid: { readonly address: string; readonly bytes: Uint8Array } | null = null;

  constructor(private readonly store: RunStore) {}

  /** The samples that an address of ours stands for, as a raw float32 file has them; null for any other address. */
  readGrid(address: string): Uint8Array | null {
    return this.grid?.address === address ? this.grid.bytes : null;
  }

  /** Takes in what the host holds now. */
  update({ run = DEFAULT_NAME, surface = null, path, finished = false, ...rest }: PlainRun): void {
    const { hyperparams = null } = rest;
    const metrics = rest.metrics ?? [];
    const points = path == null || lengthOf(path) === 0 ? null : path;
    // What is gone cannot be taken back by an event.
    const isGone =
      isMissing(surface, this.surface) || isMissing(points, this.path) || this.metrics.hasTakenBack(metrics);
    if (this.name !== run || isGone || isMissing(hyperparams, this.hyperparams)) this.begin(run);
    const events: object[] = [];
    if (surface !== null && !isSameSurface(surface, this.surface)) events.push(this.createSurface(surface));
    this.surface = surface;
    if (hyperparams !== null && !isSameContent(hyperparams, this.hyperparams))
      events.push(this.createEvent('GD_HYPERPARAMS', hyperparams));
    this.hyperparams = hyperparams;
    const isReopened = this.finished !== false && finished === false;
    const hasGrown = points !== null && this.addPath(points, isReopened, events);
    if (finished !== false && points !== null && (hasGrown || finished !== this.finished))
      events.push(this.createEnd(finished));
    this.finished = finished;
    for (const payload of this.metrics.takeNew(metrics))
      events.push(this.createEvent('METRIC_SCALAR', payload));
    if (events.length > 0) this.store.ingest(events);
  }

  private begin(name: string): void {
    if (this.name !== null) this.store.clear();
    this.name = name;
    this.surface = null;
    this.path = null;
    this.length = 0;
    this.finished = false;
    this.hyperparams = null;
    this.metrics.clear();
  }

  /** @returns whether there is anything new of it */
  private addPath(path: PlainPath, isAnew: boolean, events: object[]): boolean {
    const length = lengthOf(path);
    const goesOn = !isAnew && this.path !== null && isContinued(this.path, this.length, path);
    const from = goesOn ? this.length : 0;
    this.path = path;
    this.length = length;
    if (goesOn && from === length) return false;
    if (!goesOn) {
      events.push(this.createStart(path));
      // A path that begins anew ends what was reported before.
      this.metrics.clear();
    }
    for (let at = from; at < length; at += BATCH) {
      const points = pointsOf(path, at, Math.min(at + BATCH, length));
      events.push(this.createEvent('GD_PATH_UPDATE', { space: 'normalized', step_start: at, points }));
    }
    return true;
  }

  private createStart(path: PlainPath): object {
    const [point0] = pointsOf(path, 0, 1);
    const domainHalf = this.surface?.domainHalf;
    return this.createEvent('GD_PATH_STARTED', {
      space: 'normalized',
      ...(domainHalf === undefined ? {} : { domainHalf }),
      ...(point0 === undefined ? {} : { point0 }),
    });
  }

  private createEnd(finished: true | FinishReason): object {
    const reason = finished === true ? {} : { reason: finished };
    return this.createEvent('GD_PATH_FINISHED', { final_step: this.length - 1, ...reason });
  }

  private createSurface(surface: PlainSurface): object {
    const { domainHalf, zScale } = surface;
    const frame = withoutUndefined({ domainHalf, zScale });
    const source = withoutUndefined({ source: surface.source });
    if (!('values' in surface)) {
      const { kind, params = {} } = surface;
      const spec = { kind, params, ...frame };
      return this.createEvent('LOSS_SURFACE_SPEC_READY', { surface_spec: spec, ...source });
    }
    const { values, resolution } = surface;
    const samples = values instanceof Float32Array ? values : Float32Array.from(values);
    // Nobody fetches it: it names the samples, as an address does.
    const address = `data:application/octet-stream;samples=${this.seq},`;
    const { buffer, byteOffset, byteLength } = samples;
    this.grid = { address, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
    return this.createEvent('LOSS_SURFACE_GRID_READY', {
      asset_url: address,
      resolution,
      ...frame,
      ...source,
    });
  }

  private createEvent(name: GradientDescentEventName | 'METRIC_SCALAR', payload: object): object {
    return {
      v: 1,
      type: 'EVENT',
      project_id: PROJECT,
      seq: ++this.seq,
      ts: TS,
      stage: { id: 'TRAIN', index: 3, status: 'running' },
      event: { name, payload: { run_id: this.name, ...payload } },
    };
  }
}

function isMissing(now: object | null, before: object | null): boolean {
  return now === null && before !== null;
}

/** Whether two surfaces are the same: samples by identity, since there may be a million. */
function isSameSurface(a: PlainSurface, b: PlainSurface | null): boolean {
  if (a === b) return true;
  if (b === null) return false;
  const [values, others] = ['values' in a ? a.values : null, 'values' in b ? b.values : null];
  return values === others && isSameContent({ ...a, values: null }, { ...b, values: null });
}

/** Whether a path begins with the first `length` points of the one before. */
function isContinued(before: PlainPath, length: number, path: PlainPath): boolean {
  if (lengthOf(path) < length || isColumns(path) !== isColumns(before)) return false;
  if (path === before) return true;
  if (isColumns(path) && isColumns(before)) {
    return COLUMNS.every((name) => isSameStart(before[name], path[name], length));
  }
  const [was, is] = [before as readonly PlainPoint[], path as readonly PlainPoint[]];
  for (let i = 0; i < length; i++) if (!isSamePoint(was[i], is[i])) return false;
  return true;
}

const COLUMNS = ['x', 'y', 'loss'] as const;

function isSameStart(
  before: ArrayLike<number> | undefined,
  column: ArrayLike<number> | undefined,
  length: number,
): boolean {
  if (column === before) return true;
  if (column === undefined || before === undefined) return false;
  for (let i = 0; i < length; i++) if (!Object.is(column[i], before[i])) return false;
  return true;
}

function isSamePoint(a: PlainPoint | undefined, b: PlainPoint | undefined): boolean {
  return a === b || (Object.is(a?.x, b?.x) && Object.is(a?.y, b?.y) && Object.is(a?.loss, b?.loss));
}

function isColumns(path: PlainPath): path is PathColumns {
  return !Array.isArray(path);
}

function lengthOf(path: PlainPath): number {
  return isColumns(path) ? Math.min(path.x.length, path.y.length) : path.length;
}

function pointsOf(path: PlainPath, from: number, to: number): readonly PlainPoint[] {
  if (!isColumns(path)) return path.slice(from, to);
  const { x, y, loss } = path;
  return Array.from({ length: Math.max(to - from, 0) }, (_, i) => {
    const at = from + i;
    const value = loss?.[at];
    return value === undefined ? { x: x[at]!, y: y[at]! } : { x: x[at]!, y: y[at]!, loss: value };
  });
}

function withoutUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
