/**
 * Other words for fields: those of libraries, of other protocols and of this package's own options. `plain` ones are
 * so common that they are taken for a field only where it is required and missing.
 */
export const SYNONYMS: Readonly<Record<string, { readonly exact?: string; readonly plain?: string }>> = {
  v: { plain: 'version' },
  type: { plain: 'message_type msg_type' },
  project_id: { plain: 'project pid' },
  seq: { plain: 'sequence sequence_number seq_no seq_num seq_id number n' },
  ts: { plain: 'timestamp time t time_ms timestamp_ms ts_ms unix_time created_at' },
  event: { plain: 'evt message body data' },
  name: { plain: 'event_name event event_type type' },
  payload: { plain: 'data body params content' },
  run_id: { plain: 'run id run_name run_uuid' },
  surface_spec: { plain: 'spec surface loss_surface specification' },
  kind: { plain: 'type name surface surface_kind surface_type' },
  params: { exact: 'parameters', plain: 'args options' },
  domainHalf: { exact: 'domain half domain_size half_width half_extent half_side domain_radius half_range' },
  zScale: { exact: 'height_scale vertical_scale z_factor' },
  tiltX: { exact: 'slope_x tilt_0' },
  tiltY: { exact: 'slope_y tilt_1' },
  bowlStrength: { exact: 'bowl strength' },
  freq: { exact: 'frequency freq_hz omega' },
  decay: { exact: 'decay_rate damping' },
  offset: { exact: 'bias shift' },
  amp: { exact: 'amplitude', plain: 'height a' },
  sigma: { plain: 'std stddev std_dev width s radius' },
  hills: { exact: 'bumps gaussians' },
  asset_url: { plain: 'url uri href asset grid_url asset_uri asset_path path' },
  grid_format: { exact: 'grid_dtype data_format' },
  resolution: { plain: 'size n res grid_size nodes shape' },
  eta: { exact: 'learning_rate lr step_size' },
  steps: { exact: 'max_steps num_steps n_steps max_iter max_iterations' },
  tolGrad: { exact: 'gradient_tolerance grad_tolerance gtol tol_gradient' },
  tolStep: { exact: 'step_tolerance xtol' },
  point0: { plain: 'start start_point initial_point origin point first_point initial' },
  points: { plain: 'pts path trajectory coords coordinates positions' },
  step_start: { plain: 'start first_step from_step step offset start_index' },
  final_step: { plain: 'last_step end_step step steps total_steps n_steps num_steps' },
  reason: { plain: 'stop_reason finish_reason end_reason status cause' },
  x: { exact: 'x_norm x_normalized norm_x x_coord x0 xs', plain: 'cx center_x centre_x hx pos_x' },
  y: { exact: 'y_norm y_normalized norm_y y_coord y0 ys', plain: 'cy center_y centre_y hy pos_y' },
  loss: { exact: 'loss_value losses true_loss train_loss' },
  residual: { exact: 'residuals distance_to_plane' },
  explainedVariance: { exact: 'explained_variance_ratio' },
  seed: { exact: 'random_seed' },
  checkpoints: { exact: 'num_checkpoints n_checkpoints' },
};

/** From this length on a name may have one letter wrong, and two. */
const ONE_ERROR_LENGTH = 4;
const TWO_ERRORS_LENGTH = 8;

/** By the letters of the synonym, the fields that it may mean. */
const BY_SYNONYM = indexSynonyms();

interface Meaning {
  readonly field: string;
  readonly isPlain: boolean;
}

/** Whether a name is that of a field, in any convention, or another word that is used for nothing else. */
export function isNameOf(name: string, field: string): boolean {
  if (isSameName(name, field)) return true;
  const meanings = BY_SYNONYM.get(lettersOf(name)) ?? [];
  return meanings.some((meaning) => meaning.field === field && !meaning.isPlain);
}

/** Whether two names differ in nothing but case, marks between the words and the order of the words. */
function isSameName(name: string, other: string): boolean {
  return lettersOf(name) === lettersOf(other) || sortWords(name) === sortWords(other);
}

/**
 * Which of several fields a name was probably meant to be; null where it is none of them.
 * @param fields - known ones that are missing
 * @param isRequired - whether the message is of no use without the field
 */
export function findIntendedField(
  name: string,
  fields: readonly string[],
  isRequired: (field: string) => boolean,
): string | null {
  const same = fields.find((field) => isSameName(name, field));
  if (same !== undefined) return same;
  const meanings = BY_SYNONYM.get(lettersOf(name)) ?? [];
  const meant = meanings.find(
    ({ field, isPlain }) => fields.includes(field) && (!isPlain || isRequired(field)),
  );
  if (meant !== undefined) return meant.field;
  const letters = lettersOf(name);
  return fields.find((field) => spellingsOf(field).some((spelling) => isMisspelt(letters, spelling))) ?? null;
}

/** Whether a name is made of several words, and so hardly that of anything else. */
export function isOfSeveralWords(name: string): boolean {
  return wordsOf(name).length > 1;
}

function indexSynonyms(): ReadonlyMap<string, readonly Meaning[]> {
  const index = new Map<string, Meaning[]>();
  for (const [field, { exact = '', plain = '' }] of Object.entries(SYNONYMS)) {
    for (const [words, isPlain] of [[exact, false] as const, [plain, true] as const]) {
      for (const word of words.split(' ').filter((text) => text !== '')) {
        const letters = lettersOf(word);
        index.set(letters, [...(index.get(letters) ?? []), { field, isPlain }]);
      }
    }
  }
  return index;
}

/** Of a field and of the words that are used for nothing else. */
function spellingsOf(field: string): readonly string[] {
  return [field, ...(SYNONYMS[field]?.exact?.split(' ') ?? [])].map(lettersOf);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function sortWords(name: string): string {
  return [...wordsOf(name)].sort().join('_');
}

function isMisspelt(name: string, field: string): boolean {
  const length = Math.min(name.length, field.length);
  const most = length >= TWO_ERRORS_LENGTH ? 2 : length >= ONE_ERROR_LENGTH ? 1 : 0;
  return Math.abs(name.length - field.length) <= most && computeEditDistance(name, field) <= most;
}

/** Letters left out, put in, changed or exchanged with their neighbour (optimal string alignment). */
function computeEditDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchange = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchange = isExchange ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(change, exchange, last[j]! + 1, row[j - 1]! + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
