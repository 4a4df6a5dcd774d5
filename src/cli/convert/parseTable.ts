import { CommandFailure } from '../commandFailure.js';
import { findAxisPair } from './axisNames.js';
import { parseNumber } from './parseNumber.js';

/** A line of a table that holds numbers. */
export interface TableLine {
  /** Counts from 1, as an editor does. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A table as text, whose fields are separated by a comma, a semicolon, a tab or spaces. */
export interface Table {
  /** Names of the columns; null where the first line holds numbers. */
  readonly header: readonly string[] | null;
  readonly lines: readonly TableLine[];
  /** Whether numbers have a decimal comma. */
  readonly hasDecimalCommas: boolean;
}

/** A longer text, in bytes, would hold more samples than are read. */
const MAX_BYTES = 2 ** 28;
const LOSS_NAMES = ['loss', 'trainloss', 'value', 'z', 'cost', 'f'];
const DELIMITERS = ['\t', ';', ','];

/** Whether bytes are text: whether their beginning has no control characters but those of text. */
export function isText(bytes: Uint8Array): boolean {
  if (isUtf16(bytes)) return true;
  return bytes.length > 0 && bytes.subarray(0, 4096).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}

/**
 * Reads a table. Blank lines and those that begin with `#` are skipped, but one of the latter may be the header (`np.savetxt`).
 * @throws CommandFailure if it has no lines of numbers, or lines of different lengths
 */
export function parseTable(bytes: Uint8Array): Table {
  if (bytes.length > MAX_BYTES)
    throw new CommandFailure(`expected a table of at most ${MAX_BYTES} bytes, found ${bytes.length}.`);
  if (isUtf16(bytes)) throw new CommandFailure('is text in UTF-16: save it as UTF-8.');
  const rows = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  const texts = rows.map((text, i) => ({ text: text.trim(), line: i + 1 })).filter(({ text }) => text !== '');
  const data = texts.filter(({ text }) => !text.startsWith('#'));
  const split = createSplit(data[Math.min(1, data.length - 1)]?.text ?? '');
  const lines = data.map(({ text, line }) => ({ fields: split(text), line }));
  const isHeader = lines[0]?.fields.some((field) => !isNumber(field)) === true;
  const comment = texts
    .find(({ text }) => text.startsWith('#'))
    ?.text.slice(1)
    .trim();
  const header = isHeader
    ? lines.shift()?.fields
    : comment === undefined
      ? null
      : createSplit(comment)(comment);
  const width = lines[0]?.fields.length ?? 0;
  if (!lines[0]?.fields.some((field) => isNumber(field)))
    throw new CommandFailure(
      'expected HDF5, .npy, .npz or a table of x, y and loss, found text without a line of numbers.',
    );
  const odd = lines.find(({ fields }) => fields.length !== width);
  if (odd !== undefined)
    throw new CommandFailure(
      `line ${odd.line}: expected ${width} fields, as on line ${lines[0].line}, found ${odd.fields.length}.`,
    );
  return {
    header: header?.length === width ? header : null,
    lines,
    hasDecimalCommas: hasDecimalCommas(lines),
  };
}

/**
 * The columns of x, y and loss.
 * @param dataset - name of the column of the losses, where the caller gives one
 * @throws CommandFailure if they cannot be found
 */
export function findColumns(
  { header, lines }: Table,
  dataset: string | undefined,
): readonly [number, number, number] {
  const width = lines[0]!.fields.length;
  const names = (header ?? []).map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const indexOf = (known: readonly string[]): number =>
    known.map((name) => names.indexOf(name)).find((i) => i >= 0) ?? -1;
  const pair = findAxisPair(header ?? []);
  const loss = dataset === undefined ? indexOf(LOSS_NAMES) : (header ?? []).indexOf(dataset);
  const found = header === null ? `${width} columns without names` : `the columns ${header.join(', ')}`;
  if (dataset !== undefined && loss < 0)
    throw new CommandFailure(`expected a column '${dataset}', found ${found}.`);
  if (header !== null && pair !== null && loss >= 0)
    return [header.indexOf(pair[0]), header.indexOf(pair[1]), loss];
  if (width === 3 && pair === null) {
    const [first = 0, second = 1] = [0, 1, 2].filter((i) => i !== (loss < 0 ? 2 : loss));
    return [first, second, loss < 0 ? 2 : loss];
  }
  const hint =
    width > 3 && header === null
      ? " A table of losses alone is read as .npy: np.save('losses.npy', np.loadtxt('losses.csv', delimiter=','))."
      : header === null
        ? ''
        : pair === null
          ? ' Call the columns of the coordinates x and y.'
          : ' --dataset names the column of the losses.';
  throw new CommandFailure(`expected the columns x, y and loss, found ${found}.${hint}`);
}

function createSplit(sample: string): (text: string) => string[] {
  const delimiter = DELIMITERS.find((candidate) => sample.includes(candidate)) ?? /\s+/;
  return (text) =>
    text.split(delimiter).map((field) =>
      field
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .trim(),
    );
}

function isNumber(field: string): boolean {
  return parseNumber(field.replace(',', '.')) !== null;
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Where the comma is the separator no field has one. */
function hasDecimalCommas(lines: readonly TableLine[]): boolean {
  return lines.some(({ fields }) => fields.some((field) => /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i.test(field)));
}
