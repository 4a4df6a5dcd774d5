/** How a server speaks: the two transports over a network. */
export type StreamKind = 'WebSocket' | 'server-sent events';

export const STREAM_KINDS: readonly StreamKind[] = ['WebSocket', 'server-sent events'];

/** Where a server or proxy listens, as the address of a kind. */
export function addressOf(kind: StreamKind, port: number, query = ''): string {
  return `${kind === 'WebSocket' ? 'ws' : 'http'}://127.0.0.1:${port}/stream${query}`;
}
