import { ownField, type UnknownRecord } from '../../protocol/ownField.js';
import type { FieldShape } from './fieldShape.js';
import { isGivenAway, mayHold } from './fieldValue.js';
import { findByLetters, findByWords, lettersOf, SYNONYMS, wordsOf, type Sureness } from './fieldWords.js';

/** From these lengths on a name may have one wrong letter, or two. */
const ONE_ERROR_LENGTH = 4;
const TWO_ERRORS_LENGTH = 8;
/** Shorter synonyms are too similar to unrelated words, such as `bounds` and `rounds`. */
const MISSPELT_SYNONYM_LENGTH = 7;
/** Names whose meanings are cached: a log has the same few on every line. */
const MAX_NAMES = 1024;

/** How a name may be that of a field. */
interface Likeness {
  /** Lower is more certain. */
  readonly rank: number;
  /** Whether it only counts if the field is required and missing. */
  readonly mustBeRequired: boolean;
  /** Whether it only counts if the value may be the field's. */
  readonly mustFit: boolean;
  /** Whether it means the field in any object. */
  readonly isName: boolean;
}

const LIKENESSES = new Map<string, Map<string, Likeness | null>>();

/** Whether a name is that of a field, in any convention, or another word that is used for nothing else. */
export function isNameOf(name: string, field: string): boolean {
  return selectLikeness(name, field)?.isName === true;
}

/**
 * Guesses which of the fields that an object lacks a name was meant to be; null if none: by the name in any spelling, by a
 * synonym, by a wrong letter, by its last word, and by its value.
 */
export function findIntendedField(name: string, record: UnknownRecord, shape: FieldShape): string | null {
  const value = ownField(record, name);
  let intended: string | null = null;
  let leastRank = Number.POSITIVE_INFINITY;
  for (const [field, known] of shape.fields) {
    if (Object.hasOwn(record, field)) continue;
    const likeness = selectLikeness(name, field);
    const isMeant =
      likeness !== null &&
      (!likeness.mustBeRequired || shape.required.includes(field)) &&
      (!likeness.mustFit || mayHold(known, value));
    const rank = isMeant ? likeness.rank : isGivenAway(known, name, value) ? VALUE_RANK : leastRank;
    if (rank >= leastRank) continue;
    leastRank = rank;
    intended = field;
  }
  return intended;
}

/** Whether a name has several words, so that it hardly means anything else. */
export function isOfSeveralWords(name: string): boolean {
  return wordsOf(name).length > 1;
}

const RANKS: Readonly<Record<Sureness, number>> = { exact: 1, here: 2, plain: 3 };
const MISSPELT_RANK = 7;
const LAST_WORD_RANK = 8;
const VALUE_RANK = 9;

function selectLikeness(name: string, field: string): Likeness | null {
  let byField = LIKENESSES.get(name);
  if (byField === undefined) {
    byField = new Map();
    if (LIKENESSES.size < MAX_NAMES) LIKENESSES.set(name, byField);
  }
  let likeness = byField.get(field);
  if (likeness === undefined) {
    likeness = computeLikeness(name, field);
    byField.set(field, likeness);
  }
  return likeness;
}

function computeLikeness(name: string, field: string): Likeness | null {
  if (isSameName(name, field)) return { rank: 0, mustBeRequired: false, mustFit: false, isName: true };
  const byLetters = findByLetters(name).find((meaning) => meaning.field === field)?.sureness;
  if (byLetters !== undefined) {
    return {
      rank: RANKS[byLetters],
      mustBeRequired: byLetters === 'plain',
      mustFit: byLetters === 'here',
      isName: byLetters === 'exact',
    };
  }
  const isName = isOfSeveralWords(name);
  const byWords = findByWords(name).find((meaning) => meaning.field === field)?.sureness;
  if (byWords !== undefined)
    return {
      rank: 3 + RANKS[byWords],
      mustBeRequired: byWords === 'plain',
      mustFit: true,
      isName: isName && byWords === 'exact',
    };
  if (isMisspeltField(name, field))
    return { rank: MISSPELT_RANK, mustBeRequired: false, mustFit: false, isName: false };
  // A required field that is missing is also found in longer names: `train_run_id`, `download_url`.
  const last = isName ? wordsOf(name).at(-1) : undefined;
  if (last === undefined || !findByWords(last).some((meaning) => meaning.field === field)) return null;
  return { rank: LAST_WORD_RANK, mustBeRequired: true, mustFit: true, isName: false };
}

/** Whether two names differ only in case, separators and the order of their words. */
function isSameName(name: string, other: string): boolean {
  return lettersOf(name) === lettersOf(other) || sortWords(name) === sortWords(other);
}

function isMisspeltField(name: string, field: string): boolean {
  const letters = lettersOf(name);
  const synonyms = (SYNONYMS[field]?.exact ?? '').split(' ').map(lettersOf);
  return [lettersOf(field), ...synonyms.filter(({ length }) => length >= MISSPELT_SYNONYM_LENGTH)].some(
    (spelling) => isMisspelt(letters, spelling),
  );
}

function sortWords(name: string): string {
  return [...wordsOf(name)].sort().join('_');
}

function isMisspelt(name: string, field: string): boolean {
  const length = Math.min(name.length, field.length);
  const most = length >= TWO_ERRORS_LENGTH ? 2 : length >= ONE_ERROR_LENGTH ? 1 : 0;
  return Math.abs(name.length - field.length) <= most && computeEditDistance(name, field) <= most;
}

/** Counts letters deleted, inserted, changed or swapped with their neighbour (optimal string alignment distance). */
function computeEditDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchange = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchange = isExchange ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(change, exchange, last[j]! + 1, row[j - 1]! + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
