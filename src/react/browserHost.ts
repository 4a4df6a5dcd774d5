import { steadyClock } from '../host/systemClock.js';
import type { ViewHost } from '../view/viewHost.js';

/** What a browser's page has. Nothing of it is called while a server renders. */
export const BROWSER_HOST: ViewHost = {
  ...steadyClock,
  URL: globalThis.URL,
  AbortController: globalThis.AbortController,
  random: () => Math.random(),
  // Not `fetch` itself: it must be called on its window, and may be replaced.
  fetchAsset: (url, init) => fetch(url, init),
  baseUrl: () => document.baseURI,
};
