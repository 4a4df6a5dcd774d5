import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_CODES, type DiagnosticCode, type ParseLimits } from '../../src/protocol/index.js';
import {
  createFinish,
  createGrid,
  createHyperparams,
  createMessage,
  createSpec,
  createStart,
  createUpdate,
  readDiagnostics,
} from './createMessage.js';

interface Case {
  readonly code: DiagnosticCode;
  readonly message: unknown;
  /** The diagnostic's whole message: it is what an engineer reads. */
  readonly says: string;
  readonly limits?: Partial<ParseLimits>;
}

const STEP = 'an integer from 0 to 2^53 - 1';
const KINDS = 'fixed_example, bowl, multi_hill, ripples';
const PYTHON_HINT = "Python's json.dumps writes NaN by default; use allow_nan=False and leave the value out";

/** Every code that reading can raise, each from a message with that single fault. */
const CASES: readonly Case[] = [
  {
    code: 'json_invalid',
    message: "{'v': 1}",
    says: `message: expected JSON, got character 1: "{'v': 1}"`,
  },
  {
    code: 'json_non_finite',
    message: '{"r2": NaN}',
    says: `message: expected JSON, which has no NaN or Infinity, got NaN at character 7: "{\\"r2\\": NaN}"; ${PYTHON_HINT}`,
  },
  {
    code: 'message_truncated',
    message: '{"v": 1, "type": "EV',
    says: 'message: expected a whole JSON text, got 20 characters that end in ": 1, \\"type\\": \\"EV"; the message was cut on its way, or its sender split it',
  },
  {
    code: 'message_too_large',
    message: ' '.repeat(11),
    limits: { maxMessageChars: 10 },
    says: 'message: expected at most 10 characters, got 11; split the message, or raise maxMessageChars',
  },
  {
    code: 'message_not_object',
    message: '[1, 2]',
    says: 'message: expected an envelope object, got an array of 2',
  },
  {
    code: 'message_not_object',
    message: '"{}"',
    says: 'message: expected an envelope object, got "{}"; the JSON text was encoded twice',
  },
  {
    code: 'unreadable',
    message: Object.defineProperty(createUpdate(), 'seq', { get: raise }),
    says: 'message: expected an envelope, got a value that throws when it is read',
  },
  {
    code: 'type_missing',
    message: createUpdate({}, { type: undefined }),
    says: 'type: expected "EVENT", got nothing',
  },
  {
    code: 'version_unknown',
    message: createUpdate({}, { v: 2 }),
    says: 'v: expected 1, got 2; the message is read as version 1',
  },
  {
    code: 'id_too_long',
    message: createUpdate({ run_id: 'x'.repeat(257) }),
    says: `event.payload.run_id: expected at most 256 characters, got "${'x'.repeat(78)}…; 257 characters are kept as their first 256 and a fingerprint of all`,
  },
  {
    code: 'project_id_invalid',
    message: createUpdate({}, { project_id: 12 }),
    says: 'project_id: expected a text that is not empty, got 12',
  },
  {
    code: 'event_invalid',
    message: createUpdate({}, { event: null }),
    says: 'event: expected an object { name, payload }, got null',
  },
  {
    code: 'event_name_invalid',
    message: createUpdate({}, { event: { payload: {} } }),
    says: 'event.name: expected a text that is not empty, got nothing',
  },
  {
    code: 'payload_invalid',
    message: createMessage('GD_PATH_UPDATE', []),
    says: 'event.payload: expected an object, got an array of 0',
  },
  {
    code: 'run_id_invalid',
    message: createUpdate({ run_id: '' }),
    says: 'event.payload.run_id: expected a text that is not empty, got ""',
  },
  {
    code: 'ts_unusable',
    message: createUpdate({}, { ts: '2026-11-23' }),
    says: 'ts: expected a Unix time in seconds or milliseconds, above 0, got "2026-11-23"',
  },
  { code: 'seq_unusable', message: createUpdate({}, { seq: 1.5 }), says: `seq: expected ${STEP}, got 1.5` },
  {
    code: 'space_unknown',
    message: createUpdate({ space: 'surface' }),
    says: 'event.payload.space: expected "normalized", got "surface"; send points divided by domainHalf',
  },
  {
    code: 'step_start_missing',
    message: createUpdate({ step_start: undefined }),
    says: `event.payload.step_start: expected ${STEP}, got nothing; the points follow the last step so far`,
  },
  {
    code: 'step_start_invalid',
    message: createUpdate({ step_start: -1 }),
    says: `event.payload.step_start: expected ${STEP}, got -1; the points cannot be placed`,
  },
  {
    code: 'step_overflow',
    message: createUpdate({
      step_start: 2 ** 53 - 1,
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    }),
    says: `event.payload.points[1]: expected ${STEP}, got "step 9007199254740991 + 1"`,
  },
  {
    code: 'points_invalid',
    message: createUpdate({ points: { x: 0, y: 0 } }),
    says: 'event.payload.points: expected an array of { x, y }, got an object',
  },
  {
    code: 'too_many_points',
    message: createUpdate({
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    }),
    limits: { maxPointsPerMessage: 1 },
    says: 'event.payload.points: expected at most 1 points, got an array of 2; send more updates of fewer points',
  },
  {
    code: 'point_invalid',
    message: createUpdate({
      points: [
        { x: 0, y: 0 },
        { x: true, y: 0 },
      ],
    }),
    says: 'event.payload.points[1].x: expected a finite number, got true',
  },
  {
    code: 'point_invalid',
    message: createStart({ point0: undefined }),
    says: 'event.payload.point0: expected an object { x, y }, got nothing',
  },
  {
    code: 'additional_field_invalid',
    message: createUpdate({ points: [{ x: 0, y: 0, residual: -1 }] }),
    says: 'event.payload.points[0].residual: expected a finite number of at least 0, got -1',
  },
  {
    code: 'additional_field_invalid',
    message: createSpec({}, { projection: { method: 'pca', explainedVariance: [0.5, 2] } }),
    says: 'event.payload.projection.explainedVariance[1]: expected a share from 0 to 1, got 2',
  },
  {
    code: 'additional_field_invalid',
    message: createStart({ report_every: 0 }),
    says: 'event.payload.report_every: expected an integer from 1 to 2^53 - 1, got 0; every step is taken for one that is reported',
  },
  {
    code: 'additional_field_invalid',
    message: createStart({ restart: 'plane' }),
    says: 'event.payload.restart: expected one of projection, got "plane"; the start is taken for that of a new descent',
  },
  {
    code: 'additional_field_invalid',
    message: createSpec({}, { projection: { method: 'pca', plane: 3 } }),
    says: 'event.payload.projection.plane: expected text that is not empty, got 3',
  },
  {
    code: 'additional_field_invalid',
    message: createSpec({}, { source: 'real' }),
    says: 'event.payload.source: expected one of measured, illustrative, got "real"; the surface is taken for illustrative',
  },
  {
    code: 'additional_field_invalid',
    message: createGrid({ source: 'real' }),
    says: 'event.payload.source: expected one of measured, illustrative, got "real"; the surface is taken for measured',
  },
  {
    code: 'final_step_invalid',
    message: createFinish({ final_step: undefined }),
    says: `event.payload.final_step: expected ${STEP}, got nothing`,
  },
  {
    code: 'reason_unknown',
    message: createFinish({ reason: 'bored' }),
    says: 'event.payload.reason: expected one of converged, max_steps, cancelled, error, got "bored"',
  },
  {
    code: 'hyperparameter_invalid',
    message: createHyperparams({ eta: null }),
    says: 'event.payload.eta: expected a finite number, got null; a value that is not finite is best left out of the stream',
  },
  {
    code: 'surface_spec_invalid',
    message: createMessage('LOSS_SURFACE_SPEC_READY', { run_id: 'run_1' }),
    says: 'event.payload.surface_spec: expected an object { kind, params, domainHalf, zScale }, got nothing',
  },
  {
    code: 'surface_kind_invalid',
    message: createSpec({ kind: '' }),
    says: `event.payload.surface_spec.kind: expected one of ${KINDS}, got ""`,
  },
  {
    code: 'surface_kind_unknown',
    message: createSpec({ kind: 'saddle' }),
    says: `event.payload.surface_spec.kind: expected one of ${KINDS}, got "saddle"; the path is drawn on flat ground`,
  },
  {
    code: 'surface_params_invalid',
    message: createSpec({ params: [] }),
    says: 'event.payload.surface_spec.params: expected an object, got an array of 0; the defaults are used',
  },
  {
    code: 'surface_param_invalid',
    message: createSpec({ params: { a: 1e39 } }),
    says: 'event.payload.surface_spec.params.a: expected a finite number, got 1e+39; it is beyond a float32, in which it is drawn',
  },
  {
    code: 'hills_invalid',
    message: createSpec({ kind: 'multi_hill', params: { hills: 3 } }),
    says: 'event.payload.surface_spec.params.hills: expected an array of { x, y, amp, sigma }, got 3',
  },
  {
    code: 'hill_invalid',
    message: createSpec({ kind: 'multi_hill', params: { hills: [{ x: 0, y: 0, amp: 1 }] } }),
    says: 'event.payload.surface_spec.params.hills[0].sigma: expected a finite number, got nothing',
  },
  {
    code: 'too_many_hills',
    message: createSpec({
      kind: 'multi_hill',
      params: { hills: [1, 2].map((x) => ({ x, y: 0, amp: 1, sigma: 1 })) },
    }),
    limits: { maxHills: 1 },
    says: 'event.payload.surface_spec.params.hills: expected at most 1 hills, got an array of 2',
  },
  {
    code: 'domain_half_invalid',
    message: createStart({ domainHalf: 0 }),
    says: 'event.payload.domainHalf: expected a finite number above 0, got 0',
  },
  {
    code: 'z_scale_invalid',
    message: createSpec({ zScale: 1e-50 }),
    says: 'event.payload.surface_spec.zScale: expected a finite number other than 0, got 1e-50; as a float32, in which it is drawn, it is 0',
  },
  {
    code: 'resolution_invalid',
    message: createGrid({ resolution: 1 }),
    says: 'event.payload.resolution: expected an integer of at least 2, got 1; the grid is refused',
  },
  {
    code: 'grid_format_invalid',
    message: createGrid({ grid_format: 32 }),
    says: 'event.payload.grid_format: expected text such as "float32", got 32; float32 is assumed',
  },
  {
    code: 'asset_url_invalid',
    message: createGrid({ asset_url: null }),
    says: 'event.payload.asset_url: expected the URL of the grid, got null',
  },
];

/** Of a loaded grid, of what is drawn, of a link: test/surface/grid, test/view and test/transport have these. */
const isNotOfAMessage = (code: DiagnosticCode): boolean =>
  code !== 'asset_url_invalid' && code !== 'grid_format_invalid' && /^(asset|grid|heights|link)_/.test(code);

/** These the fold raises: they need to know more than one message, or are of one that is not the contract's. */
const RAISED_BY_FOLD: readonly DiagnosticCode[] = [
  'domain_half_mismatch',
  'path_limit_reached',
  'run_limit_reached',
  'event_for_evicted_run',
  'reported_field_invalid',
  'series_limit_reached',
];

describe('diagnostics', () => {
  it.each(CASES)('says $code and nothing else: $says', ({ code, message, says, limits }) => {
    const diagnostics = readDiagnostics(message, limits);
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.message])).toEqual([[code, says]]);
  });

  it('has a case for every code but the fold’s and those of assets', () => {
    const raised = new Set([...CASES.map(({ code }) => code), ...RAISED_BY_FOLD]);
    expect([...raised].sort()).toEqual(DIAGNOSTIC_CODES.filter((code) => !isNotOfAMessage(code)).sort());
  });

  it('[INPUT-15] names project, run and seq, and takes path, found and expected apart', () => {
    const message = createUpdate({ points: [{ x: null, y: 0 }] });
    expect(readDiagnostics(message)).toEqual([
      {
        code: 'point_invalid',
        message:
          'event.payload.points[0].x: expected a finite number, got null; a value that is not finite is best left out of the stream',
        projectId: 'iris',
        runId: 'run_1',
        seq: 7,
        path: 'event.payload.points[0].x',
        found: 'null',
        expected: 'a finite number',
      },
    ]);
  });

  it('lists the first of many and counts the rest by code', () => {
    const points = Array.from({ length: 1000 }, (_, i) => (i < 900 ? null : { x: 0, y: 0, loss: 'high' }));
    const diagnostics = readDiagnostics(createUpdate({ points }, { v: 3 }));
    expect(diagnostics).toHaveLength(8);
    expect(diagnostics[0]?.code).toBe('version_unknown');
    expect(diagnostics[6]?.path).toBe('event.payload.points[5]');
    expect(diagnostics[7]?.code).toBe('point_invalid');
    expect(diagnostics[7]?.found).toBe('more: 894 × point_invalid, 100 × additional_field_invalid');
  });

  it('[LIMIT-8] keeps within the limit of diagnostics, however small', () => {
    const message = createUpdate({ points: [1, 2, 3] }, { v: 3 });
    expect(readDiagnostics(message, { maxDiagnosticsPerMessage: 4 })).toHaveLength(4);
    const [only, ...others] = readDiagnostics(message, { maxDiagnosticsPerMessage: 1 });
    expect(only?.found).toBe('more: 1 × version_unknown, 3 × point_invalid');
    expect(others).toEqual([]);
  });
});

function raise(): never {
  throw new Error('trap');
}
