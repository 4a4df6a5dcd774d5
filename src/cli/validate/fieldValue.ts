import type { JsonSchema } from '../../protocol/contract/jsonSchema.js';
import { isRecord } from '../../protocol/ownField.js';
import type { KnownField } from './fieldShape.js';

/**
 * Whether a value alone identifies this field: it is one of the field's texts, or an object with the field's required fields.
 * @param name - of the value; `converged: true` gives the reason by its name
 */
export function isGivenAway({ schema, shape }: KnownField, name: string, value: unknown): boolean {
  if (schema.enum?.includes(name) === true) return value === true;
  if (schema.const !== undefined) return typeof value === 'string' && value === schema.const;
  if (schema.enum !== undefined) return hasKind(schema, value);
  if (shape === null) return false;
  const first: unknown = shape.isArray && Array.isArray(value) ? value[0] : value;
  if (shape.isArray !== Array.isArray(value) || !isRecord(first)) return false;
  const names = Object.keys(first);
  if (shape.required.length > 0) return shape.required.every((field) => names.includes(field));
  return names.length > 0 && names.every((field) => shape.fields.has(field));
}

/** Whether a value has the type of a field, or is an entry of the field's array. */
export function mayHold({ schema, shape }: KnownField, value: unknown): boolean {
  if (shape !== null) return shape.isArray ? Array.isArray(value) : isRecord(value);
  if (Array.isArray(value) && schema.type !== 'array') return value.length > 0 && hasKind(schema, value[0]);
  return hasKind(schema, value);
}

function hasKind(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return value === schema.const;
  if (schema.enum !== undefined) return typeof value === 'string' && schema.enum.includes(value);
  switch (schema.type) {
    case 'number':
    case 'integer':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
    case 'array':
      return Array.isArray(value);
    default:
      return isRecord(value);
  }
}
