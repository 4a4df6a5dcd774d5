import path from 'node:path';
import type { BrowserCommand } from 'vitest/node';
import { createDashboardServer, type DashboardServer } from '../../src/dashboard/server/dashboardServer.js';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Starts the dashboard's event server on the recorded logs. @returns the address of its sockets, without a log's id */
    openEventServer: () => Promise<string>;
    closeEventServer: () => Promise<void>;
  }
}

const LOGS_FOLDER = path.join(import.meta.dirname, '../fixtures/logs');
let server: DashboardServer | null = null;

export const openEventServer: BrowserCommand = async ({ page }) => {
  const allowedOrigins = [new URL(page.url()).origin];
  server = await createDashboardServer({ logsFolder: LOGS_FOLDER, port: 0, allowedOrigins });
  return `${server.url.replace(/^http/, 'ws')}ws/projects`;
};

export const closeEventServer: BrowserCommand = async () => {
  await server?.close();
  server = null;
};
