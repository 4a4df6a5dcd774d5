import { createJsonSchema } from '../../src/protocol/jsonSchema.js';
import type { Random } from './random.js';
import type { Json, JsonObject } from './validEnvelope.js';

/** Where a field is: an object or an array, and the key in it. */
type Field = readonly [holder: Json[] | JsonObject, key: string];

/** Stands for a token until the envelope is text: JSON.stringify writes neither `1e999` nor `-0`. */
const PLACEHOLDER = '@token@';
const SPECIMENS = [
  ...['null', 'true', 'false', '""', '"x"', '"0"', '"normalized"', '"EVENT"', '"bowl"', '"pca"', '"error"'],
  ...['0', '-0', '1', '1.0', '2', '-1', '0.5', '1.5', '1e999', '-1e999', '1e-400', '9007199254740991.4'],
  ...[
    '[]',
    '{}',
    '[[]]',
    '[null]',
    '[0,0]',
    '[0.5]',
    '[0,1,0]',
    '{"x":0}',
    '{"x":0,"y":0}',
    '{"x":0,"y":null}',
  ],
  ...[
    '{"__proto__":{"x":0,"y":0}}',
    '[{"x":0,"y":0,"amp":1,"sigma":1}]',
    '"METRIC_SCALAR"',
    '"saddle"',
    '"measured"',
    '"projection"',
  ],
];
const NEW_KEYS = [
  'extra',
  '__proto__',
  'constructor',
  'toString',
  'x',
  'loss',
  'kind',
  'params',
  'epoch',
  'source',
  'report_every',
  'restart',
] as const;

/** The numbers of the schema, and the doubles right below and above each: where reader and schema could part. */
export const BOUND_TOKENS: readonly string[] = [...findNumbers(createJsonSchema())].flatMap((bound) =>
  [bound, nextDouble(bound, 1), nextDouble(bound, -1)].map((value) => JSON.stringify(value)),
);

/** The text of an envelope of which one field is another, missing, or new. */
export function changeField(random: Random, envelope: JsonObject): string {
  const [holder, key] = pickField(random, envelope);
  const token = random.pick(random.oneIn(2) ? BOUND_TOKENS : SPECIMENS);
  if (Array.isArray(holder)) {
    if (random.oneIn(4)) holder.splice(Number(key), 1);
    else holder[Number(key)] = PLACEHOLDER;
  } else if (random.oneIn(4)) Reflect.deleteProperty(holder, key);
  else setOwn(holder, random.oneIn(4) ? random.pick(NEW_KEYS) : key, PLACEHOLDER);
  return JSON.stringify(envelope).replace(`"${PLACEHOLDER}"`, token);
}

/** A field: one of all, or level by level, where one of three stops, so that neither depth nor envelope comes short. */
function pickField(random: Random, root: JsonObject): Field {
  if (random.oneIn(2)) return random.pick(listFields(root));
  let holder: Json[] | JsonObject = root;
  for (;;) {
    const key: string = random.pick(Object.keys(holder));
    const value = fieldOf(holder, key);
    if (!isHolder(value) || random.oneIn(3)) return [holder, key];
    holder = value;
  }
}

function listFields(holder: Json[] | JsonObject): Field[] {
  return Object.keys(holder).flatMap((key) => {
    const value = fieldOf(holder, key);
    return [[holder, key] as const, ...(isHolder(value) ? listFields(value) : [])];
  });
}

function fieldOf(holder: Json[] | JsonObject, key: string): Json | undefined {
  return Array.isArray(holder) ? holder[Number(key)] : holder[key];
}

function isHolder(value: Json | undefined): value is Json[] | JsonObject {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** As JSON.parse does it, `__proto__` included. */
function setOwn(holder: JsonObject, key: string, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function findNumbers(value: unknown, found = new Set<number>()): ReadonlySet<number> {
  if (typeof value === 'number') found.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) findNumbers(part, found);
  }
  return found;
}

/** The double beside a number. @param direction - 1 for the one above, -1 for the one below */
function nextDouble(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0]! += BigInt(direction * Math.sign(value));
  return new Float64Array(bits.buffer)[0]!;
}
