import { useEffect } from 'react';
import type { RunEvent } from './runReducer';
import { useStore } from './useStore';

const RETRY_MS = 1000;

/** Keeps a WebSocket open, and gives each event to the store. The backend sends a run from its start to whoever connects. */
export function useBackend(url: string) {
  const receive = useStore((s) => s.receive);
  useEffect(() => {
    let socket: WebSocket;
    let retry: number;
    const connect = () => {
      socket = new WebSocket(url);
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        const message = JSON.parse(data) as { event?: RunEvent };
        if (message.event !== undefined) receive(message.event);
      };
      socket.onclose = () => {
        retry = window.setTimeout(connect, RETRY_MS);
      };
    };
    connect();
    return () => {
      socket.onclose = null;
      socket.close();
      window.clearTimeout(retry);
    };
  }, [url, receive]);
}
