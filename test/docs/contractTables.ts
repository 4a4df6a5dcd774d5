import { format, resolveConfig } from 'prettier';
import type { JsonSchema } from '../../src/protocol/contract/jsonSchema.js';
import { SURFACE_KINDS } from '../../src/protocol/contract/surfaceParams.js';
import { createJsonSchema } from '../../src/protocol/jsonSchema.js';
import { ROOT } from './readDocument.js';

const SCHEMA = createJsonSchema();
const REGION = /<!-- fields of (\w+) -->.*?<!-- end of fields -->/gs;

/** A document with each table between marks (`<!-- fields of GD_PATH_UPDATE -->`) made anew from the contract's table. */
export async function writeContractTables(markdown: string): Promise<string> {
  const written = markdown.replace(
    REGION,
    (_, name: string) => `<!-- fields of ${name} -->\n\n${renderTable(name)}\n\n<!-- end of fields -->`,
  );
  return format(written, { ...(await resolveConfig(`${ROOT}/docs/contract.md`)), parser: 'markdown' });
}

/** The names between marks of a document. */
export function namesOfTables(markdown: string): readonly string[] {
  return [...markdown.matchAll(REGION)].map(([, name = '']) => name);
}

function renderTable(name: string): string {
  const rows = name === 'params' ? SURFACE_KINDS.flatMap(listParams) : listFields(bodyOf(name), '');
  const heads =
    name === 'params' ? ['kind', 'parameter', 'value', 'default'] : ['field', 'required', 'value', 'meaning'];
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What the fields of an event's payload are, or those of another definition. */
function bodyOf(name: string): JsonSchema {
  const definition = SCHEMA.$defs?.[name];
  if (definition === undefined) throw new Error(`the schema lacks ${name}`);
  return definition.properties?.['payload'] ?? definition;
}

function listFields({ properties = {}, required = [] }: JsonSchema, path: string): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const inside = field.properties === undefined ? [] : listFields(field, `${name}.`);
    const meaning = describeField(field);
    const row = [`\`${path}${name}\``, required.includes(name) ? 'yes' : 'no', describeValue(field), meaning];
    return inside.length > 0 ? inside : [row];
  });
}

function listParams(kind: string): string[][] {
  const { properties = {} } = SCHEMA.$defs?.[kind]?.properties?.['params'] ?? {};
  return Object.entries(properties).map(([name, field]) => [
    `\`${kind}\``,
    `\`${name}\``,
    describeType(field),
    Array.isArray(field.default) ? 'none' : String(field.default),
  ]);
}

function describeField({ description, $ref }: JsonSchema): string {
  return description ?? ($ref === undefined ? '' : (bodyOf($ref.replace('#/$defs/', '')).description ?? ''));
}

/** What a value has to be, and what it is taken for where it is left out. */
function describeValue(schema: JsonSchema): string {
  const { default: byDefault } = schema;
  const what = describeType(schema);
  return byDefault === undefined || byDefault === schema.const
    ? what
    : `${what}; ${JSON.stringify(byDefault)} where it is left out`;
}

function describeType(schema: JsonSchema): string {
  const { $ref, const: constant, enum: choices, type, items } = schema;
  if ($ref !== undefined) return `a ${$ref.replace('#/$defs/', '')}`;
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`"${choice}"\``).join(', ');
  if (items !== undefined) {
    const each = describeType(items);
    return schema.minItems === schema.maxItems && schema.minItems !== undefined
      ? `${schema.minItems} of: ${each}`
      : `an array: each ${each}, at most ${schema.maxItems}`;
  }
  if (type === 'integer') return `an integer of at least ${schema.minimum}`;
  if (type === 'number') return describeNumber(schema);
  if (type === 'string') return schema.minLength === 1 ? 'a text that is not empty' : 'a text';
  return 'an object';
}

function describeNumber({ minimum, maximum, exclusiveMinimum, anyOf }: JsonSchema): string {
  if (anyOf !== undefined) return 'a number other than 0, finite in float32';
  if (minimum === 0) return maximum === Number.MAX_VALUE ? 'a number of at least 0' : 'a number from 0 to 1';
  if (exclusiveMinimum !== undefined)
    return exclusiveMinimum > 0 ? 'a number above 0, finite in float32' : 'a number, finite in float32';
  return 'a finite number';
}
