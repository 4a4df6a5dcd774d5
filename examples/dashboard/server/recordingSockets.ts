import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from './clock.js';
import type { LogLibrary } from './logLibrary.js';
import { isOriginAllowed } from './origin.js';
import { playRecording } from './playRecording.js';
import type { Recording } from './recording.js';
import { parseSocketRequest, type Refusal, refuseUpgrade } from './socketRoute.js';

/** What sockets play, and for whom. */
export interface RecordingSocketsOptions {
  readonly library: LogLibrary;
  /** Multiple of the recorded pace for sockets that name none; 0 plays all at once. */
  readonly speed: number;
  readonly boundHost: string;
  readonly allowedOrigins: readonly string[];
  readonly clock: Clock;
  readonly onProblem: (sentence: string) => void;
}

/** The server's WebSocket half. */
export interface RecordingSockets {
  /** Answers one upgrade: `/ws/projects/:id` plays the log `:id`, anything else is refused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every playing and every connection, and lets no further one begin. */
  close(): void;
}

/** Clients have nothing to say on these sockets; what they do say is dropped, and may not be large. */
const LONGEST_CLIENT_MESSAGE_BYTES = 1 << 16;

/** Creates the sockets that play logs, each client's from the start. */
export function createRecordingSockets(options: RecordingSocketsOptions): RecordingSockets {
  const { library, boundHost, allowedOrigins, clock, onProblem } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_CLIENT_MESSAGE_BYTES });
  let isClosed = false;

  async function readWanted(request: IncomingMessage): Promise<Wanted | Refusal> {
    const { origin, host } = request.headers;
    if (!isOriginAllowed({ origin, host, boundHost, allowedOrigins })) return 403;
    const wanted = parseSocketRequest(request.url ?? '');
    if (typeof wanted === 'number') return wanted;
    try {
      const recording = await library.read(wanted.projectId);
      return recording ? { recording, speed: wanted.speed ?? options.speed } : 404;
    } catch (error) {
      onProblem(`Cannot play ${wanted.projectId}: ${error instanceof Error ? error.message : String(error)}`);
      return 500;
    }
  }

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      void readWanted(request).then((wanted) => {
        if (isClosed) socket.destroy();
        else if (typeof wanted === 'number') refuseUpgrade(socket, wanted);
        else sockets.handleUpgrade(request, socket, head, (client) => playTo(client, wanted, clock));
      });
    },
    close() {
      isClosed = true;
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

interface Wanted {
  readonly recording: Recording;
  readonly speed: number;
}

function playTo(client: WebSocket, { recording, speed }: Wanted, clock: Clock): void {
  const stop = playRecording({
    recording,
    speed,
    clock,
    sink: {
      bufferedBytes: () => client.bufferedAmount,
      send: (message, onWritten) => client.send(message, { binary: false }, onWritten),
    },
  });
  client.on('close', stop);
  // The socket closes itself after an error; unheard, the error would end the process.
  client.on('error', stop);
}
