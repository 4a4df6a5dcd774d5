import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright';
import type { BrowserCommand } from 'vitest/node';
import type { LiveCell } from '../browser/liveMeter.js';

/** CPU time so far, in seconds, and when it was read. */
export interface CpuTimes {
  /** Wall time, in ms. */
  readonly atMs: number;
  /** The GPU process, in which software GL draws. */
  readonly gpuS: number;
  /** Every process of the browser. */
  readonly browserS: number;
  /** All that ran on the machine; NaN where the system does not tell. */
  readonly machineS: number;
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    readCpuTimes: () => Promise<CpuTimes>;
    /** Cells that an earlier run measured and wrote to `GDV_LIVE_FILE`; none where it is not set. */
    readLiveCells: () => Promise<readonly LiveCell[]>;
    keepLiveCell: (cell: LiveCell) => Promise<void>;
  }
}

const sessions = new WeakMap<Browser, Promise<CDPSession>>();

/** Chromium only: its own list says which process is which. */
export const readCpuTimes: BrowserCommand = async ({ page }): Promise<CpuTimes> => {
  const session = await openSession(page);
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sum = (type?: string): number =>
    processInfo.reduce((s, info) => s + (type === undefined || info.type === type ? info.cpuTime : 0), 0);
  return { atMs: performance.now(), gpuS: sum('GPU'), browserS: sum(), machineS: readMachineS() };
};

function openSession(page: Page): Promise<CDPSession> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('readCpuTimes: expected a browser of its own');
  const session = sessions.get(browser) ?? browser.newBrowserCDPSession();
  sessions.set(browser, session);
  return session;
}

const TICKS_PER_SECOND = 100;

/** user, nice, system, then idle and iowait, which are no work, then interrupts. */
function readMachineS(): number {
  if (!existsSync('/proc/stat')) return Number.NaN;
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).map(Number);
  const [user, nice, system, , , irq, softIrq] = ticks as [number, number, number, ...number[]];
  return (user + nice + system + (irq ?? 0) + (softIrq ?? 0)) / TICKS_PER_SECOND;
}

const file = process.env['GDV_LIVE_FILE'];

export const readLiveCells: BrowserCommand = (): readonly LiveCell[] => {
  if (file === undefined || !existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LiveCell);
};

export const keepLiveCell: BrowserCommand<[cell: LiveCell]> = (_, cell) => {
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(cell)}\n`);
};
