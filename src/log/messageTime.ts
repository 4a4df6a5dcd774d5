import { readTsMs } from '../protocol/contentOrder.js';
import { isRecord } from '../protocol/ownField.js';
import type { ParsedText } from '../protocol/parsedText.js';

/** The time of a message, in Unix milliseconds; null where it is no envelope or has no usable `ts`. */
export function readMessageTsMs({ json }: ParsedText): number | null {
  return json.ok && isRecord(json.value) ? readTsMs(json.value['ts']) : null;
}
