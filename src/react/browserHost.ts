import { steadyClock } from '../host/systemClock.js';
import type { ViewHost } from '../view/viewHost.js';

/** What a view needs of a browser's page. Never called while a server renders. */
export const BROWSER_HOST: ViewHost = {
  ...steadyClock,
  URL: globalThis.URL,
  AbortController: globalThis.AbortController,
  random: () => Math.random(),
  // Not `fetch` itself, which must be called on its window, and which a page may replace later.
  fetchAsset: (url, init) => fetch(url, init),
  baseUrl: () => document.baseURI,
};
