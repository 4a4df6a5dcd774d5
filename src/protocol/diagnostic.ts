/** What each code means, in one line. The documentation of the codes is made from this table. */
export const DIAGNOSTIC_DESCRIPTIONS = {
  json_invalid: 'The message is not JSON.',
  json_non_finite: 'The message holds a bare NaN or Infinity, which JSON does not have.',
  message_truncated: 'The message ends before its JSON does.',
  message_too_large: 'The message is longer than the limit and was not parsed.',
  message_not_object: 'The message is neither an envelope object nor the JSON text of one.',
  unreadable: 'Reading a value threw; only an object that code handed over can do that, JSON text cannot.',
  type_missing: 'The envelope names one of our events but has no `type`.',
  version_unknown: 'The envelope has a `v` other than 1; it is read as 1.',
  id_too_long: 'An id or a name is longer than 256 characters; a prefix and a fingerprint stand for it.',
  project_id_invalid: 'The envelope has no usable `project_id`; the event cannot be placed.',
  event_invalid: 'The envelope has no `event` object.',
  event_name_invalid: 'The event has no name.',
  payload_invalid: 'The event has no payload object.',
  run_id_invalid: 'The payload has no usable `run_id`; the event cannot be placed.',
  ts_unusable: 'The envelope has no usable `ts`; the event comes before all that have `ts` and `seq`.',
  seq_unusable: 'The envelope has no usable `seq`; the event comes before all that have `ts` and `seq`.',
  space_unknown: 'The points are in a space that cannot be drawn; they are left out.',
  step_start_missing: 'An update does not say its first step; it follows the last step of the run so far.',
  step_start_invalid:
    'The first step of an update is not a step; its points cannot be placed and are left out.',
  step_overflow: 'Steps of an update lie beyond 2^53 - 1; those points are left out.',
  points_invalid: 'The points of an update are not an array.',
  too_many_points: 'An update holds more points than the limit; those beyond it are left out.',
  point_invalid: 'A point cannot be used; its step stays missing.',
  additional_field_invalid:
    'An additional field (loss, residual, projection, source, report_every, restart) cannot be used; it alone is left out.',
  final_step_invalid: 'The last step of a finished path is missing or is not a step.',
  reason_unknown: 'The reason for which a path ended is missing or not one of the known.',
  hyperparameter_invalid: 'A hyperparameter cannot be used; it alone is left out.',
  surface_spec_invalid: 'The event has no `surface_spec` object.',
  surface_kind_invalid: 'The surface spec does not name a kind.',
  surface_kind_unknown: 'The surface is of a kind that is not known; the path is drawn on flat ground.',
  surface_params_invalid: 'The parameters of a surface are not an object; the defaults are used.',
  surface_param_invalid: 'A parameter of a surface cannot be used; its default is used.',
  hills_invalid: 'The hills of a surface are not an array; there are none.',
  hill_invalid: 'A hill cannot be used; it alone is left out.',
  too_many_hills: 'A surface has more hills than the limit; those beyond it are left out.',
  domain_half_invalid: '`domainHalf` is not a finite number above 0; it counts as not given.',
  z_scale_invalid: '`zScale` is not a finite number other than 0; the default is used.',
  resolution_invalid: 'The resolution of a sampled grid cannot be used; the grid is refused.',
  grid_format_invalid: 'The format of a sampled grid is not text; float32 is assumed.',
  asset_url_invalid: 'A sampled grid does not say where it is; the grid is refused.',
  asset_url_refused:
    'The address of a sampled grid cannot be fetched: no URL, no base, or a scheme that is refused.',
  asset_origin_refused:
    'A sampled grid lies at, or was redirected to, an origin that the host does not allow.',
  asset_unreachable: 'A sampled grid could not be fetched: the network, the server or its CORS rules.',
  asset_status: 'The server answered the request for a sampled grid with an error status.',
  asset_timeout: 'A sampled grid did not come in time.',
  asset_too_large: 'A sampled grid is larger than the limit, as it came or as float32 samples.',
  asset_empty: 'A sampled grid came without a single byte.',
  asset_not_grid: 'What came in place of a sampled grid is HTML, JSON, text or a compressed file.',
  grid_length_mismatch: 'The length of a sampled grid fits neither its resolution nor its own header.',
  grid_shape_invalid: 'A sampled grid is not a square of at least 2 × 2 samples.',
  grid_format_unsupported: 'The header of a .npy file, or its kind of numbers, cannot be read.',
  grid_axes_doubtful:
    'The losses of a path fit its sampled grid only if the grid is turned; it is drawn as it was sent.',
  heights_too_close:
    'The losses of a surface differ by less than float32 can show; a flat ground is drawn in its place.',
  domain_half_mismatch: 'The surface and the path give different `domainHalf`; that of the surface is used.',
  path_limit_reached: 'A path has more points than the limit; the earliest were evicted.',
  run_limit_reached: 'There are more runs than the limit; one was evicted.',
  event_for_evicted_run: 'An event came for a run that was evicted; it was passed over.',
  reported_field_invalid:
    'A field of a METRIC_SCALAR, TRAIN_PROGRESS, TRAIN_RUN_FINISHED or STAGE_STATUS cannot be used, once a run and field.',
  series_limit_reached: 'A run has more reported series than the limit; the others are left out.',
  link_quiet: 'A link is open, and nothing has come over it.',
} as const;

/** What can be wrong with what the backend sends. */
export type DiagnosticCode = keyof typeof DIAGNOSTIC_DESCRIPTIONS;

/** Every code, in the order of the table. */
export const DIAGNOSTIC_CODES = Object.keys(DIAGNOSTIC_DESCRIPTIONS) as readonly DiagnosticCode[];

/** One thing that could not be used as it came, for the engineer who sent it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** Path, what was expected and what was found, in one line, and the hint where one is known. */
  readonly message: string;
  readonly projectId: string | null;
  readonly runId: string | null;
  readonly seq: number | null;
  /** Where in the envelope, e.g. `event.payload.points[3].x`; `message` for the message as a whole. */
  readonly path: string;
  /** What came, in at most 80 characters. */
  readonly found: string;
  readonly expected: string;
}

/** Project and run of a diagnostic, as far as they are known. */
export interface DiagnosticOrigin {
  readonly projectId: string | null;
  readonly runId: string | null;
  readonly seq: number | null;
}

/** What a diagnostic says, beside its code and origin. `found` is text already. */
export interface DiagnosticWords {
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  /** What the sender can do about it, as a clause without a full stop. */
  readonly hint?: string | undefined;
}

/** A diagnostic with its message: `event.payload.points[3].x: expected a finite number, got null`. */
export function createDiagnostic(
  code: DiagnosticCode,
  origin: DiagnosticOrigin,
  words: DiagnosticWords,
): Diagnostic {
  const { path, found, expected, hint } = words;
  const message = `${path}: expected ${expected}, got ${found}${hint === undefined ? '' : `; ${hint}`}`;
  const { projectId, runId, seq } = origin;
  return { code, message, projectId, runId, seq, path, found, expected };
}
