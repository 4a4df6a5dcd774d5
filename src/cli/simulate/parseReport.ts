import type { TrainingReport } from '../../descent/illustrative/illustrativePath.js';
import { describeValue } from '../../protocol/index.js';
import { CommandFailure } from '../commandFailure.js';

/** A loss that is no number, as programs print it. */
const NON_FINITE = /^[+-]?(?:nan|inf(?:inity)?)$/i;
/** The same within JSON, which does not allow it, as Python writes it. */
const BARE_NON_FINITE = /(?<=[:,[]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])/g;

/**
 * Reads a line of a training's output: a number is the loss, a JSON object has it as `loss`.
 * @param place - file and line, for the error
 * @returns null for a blank line, and for an object without a loss
 * @throws CommandFailure for any other text
 */
export function parseReport(line: string, place: string): Required<Pick<TrainingReport, 'loss'>> | null {
  const text = line.trim();
  if (text === '') return null;
  const loss = text.startsWith('{') ? readJsonLoss(text) : readLoss(text);
  if (loss === null) return null;
  if (loss !== undefined) return { loss };
  throw new CommandFailure(
    `${place}: expected a number, or a JSON object with the number \`loss\`, found ${describeValue(text)}.`,
  );
}

/** @returns undefined for what is no number */
function readLoss(text: string): number | undefined {
  if (NON_FINITE.test(text)) return Number.NaN;
  const loss = Number(text);
  return Number.isNaN(loss) ? undefined : loss;
}

/** @returns null for an object without a loss, undefined for anything else, and for a `loss` that is no number */
function readJsonLoss(text: string): number | null | undefined {
  const value = parseObject(text);
  if (value === null) return undefined;
  if (!Object.hasOwn(value, 'loss')) return null;
  const loss = value['loss'];
  // JSON.stringify writes a number that is not finite as null.
  if (loss === null) return Number.NaN;
  return typeof loss === 'number' ? loss : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(text.replace(BARE_NON_FINITE, 'null')) as Readonly<Record<string, unknown>>;
  } catch {
    // The caller reports it, with what is expected.
    return null;
  }
}
