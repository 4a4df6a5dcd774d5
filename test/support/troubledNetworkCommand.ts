import type { BrowserCommand } from 'vitest/node';
import { createTroubledNetwork, type TroubledNetwork } from '../transport/troubledNetwork.js';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Controls the one network of servers and proxies that all browser tests share, one after another. */
    tellNetwork: <Order extends keyof TroubledNetwork>(
      order: Order,
      ...args: Parameters<TroubledNetwork[Order]>
    ) => ReturnType<TroubledNetwork[Order]>;
    /** Takes the browser off the network until its pages know, and back; it says so to them itself. */
    loseNetwork: () => Promise<void>;
  }
}

const network = createTroubledNetwork();

export const tellNetwork: BrowserCommand<[order: keyof TroubledNetwork, ...args: never[]]> = (
  _,
  order,
  ...args
) => (network[order] as (...args: never[]) => Promise<unknown>)(...args);

export const loseNetwork: BrowserCommand = async ({ page }) => {
  await page.context().setOffline(true);
  await page.waitForFunction(() => !navigator.onLine);
  await page.context().setOffline(false);
};
