/** What events say of the run that is shown, each taken in as it stands: for events that come in their order. */

interface PlainPoint {
  readonly x: number;
  readonly y: number;
  readonly loss?: number;
  readonly residual?: number;
}

export interface PlainSurface {
  readonly kind?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly assetUrl?: string;
  readonly domainHalf?: number;
  readonly zScale?: number;
  readonly source?: string;
  readonly projection?: Readonly<Record<string, unknown>>;
}

export interface PlainRun {
  readonly projectId: string;
  readonly runId: string;
  readonly points: ReadonlyMap<number, PlainPoint>;
  /** Steps before it are not awaited: 0, or the first that is kept of a path at its limit. */
  readonly firstStep: number;
  readonly status: 'idle' | 'running' | 'finished';
  readonly reason: string | null;
  readonly finalStep: number | null;
  readonly reportEvery: number;
  /** Whether the start says so. */
  readonly isPaceStated: boolean;
  readonly hyperparams: Readonly<Record<string, string | number | boolean>>;
  /** The newest surface event of all, and the newest of them that has a formula. */
  readonly surface: PlainSurface | null;
  readonly spec: PlainSurface | null;
  readonly domainHalf: number;
  /** What the pipeline reported beside the path, as it counts: mostly from 1. */
  readonly metrics: readonly PlainMetric[];
  /** How it said that the training ended, where the path has no end of its own; null where it did not. */
  readonly reportedEnd: 'failed' | 'ended' | null;
  /** When the points came, by the backend's times: steps and milliseconds. */
  readonly timesMs: ReadonlyMap<number, number>;
}

interface PlainMetric {
  readonly name: string;
  readonly split: string;
  readonly step: number;
  readonly value: number;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** The run of the last start, or of the first event where none starts; null where there is no event. */
export function readRun(events: readonly unknown[]): PlainRun | null {
  const sent = events.map((event) => {
    const envelope = fieldsOf(typeof event === 'string' ? JSON.parse(event) : event);
    const { name, payload } = fieldsOf(envelope['event']);
    const [projectId, tsMs] = [String(envelope['project_id']), Number(envelope['ts'])];
    return { projectId, tsMs, name: String(name), payload: fieldsOf(payload) };
  });
  const shown = sent.findLast(({ name }) => name === 'GD_PATH_STARTED') ?? sent[0];
  if (shown === undefined) return null;
  const { projectId } = shown;
  const runId = String(shown.payload['run_id']);
  const own = sent.filter((event) => event.projectId === projectId && event.payload['run_id'] === runId);
  const sinceStart = own.slice(
    Math.max(
      own.findLastIndex(({ name }) => name === 'GD_PATH_STARTED'),
      0,
    ),
  );
  const surfaces = own.flatMap(({ name, payload }) => readSurface(name, payload));
  const surface = surfaces.at(-1) ?? null;
  const start = sinceStart.find(({ name }) => name === 'GD_PATH_STARTED')?.payload ?? {};
  const end = sinceStart.findLast(({ name }) => name === 'GD_PATH_FINISHED')?.payload;
  const points = readPoints(sinceStart);
  return {
    projectId,
    runId,
    points,
    firstStep: 0,
    status:
      end !== undefined ? 'finished' : points.size > 0 || start['run_id'] !== undefined ? 'running' : 'idle',
    reason: typeof end?.['reason'] === 'string' ? end['reason'] : null,
    finalStep: typeof end?.['final_step'] === 'number' ? end['final_step'] : null,
    reportEvery: Number(start['report_every'] ?? 1),
    isPaceStated: start['report_every'] !== undefined,
    hyperparams: readHyperparams(own),
    surface,
    spec: surfaces.findLast(({ kind }) => kind !== undefined) ?? null,
    domainHalf: Number(surface?.domainHalf ?? start['domainHalf'] ?? 6),
    metrics: own
      .filter(({ name }) => name === 'METRIC_SCALAR')
      .map(({ payload }) => payload as unknown as PlainMetric),
    reportedEnd: end === undefined ? readReportedEnd(own) : null,
    timesMs: new Map(
      sinceStart.flatMap(({ name, payload, tsMs }) =>
        name === 'GD_PATH_STARTED'
          ? [[0, tsMs] as const]
          : name === 'GD_PATH_UPDATE'
            ? (payload['points'] as readonly unknown[]).map(
                (_, i) => [Number(payload['step_start']) + i, tsMs] as const,
              )
            : [],
      ),
    ),
  };
}

function readReportedEnd(
  events: readonly { readonly name: string; readonly payload: Fields }[],
): 'failed' | 'ended' | null {
  const said = events.findLast(({ name }) => name === 'TRAIN_RUN_FINISHED')?.payload['status'];
  return said === undefined ? null : said === 'failed' ? 'failed' : 'ended';
}

/** Each from the last event that states it. */
function readHyperparams(
  events: readonly { readonly name: string; readonly payload: Fields }[],
): Record<string, string | number | boolean> {
  const stated = events
    .filter(({ name }) => name === 'GD_HYPERPARAMS')
    .flatMap(({ payload }) => Object.entries(payload))
    .filter(([name]) => name !== 'run_id');
  return Object.fromEntries(
    stated.filter((entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  );
}

function readSurface(name: string, payload: Fields): PlainSurface[] {
  const { source, projection } = payload as PlainSurface;
  const facts = {
    ...(source === undefined ? {} : { source }),
    ...(projection === undefined ? {} : { projection }),
  };
  if (name === 'LOSS_SURFACE_SPEC_READY') return [{ ...facts, ...fieldsOf(payload['surface_spec']) }];
  if (name !== 'LOSS_SURFACE_GRID_READY') return [];
  return [{ ...payload, ...facts, assetUrl: String(payload['asset_url']) }];
}

function readPoints(
  events: readonly { readonly name: string; readonly payload: Fields }[],
): Map<number, PlainPoint> {
  const points = new Map<number, PlainPoint>();
  for (const { name, payload } of events) {
    if (name === 'GD_PATH_STARTED' && payload['point0'] !== undefined)
      points.set(0, payload['point0'] as PlainPoint);
    if (name !== 'GD_PATH_UPDATE') continue;
    (payload['points'] as readonly (PlainPoint | null)[]).forEach((point, i) => {
      if (point !== null) points.set(Number(payload['step_start']) + i, point);
    });
  }
  return points;
}
