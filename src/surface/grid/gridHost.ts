import type { HostAbortSignal } from '../../host/abortSignal.js';
import type { Clock } from '../../host/clock.js';

/** What is asked of a fetch. */
export interface AssetRequestInit {
  readonly signal: HostAbortSignal;
  readonly credentials: AssetCredentials;
}

/** Whether cookies and the like are sent, as `fetch` has it. */
export type AssetCredentials = 'omit' | 'same-origin' | 'include';

/** What is used of a response; every `Response` is one. */
export interface AssetResponse {
  readonly ok: boolean;
  readonly status: number;
  /** Where it came from after all redirects; empty where that is not known, which counts as no redirect. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  /** Null or missing where the host does not stream, or where there is nothing. */
  readonly body?: AssetBody | null;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The bytes of a response, as they come. */
export interface AssetBody {
  getReader(): AssetReader;
  cancel(reason?: unknown): Promise<void>;
}

/** Reads the chunks of a body, one after another. */
export interface AssetReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** Fetches an absolute URL. `fetch` is one. Called without `this`. */
export type FetchAsset = (url: string, init: AssetRequestInit) => Promise<AssetResponse>;

/** What is used of a parsed URL. */
export interface ParsedUrl {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
}

/** What loading needs of its host, beside a fetch. Its clock may count from any moment, and never goes back. */
export interface GridHost extends Clock {
  readonly URL: new (url: string, base?: string) => ParsedUrl;
  readonly AbortController: new () => { readonly signal: HostAbortSignal; abort(reason?: unknown): void };
  /** Uniform in [0, 1). */
  random(): number;
}
