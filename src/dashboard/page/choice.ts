import type { LogList } from './logList.js';

/** What the user chose to see. Each choice restarts playback, even if it is the same as before. */
export interface Choice {
  /** Id of the log. */
  readonly log: string;
  /** Multiple of the recorded pace; 0 is all at once. */
  readonly speed: number;
  /** Address of another backend's socket, shown in place of a log; or null. */
  readonly liveUrl: string | null;
  /** Name of a session, which asks a run of this server to restart; null to join it. */
  readonly session: string | null;
}

/** Shown first if present: logs whose surface is the model's own loss, and the live training before the computed one. */
const FIRST_LOGS = ['digits', 'iris-true-loss'];
const RECORDED_SPEED = 1;

/** Reads the choice from the page's address (`?log=real-iris&speed=4`, `?ws=wss://…`), with defaults for the rest. */
export function parseChoice(search: string, { logs, speed }: LogList): Choice {
  const query = new URLSearchParams(search);
  const ids = logs.map((log) => log.id);
  const log = [query.get('log'), ...FIRST_LOGS].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? '';
  const ws = query.get('ws');
  return {
    log,
    speed: parseSpeed(query.get('speed')) ?? speed ?? RECORDED_SPEED,
    liveUrl: ws !== null && /^wss?:\/\//.test(ws) && URL.canParse(ws) ? ws : null,
    session: null,
  };
}

function parseSpeed(text: string | null): number | null {
  const speed = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(speed) && speed >= 0 ? speed : null;
}

/** Writes a choice as the query of the page's address. */
export function formatChoice({ log, speed, liveUrl }: Choice): string {
  const query = liveUrl === null ? { log, speed: String(speed) } : { ws: liveUrl };
  return `?${new URLSearchParams(query).toString()}`;
}

/** Computes the address of the socket that plays a choice. */
export function computeSocketUrl({ log, speed, liveUrl, session }: Choice, pageUrl: string): string {
  if (liveUrl !== null) return liveUrl;
  const url = new URL(`ws/projects/${encodeURIComponent(log)}?speed=${speed}`, pageUrl);
  if (session !== null) url.searchParams.set('session', session);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
