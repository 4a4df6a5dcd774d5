import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES } from '../../src/protocol/contract/contract.js';
import { SURFACE_KINDS } from '../../src/protocol/contract/surfaceParams.js';
import type { GradientDescentEventName } from '../../src/protocol/events.js';
import { createJsonSchema, renderJsonSchema } from '../../src/protocol/jsonSchema.js';
import type { JsonSchema } from '../../src/protocol/contract/jsonSchema.js';
import { parseMessage } from '../../src/protocol/parseMessage.js';
import { SURFACE_PARAM_DEFAULTS } from '../../src/protocol/contract/surfaceParams.js';
import { LOG_NAMES, readLog } from '../fixtures/readLog.js';
import { BOUND_TOKENS } from '../fuzz/changeField.js';
import { codeBlocksOf, readDocument } from '../docs/readDocument.js';

const schema = createJsonSchema();
const validate = new Ajv2020({ strict: true, ownProperties: true }).compile(schema);

/** Payloads in which each number of the contract stands once, as `@`. */
const NUMBERED: Readonly<Record<GradientDescentEventName, readonly string[]>> = {
  LOSS_SURFACE_SPEC_READY: [
    ...SURFACE_KINDS.flatMap((kind) =>
      Object.keys(SURFACE_PARAM_DEFAULTS[kind]).map(
        (name) => `"surface_spec":{"kind":"${kind}","params":{"${name}":@}}`,
      ),
    ),
    ...['x', 'y', 'amp', 'sigma'].map((name) => {
      const others = { x: 0, y: 0, amp: 0, sigma: 0 };
      const hill = JSON.stringify({ ...others, [name]: '@' }).replace('"@"', '@');
      return `"surface_spec":{"kind":"multi_hill","params":{"hills":[${hill}]}}`;
    }),
    '"surface_spec":{"kind":"bowl","domainHalf":@}',
    '"surface_spec":{"kind":"bowl","zScale":@}',
    ...['"explainedVariance":[@,0]', '"randomWalk":[0,@]', '"seed":@', '"checkpoints":@'].map(
      (field) => `"surface_spec":{"kind":"bowl"},"projection":{"method":"pca",${field}}`,
    ),
  ],
  LOSS_SURFACE_GRID_READY: [
    '"asset_url":"/grid","resolution":@',
    '"asset_url":"/grid","resolution":2,"domainHalf":@',
    '"asset_url":"/grid","resolution":2,"zScale":@',
  ],
  GD_HYPERPARAMS: ['"eta":@', '"steps":@', '"tolGrad":@', '"tolStep":@'],
  GD_PATH_STARTED: ['"point0":{"x":0,"y":0},"domainHalf":@', '"point0":{"x":@,"y":0}'],
  GD_PATH_UPDATE: [
    '"step_start":@,"points":[]',
    ...['"x":@,"y":0', '"x":0,"y":@', '"x":0,"y":0,"loss":@', '"x":0,"y":0,"residual":@'].map(
      (point) => `"step_start":0,"points":[{${point}}]`,
    ),
  ],
  GD_PATH_FINISHED: ['"final_step":@,"reason":"error"'],
};

/** The text of a message. @param head - `v`, `seq` and `ts` */
function write(name: string, fields: string, head = '"v":1,"seq":1,"ts":1790000000000'): string {
  const event = `{"name":"${name}","payload":{"run_id":"r",${fields}}}`;
  return `{${head},"type":"EVENT","project_id":"p","event":${event}}`;
}

function isRead(text: string): boolean {
  const parsed = parseMessage(text);
  return parsed.kind === 'event' && parsed.diagnostics.length === 0;
}

function describeErrors(): string {
  return (validate.errors ?? [])
    .map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
    .join('\n');
}

describe('the JSON Schema', () => {
  it('is of draft 2020-12, names no host of ours, and is plain JSON', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe('urn:gradient-descent-viz:event:v1');
    expect(JSON.parse(renderJsonSchema())).toEqual(schema);
  });

  it('has a titled definition of each event, and of the parameters of each kind', () => {
    const definitions = schema.$defs as Record<string, JsonSchema>;
    expect(Object.keys(definitions)).toEqual([
      ...EVENT_NAMES,
      ...SURFACE_KINDS,
      'hill',
      'point',
      'projection',
    ]);
    for (const name of EVENT_NAMES) {
      expect(definitions[name]).toMatchObject({ title: name, properties: { name: { const: name } } });
      expect(definitions[name]?.description, name).toMatch(/\.$/);
    }
  });

  it.each(Object.entries(NUMBERED))(
    'has the bounds of the reader for the numbers of %s',
    (name, payloads) => {
      for (const fields of payloads) {
        for (const token of BOUND_TOKENS) {
          const text = write(name, fields.replace('@', token));
          expect(validate(JSON.parse(text)), text).toBe(isRead(text));
        }
      }
    },
  );

  it.each(['"v":@,"seq":1,"ts":1', '"v":1,"seq":@,"ts":1', '"v":1,"seq":1,"ts":@'])(
    'has the bounds of the reader for the envelope: %s',
    (head) => {
      for (const token of BOUND_TOKENS) {
        const text = write('GD_HYPERPARAMS', '"eta":1', head.replace('@', token));
        expect(validate(JSON.parse(text)), text).toBe(isRead(text));
      }
    },
  );

  it('accepts what the documents show', () => {
    const shown = ['README.md', 'docs/contract.md'].flatMap((file) =>
      codeBlocksOf(readDocument(file)).filter(({ language }) => language === 'json'),
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const { text } of shown) expect(validate(JSON.parse(text)), describeErrors()).toBe(true);
  });

  it('judges every line of the recorded logs as the reader does', () => {
    const lines = LOG_NAMES.flatMap(readLog);
    const verdicts = lines.map((line) => {
      try {
        return validate(JSON.parse(line));
      } catch {
        return false;
      }
    });
    expect(verdicts).toEqual(lines.map(isRead));
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(50);
  });

  it('says where and why, by the event that is named and by no other', () => {
    expect(validate(JSON.parse(write('GD_PATH_UPDATE', '"step_start":0,"points":[{"x":null,"y":0}]')))).toBe(
      false,
    );
    expect(validate.errors?.[0]).toMatchObject({
      instancePath: '/event/payload/points/0/x',
      message: 'must be number',
    });
  });
});
