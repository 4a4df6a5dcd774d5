import type { HostAbortSignal } from '../../host/abortSignal.js';
import type { Clock } from '../../host/clock.js';

/** The options passed to a fetch. */
export interface AssetRequestInit {
  readonly signal: HostAbortSignal;
  readonly credentials: AssetCredentials;
}

/** Whether credentials are sent, as for `fetch`. */
export type AssetCredentials = 'omit' | 'same-origin' | 'include';

/** The part of a `Response` that is used. */
export interface AssetResponse {
  readonly ok: boolean;
  readonly status: number;
  /** Its URL after all redirects; empty if not known, which counts as no redirect. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  /** Null or missing where the host does not stream, or the body is empty. */
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

/** The part of a `URL` that is used. */
export interface ParsedUrl {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
}

/** What loading needs of its host, beside a fetch. Its clock is monotonic, and need not be Unix time. */
export interface GridHost extends Clock {
  readonly URL: new (url: string, base?: string) => ParsedUrl;
  readonly AbortController: new () => { readonly signal: HostAbortSignal; abort(reason?: unknown): void };
  /** Uniform in [0, 1). */
  random(): number;
}
