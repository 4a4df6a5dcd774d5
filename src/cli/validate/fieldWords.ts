/** Other words for a field. */
export interface FieldWords {
  /** Words that mean nothing else. */
  readonly exact?: string;
  /** Words that mean the field only in the object that lacks it. */
  readonly here?: string;
  /** Common words, which are taken for a field only if it is required and missing. */
  readonly plain?: string;
}

/** Words of libraries, of other protocols and of this package's own options. */
export const SYNONYMS: Readonly<Record<string, FieldWords>> = {
  v: { plain: 'version ver' },
  type: { plain: 'message_type msg_type event_type' },
  project_id: { plain: 'project project_name project_key pid' },
  seq: {
    plain:
      'sequence sequence_number seq_no seq_num seq_id number n index counter offset message_id event_id order',
  },
  ts: {
    plain:
      'timestamp stamp time datetime t time_ms timestamp_ms ts_ms unix_time date tstamp unix_ms created_at sent_at emitted_at published_at',
  },
  event: { plain: 'evt ev message msg body data content' },
  name: { plain: 'event_name event event_type type' },
  payload: { plain: 'data body params content args details message properties' },
  run_id: { plain: 'run id rid run_name run_number run_key run_uuid' },
  surface_spec: { plain: 'spec surface loss_surface surface_def surface_config specification' },
  kind: { plain: 'type name surface surface_kind surface_type function shape' },
  params: { exact: 'parameters', here: 'coefficients coeffs kwargs', plain: 'args options' },
  domainHalf: {
    exact:
      'domain half domain_size half_width half_extent half_side half_size domain_radius half_range domain_extent domain_range domain_width domain_limit domain_bound domain_half_width domain_half_size domain_half_extent',
    here: 'extent bound radius limit lim xlim',
  },
  zScale: { exact: 'height_scale vertical_scale z_factor', here: 'scale' },
  a: { exact: 'curvature_x' },
  b: { exact: 'curvature_y' },
  tiltX: { exact: 'slope_x tilt_0' },
  tiltY: { exact: 'slope_y tilt_1' },
  bowlStrength: { exact: 'bowl strength bowl_coef bowl_amp bowl_str' },
  freq: { exact: 'frequency freq_hz omega', here: 'f k wave_number angular_frequency' },
  decay: { exact: 'decay_rate damping', here: 'damp falloff lambda' },
  offset: { exact: 'bias shift', here: 'constant intercept z0' },
  amp: { exact: 'amplitude', here: 'a height magnitude' },
  sigma: { plain: 'std sd sig stddev std_dev width s radius spread' },
  hills: { exact: 'bumps gaussians', here: 'peaks centers centres mountains' },
  asset_url: { plain: 'url uri href link src file asset grid_url asset_uri asset_path path' },
  grid_format: { exact: 'grid_dtype data_format', here: 'format dtype data_type encoding file_format' },
  resolution: { plain: 'size n res dim width side grid_size nodes shape num_points n_points num_samples' },
  eta: { exact: 'learning_rate learn_rate lr eta0 step_size' },
  steps: { exact: 'max_steps num_steps n_steps total_steps step_count max_iter max_iterations' },
  tolGrad: { exact: 'gradient_tolerance grad_tolerance gtol tol_gradient' },
  tolStep: { exact: 'step_tolerance xtol x_tol', here: 'tolerance_change' },
  point0: {
    plain:
      'start start_point start_position initial_point origin point point_zero p0 first_point position initial',
  },
  report_every: {
    exact: 'report_interval',
    here: 'log_every log_interval log_steps logging_steps log_every_n_steps report_every_n_steps every_n_steps every interval stride',
  },
  restart: { exact: 'restart_reason' },
  source: { exact: 'surface_source', here: 'origin provenance nature' },
  points: { plain: 'pts path trajectory coords coordinates positions' },
  step_start: { plain: 'start first_step from_step step offset start_index index step_index step0' },
  final_step: {
    plain: 'last last_step end_step step steps max_step total_steps step_count n_steps num_steps',
  },
  reason: { plain: 'stop_reason finish_reason end_reason status state cause outcome result why' },
  x: {
    exact: 'x_norm x_normalized norm_x x_coord x0 xs',
    plain: 'cx center_x centre_x hx pos_x px u w0 theta0',
  },
  y: {
    exact: 'y_norm y_normalized norm_y y_coord y0 ys',
    plain: 'cy center_y centre_y hy pos_y py v w1 theta1',
  },
  loss: { exact: 'loss_value losses true_loss train_loss', here: 'cost objective loss_val' },
  residual: { exact: 'residuals distance_to_plane', here: 'resid residual_norm' },
  explainedVariance: { exact: 'explained_variance_ratio', here: 'variance evr' },
  seed: { exact: 'random_seed' },
  checkpoints: { exact: 'num_checkpoints n_checkpoints checkpoint_count' },
  plane: { exact: 'plane_id plane_name' },
};

/** Words that mean the same within a name. */
const SAME_WORDS: Readonly<Record<string, string>> = groupWords(
  'grad gradient g; tol tolerance; step iteration iter; scale scaling multiplier mult factor exaggeration; z vertical; freq frequency frq; amp amplitude ampl; param parameter; project proj; domain dom; train training; variance var; checkpoint ckpt; final last end stop; start begin starting first; index idx; format fmt; strength str; spec specification; surface surf; learn learning; position pos',
);
/** Words that add nothing to a field's name. */
const IDLE_WORDS: ReadonlySet<string> = new Set(
  'grid surface ripple bowl hill gaussian coef coeff coefficient initial init base current of the'.split(' '),
);

/** How certain it is that a word means a field. */
export type Sureness = keyof FieldWords;

/** A field that a word may mean. */
export interface Meaning {
  readonly field: string;
  readonly sureness: Sureness;
}

/** Meanings by the letters of a name, whatever its case and the separators between its words. */
const BY_LETTERS = indexSynonyms(lettersOf);
/** Meanings by the words of a name, in any order, singular or plural. */
const BY_WORDS = indexSynonyms((word) => reduceWords(wordsOf(word)));

/** The fields that a name may mean by its letters. */
export function findByLetters(name: string): readonly Meaning[] {
  return BY_LETTERS.get(lettersOf(name)) ?? [];
}

/** The fields that a name may mean by its words: with synonyms taken as one word, then without words that add nothing. */
export function findByWords(name: string): readonly Meaning[] {
  const words = wordsOf(name);
  const all = BY_WORDS.get(reduceWords(words)) ?? [];
  const significant = words.filter((word) => !IDLE_WORDS.has(singularOf(word)));
  return significant.length === words.length
    ? all
    : [...all, ...(BY_WORDS.get(reduceWords(significant)) ?? [])];
}

/** The words of a name, in lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** A name in lower case, without the separators between its words. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function indexSynonyms(keyOf: (word: string) => string): ReadonlyMap<string, readonly Meaning[]> {
  const index = new Map<string, Meaning[]>();
  const add = (word: string, meaning: Meaning): void => {
    index.set(keyOf(word), [...(index.get(keyOf(word)) ?? []), meaning]);
  };
  for (const [field, words] of Object.entries(SYNONYMS)) {
    add(field, { field, sureness: 'exact' });
    for (const sureness of ['exact', 'here', 'plain'] as const)
      for (const word of words[sureness]?.split(' ') ?? []) add(word, { field, sureness });
  }
  return index;
}

function reduceWords(words: readonly string[]): string {
  const same = words.map((word) => SAME_WORDS[singularOf(word)] ?? singularOf(word));
  const different = [...new Set(same)];
  // With `loss` the order of words matters: a value's loss is not the loss's value.
  return (different.includes('loss') ? different : different.sort()).join('_');
}

function singularOf(word: string): string {
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

/** @param groups - separated by semicolons; the first word of each replaces the others */
function groupWords(groups: string): Record<string, string> {
  const rows = groups.split('; ').map((group) => group.split(' '));
  return Object.fromEntries(rows.flatMap((row) => row.map((word) => [word, row[0] ?? word])));
}
