import { describeValue } from '../../protocol/describeValue.js';
import { isRecord, ownField, type UnknownRecord } from '../../protocol/ownField.js';
import type { FindingWords } from './finding.js';
import type { FieldShape } from './fieldShape.js';
import { mayHold } from './fieldValue.js';
import { findIntendedField, isNameOf, isOfSeveralWords } from './intendedField.js';

/** Reports a field that is not read, with the field that was probably meant. */
export type ReportField = (code: 'field_name_doubtful' | 'field_misplaced', words: FindingWords) => void;

/** An object of a message that is checked, and the objects around it. */
interface RecordPlace {
  readonly record: UnknownRecord;
  readonly shape: FieldShape;
  /** Ends in a dot; empty for the envelope. */
  readonly path: string;
  readonly around: RecordPlace | null;
}

/** The most fields that are reported for one message. */
const MAX_REPORTED = 16;
/** A longer name is not guessed at. */
const MAX_NAME_CHARS = 64;
/** How many levels below an object the place of a misplaced field is searched. */
const MAX_DEPTH = 2;
const MAX_DEPTH_OF_WORDS = 4;

/**
 * Finds fields of a message that the contract does not have and that were probably meant to be ones that it has: under
 * another name, or in another object. Hot path: a message whose fields are all known allocates next to nothing.
 */
export function checkFields(envelope: UnknownRecord, shape: FieldShape, report: ReportField): void {
  let reported: Set<string> | null = null;
  visitRecord({ record: envelope, shape, path: '', around: null }, (code, words) => {
    reported ??= new Set();
    // One report for all entries of an array.
    const key = words.path.replace(/\[\d+\]/g, '[]');
    if (reported.has(key) || reported.size >= MAX_REPORTED) return;
    reported.add(key);
    report(code, words);
  });
}

function visitRecord(place: RecordPlace, report: ReportField): void {
  const { record, shape, path } = place;
  for (const name in record) {
    const known = shape.fields.get(name);
    if (known === undefined) doubt(name, place, report);
    else if (known.shape !== null) visitField(record[name], known.shape, path + name, place, report);
  }
}

function visitField(
  value: unknown,
  shape: FieldShape,
  path: string,
  around: RecordPlace,
  report: ReportField,
): void {
  if (shape.isArray) {
    if (Array.isArray(value)) visitEntries(value, shape, path, around, report);
  } else if (isRecord(value)) visitRecord({ record: value, shape, path: `${path}.`, around }, report);
}

function visitEntries(
  entries: readonly unknown[],
  shape: FieldShape,
  path: string,
  around: RecordPlace,
  report: ReportField,
): void {
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (isRecord(entry) && !hasOnlyLeaves(entry, shape))
      visitRecord({ record: entry, shape, path: `${path}[${i}].`, around }, report);
  }
}

function hasOnlyLeaves(record: UnknownRecord, { fields }: FieldShape): boolean {
  for (const name in record) if (fields.get(name)?.shape !== null) return false;
  return true;
}

function doubt(name: string, place: RecordPlace, report: ReportField): void {
  if (name.length > MAX_NAME_CHARS) return;
  const { record, shape, path } = place;
  const value = record[name];
  const intended = findIntendedField(name, record, shape);
  const known = intended === null ? undefined : shape.fields.get(intended);
  // A `result` that is an object is not the reason, but may contain it.
  const isTaken = known !== undefined && (!isRecord(value) || mayHold(known, value));
  if (intended !== null && isTaken) {
    report('field_name_doubtful', describe(path + name, value, path + intended, shape.isOpen));
    return;
  }
  const depth = isOfSeveralWords(name) ? MAX_DEPTH_OF_WORDS : MAX_DEPTH;
  const elsewhere = findBelow(name, value, place, depth) ?? findAround(name, value, place.around);
  if (elsewhere !== null) report('field_misplaced', describe(path + name, value, elsewhere));
  else if (isRecord(value)) doubtContainer(name, value, place, report);
}

/** @param isOpen - whether the object's fields of other names are read too */
function describe(path: string, value: unknown, expected: string, isOpen = false): FindingWords {
  const isKept = isOpen && !isRecord(value) && !Array.isArray(value);
  const found = describeValue(value);
  return {
    path,
    found: isKept ? `${found}, shown by this name` : `${found} where nothing is read`,
    expected,
  };
}

/** The path of the field in an object inside this one that lacks it. */
function findBelow(name: string, value: unknown, place: RecordPlace, depth: number): string | null {
  if (depth === 0) return null;
  const { record, path } = place;
  for (const [holder, { shape }] of place.shape.fields) {
    if (shape === null || holder === name) continue;
    const inside = ownField(record, holder);
    const first = Array.isArray(inside) ? (inside as unknown[])[0] : inside;
    const below: RecordPlace = {
      record: isRecord(first) ? first : {},
      shape,
      path: `${path}${holder}${shape.isArray ? '[i]' : ''}.`,
      around: place,
    };
    const field = findLacking(name, value, below);
    // A single number does not belong to the entries of an array beside it, but an array of numbers may.
    const isThere = isRecord(first) && (!shape.isArray || Array.isArray(value));
    const belongs = isThere || (inside === undefined && isSpread(name, below, place));
    if (field !== null && belongs) return below.path + field;
    const deeper = findBelow(name, value, { ...below, record: isRecord(first) ? first : record }, depth - 1);
    if (deeper !== null) return deeper;
  }
  return null;
}

/** Whether the fields of a missing object were put here instead: a single name of one word is not enough. */
function isSpread(name: string, { shape }: RecordPlace, { record }: RecordPlace): boolean {
  if (isOfSeveralWords(name)) return true;
  const names = Object.keys(record).slice(0, MAX_NAME_CHARS);
  return shape.required.every((field) => {
    const known = shape.fields.get(field);
    return names.some(
      (other) => isNameOf(other, field) && known !== undefined && mayHold(known, record[other]),
    );
  });
}

/** The path of the field in an object around this one that lacks it. */
function findAround(name: string, value: unknown, around: RecordPlace | null): string | null {
  for (let place = around; place !== null; place = place.around) {
    const field = findLacking(name, value, place);
    if (field === null) continue;
    const isCertain =
      place.shape.required.includes(field) ||
      isOfSeveralWords(field) ||
      place.shape.fields.get(field)?.schema.const !== undefined ||
      (place.shape.fields.get(field)?.shape ?? null) !== null;
    if (isCertain) return place.path + field;
  }
  return null;
}

/** Reports an unknown object that has fields of the object around it. */
function doubtContainer(
  name: string,
  container: UnknownRecord,
  place: RecordPlace,
  report: ReportField,
): void {
  for (const inner of Object.keys(container).slice(0, MAX_NAME_CHARS)) {
    const value = container[inner];
    const field = findLacking(inner, value, place);
    if (field !== null)
      report('field_misplaced', describe(`${place.path}${name}.${inner}`, value, place.path + field));
  }
}

/** The field of this name that a place lacks and that may have this value. */
function findLacking(name: string, value: unknown, { record, shape }: RecordPlace): string | null {
  for (const [field, known] of shape.fields) {
    if (isNameOf(name, field) && !Object.hasOwn(record, field)) return mayHold(known, value) ? field : null;
  }
  return null;
}
