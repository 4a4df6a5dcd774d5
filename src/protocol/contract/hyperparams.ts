import { describeValue } from '../describeValue.js';
import { copyText, MAX_ID_CHARS } from '../boundText.js';
import type { Hyperparams, HyperparamsReceived, OtherHyperparam } from '../events.js';
import { writeMark, writeNumber, writeString } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
import { isArray, ownField, UNREADABLE, type UnknownRecord } from '../ownField.js';
import { PAYLOAD_PATH, type PayloadType } from './payloadType.js';
import { RecordType, type Fields } from './recordType.js';
import { COUNT, FINITE, NOT_NEGATIVE } from './scalarTypes.js';

type NamedHyperparams = Omit<Hyperparams, 'others'>;

export const HYPERPARAM_FIELDS = {
  eta: { type: FINITE, description: 'Learning rate.' },
  steps: { type: COUNT, description: 'Step limit.' },
  tolGrad: { type: NOT_NEGATIVE, description: 'The run stops at a gradient below this.' },
  tolStep: { type: NOT_NEGATIVE, description: 'The run stops at a step shorter than this.' },
} as const satisfies Fields<NamedHyperparams>;

/** The hyperparameters that the contract names, in its order. */
export const HYPERPARAM_NAMES = Object.keys(HYPERPARAM_FIELDS) as readonly (keyof NamedHyperparams)[];

/** Hyperparameters of other names that are kept of a run: the first by the UTF-16 code units of their names. */
export const MAX_OTHER_HYPERPARAMS = 64;
/** Characters (UTF-16 code units) of a hyperparameter's text value, at most. */
export const MAX_HYPERPARAM_CHARS = 200;

const OTHER = 'a text, a number, true or false';
const CODE = 'hyperparameter_invalid';
/** Marks written to the fingerprint before the other hyperparameters, and before values that are not numbers. */
const OTHERS_MARK = 6;
const TEXT_MARK = 7;
const BOOLEAN_MARK = 8;

const NAMED = new RecordType<NamedHyperparams>(HYPERPARAM_FIELDS, CODE, 'an object');
const NAMES_OF_OTHERS: ReadonlySet<string> = new Set(['run_id', ...HYPERPARAM_NAMES]);

/** `GD_HYPERPARAMS`. A hyperparameter that cannot be used is left out, the others stay. */
export const HYPERPARAMS: PayloadType<HyperparamsReceived> = {
  mark: 3,
  description:
    'Learning rate and stop conditions, where they are known; and of further names any text, number, true or false.',
  properties: NAMED.properties,
  required: NAMED.required,
  additionalProperties: {
    anyOf: [
      { type: 'string', maxLength: MAX_HYPERPARAM_CHARS },
      FINITE.schema,
      { type: 'boolean' },
      // Accepted and ignored.
      ...(['object', 'array', 'null'] as const).map((type) => ({ type })),
    ],
  },
  read(payload, context) {
    const named = NAMED.readFields(payload, PAYLOAD_PATH, context) ?? {};
    const others = readOthers(payload, context);
    return { name: 'GD_HYPERPARAMS', values: others.length === 0 ? named : { ...named, others } };
  },
  encode({ values }) {
    const others = (values.others ?? []).map(({ name, value }) => [name, value] as const);
    return { ...Object.fromEntries(others), ...NAMED.encode(values) };
  },
  writeContent({ values }) {
    NAMED.writeContent(values);
    if (values.others === undefined) return;
    writeMark(OTHERS_MARK);
    for (const { name, value } of values.others) {
      writeString(name);
      writeOther(value);
    }
  },
};

/** Hyperparameters by name: those of the contract, and any other. Undefined ones are left out. */
export type HyperparamsInput = NamedHyperparams &
  Readonly<Record<string, OtherHyperparam['value'] | undefined>>;

/**
 * Hyperparameters as an event has them: those that the contract does not name are in `others`.
 * @throws RangeError for one of another name that is neither a text, a number, true nor false
 */
export function createHyperparams(input: Hyperparams | HyperparamsInput): Hyperparams {
  const { others: listed, ...byName } = input as Readonly<Record<string, unknown>>;
  const named: Record<string, unknown> = {};
  const others: OtherHyperparam[] = isArray(listed) ? [...(listed as readonly OtherHyperparam[])] : [];
  const rest = Object.entries(isArray(listed) ? byName : (input as UnknownRecord));
  for (const [name, value] of rest) {
    if (isNamedHyperparam(name)) named[name] = value;
    else if (isOther(value)) others.push({ name, value });
    else if (value !== undefined)
      throw new RangeError(`hyperparams: ${name}: expected ${OTHER}, got ${describeValue(value)}`);
  }
  if (others.length === 0) return named;
  return { ...named, others: others.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Whether the contract names a hyperparameter. */
export function isNamedHyperparam(name: string): name is keyof NamedHyperparams {
  return Object.hasOwn(HYPERPARAM_FIELDS, name);
}

/** Each with its name on the wire: those that the contract names in its order, then the others. */
export function listHyperparams(values: Hyperparams): readonly OtherHyperparam[] {
  const named = HYPERPARAM_NAMES.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [{ name, value }];
  });
  return [...named, ...(values.others ?? [])];
}

/** The other hyperparameters of a payload. A field with an object, an array or null is not one, and is ignored. */
function readOthers(payload: UnknownRecord, context: ReadContext): readonly OtherHyperparam[] {
  const names = namesOf(payload).filter((name) => !NAMES_OF_OTHERS.has(name) && name !== '');
  if (names.length === 0) return [];
  const others: OtherHyperparam[] = [];
  for (const name of names.sort()) {
    const value = ownField(payload, name);
    const isFull = others.length === MAX_OTHER_HYPERPARAMS;
    if (value === UNREADABLE || (isOther(value) && isFull)) {
      const expected = isFull ? `at most ${MAX_OTHER_HYPERPARAMS} hyperparameters of other names` : OTHER;
      context.report(CODE, `${PAYLOAD_PATH}.${name.slice(0, MAX_ID_CHARS)}`, value, expected);
    } else if (isOther(value)) {
      const kept = readOther(name, value, context);
      if (kept !== null) others.push(kept);
    }
  }
  return others;
}

function readOther(
  name: string,
  value: OtherHyperparam['value'],
  context: ReadContext,
): OtherHyperparam | null {
  const path = `${PAYLOAD_PATH}.${name.slice(0, MAX_ID_CHARS)}`;
  if (name.length > MAX_ID_CHARS) {
    context.report(CODE, path, name, `a name of at most ${MAX_ID_CHARS} characters`);
  } else if (typeof value === 'number') {
    const number = FINITE.read(value, { path, code: CODE }, context);
    if (number !== undefined) return { name: copyText(name), value: number };
  } else if (typeof value === 'string' && value.length > MAX_HYPERPARAM_CHARS) {
    context.report(CODE, path, value, `a text of at most ${MAX_HYPERPARAM_CHARS} characters`);
  } else return { name: copyText(name), value: typeof value === 'string' ? copyText(value) : value };
  return null;
}

function isOther(value: unknown): value is OtherHyperparam['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function writeOther(value: OtherHyperparam['value']): void {
  if (typeof value === 'number') return writeNumber(value);
  writeMark(typeof value === 'string' ? TEXT_MARK : BOOLEAN_MARK);
  if (typeof value === 'string') writeString(value);
  else writeNumber(value ? 1 : 0);
}

function namesOf(payload: UnknownRecord): string[] {
  try {
    return Object.keys(payload);
  } catch {
    // A Proxy whose keys cannot be read.
    return [];
  }
}
