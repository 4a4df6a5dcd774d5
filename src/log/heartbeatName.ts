const HEARTBEAT = /^(?:HEARTBEAT|PING|KEEPALIVE)$/i;

/** Whether this is the name of a heartbeat, as a message's type, an event's name or that of a server-sent event. */
export function isHeartbeatName(name: unknown): boolean {
  return typeof name === 'string' && HEARTBEAT.test(name);
}
