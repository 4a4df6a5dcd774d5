import * as v from 'valibot';
import type { DiagnosticCode } from './diagnostic.js';
import { explainNumber } from './explainNumber.js';
import type { MessageReading } from './messageReading.js';
import { ownField, type UnknownRecord } from './ownField.js';

type FieldSchemas = Readonly<Record<string, v.GenericSchema>>;

/** What is left of an object's fields, each as its schema gives it. */
type AcceptedFields<Fields extends FieldSchemas> = {
  -readonly [Key in keyof Fields]?: v.InferOutput<Fields[Key]>;
};

/**
 * The fields of an object that have one of the schemas and are accepted by it, without the others: each bad one costs itself
 * alone and is reported. A missing one is not: whether it may be missing is for the caller to say.
 */
export function parseFields<Fields extends FieldSchemas>(
  schemas: Fields,
  record: UnknownRecord,
  path: string,
  code: DiagnosticCode,
  reading: MessageReading,
): AcceptedFields<Fields> {
  const fields: Record<string, unknown> = {};
  for (const key in schemas) {
    const value = ownField(record, key);
    if (value === undefined) continue;
    const read = readField(schemas[key]!, value);
    if (read.isAccepted) fields[key] = read.output;
    else {
      const { found, expected } = read;
      reading.report(code, `${path}.${key}${read.path}`, found, expected, explainNumber(found));
    }
  }
  return fields;
}

type ReadField =
  | { readonly isAccepted: true; readonly output: unknown }
  | { readonly isAccepted: false; readonly path: string; readonly found: unknown; readonly expected: string };

/** A field as its schema gives it, or the first thing wrong with it: our schemas carry what they expect as their message. */
function readField(schema: v.GenericSchema, value: unknown): ReadField {
  try {
    const result = v.safeParse(schema, value);
    if (result.success) return { isAccepted: true, output: result.output };
    const [issue] = result.issues;
    return { isAccepted: false, path: renderPath(issue), found: issue.input, expected: issue.message };
  } catch {
    // To name what it found valibot asks for its prototype, which a Proxy can refuse.
    return { isAccepted: false, path: '', found: value, expected: 'plain JSON values' };
  }
}

function renderPath(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)) ?? [];
  return keys.join('');
}
