import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_ID_CHARS } from '../../src/protocol/boundText.js';
import { DIAGNOSTIC_CODES, type DiagnosticCode } from '../../src/protocol/diagnostic.js';
import type { GradientDescentEventName } from '../../src/protocol/events.js';
import { EVENT_NAMES } from '../../src/protocol/contract/contract.js';
import { MAX_HYPERPARAM_CHARS, MAX_OTHER_HYPERPARAMS } from '../../src/protocol/contract/hyperparams.js';
import { createJsonSchema } from '../../src/protocol/jsonSchema.js';
import { DEFAULT_PARSE_LIMITS } from '../../src/protocol/parseLimits.js';
import { parseMessage } from '../../src/protocol/parseMessage.js';
import { LOG_NAMES, readLog } from '../fixtures/readLog.js';
import { changeField } from './changeField.js';
import { writeMessage } from './messageGrammar.js';
import { mutateText } from './mutateText.js';
import { Random } from './random.js';
import { SCHEMA_EXCEPTIONS, type SchemaException } from './schemaExceptions.js';
import { createValidEnvelope } from './validEnvelope.js';
import { scaled } from '../support/testLength.js';

const MESSAGES = scaled({ short: 40_000, long: 100_000 });
const SEED = 20_261_124;
const { maxHills, maxMessageChars, maxPointsPerMessage } = DEFAULT_PARSE_LIMITS;
const LINES = LOG_NAMES.flatMap(readLog);
const WRAPPINGS = ['\ufeff', '\u00a0', '\u2028', ' ', '\r\n'] as const;

/** What takes a grid's bytes, a second message or code to show. */
const NOT_OF_ONE_TEXT =
  /^(?:unreadable|link_quiet|asset_(?!url_invalid)|grid_(?!format_invalid)|heights_|domain_half_mismatch|path_limit|run_limit|event_for|reported_field|series_limit)/;

const validate = new Ajv2020({ strict: true, ownProperties: true }).compile(createJsonSchema());

/** What came of all messages. */
interface Counters {
  /** Messages on which neither reader nor exception agrees with the schema; the first few of them. */
  readonly faults: string[];
  readonly exceptions: Map<SchemaException, number>;
  readonly valid: Map<GradientDescentEventName, number>;
  readonly invalid: Map<string, number>;
  readonly codes: Set<DiagnosticCode>;
}

/** Of each event, valid and invalid, at least. */
const OF_EACH = MESSAGES / 50;

describe(`the schema and the reader, over ${MESSAGES} messages (seed ${SEED})`, () => {
  let counters: Counters;
  beforeAll(() => {
    counters = createCounters();
  });

  it('agree but for the written exceptions', () => {
    expect(counters.faults).toEqual([]);
  });

  it('differ in each of the exceptions', () => {
    expect([...counters.exceptions.keys()].map(({ what }) => what).sort()).toEqual(
      SCHEMA_EXCEPTIONS.map(({ what }) => what).sort(),
    );
  });

  it(`accept and refuse more than ${OF_EACH} of each event`, () => {
    for (const name of EVENT_NAMES) {
      expect(counters.valid.get(name), name).toBeGreaterThan(OF_EACH);
      expect(counters.invalid.get(name), name).toBeGreaterThan(OF_EACH);
    }
  });

  it('meet every diagnostic that one text can give', () => {
    expect(
      DIAGNOSTIC_CODES.filter((code) => !counters.codes.has(code) && !NOT_OF_ONE_TEXT.test(code)),
    ).toEqual([]);
  });
});

function createCounters(): Counters {
  const random = new Random(SEED);
  const result: Counters = {
    faults: [],
    exceptions: new Map(),
    valid: new Map(),
    invalid: new Map(),
    codes: new Set(),
  };
  const atLimits = writeAtLimits();
  for (const text of atLimits) judge(text, result);
  for (let i = atLimits.length; i < MESSAGES; i += 1) judge(writeText(random), result);
  return result;
}

/** A third is right, half has one field that may not be, the rest is wrong in any way. */
function writeText(random: Random): string {
  switch (random.below(12)) {
    case 0:
      return writeMessage(random);
    case 1:
      return mutateText(random, JSON.stringify(createValidEnvelope(random)), random.pick(LINES));
    case 2:
    case 3:
    case 4:
    case 5: {
      const text = JSON.stringify(createValidEnvelope(random));
      return random.oneIn(50) ? random.pick(WRAPPINGS) + text + random.pick(WRAPPINGS) : text;
    }
    default:
      return changeField(random, createValidEnvelope(random));
  }
}

/** Texts at each limit of one message, and right beyond it. */
function writeAtLimits(): string[] {
  const envelope = (name: string, fields: object): object => {
    const event = { name, payload: { run_id: 'r', ...fields } };
    return { v: 1, type: 'EVENT', project_id: 'p', seq: 1, ts: 1_790_000_000_000, event };
  };
  const update = (count: number, from = 0): object =>
    envelope('GD_PATH_UPDATE', { step_start: from, points: new Array<object>(count).fill({ x: 0, y: 0 }) });
  const hills = (count: number): object => {
    const params = { hills: new Array<object>(count).fill({ x: 0, y: 0, amp: 1, sigma: 1 }) };
    return envelope('LOSS_SURFACE_SPEC_READY', { surface_spec: { kind: 'multi_hill', params } });
  };
  const withLongTexts = (long: string): string[] => [
    JSON.stringify(envelope('GD_HYPERPARAMS', { run_id: long, eta: 1 })),
    JSON.stringify({ ...envelope('GD_HYPERPARAMS', { eta: 1 }), project_id: long }),
    JSON.stringify({ ...envelope('GD_HYPERPARAMS', { eta: 1 }), epoch: long }),
    JSON.stringify(envelope('GD_HYPERPARAMS', { [long]: 1 })),
    JSON.stringify(envelope('GD_HYPERPARAMS', { optimizer: long })),
    JSON.stringify(envelope('LOSS_SURFACE_GRID_READY', { asset_url: `data:,${long}`, resolution: 9 })),
    JSON.stringify(
      envelope('LOSS_SURFACE_GRID_READY', { asset_url: '/g', resolution: 9, grid_format: long }),
    ),
  ];
  const namesOf = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`name_${i}`, i]));
  const padded = (chars: number): string => {
    const text = JSON.stringify(envelope('GD_HYPERPARAMS', { note: [''] }));
    return text.replace('"note":[""', `"note":["${'x'.repeat(chars - text.length)}"`);
  };
  return [
    ...[maxPointsPerMessage, maxPointsPerMessage + 1].map((count) => JSON.stringify(update(count))),
    ...[1, 2].map((count) => JSON.stringify(update(count, Number.MAX_SAFE_INTEGER))),
    ...[maxHills, maxHills + 1].map((count) => JSON.stringify(hills(count))),
    ...[maxMessageChars, maxMessageChars + 1].map(padded),
    ...[MAX_OTHER_HYPERPARAMS, MAX_OTHER_HYPERPARAMS + 1].map((count) =>
      JSON.stringify(envelope('GD_HYPERPARAMS', namesOf(count))),
    ),
    ...['x', '🜁'].map((unit) =>
      JSON.stringify(envelope('GD_HYPERPARAMS', { optimizer: unit.repeat(MAX_HYPERPARAM_CHARS) })),
    ),
    ...['x'.repeat(MAX_ID_CHARS), 'x'.repeat(MAX_ID_CHARS + 1), '🜁'.repeat(MAX_ID_CHARS)].flatMap(
      withLongTexts,
    ),
  ];
}

function judge(text: string, { faults, exceptions, valid, invalid, codes }: Counters): void {
  const value = parseStrictly(text);
  const parsed = parseMessage(text);
  const diagnostics = parsed.kind === 'ignored' ? [] : parsed.diagnostics;
  for (const { code } of diagnostics) codes.add(code);
  const schemaSays = value !== undefined && validate(value) ? 'valid' : 'invalid';
  const readerSays = parsed.kind === 'event' && diagnostics.length === 0 ? 'valid' : 'invalid';
  if (schemaSays === readerSays) {
    if (parsed.kind === 'event') {
      const counts = readerSays === 'valid' ? valid : invalid;
      counts.set(parsed.received.event.name, (counts.get(parsed.received.event.name) ?? 0) + 1);
    }
    return;
  }
  const exception = SCHEMA_EXCEPTIONS.find(
    (each) => each.schemaSays === schemaSays && each.applies(text, value),
  );
  if (exception !== undefined) exceptions.set(exception, (exceptions.get(exception) ?? 0) + 1);
  else if (faults.length < 10) {
    const reason = diagnostics[0]?.message ?? JSON.stringify(validate.errors?.[0] ?? 'no JSON');
    faults.push(`${schemaSays} by the schema alone, ${reason}: ${text.slice(0, 1000)}`);
  }
}

/** As a backend's validator gets it; undefined for a text that is not JSON. */
function parseStrictly(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
