import { isHeartbeatName } from '../log/heartbeatName.js';
import { parseJson } from '../protocol/parseJson.js';

/** What a message says of the link that brought it: a heartbeat, a greeting, or anything else. */
export type MessageKind = 'heartbeat' | 'hello' | 'data';

/** Greetings and heartbeats are short: HELLO of a deployed backend has 300 characters. */
const LONGEST_SIGNAL_CHARS = 1024;
const SIGNAL = /"(?:HEARTBEAT|PING|KEEPALIVE|HELLO)"/i;
const HELLO = /^HELLO$/i;

/**
 * Tells heartbeats and greetings from the rest, by their `type` or `event.name`.
 * Runs on every message: one that holds no such name in quotes is not parsed.
 */
export function computeMessageKind(text: string): MessageKind {
  if (text.length > LONGEST_SIGNAL_CHARS || !SIGNAL.test(text)) return 'data';
  const json = parseJson(text);
  const envelope = asRecord(json.ok ? json.value : null);
  const names = [envelope['type'], asRecord(envelope['event'])['name']];
  if (names.some(isHeartbeatName)) return 'heartbeat';
  return names.some((name) => typeof name === 'string' && HELLO.test(name)) ? 'hello' : 'data';
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
