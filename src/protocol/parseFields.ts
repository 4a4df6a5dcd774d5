import * as v from 'valibot';
import type { DiagnosticCode } from './diagnostic.js';
import { explainNumber } from './explainNumber.js';
import type { MessageReading } from './messageReading.js';
import { ownField, type UnknownRecord } from './ownField.js';

type FieldsSchema = v.ObjectSchema<v.ObjectEntries, undefined>;

/**
 * The fields of an object that a schema knows and accepts, without those it does not: each bad one costs itself alone
 * and is reported. A missing one is not: whether it may be missing is for the caller to say.
 */
export function parseFields(
  schema: FieldsSchema,
  record: UnknownRecord,
  path: string,
  code: DiagnosticCode,
  reading: MessageReading,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(schema.entries)) {
    const value = ownField(record, key);
    if (value === undefined) continue;
    const issue = firstIssue(entry, value);
    if (issue === null) fields[key] = value;
    else {
      const { found, expected } = issue;
      reading.report(code, `${path}.${key}${issue.path}`, found, expected, explainNumber(found));
    }
  }
  return fields;
}

/** The first thing that a schema finds wrong with a field. Our schemas carry what they expect as their message. */
function firstIssue(
  schema: v.ObjectEntries[string],
  value: unknown,
): { path: string; found: unknown; expected: string } | null {
  try {
    const result = v.safeParse(schema, value);
    if (result.success) return null;
    const [issue] = result.issues;
    return { path: renderPath(issue), found: issue.input, expected: issue.message };
  } catch {
    // To name what it found valibot asks for its prototype, which a Proxy can refuse.
    return { path: '', found: value, expected: 'plain JSON values' };
  }
}

function renderPath(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)) ?? [];
  return keys.join('');
}
