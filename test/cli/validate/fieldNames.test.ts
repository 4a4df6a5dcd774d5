import { describe, expect, it } from 'vitest';
import { createJsonSchema } from '../../../src/protocol/jsonSchema.js';
import type { JsonSchema } from '../../../src/protocol/contract/jsonSchema.js';
import { SYNONYMS } from '../../../src/cli/validate/fieldWords.js';
import { runCommand } from '../runCommand.js';
import { createEnvelope, createFaultlessLog, renderLog, type LooseEnvelope } from './faultyLogs.js';

interface Named {
  readonly line: number;
  readonly code: string;
  readonly path: string;
  readonly expected: string;
}

async function findNames(log: readonly unknown[]): Promise<{ named: Named[]; exitCode: number }> {
  const { exitCode, stdout } = await runCommand(['validate', '--json', '--strict'], {
    stdin: renderLog(log),
  });
  const named = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Named)
    .filter(({ code }) => code === 'field_name_doubtful' || code === 'field_misplaced')
    .map(({ line, code, path, expected }) => ({ line, code, path, expected }));
  return { named, exitCode };
}

type Fields = Record<string, unknown>;

/** The log without a fault, its grid, hills and projection included. */
function createWholeLog(): LooseEnvelope[] {
  const [spec, hyper, start, ...rest] = createFaultlessLog();
  const projection = {
    method: 'pca',
    explainedVariance: [0.6, 0.3],
    randomWalk: [0.4, 0.2],
    seed: 7,
    checkpoints: 15,
    plane: 'plane-1',
  };
  const hill = { x: 1, y: 1, amp: 2, sigma: 0.5 };
  const log = [
    { ...spec!, epoch: 'p1' },
    createEnvelope(2, 'LOSS_SURFACE_GRID_READY', {
      asset_url: '/1.f32',
      grid_format: 'float32',
      resolution: 9,
      domainHalf: 6,
      zScale: 0.3,
      projection,
      source: 'measured',
    }),
    ...['bowl', 'multi_hill', 'ripples'].map((kind, i) => {
      const params = {
        bowl: { a: 1, b: 1, tiltX: 0.1, tiltY: 0.2, offset: 1 },
        multi_hill: { bowlStrength: 0.1, offset: 1, hills: [hill, hill] },
        ripples: { amp: 1, freq: 2, decay: 0.1, bowlStrength: 0.1, offset: 1 },
      }[kind];
      return createEnvelope(3 + i, 'LOSS_SURFACE_SPEC_READY', {
        surface_spec: { kind, params, domainHalf: 6, zScale: 0.3 },
        projection,
        source: 'illustrative',
      });
    }),
    { ...hyper!, seq: 6 },
    { ...start!, seq: 7 },
    ...rest.map((event, i) => ({ ...event, seq: 8 + i })),
  ];
  const [hyperPayload, startPayload] = [log[5]!.event.payload, log[6]!.event.payload];
  Object.assign(hyperPayload, { tolGrad: 1e-3, tolStep: 1e-4 });
  startPayload['report_every'] = 1;
  startPayload['restart'] = 'projection';
  startPayload['point0'] = { ...(startPayload['point0'] as object), loss: 1, residual: 0.1 };
  for (const update of log.slice(7, 10)) {
    const points = update.event.payload['points'] as Fields[];
    points.forEach((point) => Object.assign(point, { loss: 1, residual: 0.1 }));
  }
  return log.map((event, i) => ({ ...event, seq: i + 1, ts: 1_795_403_700_000 + 100 * i, epoch: 'p1' }));
}

/** Renames a field wherever it stands in a message, and says where that was. */
function rename(value: unknown, name: string, other: string, at = ''): { value: unknown; places: string[] } {
  if (Array.isArray(value)) {
    const entries = value.map((entry, i) => rename(entry, name, other, `${at}[${i}]`));
    return { value: entries.map((entry) => entry.value), places: entries.flatMap(({ places }) => places) };
  }
  if (typeof value !== 'object' || value === null) return { value, places: [] };
  const places: string[] = [];
  const fields = Object.entries(value).map(([key, field]): [string, unknown] => {
    const path = at === '' ? key : `${at}.${key}`;
    const inside = rename(field, name, other, path);
    places.push(...(key === name ? [path] : []), ...inside.places);
    return [key === name ? other : key, inside.value];
  });
  return { value: Object.fromEntries(fields), places };
}

/** Every field that the schema names. */
function listFields(schema: JsonSchema): Set<string> {
  const names = new Set<string>();
  const visit = (part: JsonSchema): void => {
    for (const [name, field] of Object.entries(part.properties ?? {})) {
      names.add(name);
      visit(field);
    }
    if (part.items !== undefined) visit(part.items);
  };
  [schema, ...Object.values(schema.$defs ?? {})].forEach(visit);
  names.delete('stage');
  return names;
}

const FIELDS = [...listFields(createJsonSchema())];

/** The ways in which another language, or another hand, writes a name. */
const CONVENTIONS: Readonly<Record<string, (name: string) => string>> = {
  snake_case: (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  camelCase: (name) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  PascalCase: (name) => `_${name}`.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  'kebab-case': (name) => name.replaceAll('_', '-'),
  CAPITALS: (name) => name.toUpperCase(),
  lowercase: (name) => name.toLowerCase(),
};

describe('validate, of field names in another convention', () => {
  it('says nothing of the whole log as the contract has it', async () => {
    expect(await findNames(createWholeLog())).toMatchObject({ named: [] });
  });

  const renamed = FIELDS.flatMap((name) =>
    Object.entries(CONVENTIONS).flatMap(([convention, write]) =>
      write(name) === name ? [] : [[name, write(name), convention] as const],
    ),
  );

  it.each(renamed)('names %s for %s (%s), everywhere it stands', async (name, other) => {
    let places = 0;
    const log = createWholeLog().map((event, i) => {
      const { value, places: at } = rename(event, name, other);
      // The first of each array: one finding a message stands for the others.
      const first = at.filter((place) => !/\[(?!0\])/.test(place));
      places += first.length;
      return { value, expected: first, line: i + 1 };
    });
    const { named, exitCode } = await findNames(log.map(({ value }) => value));
    expect(places).toBeGreaterThan(0);
    expect(exitCode).toBe(1);
    for (const { expected, line } of log) {
      // Under a name that is not read the fields inside are not looked at.
      const outermost = expected.filter((place) => !expected.some((outer) => place.startsWith(`${outer}.`)));
      for (const place of outermost)
        expect(named.filter((finding) => finding.line === line).map((finding) => finding.expected)).toContain(
          place,
        );
    }
  });
});

/** The faultless log with its lines changed. */
function spoil(line: number, change: (envelope: LooseEnvelope & Fields, payload: Fields) => void): unknown[] {
  const log = createFaultlessLog();
  const envelope = log[line - 1]!;
  change(envelope, envelope.event.payload);
  return log;
}

const spec = (fields: Fields): unknown[] =>
  spoil(1, (_, payload) => {
    payload['surface_spec'] = fields;
  });
const mend = (line: number, fields: Fields, without: readonly string[] = []): unknown[] =>
  spoil(line, (_, payload) => {
    Object.assign(payload, fields);
    for (const name of without) Reflect.deleteProperty(payload, name);
  });
const SPEC = 'event.payload.surface_spec';

describe('validate, of field names that are almost right', () => {
  it('has other words for fields that there are, and for no others', () => {
    expect(Object.keys(SYNONYMS).filter((field) => !FIELDS.includes(field))).toEqual([]);
  });

  it.each<[string, unknown[], string, string]>([
    [
      'another word',
      spec({ kind: 'ripples', params: { frequency: 2 } }),
      `${SPEC}.params.frequency`,
      `${SPEC}.params.freq`,
    ],
    [
      'another word',
      spec({ kind: 'ripples', params: { amplitude: 2 } }),
      `${SPEC}.params.amplitude`,
      `${SPEC}.params.amp`,
    ],
    [
      'another word, misspelt',
      spec({ kind: 'ripples', params: { freqency: 2 } }),
      `${SPEC}.params.freqency`,
      `${SPEC}.params.freq`,
    ],
    ['a word of several', spec({ kind: 'bowl', half_width: 4 }), `${SPEC}.half_width`, `${SPEC}.domainHalf`],
    [
      "a loss by its file's name",
      mend(4, { points: [{ x: 0, y: 0, train_loss: 1 }] }),
      'event.payload.points[0].train_loss',
      'event.payload.points[0].loss',
    ],
    [
      'turned words',
      spec({ kind: 'bowl', params: { xTilt: 2 } }),
      `${SPEC}.params.xTilt`,
      `${SPEC}.params.tiltX`,
    ],
    [
      'a letter less',
      spec({ kind: 'bowl', params: { ofset: 2 } }),
      `${SPEC}.params.ofset`,
      `${SPEC}.params.offset`,
    ],
    ['letters exchanged', spec({ kind: 'bowl', domianHalf: 4 }), `${SPEC}.domianHalf`, `${SPEC}.domainHalf`],
    ['another word', spec({ kind: 'bowl', parameters: { a: 1 } }), `${SPEC}.parameters`, `${SPEC}.params`],
    ['another word', spec({ type: 'bowl' }), `${SPEC}.type`, `${SPEC}.kind`],
    ['another word', mend(1, { surface: { kind: 'bowl' } }, ['surface_spec']), 'event.payload.surface', SPEC],
    [
      'another word',
      mend(2, { learning_rate: 0.1 }, ['eta']),
      'event.payload.learning_rate',
      'event.payload.eta',
    ],
    ['another word', mend(2, { lr: 0.1 }, ['eta']), 'event.payload.lr', 'event.payload.eta'],
    ['turned words', mend(2, { gradTol: 0.1 }), 'event.payload.gradTol', 'event.payload.tolGrad'],
    [
      'another word',
      mend(3, { start: { x: 0.5, y: -0.25 } }, ['point0']),
      'event.payload.start',
      'event.payload.point0',
    ],
    [
      'another word',
      mend(4, { start_step: 0 }, ['step_start']),
      'event.payload.start_step',
      'event.payload.step_start',
    ],
    [
      'another word',
      mend(4, { path: [{ x: 0, y: 0 }] }, ['points']),
      'event.payload.path',
      'event.payload.points',
    ],
    [
      "the contract's own word",
      mend(4, { points: [{ x_norm: 0, y: 0 }] }),
      'event.payload.points[0].x_norm',
      'event.payload.points[0].x',
    ],
    [
      'another word',
      mend(7, { stop_reason: 'converged' }, ['reason']),
      'event.payload.stop_reason',
      'event.payload.reason',
    ],
    [
      'another word',
      mend(7, { last_step: 15 }, ['final_step']),
      'event.payload.last_step',
      'event.payload.final_step',
    ],
    [
      'a later point',
      mend(4, {
        points: [
          { x: 0, y: 0 },
          { x: 0, y: 0, Loss: 1 },
        ],
      }),
      'event.payload.points[1].Loss',
      'event.payload.points[1].loss',
    ],
  ])('%s: %#', async (_what, log, path, expected) => {
    const { named, exitCode } = await findNames(log);
    expect(named).toEqual([expect.objectContaining({ code: 'field_name_doubtful', path, expected })]);
    expect(exitCode).toBe(1);
  });

  it('reports a name once a message, however many points have it', async () => {
    const points = Array.from({ length: 5 }, () => ({ X: 0.5, y: 0.5 }));
    const { named } = await findNames(mend(4, { points }));
    expect(named.map(({ path }) => path)).toEqual(['event.payload.points[0].X']);
  });
});

describe('validate, of fields that stand in the wrong place', () => {
  it.each<[string, unknown[], Record<string, string>]>([
    [
      'parameters beside kind',
      spec({ kind: 'bowl', a: 0.4, b: 0.1 }),
      { [`${SPEC}.a`]: `${SPEC}.params.a`, [`${SPEC}.b`]: `${SPEC}.params.b` },
    ],
    [
      'parameters beside params',
      spec({ kind: 'bowl', params: {}, tilt_x: 1 }),
      { [`${SPEC}.tilt_x`]: `${SPEC}.params.tiltX` },
    ],
    [
      'hills beside kind',
      spec({ kind: 'multi_hill', hills: [] }),
      { [`${SPEC}.hills`]: `${SPEC}.params.hills` },
    ],
    [
      'the frame beside the spec',
      mend(1, { surface_spec: { kind: 'bowl' }, domainHalf: 4, zScale: 1 }),
      { 'event.payload.domainHalf': `${SPEC}.domainHalf`, 'event.payload.zScale': `${SPEC}.zScale` },
    ],
    [
      'the frame beside the spec, in another convention',
      mend(1, { surface_spec: { kind: 'bowl' }, domain_half: 4 }),
      { 'event.payload.domain_half': `${SPEC}.domainHalf` },
    ],
    [
      'the frame in params',
      spec({ kind: 'bowl', params: { domainHalf: 4 } }),
      { [`${SPEC}.params.domainHalf`]: `${SPEC}.domainHalf` },
    ],
    [
      'parameters in the payload',
      mend(1, { surface_spec: { kind: 'ripples' }, freq: 4 }),
      { 'event.payload.freq': `${SPEC}.params.freq` },
    ],
    [
      'the whole spec in the payload',
      mend(1, { kind: 'bowl', params: {} }, ['surface_spec']),
      { 'event.payload.kind': `${SPEC}.kind`, 'event.payload.params': `${SPEC}.params` },
    ],
    [
      'a projection in the spec',
      spec({ kind: 'bowl', projection: { method: 'pca' } }),
      { [`${SPEC}.projection`]: 'event.payload.projection' },
    ],
    [
      'run_id on the envelope',
      spoil(2, (envelope, payload) => {
        envelope['run_id'] = payload['run_id'];
        delete payload['run_id'];
      }),
      { run_id: 'event.payload.run_id' },
    ],
    [
      'run_id beside the payload',
      spoil(2, (envelope, payload) => {
        Object.assign(envelope.event, { run_id: payload['run_id'] });
        delete payload['run_id'];
      }),
      { 'event.run_id': 'event.payload.run_id' },
    ],
    [
      'project_id in the payload',
      spoil(2, (envelope, payload) => {
        payload['project_id'] = envelope['project_id'];
        delete envelope['project_id'];
      }),
      { 'event.payload.project_id': 'project_id' },
    ],
    [
      'seq and ts in the event',
      spoil(2, (envelope) => {
        Object.assign(envelope.event, { seq: 2, ts: envelope['ts'] });
        delete envelope['seq'];
        delete envelope['ts'];
      }),
      { 'event.seq': 'seq', 'event.ts': 'ts' },
    ],
    [
      "the payload's fields in the event",
      spoil(2, (envelope) => {
        Object.assign(envelope.event, { run_id: 'run_1', eta: 1 });
        Reflect.deleteProperty(envelope.event, 'payload');
      }),
      { 'event.run_id': 'event.payload.run_id', 'event.eta': 'event.payload.eta' },
    ],
    [
      'name and payload on the envelope',
      spoil(2, (envelope) => {
        Object.assign(envelope, envelope.event);
        Reflect.deleteProperty(envelope, 'event');
      }),
      { name: 'event.name', payload: 'event.payload' },
    ],
    [
      "a point's fields in the payload",
      mend(3, { x: 0.5, y: 0.5 }, ['point0']),
      { 'event.payload.x': 'event.payload.point0.x', 'event.payload.y': 'event.payload.point0.y' },
    ],
    [
      "a point's loss in the payload",
      mend(3, { loss: 0.5 }),
      { 'event.payload.loss': 'event.payload.point0.loss' },
    ],
    [
      'losses in a column beside the points',
      mend(4, { losses: [1, 2, 3, 4, 5] }),
      { 'event.payload.losses': 'event.payload.points[i].loss' },
    ],
    [
      'coordinates in columns',
      mend(4, { x: [0.5], y: [0.5] }, ['points']),
      { 'event.payload.x': 'event.payload.points[i].x', 'event.payload.y': 'event.payload.points[i].y' },
    ],
    [
      'step_start in a point',
      spoil(4, (_, payload) => {
        delete payload['step_start'];
        Object.assign((payload['points'] as Fields[])[0]!, { step_start: 0 });
      }),
      { 'event.payload.points[0].step_start': 'event.payload.step_start' },
    ],
    [
      'a level too deep',
      mend(2, { hyperparams: { eta: 0.1, tolGrad: 1 } }, ['eta']),
      {
        'event.payload.hyperparams.eta': 'event.payload.eta',
        'event.payload.hyperparams.tolGrad': 'event.payload.tolGrad',
      },
    ],
    [
      'coordinates a level too deep',
      mend(3, { point0: { position: { x: 0, y: 0 } } }),
      {
        'event.payload.point0.position.x': 'event.payload.point0.x',
        'event.payload.point0.position.y': 'event.payload.point0.y',
      },
    ],
  ])('%s', async (_what, log, places) => {
    const { named, exitCode } = await findNames(log);
    expect(Object.fromEntries(named.map(({ path, expected }) => [path, expected]))).toEqual(places);
    expect(new Set(named.map(({ code }) => code))).toEqual(new Set(['field_misplaced']));
    expect(exitCode).toBe(1);
  });
});

describe('validate, of fields that nobody knows', () => {
  it.each<[string, unknown[]]>([
    [
      'on the envelope',
      spoil(4, (envelope) =>
        Object.assign(envelope, {
          trace_id: 'x',
          source: 'gpu0',
          session: 1,
          user: {},
          id: 'm4',
          host: 'a',
          meta: { epoch: 3 },
        }),
      ),
    ],
    [
      'in the event',
      spoil(4, (envelope) => Object.assign(envelope.event, { id: 'e4', category: 'gd', version: 2 })),
    ],
    [
      'in an update',
      mend(4, {
        epoch: 4,
        batch: 2,
        lr: 0.1,
        accuracy: 0.9,
        loss: 0.4,
        train_loss: 0.4,
        elapsed_ms: 12,
        grad_norm: [1, 2],
        report_every: 5,
      }),
    ],
    [
      'on a point',
      mend(4, {
        points: [{ x: 0, y: 0, z: 1, step: 0, t: 0.1, grad: [1, 2], lr: 0.1, label: 'a', color: 'red' }],
      }),
    ],
    [
      'in a start',
      mend(3, {
        restart: 'projection',
        seed: 4,
        optimizer: 'adam',
        name: 'a run',
        report_every: 5,
        description: '',
      }),
    ],
    [
      'in the parameters',
      spec({ kind: 'bowl', params: { color: 'red', note: 'x', c: 1, seed: 4, minimum: [0, 0] } }),
    ],
    [
      'in the spec',
      spec({ kind: 'bowl', title: 'Bowl', source: 'illustrative', version: 2, id: 's', equation: 'x' }),
    ],
    [
      'in the surface event',
      mend(1, { source: 'measured', title: 'loss', seed: 3, method: 'adam', dataset: 'iris', units: 'nats' }),
    ],
    [
      'in the parameters of a kind that is not known',
      spec({ kind: 'saddle', params: { A: 1, frequency: 2, scale: 3 } }),
    ],
    [
      'among the hyperparameters',
      mend(2, {
        optimizer: 'adam',
        momentum: 0.9,
        batch_size: 32,
        beta1: 0.9,
        beta2: 0.99,
        eps: 1e-8,
        weight_decay: 0,
        epochs: 5,
        seed: 3,
        nesterov: true,
        warmup_steps: 10,
        learning_rate: 0.1,
      }),
    ],
    [
      'in an end',
      mend(7, { status: 'ok', loss: 0.1, final_loss: 0.1, duration_s: 3, message: 'done', total: 15 }),
    ],
  ])('says nothing of them %s', async (_what, log) => {
    expect(await findNames(log)).toEqual({ named: [], exitCode: expect.any(Number) as number });
  });
});
