import type { Page } from 'playwright';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Warnings of the browser itself since the last call, such as those of too many WebGL contexts. */
    takeNativeWarnings: () => Promise<string[]>;
  }
}

const messagesByPage = new WeakMap<Page, string[]>();

/** Runs beside Playwright: the browser's own warnings pass no `console` function that a test could watch. */
export const takeNativeWarnings: BrowserCommand = ({ page }) => {
  const messages = messagesByPage.get(page);
  if (messages !== undefined) return messages.splice(0);
  const fresh: string[] = [];
  messagesByPage.set(page, fresh);
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') fresh.push(message.text());
  });
  return [];
};
