import { describeError } from '../host/describeError.js';
import { describeValue } from '../protocol/describeValue.js';
import { ENGLISH, type GradientDescentVizLabelOverrides, type GradientDescentVizLabels } from './labels.js';

type Report = (words: string, subject: string) => void;
type Write = (...figures: readonly unknown[]) => unknown;
/** A text, or a function of figures that gives one. */
type Label = string | Write;

/**
 * A host's labels, and the English ones where it has none. Never throws: a label that is no text, throws, or gives none
 * is reported, and the English one is in its place.
 * @param report - receives a sentence for each such label whenever it is asked for, and which label it is
 */
export function readLabels(
  given: GradientDescentVizLabelOverrides | undefined,
  report: Report,
): GradientDescentVizLabels {
  if (given === undefined) return ENGLISH;
  const groups = Object.entries(ENGLISH).map(([group, english]) => [
    group,
    readGroup(group, fieldOf(given, group), english as Readonly<Record<string, Label>>, report),
  ]);
  return Object.fromEntries(groups) as GradientDescentVizLabels;
}

function readGroup(
  group: string,
  given: unknown,
  english: Readonly<Record<string, Label>>,
  report: Report,
): Readonly<Record<string, Label>> {
  if (given === undefined || given === null) return english;
  if (typeof given !== 'object') {
    complain(group, 'expected an object', given, report);
    return english;
  }
  const labels = Object.entries(english).map(([name, fallback]) => {
    const label = readLabel(`${group}.${name}`, fieldOf(given, name), fallback, report);
    return [name, label] as const;
  });
  return Object.fromEntries(labels);
}

function readLabel(path: string, given: unknown, english: Label, report: Report): Label {
  if (given === undefined || given === null) return english;
  if (typeof english === 'string') {
    if (typeof given === 'string') return given;
    complain(path, 'expected a string', given, report);
    return english;
  }
  if (typeof given === 'function') return guardLabel(path, given as Write, english, report);
  complain(path, FUNCTION, given, report);
  return english;
}

function guardLabel(path: string, given: Write, english: Write, report: Report): Write {
  return (...figures) => {
    try {
      const text = given(...figures);
      if (typeof text === 'string') return text;
      complain(path, FUNCTION, text, report);
    } catch (error) {
      report(`labels.${path} threw ${describeError(error)}; ${INSTEAD}`, path);
    }
    return english(...figures);
  };
}

function complain(path: string, expected: string, got: unknown, report: Report): void {
  report(`labels.${path}: ${expected}, got ${describeValue(got)}; ${INSTEAD}`, path);
}

const FUNCTION = 'expected a function that gives a string';
const INSTEAD = 'the English text is shown';

function fieldOf(object: object, name: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[name];
}
