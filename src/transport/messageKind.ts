import { isHeartbeatName } from '../log/heartbeatName.js';
import { ParsedText } from '../protocol/parsedText.js';

/** What a message is to its link: a heartbeat, a hello, or anything else. */
export type MessageKind = 'heartbeat' | 'hello' | 'data';

/** Hellos and heartbeats are short: the HELLO of a deployed backend has 300 characters. */
const LONGEST_SIGNAL_CHARS = 1024;
const SIGNAL = /"(?:HEARTBEAT|PING|KEEPALIVE|HELLO)"/i;
const HELLO = /^HELLO$/i;

/** A message, parsed if it may be a heartbeat or a hello: one without such a name in quotes is not. Runs on every message. */
export function parseSignal(message: string | ParsedText): string | ParsedText {
  return typeof message === 'string' && mayBeSignal(message) ? new ParsedText(message) : message;
}

/**
 * Distinguishes heartbeats and hellos from the rest, by their `type` or `event.name`.
 * @param message - as {@link parseSignal} gives it
 */
export function computeMessageKind(message: string | ParsedText): MessageKind {
  if (typeof message === 'string' || !mayBeSignal(message.text)) return 'data';
  const { json } = message;
  const envelope = asRecord(json.ok ? json.value : null);
  const names = [envelope['type'], asRecord(envelope['event'])['name']];
  if (names.some(isHeartbeatName)) return 'heartbeat';
  return names.some((name) => typeof name === 'string' && HELLO.test(name)) ? 'hello' : 'data';
}

function mayBeSignal(text: string): boolean {
  return text.length <= LONGEST_SIGNAL_CHARS && SIGNAL.test(text);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
