import { EVENT_NAMES } from '../../src/protocol/contract/contract.js';
import type { Random } from './random.js';

/** Tokens where a value is due: most are JSON, some only look like it. */
const ODD_TOKENS = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1',
  '0.5',
  '1e999',
  '-1e999',
  '3.5e38',
  '1e-400',
  '5e-324',
  '9007199254740991',
  '9007199254740992',
  '5000000',
  '1000000000000000',
  '1730000000',
  '1730000000000',
  'NaN',
  'Infinity',
  '-Infinity',
  'nan',
  'undefined',
  '01',
  '.5',
  '1.',
  '+1',
  '0x10',
  '""',
  '"x"',
  '"normalized"',
  '"__proto__"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\',
  '"EVENT"',
  '"é😀"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"x":0}',
  '{"x":0,"y":0}',
  '{"__proto__":{"x":1}}',
  '[0,0]',
] as const;
const NAMES = ['GD_PATH_UPDATE', 'GD_PATH_UPDATE', ...EVENT_NAMES, 'METRIC_SCALAR'] as const;
const KINDS = ['bowl', 'ripples', 'multi_hill', 'fixed_example', 'saddle'] as const;
const SOURCES = ['"measured"', '"illustrative"'] as const;
const NUMBERS = ['0', '0.25', '-0.5', '1', '1.5', '-1e-3', '12345.678'] as const;
/** A field in so many is something else than it should be. */
const ODD_FIELD = 14;

/** An envelope of the grammar, as text; most of it right, here and there a field that is not, missing, or twice there. */
export function writeMessage(random: Random): string {
  const name = random.pick(NAMES);
  const event = object(random, [
    ['name', `"${name}"`],
    ['payload', () => payloadOf(name, random)],
  ]);
  const text = object(random, [
    ['v', '1'],
    ['type', '"EVENT"'],
    ['project_id', random.oneIn(8) ? '"q"' : '"p"'],
    ['seq', String(random.below(500))],
    [
      'ts',
      random.oneIn(2)
        ? String(1_730_000_000 + random.below(60))
        : String(1_730_000_000_000 + random.below(60_000)),
    ],
    ['stage', '{"id":"TRAIN","index":3,"status":"running"}'],
    ['event', event],
  ]);
  if (random.oneIn(200)) return `[${text},${random.pick(ODD_TOKENS)},${text}]`;
  if (random.oneIn(200)) return text.slice(0, random.below(text.length));
  return random.oneIn(200) ? `\ufeff ${text}\r` : text;
}

type Field = readonly [key: string, value: string | (() => string)];

function object(random: Random, fields: readonly Field[]): string {
  let text = '{';
  for (const [key, value] of fields) {
    if (random.oneIn(40)) continue;
    const written = random.oneIn(ODD_FIELD * 3) ? odd(random) : typeof value === 'string' ? value : value();
    text += `${text === '{' ? '' : ','}"${random.oneIn(300) ? '__proto__' : key}":${written}`;
    if (random.oneIn(300)) text += `,"${key}":${odd(random)}`;
  }
  return `${text}}`;
}

function payloadOf(name: (typeof NAMES)[number], random: Random): string {
  const runId = (): string => `"r${random.below(12)}"`;
  const number = (): string => (random.oneIn(ODD_FIELD) ? odd(random) : random.pick(NUMBERS));
  const step = (): string => (random.oneIn(ODD_FIELD) ? odd(random) : String(random.below(400)));
  const point = (): string => pointOf(random);
  const frame: Field[] = [
    ['domainHalf', number],
    ['zScale', number],
  ];
  switch (name) {
    case 'GD_PATH_UPDATE':
      return object(random, [
        ['run_id', runId],
        ['space', '"normalized"'],
        ['step_start', step],
        ['points', () => list(random, random.below(8), point)],
      ]);
    case 'GD_PATH_STARTED':
      return object(random, [
        ['run_id', runId],
        ['domainHalf', number],
        ['report_every', step],
        ['restart', '"projection"'],
        ['point0', point],
      ]);
    case 'GD_PATH_FINISHED':
      return object(random, [
        ['run_id', runId],
        ['final_step', step],
        ['reason', '"converged"'],
      ]);
    case 'GD_HYPERPARAMS':
      return object(random, [
        ['run_id', runId],
        ['eta', number],
        ['steps', step],
        ['tolGrad', number],
        ['tolStep', number],
      ]);
    case 'LOSS_SURFACE_GRID_READY':
      return object(random, [
        ['run_id', runId],
        ['asset_url', '"/grid"'],
        ['grid_format', '"float32"'],
        ['resolution', step],
        ...frame,
        ['source', () => sourceOf(random)],
      ]);
    case 'LOSS_SURFACE_SPEC_READY':
      return object(random, [
        ['run_id', runId],
        [
          'surface_spec',
          () =>
            object(random, [
              ['kind', `"${random.pick(KINDS)}"`],
              ['params', () => paramsOf(random, number)],
              ...frame,
            ]),
        ],
        ['source', () => sourceOf(random)],
        [
          'projection',
          () =>
            object(random, [
              ['method', '"pca"'],
              ['explainedVariance', () => list(random, 2, number)],
            ]),
        ],
      ]);
    default:
      return object(random, [
        ['run_id', runId],
        ['value', number],
      ]);
  }
}

function pointOf(random: Random): string {
  if (random.oneIn(ODD_FIELD * 4)) return odd(random);
  const coordinate = (): string => (random.oneIn(ODD_FIELD * 2) ? odd(random) : random.pick(NUMBERS));
  const loss = random.oneIn(6) ? `,"loss":${coordinate()},"residual":${coordinate()}` : '';
  return `{"x":${coordinate()},"y":${coordinate()}${loss}}`;
}

function sourceOf(random: Random): string {
  return random.oneIn(ODD_FIELD) ? odd(random) : random.pick(SOURCES);
}

function paramsOf(random: Random, number: () => string): string {
  const hill = (): string =>
    object(random, [
      ['x', number],
      ['y', number],
      ['amp', number],
      ['sigma', number],
    ]);
  return object(random, [
    ['a', number],
    ['amp', number],
    ['hills', () => list(random, random.below(5), hill)],
  ]);
}

function list(random: Random, length: number, item: () => string): string {
  let text = '[';
  for (let i = 0; i < length; i++) text += (i > 0 ? ',' : '') + item();
  return random.oneIn(400) ? text : `${text}]`;
}

/** A token that is out of place; now and then one that goes on and on. */
function odd(random: Random): string {
  if (!random.oneIn(2000)) return random.pick(ODD_TOKENS);
  const times = random.below(12_000);
  const piece = random.pick([
    '[',
    '{"a":',
    '0,',
    '"\\"',
    ',',
    '1 ',
    '[],',
    '{"x":0,"y":0},',
    '\\',
    'null,',
    '1e5,',
  ]);
  return random.oneIn(2) ? piece.repeat(times / piece.length) : `[${piece.repeat(times / piece.length)}0]`;
}
