import type { DiagnosticCode } from '../diagnostic.js';
import { writeAbsent, writeMark } from '../fingerprint.js';
import type { ReadContext } from '../readContext.js';
import { isRecord, ownField, type UnknownRecord } from '../ownField.js';
import type { JsonSchema } from './jsonSchema.js';
import type { FieldPlace, ValueType } from './valueType.js';

/** A row of the contract's table: one field of an object. */
export interface Field<T> {
  readonly type: ValueType<T, unknown>;
  /** Its name on the wire, if not the same as ours. */
  readonly wire?: string;
  /** What it means, with its unit, in a sentence or two. */
  readonly description?: string;
  /** Code of the diagnostic where it cannot be used. @defaultValue the object's own */
  readonly code?: DiagnosticCode;
  /** Hint of that diagnostic. */
  readonly hint?: string;
  /** The value where no usable one came. @defaultValue none: the object then lacks the field */
  readonly otherwise?: T | null;
  /** The documented default, where it is not `otherwise`. */
  readonly default?: string | number | undefined;
  /**
   * `expected`: that it is missing is reported. `essential`: without a usable one nothing of the object can be used.
   * @defaultValue it may be left out
   */
  readonly need?: 'expected' | 'essential';
  /**
   * Precedes the value in a fingerprint: a small integer, different for each field of an object that has one. Where the value
   * is absent nothing is written, so that readers which do not know the field have the same fingerprint.
   * @defaultValue none: absence is written in place of the value
   */
  readonly mark?: number;
}

/** A row for each field: an object's type and its table do not compile apart. */
export type Fields<T> = { readonly [Key in keyof T]-?: Field<Exclude<T[Key], null | undefined>> };

/** An object as it is sent, whose rows are `Rows`: fields that a reader can do without are optional. */
export type WireObject<Rows> = Flat<
  {
    readonly [
      Key in keyof Rows as Rows[Key] extends { need: 'essential' } ? WireName<Rows[Key], Key> : never
    ]: WireValue<Rows[Key]>;
  } & {
    readonly [
      Key in keyof Rows as Rows[Key] extends { need: 'essential' } ? never : WireName<Rows[Key], Key>
    ]?: WireValue<Rows[Key]>;
  }
>;
type WireName<Row, Key> = Row extends { readonly wire: infer Name extends string } ? Name : Key & string;
type WireValue<Row> = Row extends { readonly type: ValueType<infer _T, infer Wire> } ? Wire : never;
type Flat<T> = { [Key in keyof T]: T[Key] };

interface Row extends Field<unknown> {
  readonly key: string;
  readonly wire: string;
  readonly code: DiagnosticCode;
}

/** The type of an object of the contract, made of its rows. */
export class RecordType<T extends object, Wire = UnknownRecord> implements ValueType<T, Wire> {
  private readonly rows: readonly Row[];
  private readonly essential: readonly Row[];

  /**
   * @param fields - in the order in which they are read and written
   * @param code - of diagnostics of a field that has no code of its own
   */
  constructor(
    fields: Fields<T>,
    code: DiagnosticCode,
    readonly expected: string,
    private readonly words: { readonly title?: string; readonly description?: string } = {},
  ) {
    this.rows = Object.entries<Field<unknown>>(fields).map(([key, field]) => ({
      key,
      wire: key,
      code,
      ...field,
    }));
    this.essential = this.rows.filter(({ need }) => need === 'essential');
  }

  get schema(): JsonSchema {
    return { ...this.words, type: 'object', properties: this.properties, required: this.required };
  }

  /** The schema of each field, by its name on the wire. */
  get properties(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries(this.rows.map((row) => [row.wire, createFieldSchema(row)]));
  }

  /** Names on the wire of the fields that have to be sent. */
  get required(): readonly string[] {
    return this.rows.filter(({ need }) => need !== undefined).map(({ wire }) => wire);
  }

  read(value: unknown, { path, code, hint }: FieldPlace, context: ReadContext): T | undefined {
    if (isRecord(value)) return this.readFields(value, path, context);
    context.report(code, path, value, this.expected, hint);
    return undefined;
  }

  /**
   * {@link read} for a known object. An invalid field only loses itself, unless it is essential.
   * @param unread - a field that is treated as absent, without a report
   */
  readFields(record: UnknownRecord, path: string, context: ReadContext, unread?: keyof T): T | undefined {
    const kept: Record<string, unknown> = {};
    for (const row of this.essential) kept[row.key] = readField(row, record, path, context);
    if (this.essential.some(({ key }) => kept[key] === undefined)) return undefined;
    for (const row of this.rows) {
      if (row.need === 'essential') continue;
      const read = row.key === unread ? undefined : readField(row, record, path, context);
      const value = read ?? row.otherwise;
      if (value !== undefined) kept[row.key] = value;
    }
    return kept as T;
  }

  encode(value: T): Wire {
    const sent: Record<string, unknown> = {};
    for (const { key, wire, type } of this.rows) {
      const field = (value as UnknownRecord)[key];
      if (field !== undefined && field !== null) sent[wire] = type.encode(field);
    }
    return sent as Wire;
  }

  writeContent(value: T): void {
    for (const { key, mark, type } of this.rows) {
      const field = (value as UnknownRecord)[key];
      const isAbsent = field === undefined || field === null;
      if (isAbsent && mark === undefined) writeAbsent();
      if (isAbsent) continue;
      if (mark !== undefined) writeMark(mark);
      type.writeContent(field);
    }
  }
}

function readField(row: Row, record: UnknownRecord, path: string, context: ReadContext): unknown {
  const { wire, type, code, hint, need } = row;
  const value = ownField(record, wire);
  if (value === undefined && need === undefined) return undefined;
  return type.read(value, { path: `${path}.${wire}`, code, hint }, context);
}

function createFieldSchema({ type, description, otherwise, default: stated }: Row): JsonSchema {
  const byDefault = (stated ?? otherwise) as JsonSchema['default'] | null;
  return {
    ...type.schema,
    ...(byDefault === null || byDefault === undefined ? {} : { default: byDefault }),
    ...(description === undefined ? {} : { description }),
  };
}
