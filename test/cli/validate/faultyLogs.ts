import type { FindingCode } from '../../../src/cli/validate/finding.js';

/** An envelope whose fields can be spoilt. */
export interface LooseEnvelope {
  [field: string]: unknown;
  event: { name: unknown; payload: Record<string, unknown> };
}

/** A log with one fault, and what is to be said of it. */
export interface FaultyLog {
  readonly code: FindingCode;
  /** Messages, or lines of text. */
  readonly lines: readonly unknown[];
  /** All that is said, without its hints: `line: level code: path: found …, expected …`. */
  readonly says: readonly string[];
}

const FIRST_TS_MS = 1_795_403_700_000;

/** One event of the log that has no fault. @param seq - counts from 1, and is the line too */
export function createEnvelope(
  seq: number,
  name: string,
  payload: object,
  fields: object = {},
): LooseEnvelope {
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'iris',
    seq,
    ts: FIRST_TS_MS + 100 * seq,
    stage: { id: 'TRAIN', index: 3, status: 'running' },
    event: { name, payload: { run_id: 'run_1', ...payload } },
    ...fields,
  };
}

/** A point of a spiral. */
export function createPoint(step: number): { x: number; y: number } {
  return { x: 0.5 * 0.9 ** step, y: -0.25 * 0.8 ** step };
}

/** An update of five points. */
export function createUpdate(seq: number, stepStart: number, count = 5): LooseEnvelope {
  const points = Array.from({ length: count }, (_, i) => createPoint(stepStart + i));
  return createEnvelope(seq, 'GD_PATH_UPDATE', { space: 'normalized', step_start: stepStart, points });
}

/** A whole run without a fault: steps 0 to 14 on seven lines. */
export function createFaultlessLog(): LooseEnvelope[] {
  return [
    createEnvelope(1, 'LOSS_SURFACE_SPEC_READY', {
      surface_spec: { kind: 'bowl', params: {}, domainHalf: 6, zScale: 0.3 },
    }),
    createEnvelope(2, 'GD_HYPERPARAMS', { eta: 0.1, steps: 15 }),
    createEnvelope(3, 'GD_PATH_STARTED', { space: 'normalized', domainHalf: 6, point0: createPoint(0) }),
    createUpdate(4, 0),
    createUpdate(5, 5),
    createUpdate(6, 10),
    createEnvelope(7, 'GD_PATH_FINISHED', { final_step: 15, reason: 'max_steps' }),
  ];
}

type Spoil = (log: LooseEnvelope[]) => readonly unknown[];

/** The faultless log with one thing changed. */
function spoil(change: (log: LooseEnvelope[]) => void): readonly unknown[] {
  const log = createFaultlessLog();
  change(log);
  return log;
}

const payloadOf = (log: LooseEnvelope[], line: number): Record<string, unknown> =>
  log[line - 1]!.event.payload;

/** The payload of one line with fields changed. */
function withPayload(line: number, fields: Record<string, unknown>): readonly unknown[] {
  return spoil((log) => Object.assign(payloadOf(log, line), fields));
}

/** The envelope of one line with fields changed. */
function withEnvelope(line: number, fields: Record<string, unknown>): readonly unknown[] {
  return spoil((log) => Object.assign(log[line - 1]!, fields));
}

function withLine(line: number, text: string): readonly unknown[] {
  const log: unknown[] = createFaultlessLog();
  log[line - 1] = text;
  return log;
}

function withSpec(spec: Record<string, unknown> | undefined): readonly unknown[] {
  return withPayload(1, { surface_spec: spec });
}

function arrange(change: Spoil): readonly unknown[] {
  return change(createFaultlessLog());
}

function createGrid(fields: object): readonly unknown[] {
  const grid = {
    asset_url: '/grids/1.f32',
    grid_format: 'float32',
    resolution: 65,
    domainHalf: 6,
    zScale: 0.3,
  };
  return arrange(([, ...rest]) => [
    createEnvelope(1, 'LOSS_SURFACE_GRID_READY', { ...grid, ...fields }),
    ...rest,
  ]);
}

/** A run of one point an update, for each of some steps beside 0. */
function sparse(
  steps: readonly number[],
  start: Record<string, unknown>,
  finalStep: number,
): readonly unknown[] {
  const [spec] = createFaultlessLog();
  const updates = steps.filter((step) => step > 0);
  return [
    spec,
    createEnvelope(2, 'GD_PATH_STARTED', { space: 'normalized', point0: createPoint(0), ...start }),
    ...updates.map((step, i) => createUpdate(3 + i, step, 1)),
    createEnvelope(3 + updates.length, 'GD_PATH_FINISHED', { final_step: finalStep, reason: 'max_steps' }),
  ];
}

const EVERY_50TH = Array.from({ length: 40 }, (_, i) => 50 * i);
const NO_STEPS_5_TO_9 =
  '6: warning steps_missing: event.payload.step_start: found no steps 5 to 9, expected 5, the step after the last one';
const NO_SURFACE =
  '2: warning surface_missing: event.name: found no surface event, expected LOSS_SURFACE_SPEC_READY or LOSS_SURFACE_GRID_READY';
const STEP = 'an integer from 0 to 2^53 - 1';
const KINDS = 'fixed_example, bowl, multi_hill, ripples';
const SPEC = 'event.payload.surface_spec';

/** A fault for every diagnostic that a message can give. */
const OF_A_MESSAGE: readonly FaultyLog[] = [
  {
    code: 'json_invalid',
    lines: withLine(5, "{'v': 1}"),
    says: [`5: error json_invalid: message: found character 1: "{'v': 1}", expected JSON`, NO_STEPS_5_TO_9],
  },
  {
    code: 'json_non_finite',
    lines: withLine(2, '{"type": "EVENT", "r2": NaN}'),
    says: [
      '2: error json_non_finite: message: found NaN at character 24: " \\"EVENT\\", \\"r2\\": NaN}", expected JSON, which has no NaN or Infinity',
    ],
  },
  {
    code: 'message_truncated',
    lines: withLine(7, '{"v": 1, "type": "EV'),
    says: [
      '7: error message_truncated: message: found 20 characters that end in ": 1, \\"type\\": \\"EV", expected a whole JSON text',
      '1: note run_unfinished: event.name: found no end after step 14, expected GD_PATH_FINISHED',
    ],
  },
  {
    code: 'message_too_large',
    lines: withLine(2, `{"type": "OTHER", "text": "${'x'.repeat(8_388_608)}"}`),
    says: ['2: error message_too_large: message: found 8388637, expected at most 8388608 characters'],
  },
  {
    code: 'message_not_object',
    lines: withLine(2, '"{}"'),
    says: ['2: error message_not_object: message: found "{}", expected an envelope object'],
  },
  {
    code: 'type_missing',
    lines: withEnvelope(2, { type: undefined }),
    says: ['2: error type_missing: type: found nothing, expected "EVENT"'],
  },
  {
    code: 'version_unknown',
    lines: withEnvelope(2, { v: 2 }),
    says: ['2: warning version_unknown: v: found 2, expected 1'],
  },
  {
    code: 'id_too_long',
    lines: createGrid({ grid_format: 'x'.repeat(300) }),
    says: [
      `1: warning id_too_long: event.payload.grid_format: found "${'x'.repeat(78)}…, expected at most 256 characters`,
    ],
  },
  {
    code: 'project_id_invalid',
    lines: withEnvelope(2, { project_id: 12 }),
    says: ['2: error project_id_invalid: project_id: found 12, expected a text that is not empty'],
  },
  {
    code: 'event_invalid',
    lines: withEnvelope(2, { event: null }),
    says: ['2: error event_invalid: event: found null, expected an object { name, payload }'],
  },
  {
    code: 'event_name_invalid',
    lines: withEnvelope(2, { event: { payload: {} } }),
    says: ['2: error event_name_invalid: event.name: found nothing, expected a text that is not empty'],
  },
  {
    code: 'payload_invalid',
    lines: withEnvelope(2, { event: { name: 'GD_HYPERPARAMS', payload: '{}' } }),
    says: ['2: error payload_invalid: event.payload: found "{}", expected an object'],
  },
  {
    code: 'run_id_invalid',
    lines: withPayload(2, { run_id: '' }),
    says: ['2: error run_id_invalid: event.payload.run_id: found "", expected a text that is not empty'],
  },
  {
    code: 'ts_unusable',
    lines: withEnvelope(2, { ts: '2026-11-23' }),
    says: [
      '2: error ts_unusable: ts: found "2026-11-23", expected a Unix time in seconds or milliseconds, above 0',
    ],
  },
  {
    code: 'seq_unusable',
    lines: withEnvelope(2, { seq: 1.5 }),
    says: [`2: error seq_unusable: seq: found 1.5, expected ${STEP}`],
  },
  {
    code: 'space_unknown',
    lines: withPayload(5, { space: 'surface' }),
    says: [
      '5: error space_unknown: event.payload.space: found "surface", expected "normalized"',
      NO_STEPS_5_TO_9,
    ],
  },
  {
    code: 'step_start_missing',
    lines: withPayload(5, { step_start: undefined }),
    says: [`5: warning step_start_missing: event.payload.step_start: found nothing, expected ${STEP}`],
  },
  {
    code: 'step_start_invalid',
    lines: withPayload(5, { step_start: '5' }),
    says: [
      `5: error step_start_invalid: event.payload.step_start: found "5", expected ${STEP}`,
      NO_STEPS_5_TO_9,
    ],
  },
  {
    code: 'step_overflow',
    lines: arrange((log) => [
      ...log.slice(0, 6),
      createEnvelope(7, 'GD_PATH_UPDATE', {
        step_start: Number.MAX_SAFE_INTEGER,
        points: [createPoint(0), createPoint(1)],
      }),
      createEnvelope(8, 'GD_PATH_FINISHED', { final_step: Number.MAX_SAFE_INTEGER, reason: 'max_steps' }),
    ]),
    says: [
      `7: error step_overflow: event.payload.points[1]: found "step 9007199254740991 + 1", expected ${STEP}`,
      '7: warning steps_missing: event.payload.step_start: found no steps 15 to 9007199254740990, expected 15, the step after the last one',
    ],
  },
  {
    code: 'points_invalid',
    lines: withPayload(5, { points: { x: 0, y: 0 } }),
    says: [
      '5: error points_invalid: event.payload.points: found an object, expected an array of { x, y }',
      NO_STEPS_5_TO_9,
    ],
  },
  {
    code: 'too_many_points',
    lines: arrange((log) => [
      ...log.slice(0, 5),
      createEnvelope(6, 'GD_PATH_UPDATE', {
        step_start: 10,
        points: new Array(100_001).fill({ x: 0, y: 0 }),
      }),
      createEnvelope(7, 'GD_PATH_FINISHED', { final_step: 100_010, reason: 'max_steps' }),
    ]),
    says: [
      '6: error too_many_points: event.payload.points: found an array of 100001, expected at most 100000 points',
    ],
  },
  {
    code: 'point_invalid',
    lines: spoil((log) => {
      (payloadOf(log, 5)['points'] as unknown[])[2] = { x: null, y: 0 };
    }),
    says: [
      '5: error point_invalid: event.payload.points[2].x: found null, expected a finite number',
      '5: warning steps_missing: event.payload.step_start: found no step 7, expected 7, the step after the last one',
    ],
  },
  {
    code: 'additional_field_invalid',
    lines: spoil((log) => {
      (payloadOf(log, 5)['points'] as unknown[])[2] = { x: 0, y: 0, loss: 'low' };
    }),
    says: [
      '5: error additional_field_invalid: event.payload.points[2].loss: found "low", expected a finite number',
    ],
  },
  {
    code: 'final_step_invalid',
    lines: withPayload(7, { final_step: undefined }),
    says: [`7: error final_step_invalid: event.payload.final_step: found nothing, expected ${STEP}`],
  },
  {
    code: 'reason_unknown',
    lines: withPayload(7, { reason: 'done' }),
    says: [
      '7: error reason_unknown: event.payload.reason: found "done", expected one of converged, max_steps, cancelled, error',
    ],
  },
  {
    code: 'hyperparameter_invalid',
    lines: withPayload(2, { eta: '0.1' }),
    says: ['2: error hyperparameter_invalid: event.payload.eta: found "0.1", expected a finite number'],
  },
  {
    code: 'surface_spec_invalid',
    lines: withSpec(undefined),
    says: [
      `1: error surface_spec_invalid: ${SPEC}: found nothing, expected an object { kind, params, domainHalf, zScale }`,
      NO_SURFACE,
    ],
  },
  {
    code: 'surface_kind_invalid',
    lines: withSpec({ kind: '' }),
    says: [`1: error surface_kind_invalid: ${SPEC}.kind: found "", expected one of ${KINDS}`, NO_SURFACE],
  },
  {
    code: 'surface_kind_unknown',
    lines: withSpec({ kind: 'saddle' }),
    says: [`1: warning surface_kind_unknown: ${SPEC}.kind: found "saddle", expected one of ${KINDS}`],
  },
  {
    code: 'surface_params_invalid',
    lines: withSpec({ kind: 'bowl', params: [] }),
    says: [`1: error surface_params_invalid: ${SPEC}.params: found an array of 0, expected an object`],
  },
  {
    code: 'surface_param_invalid',
    lines: withSpec({ kind: 'bowl', params: { a: 'steep' } }),
    says: [`1: error surface_param_invalid: ${SPEC}.params.a: found "steep", expected a finite number`],
  },
  {
    code: 'hills_invalid',
    lines: withSpec({ kind: 'multi_hill', params: { hills: 3 } }),
    says: [
      `1: error hills_invalid: ${SPEC}.params.hills: found 3, expected an array of { x, y, amp, sigma }`,
    ],
  },
  {
    code: 'hill_invalid',
    lines: withSpec({ kind: 'multi_hill', params: { hills: [{ x: 0, y: 0, amp: 1 }] } }),
    says: [`1: error hill_invalid: ${SPEC}.params.hills[0].sigma: found nothing, expected a finite number`],
  },
  {
    code: 'too_many_hills',
    lines: withSpec({
      kind: 'multi_hill',
      params: { hills: new Array(10_001).fill({ x: 0, y: 0, amp: 1, sigma: 1 }) },
    }),
    says: [
      `1: error too_many_hills: ${SPEC}.params.hills: found an array of 10001, expected at most 10000 hills`,
    ],
  },
  {
    code: 'domain_half_invalid',
    lines: withPayload(3, { domainHalf: 0 }),
    says: [
      '3: error domain_half_invalid: event.payload.domainHalf: found 0, expected a finite number above 0',
    ],
  },
  {
    code: 'z_scale_invalid',
    lines: withSpec({ kind: 'bowl', zScale: 0 }),
    says: [`1: error z_scale_invalid: ${SPEC}.zScale: found 0, expected a finite number other than 0`],
  },
  {
    code: 'resolution_invalid',
    lines: createGrid({ resolution: 1 }),
    says: [
      '1: error resolution_invalid: event.payload.resolution: found 1, expected an integer of at least 2',
      NO_SURFACE,
    ],
  },
  {
    code: 'grid_format_invalid',
    lines: createGrid({ grid_format: 32 }),
    says: [
      '1: warning grid_format_invalid: event.payload.grid_format: found 32, expected text such as "float32"',
    ],
  },
  {
    code: 'asset_url_invalid',
    lines: createGrid({ asset_url: null }),
    says: [
      '1: error asset_url_invalid: event.payload.asset_url: found null, expected the URL of the grid',
      NO_SURFACE,
    ],
  },
  {
    code: 'domain_half_mismatch',
    lines: withPayload(3, { domainHalf: 3 }),
    says: [
      "3: error domain_half_mismatch: event.payload.domainHalf: found 6 from the surface and 3 from the start, expected the same in the surface's event and the path's start",
    ],
  },
];

/** A fault for every rule beyond those. */
const OF_A_STREAM: readonly FaultyLog[] = [
  {
    code: 'no_events',
    lines: ['{"type": "HELLO"}'],
    says: [
      '0: error no_events: message: found none among 1 message, expected at least one of LOSS_SURFACE_SPEC_READY, LOSS_SURFACE_GRID_READY, GD_HYPERPARAMS, GD_PATH_STARTED, GD_PATH_UPDATE, GD_PATH_FINISHED',
    ],
  },
  {
    code: 'type_doubtful',
    lines: withEnvelope(2, { type: 'event' }),
    says: ['2: error type_doubtful: type: found "event", expected "EVENT"'],
  },
  {
    code: 'event_name_doubtful',
    lines: spoil((log) => {
      log[1]!.event.name = 'gd_hyperparams';
    }),
    says: ['2: warning event_name_doubtful: event.name: found "gd_hyperparams", expected "GD_HYPERPARAMS"'],
  },
  {
    code: 'message_wrapped',
    lines: arrange((log) => log.map((event, i) => (i === 1 ? { push: { pub: { data: event } } } : event))),
    says: [
      '2: error message_wrapped: push.pub.data: found a whole GD_HYPERPARAMS inside of another message, expected what stands there as the message itself',
    ],
  },
  {
    code: 'message_wrapped',
    lines: arrange((log) =>
      log.map((message, i) =>
        i === 1 ? { event: message.event.name, data: message.event.payload } : message,
      ),
    ),
    says: [
      '2: error message_wrapped: message: found a GD_HYPERPARAMS in no envelope of ours, expected { v, type: "EVENT", project_id, seq, ts, event: { name, payload } }',
    ],
  },
  {
    code: 'field_name_doubtful',
    lines: withSpec({ kind: 'bowl', domain_half: 6 }),
    says: [
      '1: warning field_name_doubtful: event.payload.surface_spec.domain_half: found 6 where nothing is read, expected event.payload.surface_spec.domainHalf',
    ],
  },
  {
    code: 'field_misplaced',
    lines: withSpec({ kind: 'bowl', domainHalf: 6, a: 0.4 }),
    says: [
      '1: warning field_misplaced: event.payload.surface_spec.a: found 0.4 where nothing is read, expected event.payload.surface_spec.params.a',
    ],
  },
  {
    code: 'epoch_invalid',
    lines: withEnvelope(2, { epoch: 7 }),
    says: ['2: warning epoch_invalid: epoch: found 7, expected a text that is not empty'],
  },
  {
    code: 'ts_doubtful',
    lines: spoil((log) => log.forEach((envelope, i) => Object.assign(envelope, { ts: 12.5 + i }))),
    says: [
      '1: warning ts_doubtful: ts: found 12500 ms, before the year 2000, expected the Unix time of the event',
    ],
  },
  {
    code: 'ts_unit_mixed',
    lines: withEnvelope(4, { ts: (FIRST_TS_MS + 400) / 1000 }),
    says: ['4: error ts_unit_mixed: ts: found 1795403700.4, in seconds, expected milliseconds, as on line 1'],
  },
  {
    code: 'ts_back',
    lines: withEnvelope(6, { ts: FIRST_TS_MS + 450 }),
    says: [
      '6: warning ts_back: ts: found 50 ms before that of seq 5 (line 5), expected at least 1795403700500, since seq 6 is the later',
    ],
  },
  {
    code: 'seq_repeated',
    lines: withEnvelope(5, { seq: 4 }),
    says: [
      '5: error seq_repeated: seq: found 4, which another event has too (line 4), expected a number that no other event of the project has',
    ],
  },
  {
    code: 'seq_restarted',
    lines: spoil((log) => log.slice(4).forEach((envelope, i) => Object.assign(envelope, { seq: i + 1 }))),
    says: [
      '5: note seq_restarted: seq: found 1 after 4 (line 4), expected a number above the last one of the same process',
    ],
  },
  {
    code: 'update_before_start',
    lines: spoil((log) => {
      const [start, update] = [log[2]!, log[3]!];
      Object.assign(start, { seq: 4, ts: FIRST_TS_MS + 400 });
      Object.assign(update, { seq: 3, ts: FIRST_TS_MS + 300 });
      log.splice(2, 2, update, start);
    }),
    says: [
      "3: error update_before_start: event.name: found GD_PATH_UPDATE with a ts and seq before those of the path's start (line 4), expected GD_PATH_STARTED first",
    ],
  },
  {
    code: 'start_missing',
    lines: arrange((log) => log.filter(({ event }) => event.name !== 'GD_PATH_STARTED')),
    says: [
      '1: warning start_missing: event.name: found 3 GD_PATH_UPDATE and no GD_PATH_STARTED, expected a start before the first update',
    ],
  },
  {
    code: 'second_start',
    lines: arrange((log) => [
      ...log.slice(0, 4),
      createEnvelope(5, 'GD_PATH_STARTED', { domainHalf: 6, point0: createPoint(0) }),
      createUpdate(6, 1, 14),
      createEnvelope(7, 'GD_PATH_FINISHED', { final_step: 15, reason: 'max_steps' }),
    ]),
    says: [
      '5: note second_start: event.name: found a second GD_PATH_STARTED (the one before: line 3), after 5 steps, expected one start a run, unless its path begins anew',
    ],
  },
  {
    code: 'update_after_end',
    lines: arrange((log) => [
      ...log.slice(0, 5),
      createEnvelope(6, 'GD_PATH_FINISHED', { final_step: 15, reason: 'max_steps' }),
      createUpdate(7, 10),
    ]),
    says: [
      "7: error update_after_end: event.name: found GD_PATH_UPDATE after the path's end (line 6), expected nothing of the path after its end",
    ],
  },
  {
    code: 'second_end',
    lines: arrange((log) => [
      ...log,
      createEnvelope(8, 'GD_PATH_FINISHED', { final_step: 15, reason: 'converged' }),
    ]),
    says: [
      '8: warning second_end: event.name: found a second GD_PATH_FINISHED (the one before: line 7), expected one end a run',
    ],
  },
  {
    code: 'final_step_mismatch',
    lines: withPayload(7, { final_step: 3 }),
    says: [
      '7: error final_step_mismatch: event.payload.final_step: found 3, and a point for step 14, expected 14 or 15',
    ],
  },
  {
    code: 'steps_missing',
    lines: arrange((log) => [...log.slice(0, 4), ...log.slice(5)]),
    says: [
      '5: warning steps_missing: event.payload.step_start: found no steps 5 to 9, expected 5, the step after the last one',
    ],
  },
  {
    code: 'steps_missing',
    lines: withPayload(7, { final_step: 40 }),
    says: [
      '7: warning steps_missing: event.payload.final_step: found 40, and no steps 15 to 39, expected 14 or 15',
    ],
  },
  {
    code: 'steps_missing',
    lines: sparse([0, 5, 15, 20], { report_every: 5 }, 31),
    says: [
      '4: warning steps_missing: event.payload.step_start: found no step 10, expected 10, since every 5th step is reported',
      '6: warning steps_missing: event.payload.final_step: found 31, and no steps 25 to 30, expected at most 25, or their points',
    ],
  },
  {
    code: 'report_every_missing',
    lines: sparse([...EVERY_50TH, 1975], {}, 1975),
    says: [
      '2: warning report_every_missing: event.payload.report_every: found nothing, and points for every 50th step (0, 50, 100, …), expected 50, if the steps between are left out by design',
    ],
  },
  {
    code: 'report_every_missing',
    lines: sparse(
      EVERY_50TH.map((step) => step + 1).filter((step) => step !== 501),
      {},
      1952,
    ),
    says: [
      '2: warning report_every_missing: event.payload.report_every: found nothing, and points for every 50th step (1, 51, 101, …), expected 50, if the steps between are left out by design',
      '13: warning steps_missing: event.payload.step_start: found no step 501, expected 501, since every 50th step is reported',
    ],
  },
  {
    code: 'report_every_doubtful',
    lines: sparse(
      EVERY_50TH.map((step) => step + 1),
      { report_every: 50 },
      1952,
    ),
    says: [
      '2: warning report_every_doubtful: event.payload.report_every: found 50, and points for 40 of 41 steps off its multiples, expected points for the steps 0, 50, 100, …',
    ],
  },
  {
    code: 'steps_repeated',
    lines: withPayload(5, { step_start: 0 }),
    says: [
      '5: warning steps_repeated: event.payload.step_start: found 0: steps 0 to 4 came before, up to 4, expected 5',
      NO_STEPS_5_TO_9,
    ],
  },
  {
    code: 'points_outside',
    lines: spoil((log) => {
      for (const line of [4, 5, 6]) {
        const payload = payloadOf(log, line);
        payload['points'] = (payload['points'] as { x: number; y: number }[]).map(({ x, y }) => ({
          x: 4 + x,
          y,
        }));
      }
      payloadOf(log, 3)['point0'] = { x: 4.5, y: -0.25 };
    }),
    says: [
      '3: warning points_outside: event.payload.points: found 16 of 16 points outside of [-1, 1], expected normalized points, most of them inside',
    ],
  },
  {
    code: 'surface_missing',
    lines: arrange(([, ...rest]) => rest),
    says: [NO_SURFACE.replace('2:', '1:')],
  },
  {
    code: 'run_unfinished',
    lines: arrange((log) => log.slice(0, 6)),
    says: ['1: note run_unfinished: event.name: found no end after step 14, expected GD_PATH_FINISHED'],
  },
];

export const FAULTY_LOGS: readonly FaultyLog[] = [...OF_A_MESSAGE, ...OF_A_STREAM];

/** A log as text, a message a line. */
export function renderLog(lines: readonly unknown[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}
