import { describe, expect, it } from 'vitest';
import type { LogFinding } from '../../../src/cli/validate/finding.js';
import { LogCheck } from '../../../src/cli/validate/logCheck.js';
import { createEnvelope, createFaultlessLog, type LooseEnvelope } from './faultyLogs.js';

type Fields = Record<string, unknown>;

function check(log: readonly unknown[]): LogFinding[] {
  const findings: LogFinding[] = [];
  const logCheck = new LogCheck((finding) => findings.push(finding));
  log.forEach((message, i) => logCheck.takeText(JSON.stringify(message), i + 1));
  logCheck.finish();
  return findings.filter(({ code }) => code === 'field_name_doubtful' || code === 'field_misplaced');
}

const HILL = { x: 1, y: 1, amp: 2, sigma: 0.5 };
const PROJECTION = { method: 'pca', explainedVariance: [0.6, 0.3], randomWalk: [0.4, 0.2], checkpoints: 15 };
const GRID = { asset_url: '/1.f32', grid_format: 'npy', resolution: 9, domainHalf: 6, zScale: 0.3 };

/** The log without a fault, with another surface. */
function withSurface(surface: LooseEnvelope): LooseEnvelope[] {
  return [surface, ...createFaultlessLog().slice(1)];
}

const payloadOf = (log: LooseEnvelope[], line: number): Fields => log[line - 1]!.event.payload;
const specOf = (log: LooseEnvelope[]): Fields => payloadOf(log, 1)['surface_spec'] as Fields;
const createGridLog = (): LooseEnvelope[] =>
  withSurface(createEnvelope(1, 'LOSS_SURFACE_GRID_READY', { ...GRID, projection: { ...PROJECTION } }));
const createSpecLog = (kind: string, params: Fields): LooseEnvelope[] =>
  withSurface(createEnvelope(1, 'LOSS_SURFACE_SPEC_READY', { surface_spec: { kind, params } }));
const createLossLog = (): LooseEnvelope[] => {
  const log = createFaultlessLog();
  Object.assign((payloadOf(log, 4)['points'] as Fields[])[0]!, { loss: 1, residual: 0.1 });
  return log;
};
const createTunedLog = (): LooseEnvelope[] => {
  const log = createFaultlessLog();
  Object.assign(payloadOf(log, 2), { tolGrad: 1e-3, tolStep: 1e-4 });
  return log;
};

const paramsOf = (log: LooseEnvelope[]): Fields => specOf(log)['params'] as Fields;
const pointOf = (log: LooseEnvelope[]): Fields => (payloadOf(log, 4)['points'] as Fields[])[0]!;
const projectionOf = (log: LooseEnvelope[]): Fields => payloadOf(log, 1)['projection'] as Fields;
const createRippleLog = () =>
  createSpecLog('ripples', { amp: 1, freq: 2, decay: 1, bowlStrength: 1, offset: 1 });
const createHillLog = () => createSpecLog('multi_hill', { hills: [{ ...HILL }] });
const createBowlLog = () => createSpecLog('bowl', { a: 1, b: 1, tiltX: 1, tiltY: 1, offset: 1 });

/** A field, the object in which it stands, and words that backends have for it. */
const WORDS: readonly (readonly [string, () => LooseEnvelope[], (log: LooseEnvelope[]) => Fields, string])[] =
  [
    [
      'domainHalf',
      createFaultlessLog,
      specOf,
      'dom_half domain_extent domainExtent extent bounds radius domain_limit domain_half_width half_domain_size domain_width domainRange',
    ],
    ['domainHalf', createGridLog, (log) => payloadOf(log, 1), 'extent bounds half_domain_width'],
    ['domainHalf', createFaultlessLog, (log) => payloadOf(log, 3), 'half_extent domain_radius'],
    [
      'zScale',
      createFaultlessLog,
      specOf,
      'scale z_scaling zScaling z_multiplier vertical_exaggeration scale_factor scaleOfZ',
    ],
    [
      'surface_spec',
      createFaultlessLog,
      (log) => payloadOf(log, 1),
      'surfaceSpecification surf_spec surface_def surface_config landscape function loss_surface_spec',
    ],
    ['kind', createFaultlessLog, specOf, 'function shape form family'],
    [
      'params',
      createBowlLog,
      specOf,
      'args kwargs coefficients coeffs settings surface_params surfaceParameters',
    ],
    [
      'asset_url',
      createGridLog,
      (log) => payloadOf(log, 1),
      'link file data_url download_url source_url src assetLink file_url',
    ],
    ['grid_format', createGridLog, (log) => payloadOf(log, 1), 'format dtype fmt file_format gridFmt'],
    [
      'resolution',
      createGridLog,
      (log) => payloadOf(log, 1),
      'num_points grid_resolution gridResolution dim width num_samples side grid_n',
    ],
    ['projection', createGridLog, (log) => payloadOf(log, 1), 'proj plane projection_info'],
    ['method', createGridLog, projectionOf, 'type kind name algorithm'],
    ['explainedVariance', createGridLog, projectionOf, 'explained_var explainedVar variances'],
    ['checkpoints', createGridLog, projectionOf, 'checkpoint_count num_ckpts'],
    ['a', createBowlLog, paramsOf, 'coef_a a_coeff curvature_x'],
    ['offset', createBowlLog, paramsOf, 'constant intercept z0'],
    ['amp', createRippleLog, paramsOf, 'A a ampl height magnitude ripple_amp'],
    ['freq', createRippleLog, paramsOf, 'frq f k wave_number angular_frequency ripple_freq'],
    ['decay', createRippleLog, paramsOf, 'damp falloff lambda'],
    ['bowlStrength', createRippleLog, paramsOf, 'bowl_str bowlStr bowl_coef bowl_amp'],
    ['hills', createHillLog, paramsOf, 'peaks centers mountains gaussian_hills'],
    ['sigma', createHillLog, (log) => (paramsOf(log)['hills'] as Fields[])[0]!, 'sd sig spread'],
    ['eta', createTunedLog, (log) => payloadOf(log, 2), 'learn_rate base_lr lr_init initial_learning_rate'],
    [
      'steps',
      createTunedLog,
      (log) => payloadOf(log, 2),
      'iterations iters n_iter num_iterations total_steps maxIters step_count',
    ],
    ['tolGrad', createTunedLog, (log) => payloadOf(log, 2), 'tolerance_grad toleranceGradient g_tol'],
    ['tolStep', createTunedLog, (log) => payloadOf(log, 2), 'step_tolerances tolerance_step'],
    [
      'point0',
      createFaultlessLog,
      (log) => payloadOf(log, 3),
      'p0 init x0 point_zero start_pos starting_point theta0 initialPosition',
    ],
    [
      'points',
      createFaultlessLog,
      (log) => payloadOf(log, 4),
      'data values batch path_points locations xy new_points',
    ],
    [
      'step_start',
      createFaultlessLog,
      (log) => payloadOf(log, 4),
      'begin_step step0 step_idx stepIndex starting_step initial_step iteration iter globalStep',
    ],
    ['space', createFaultlessLog, (log) => payloadOf(log, 4), 'coordinate_space coords'],
    ['x', createFaultlessLog, pointOf, 'px u w0 theta_0'],
    ['loss', createLossLog, pointOf, 'cost training_loss loss_val currentLoss objective'],
    ['final_step', createFaultlessLog, (log) => payloadOf(log, 7), 'last stop_step final_iteration max_step'],
    [
      'reason',
      createFaultlessLog,
      (log) => payloadOf(log, 7),
      'termination_reason exitReason outcome why result state',
    ],
    ['project_id', createFaultlessLog, (log) => log[3]!, 'project_name proj projId'],
    ['seq', createFaultlessLog, (log) => log[3]!, 'idx counter offset messageId'],
    ['ts', createFaultlessLog, (log) => log[3]!, 'emitted_at sentAt stamp event_time'],
    ['payload', createFaultlessLog, (log) => log[3]!.event, 'args details message properties'],
    [
      'run_id',
      createFaultlessLog,
      (log) => payloadOf(log, 4),
      'train_run_id rid run_key experiment_id job_id',
    ],
  ];

describe('validate, of fields by other words', () => {
  const cases = WORDS.flatMap(([field, create, select, words]) =>
    words.split(' ').map((word) => [word, field, create, select] as const),
  );

  it.each(cases)('names %s for %s', (word, field, create, select) => {
    const log = create();
    const holder = select(log);
    expect(Object.hasOwn(holder, field)).toBe(true);
    holder[word] = holder[field];
    Reflect.deleteProperty(holder, field);
    const [first] = check(log);
    expect([first?.path, first?.expected].map((path) => path?.split('.').at(-1))).toEqual([word, field]);
  });

  it('takes a reason for one by its name: { converged: true }', () => {
    const log = createFaultlessLog();
    Object.assign(payloadOf(log, 7), { converged: true });
    delete payloadOf(log, 7)['reason'];
    expect(check(log)).toMatchObject([{ path: 'event.payload.converged', expected: 'event.payload.reason' }]);
  });

  it('takes what holds a value that only one field may have for that field, whatever its name', () => {
    const log = createFaultlessLog();
    payloadOf(log, 3)['q'] = payloadOf(log, 3)['point0'];
    payloadOf(log, 4)['zyx'] = payloadOf(log, 4)['points'];
    payloadOf(log, 7)['abc'] = 'converged';
    delete payloadOf(log, 3)['point0'];
    delete payloadOf(log, 4)['points'];
    delete payloadOf(log, 7)['reason'];
    expect(check(log).map(({ expected }) => expected)).toEqual([
      'event.payload.point0',
      'event.payload.points',
      'event.payload.reason',
    ]);
  });

  it('looks into an object that no field can be, whatever its name', () => {
    const log = createFaultlessLog();
    const { run_id, ...result } = payloadOf(log, 7);
    log[6]!.event.payload = { run_id, result };
    expect(check(log).map(({ path, expected }) => [path, expected])).toEqual([
      ['event.payload.result.final_step', 'event.payload.final_step'],
      ['event.payload.result.reason', 'event.payload.reason'],
    ]);
  });

  it('finds a frame on the envelope', () => {
    const log = createFaultlessLog();
    log[0]!['domain_half'] = specOf(log)['domainHalf'];
    delete specOf(log)['domainHalf'];
    expect(check(log)).toMatchObject([
      { path: 'domain_half', expected: 'event.payload.surface_spec.domainHalf' },
    ]);
  });

  it('finds a space on a point', () => {
    const log = createFaultlessLog();
    pointOf(log)['space'] = 'normalized';
    delete payloadOf(log, 4)['space'];
    expect(check(log)).toMatchObject([{ expected: 'event.payload.space' }]);
  });
});

/** Where it stands, and fields beside which others are missing. */
const HARMLESS: readonly (readonly [
  string,
  () => LooseEnvelope[],
  (log: LooseEnvelope[]) => Fields,
  string,
])[] = [
  [
    'the envelope',
    createFaultlessLog,
    (log) => log[3]!,
    'trace_id span_id source session user id host meta tags version offset key topic partition retry format content_type encoding scale range level time created_at',
  ],
  [
    'a start without its frame',
    () => {
      const log = createFaultlessLog();
      delete payloadOf(log, 3)['domainHalf'];
      return log;
    },
    (log) => payloadOf(log, 3),
    'seed optimizer name round rounds rank world_size started_at lr batch_size target goal config notes description report_every',
  ],
  [
    'an update',
    createFaultlessLog,
    (log) => payloadOf(log, 4),
    'epoch batch lr accuracy val_loss elapsed_ms grad_norm count step_end rate eta_s phase speed total progress',
  ],
  [
    'a point',
    createFaultlessLog,
    pointOf,
    'z step t grad lr label epoch time velocity norm id weight acc val_loss value_loss aux_loss gx dx u v speed momentum',
  ],
  [
    'hyperparameters without any of ours',
    () => {
      const log = createFaultlessLog();
      log[1]!.event.payload = { run_id: 'run_1' };
      return log;
    },
    (log) => payloadOf(log, 2),
    'optimizer momentum batch_size beta1 eps weight_decay epochs warmup_steps eval_steps save_steps lr_decay lr_schedule min_lr decay_steps gradient_accumulation_steps max_grad_norm clip patience tol alpha gamma lambda dropout loss',
  ],
  [
    'a bare spec',
    () => createSpecLog('bowl', {}),
    specOf,
    'title source version id equation label description units color name seed minimum colormap plane date',
  ],
  [
    'a bare grid',
    () => withSurface(createEnvelope(1, 'LOSS_SURFACE_GRID_READY', { asset_url: '/1', resolution: 9 })),
    (log) => payloadOf(log, 1),
    'title seed dataset units source model layer version checksum bytes etag min max zmin zmax loss_min mean std step epoch name rows cols order nan_count size_bytes samples_total',
  ],
  [
    'an end',
    createFaultlessLog,
    (log) => payloadOf(log, 7),
    'status loss final_loss duration_s message total converged best_step ended_at error final_point',
  ],
];

describe('validate, of fields that only look a little like ours', () => {
  it.each(HARMLESS)('says nothing of them in %s', (_where, create, select, words) => {
    const alarms = words.split(' ').flatMap((word) =>
      [1, 'text', true, [1, 2]].flatMap((value) => {
        const log = create();
        select(log)[word] = value;
        return check(log).map(({ path, expected }) => `${path}: ${expected}`);
      }),
    );
    expect(alarms).toEqual([]);
  });
});
