import { readTsMs } from '../protocol/contentOrder.js';
import { isRecord } from '../protocol/ownField.js';
import { parseJson } from '../protocol/parseJson.js';

/** The time of a message, in Unix milliseconds; null where it is no envelope, or has none that is usable. */
export function readMessageTsMs(text: string): number | null {
  const json = parseJson(text);
  return json.ok && isRecord(json.value) ? readTsMs(json.value['ts']) : null;
}
