import { getEventListeners } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { DIAGNOSTIC_DESCRIPTIONS } from '../../../src/protocol/diagnostic.js';
import {
  GridLoadError,
  loadGrid,
  type AssetRequestInit,
  type AssetResponse,
  type FetchAsset,
  type GridHost,
  type GridLoadOptions,
  type GridProblem,
  type GridProgress,
  type HostAbortSignal,
} from '../../../src/surface/grid/index.js';
import { createFakeClock } from '../../transport/fakeClock.js';
import { findGrid, writeRaw } from './gridFixtures.js';
import { createOptions, startGridServer, testHost } from './gridServer.js';
import { settle } from '../../support/settle.js';

const RAW = writeRaw(50);

async function failed(
  url: string,
  options: Partial<GridLoadOptions> = {},
  resolution = 50,
): Promise<GridProblem> {
  const error: unknown = await loadGrid({ url, resolution }, createOptions(options)).then(
    () => 'it was loaded',
    (reason: unknown) => reason,
  );
  if (!(error instanceof GridLoadError)) throw error;
  expect(error.problem.found.length).toBeLessThanOrEqual(80);
  expect(DIAGNOSTIC_DESCRIPTIONS).toHaveProperty(error.problem.code);
  return error.problem;
}

function neverAsked(): Promise<AssetResponse> {
  throw new Error('nothing may be asked');
}

async function refusedUnasked(
  url: string,
  options: Partial<GridLoadOptions> = {},
  resolution = 50,
): Promise<GridProblem> {
  const fetchAsset = vi.fn(neverAsked);
  const problem = await failed(url, { ...options, fetchAsset }, resolution);
  expect(fetchAsset).not.toHaveBeenCalled();
  return problem;
}

describe('a fetch', () => {
  it('can be the host’s own, or a function around it, without a cast', () => {
    expectTypeOf(fetch).toExtend<FetchAsset>();
    const withToken: FetchAsset = (url, init) =>
      fetch(url, { ...init, headers: { Authorization: 'Bearer x' } });
    const answering: FetchAsset = () => Promise.resolve(new Response(RAW));
    expectTypeOf(withToken).toEqualTypeOf(answering);
    expectTypeOf<Response>().toExtend<AssetResponse>();
    expectTypeOf<AssetRequestInit>().toExtend<RequestInit>();
    expectTypeOf<HostAbortSignal>().toEqualTypeOf<AbortSignal>();
    expectTypeOf<{ URL: typeof URL; AbortController: typeof AbortController }>().toExtend<
      Pick<GridHost, 'URL' | 'AbortController'>
    >();
  });

  it('is called without this, with the resolved URL', async () => {
    const calls: unknown[] = [];
    const fetchAsset: FetchAsset = function (this: unknown, url, init) {
      calls.push([this, url, init.credentials, init.signal instanceof AbortSignal]);
      return Promise.resolve(new Response(RAW));
    };
    await loadGrid(
      { url: 'g/1.f32?a=b', resolution: 50 },
      createOptions({ fetchAsset, baseUrl: 'https://x.example/y/' }),
    );
    expect(calls).toEqual([[undefined, 'https://x.example/y/g/1.f32?a=b', 'omit', true]]);
  });

  it.each(['omit', 'same-origin', 'include'] as const)(
    'is asked with credentials %s',
    async (credentials) => {
      const fetchAsset = vi.fn<FetchAsset>(() => Promise.resolve(new Response(RAW)));
      await loadGrid(
        { url: 'https://x.example/', resolution: 50 },
        createOptions({ fetchAsset, credentials }),
      );
      expect(fetchAsset.mock.calls[0]?.[1].credentials).toBe(credentials);
    },
  );

  it('may not stream', async () => {
    const answer = (body: Uint8Array<ArrayBuffer>): AssetResponse => ({
      ok: true,
      status: 200,
      url: '',
      headers: new Headers(),
      arrayBuffer: () => Promise.resolve(body.buffer),
    });
    const options = createOptions({ fetchAsset: () => Promise.resolve(answer(RAW)) });
    expect((await loadGrid({ url: 'https://x.example/', resolution: 50 }, options)).samples[2499]).toBe(2499);
    const fetchAsset = () => Promise.resolve(answer(new Uint8Array(40_001)));
    expect(await failed('https://x.example/', { fetchAsset, maxBytes: 40_000 })).toMatchObject({
      code: 'asset_too_large',
    });
  });

  it('that gives chunks of something else is an unreachable asset', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue('text' as unknown as Uint8Array),
    });
    const fetchAsset = () => Promise.resolve(new Response(body));
    expect(await failed('https://x.example/', { fetchAsset, retries: 0 })).toMatchObject({
      code: 'asset_unreachable',
      found: 'a chunk that is "text"',
    });
  });
});

describe('addresses', () => {
  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ftp://x.example/grid',
    'about:blank',
    'ws://x.example/',
    'chrome-extension://abc/grid',
    'JaVaScRiPt:alert(1)',
    ' file:///etc/passwd',
  ])('[SURFACE-16] %s is refused', async (url) => {
    for (const baseUrl of [undefined, 'https://x.example/'])
      expect(await refusedUnasked(url, { baseUrl })).toMatchObject({
        code: 'asset_url_refused',
        expected: 'a URL that begins with http:, https:, blob:, data:',
        isRetryable: false,
      });
  });

  it('is refused where it is relative and there is nothing to which', async () => {
    expect(await refusedUnasked('/grids/1.f32')).toEqual({
      code: 'asset_url_refused',
      found: '"/grids/1.f32"',
      expected: 'an absolute URL',
      hint: 'to use relative ones, give an absolute base URL',
      isRetryable: false,
    });
    expect(await refusedUnasked('grid', { baseUrl: '/assets/' })).toMatchObject({
      code: 'asset_url_refused',
      expected: 'an absolute URL',
    });
    expect(await refusedUnasked('http://', { baseUrl: 'https://x.example/' })).toMatchObject({
      code: 'asset_url_refused',
      expected: 'a URL',
    });
  });

  it('with a password is refused, and the password not repeated', async () => {
    const problem = await refusedUnasked('https://me:secret@x.example/grid');
    expect(problem).toMatchObject({ code: 'asset_url_refused' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it.each([
    'https://x.example/grid',
    '//x.example/grid',
    '\\\\x.example/grid',
    'https://a.example:8443/grid',
  ])('%s is of an origin that is not allowed', async (url) => {
    const options = { allowedOrigins: ['https://a.example'], baseUrl: 'https://a.example/page' };
    expect(await refusedUnasked(url, options)).toMatchObject({
      code: 'asset_origin_refused',
      expected: 'one of the allowed origins https://a.example',
    });
  });

  it('[SURFACE-16] of an allowed origin is fetched, however the origin was written', async () => {
    const fetchAsset = () => Promise.resolve(new Response(RAW));
    for (const origin of ['https://a.example', 'https://A.example:443/', 'https://a.example/some/page'])
      await loadGrid(
        { url: 'https://a.example/grid', resolution: 50 },
        createOptions({ fetchAsset, allowedOrigins: ['https://b.example', origin] }),
      );
    expect(await refusedUnasked('https://a.example/', { allowedOrigins: [] })).toMatchObject({
      code: 'asset_origin_refused',
    });
    expect(await refusedUnasked('https://a.example/', { allowedOrigins: ['*', 'a.example'] })).toMatchObject({
      code: 'asset_origin_refused',
    });
  });

  it('data: and blob: are read, and ask no origin', async () => {
    const data = `data:application/octet-stream;base64,${Buffer.from(RAW).toString('base64')}`;
    const blob = URL.createObjectURL(new Blob([findGrid('f8-be-F-v3-12.npy').bytes.slice()]));
    const options = createOptions({ allowedOrigins: ['https://a.example'] });
    expect((await loadGrid({ url: data, resolution: 50 }, options)).nodes).toBe(50);
    expect((await loadGrid({ url: blob, resolution: 50 }, options)).nodes).toBe(12);
    URL.revokeObjectURL(blob);
    const problem = await failed(blob);
    expect(problem).toMatchObject({ code: 'asset_unreachable', isRetryable: false });
  });

  it.each([1, 2.5, NaN, 1e9])('are not asked for a resolution of %d', async (resolution) => {
    expect((await refusedUnasked('https://x.example/', {}, resolution)).found).toBe(
      `a resolution of ${resolution}`,
    );
  });
});

describe('over HTTP', () => {
  it('a grid comes with its progress, in a buffer of its own', async () => {
    let sendRest = (): void => undefined;
    const server = await startGridServer((_, response) => {
      response.writeHead(200, { 'Content-Length': RAW.length });
      response.write(RAW.subarray(0, 3000));
      sendRest = () => response.end(RAW.subarray(3000));
    });
    const progress: GridProgress[] = [];
    const onProgress = (step: GridProgress): void => {
      progress.push(step);
      if (step.receivedBytes === 3000) sendRest();
    };
    const grid = await loadGrid(
      { url: `${server.origin}/g.f32`, resolution: 50 },
      createOptions({ onProgress }),
    );
    expect(grid.nodes).toBe(50);
    expect(new Uint8Array(grid.samples.buffer)).toEqual(RAW);
    expect(progress.map(({ totalBytes }) => totalBytes)).toEqual(progress.map(() => 10_000));
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)?.receivedBytes).toBe(10_000);
    expect(progress.map(({ receivedBytes }) => receivedBytes)).toEqual(
      progress.map(({ receivedBytes }) => receivedBytes).sort((a, b) => a - b),
    );
  });

  it('a grid without a length comes too, in one piece or in hundreds', async () => {
    const { bytes, samples } = findGrid('f8-le-F-v1-33.npy');
    const server = await startGridServer((request, response) => {
      if (request.url === '/whole') response.end(bytes);
      else
        void (async () => {
          for (let at = 0; at < bytes.length; at += 37) {
            response.write(bytes.subarray(at, at + 37));
            if (at % 370 === 0) await new Promise((resolve) => setImmediate(resolve));
          }
          response.end();
        })();
    });
    for (const path of ['whole', 'pieces']) {
      const progress: GridProgress[] = [];
      // A resolution that has nothing to do with it: the buffer has to grow, or to shrink.
      for (const resolution of [2, 500]) {
        const grid = await loadGrid(
          { url: `${server.origin}/${path}`, resolution },
          createOptions({ onProgress: (step) => void progress.push(step) }),
        );
        expect(grid.samples).toEqual(samples);
      }
      if (path === 'pieces')
        expect(new Set(progress.map(({ totalBytes }) => totalBytes))).toEqual(new Set([null]));
    }
  });

  it('a grid much shorter than its resolution says keeps no more memory than it takes', async () => {
    const { bytes, samples } = findGrid('f4-le-C-v2-7.npy');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 100));
        controller.enqueue(bytes.slice(100));
        controller.close();
      },
    });
    const fetchAsset = () => Promise.resolve(new Response(body));
    const grid = await loadGrid(
      { url: 'https://x.example/', resolution: 500 },
      createOptions({ fetchAsset }),
    );
    expect(grid.samples).toEqual(samples);
    expect(grid.samples.buffer.byteLength).toBe(bytes.length);
  });

  it('a compressed grid has no total, and its length is no limit', async () => {
    const zeros = new Uint8Array(4 * 500 * 500);
    const packed = gzipSync(zeros);
    const server = await startGridServer((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed);
    });
    const progress: GridProgress[] = [];
    const onProgress = (step: GridProgress): void => void progress.push(step);
    const grid = await loadGrid({ url: server.origin, resolution: 500 }, createOptions({ onProgress }));
    expect(grid.nodes).toBe(500);
    // One buffer, of the length that was guessed: no byte was copied twice.
    expect(grid.samples.buffer.byteLength).toBe(4 * 501 * 501);
    expect(progress.at(-1)).toEqual({ receivedBytes: 1_000_000, totalBytes: null });
    expect(progress.every(({ totalBytes }) => totalBytes === null)).toBe(true);
  });

  it('a compressed grid whose encoding is hidden, as across origins, loses its total when it is passed', async () => {
    const fetchAsset: FetchAsset = () => {
      const chunks = [RAW.subarray(0, 90), RAW.subarray(90)];
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk === undefined) controller.close();
          else controller.enqueue(chunk);
        },
      });
      return Promise.resolve(new Response(body, { headers: { 'Content-Length': '100' } }));
    };
    const progress: GridProgress[] = [];
    const onProgress = (step: GridProgress): void => void progress.push(step);
    await loadGrid({ url: 'https://x.example/', resolution: 50 }, createOptions({ fetchAsset, onProgress }));
    expect(progress).toEqual([
      { receivedBytes: 90, totalBytes: 100 },
      { receivedBytes: 10_000, totalBytes: null },
    ]);
  });

  it('a grid beyond the limit is not read where its length says so', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(200, { 'Content-Length': 70_000_000 });
      response.write('x');
    });
    expect(await failed(server.origin)).toEqual({
      code: 'asset_too_large',
      found: '70000000 bytes',
      expected: 'at most 67108864 bytes',
      hint: 'send a lower resolution, or raise the limit',
      isRetryable: false,
    });
    await server.untilBroken(1);
  });

  it('[SURFACE-16] a grid beyond the limit is cut off where nothing says so', async () => {
    const server = await startGridServer((_, response) => {
      const pour = (): void => {
        while (response.write(new Uint8Array(16_384)));
        response.once('drain', pour);
      };
      pour();
    });
    expect(await failed(server.origin, { maxBytes: 100_000 })).toMatchObject({
      code: 'asset_too_large',
      found: 'more than 100000 bytes',
    });
    await server.untilBroken(1);
    expect(server.requests.length).toBe(1);
  });

  it('a grid of exactly the limit is read', async () => {
    const server = await startGridServer((_, response) => {
      response.end(RAW);
    });
    const options = createOptions({ maxBytes: RAW.length });
    expect((await loadGrid({ url: server.origin, resolution: 50 }, options)).nodes).toBe(50);
    expect(await failed(server.origin, { maxBytes: RAW.length - 1 }, 49)).toMatchObject({
      code: 'asset_too_large',
    });
  });

  it.each([
    ['nothing', '', 'asset_empty'],
    ['HTML', '<!doctype html><title>Sign in</title>', 'asset_not_grid'],
    ['JSON', '{"error":"no such run"}', 'asset_not_grid'],
    ['too little', RAW.subarray(0, 9000), 'grid_length_mismatch'],
  ])('%s with status 200 says what it is, and is not asked for again', async (_, body, code) => {
    const server = await startGridServer((_request, response) => {
      response.end(body);
    });
    expect(await failed(server.origin)).toMatchObject({ code, isRetryable: false });
    expect(server.requests.length).toBe(1);
  });

  it('status 204 is nothing', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(204).end();
    });
    expect(await failed(server.origin)).toMatchObject({ code: 'asset_empty' });
  });
});

describe('redirects', () => {
  it('within the allowed origins are followed', async () => {
    const server = await startGridServer((request, response) => {
      if (request.url === '/old') response.writeHead(302, { Location: '/new' }).end();
      else response.end(RAW);
    });
    const options = createOptions({ allowedOrigins: [server.origin] });
    expect((await loadGrid({ url: `${server.origin}/old`, resolution: 50 }, options)).nodes).toBe(50);
  });

  it('[SURFACE-16] to another origin are refused, and the body is not read', async () => {
    const foreign = await startGridServer((_, response) => {
      response.writeHead(200, { 'Content-Length': RAW.length });
      response.write(RAW.subarray(0, 100));
    });
    const server = await startGridServer((_, response) => {
      response.writeHead(302, { Location: `${foreign.origin}/grid` }).end();
    });
    expect(await failed(server.origin, { allowedOrigins: [server.origin] })).toEqual({
      code: 'asset_origin_refused',
      found: foreign.origin,
      expected: `one of the allowed origins ${server.origin}`,
      isRetryable: false,
    });
    await foreign.untilBroken(1);
    expect(server.requests.length).toBe(1);
    foreign.requests[0]?.destroy();
  });

  it('to a scheme that is refused are refused, whoever followed them', async () => {
    const fetchAsset: FetchAsset = () => {
      const response = new Response(RAW);
      Object.defineProperty(response, 'url', { value: 'file:///etc/passwd' });
      return Promise.resolve(response);
    };
    expect(await failed('https://x.example/', { fetchAsset })).toMatchObject({ code: 'asset_url_refused' });
  });
});

describe('credentials', () => {
  it('do not go with the request, and the host’s own headers do', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(200, { 'Set-Cookie': 'session=1' }).end(RAW);
    });
    const fetchAsset: FetchAsset = (url, init) => fetch(url, { ...init, headers: { 'X-Token': 't' } });
    for (let n = 0; n < 2; n++)
      await loadGrid({ url: server.origin, resolution: 50 }, createOptions({ fetchAsset }));
    expect(server.requests.map(({ headers }) => [headers.cookie, headers['x-token']])).toEqual([
      [undefined, 't'],
      [undefined, 't'],
    ]);
  });
});

describe('trying again', () => {
  it.each([500, 502, 503, 408, 429])('helps after %i', async (status) => {
    const server = await startGridServer((_, response, nth) => {
      if (nth < 2) response.writeHead(status).end('busy');
      else response.end(RAW);
    });
    expect((await loadGrid({ url: server.origin, resolution: 50 }, createOptions())).nodes).toBe(50);
    expect(server.requests.length).toBe(3);
  });

  it('ends after the retries', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(503).end();
    });
    for (const [retries, requests] of [
      [undefined, 3],
      [0, 4],
      [1, 6],
    ] as const) {
      expect(await failed(server.origin, { retries })).toEqual({
        code: 'asset_status',
        found: 'HTTP 503',
        expected: 'HTTP 200',
        isRetryable: true,
      });
      expect(server.requests.length).toBe(requests);
    }
  });

  it.each([400, 401, 403, 404, 410, 451])('is of no use after %i', async (status) => {
    const server = await startGridServer((_, response) => {
      response.writeHead(status).end('<html>no</html>');
    });
    expect(await failed(server.origin)).toMatchObject({
      code: 'asset_status',
      found: `HTTP ${status}`,
      isRetryable: false,
    });
    expect(server.requests.length).toBe(1);
  });

  it('helps after a connection that broke off, and begins anew', async () => {
    let breakOff = (): void => undefined;
    const server = await startGridServer((_, response, nth) => {
      response.writeHead(200, { 'Content-Length': RAW.length });
      if (nth > 0) return void response.end(RAW);
      response.write(RAW.subarray(0, 5000));
      breakOff = () => response.destroy();
    });
    const progress: number[] = [];
    const onProgress = ({ receivedBytes }: GridProgress): void => {
      progress.push(receivedBytes);
      if (receivedBytes === 5000) breakOff();
    };
    const grid = await loadGrid({ url: server.origin, resolution: 50 }, createOptions({ onProgress }));
    expect(new Uint8Array(grid.samples.buffer)).toEqual(RAW);
    expect(progress[0]).toBeLessThanOrEqual(5000);
  });

  it('says why there is no answer', async () => {
    const server = await startGridServer((_, response) => {
      response.destroy();
    });
    const problem = await failed(server.origin, { retries: 1 });
    expect(problem).toMatchObject({ code: 'asset_unreachable', expected: 'an answer', isRetryable: true });
    expect(problem.found).toMatch(/^fetch failed \(/);
    expect(server.requests.length).toBe(2);
  });

  it('waits as long as the server asks, with jitter, and never beyond eight seconds', async () => {
    const delays: number[] = [];
    const host: GridHost = {
      ...testHost,
      startTimer(onTime, delayMs) {
        const isPause = delayMs !== 15_000 && delayMs !== 120_000;
        if (isPause) delays.push(delayMs);
        return testHost.startTimer(onTime, isPause ? 0 : delayMs);
      },
    };
    const retryAfter = [
      undefined,
      '3',
      '9999999',
      'Wed, 21 Oct 2015 07:28:00 GMT',
      undefined,
      undefined,
      undefined,
    ];
    let nth = 0;
    const fetchAsset: FetchAsset = () => {
      const wish = retryAfter[nth++];
      return Promise.resolve(
        new Response(null, {
          status: 503,
          ...(wish === undefined ? {} : { headers: { 'Retry-After': wish } }),
        }),
      );
    };
    await failed('https://x.example/', { host, fetchAsset, retries: 7 });
    expect(delays).toEqual([250, 3000, 8000, 2000, 4000, 4000, 4000]);
    nth = 0;
    await failed('https://x.example/', { host, fetchAsset, retries: 1e9 });
    expect(nth).toBe(11);
  });
});

describe('time', () => {
  /** A load on a clock that stands still, of an answer in the test's hands. */
  function createStill(overrides: Partial<GridLoadOptions> = {}) {
    const clock = createFakeClock();
    const host: GridHost = {
      ...testHost,
      now: () => clock.now(),
      startTimer: (onTime, delayMs) => clock.startTimer(onTime, delayMs),
    };
    const sent: AbortSignal[] = [];
    let chunks!: ReadableStreamDefaultController<Uint8Array>;
    const cancelled = vi.fn();
    const body = new ReadableStream<Uint8Array>({ start: (own) => void (chunks = own), cancel: cancelled });
    const fetchAsset = vi.fn<FetchAsset>((_, { signal }) => {
      sent.push(signal);
      return Promise.resolve(new Response(body));
    });
    const options = createOptions({ host, fetchAsset, ...overrides });
    const loading = loadGrid({ url: 'https://x.example/grid', resolution: 50 }, options);
    const outcome = loading.then(
      () => 'loaded',
      (error: unknown) => error,
    );
    return { clock, sent, chunks, cancelled, outcome, fetchAsset };
  }

  it('ends a load to which nothing comes for 15 s, and does not try again', async () => {
    const { clock, chunks, sent, cancelled, outcome, fetchAsset } = createStill();
    await settle();
    clock.advance(14_999);
    chunks.enqueue(RAW.subarray(0, 100));
    await settle();
    clock.advance(14_999);
    await settle();
    expect(sent[0]?.aborted).toBe(false);
    clock.advance(1);
    expect(await outcome).toMatchObject({
      problem: {
        code: 'asset_timeout',
        found: 'nothing for 15 s after 100 bytes',
        expected: 'something at least every 15 s',
        isRetryable: true,
      },
    });
    expect(sent[0]?.aborted).toBe(true);
    await settle();
    expect(cancelled).toHaveBeenCalledOnce();
    expect(fetchAsset).toHaveBeenCalledOnce();
    expect(clock.waiting()).toBe(0);
  });

  it('ends a load that drips on and on, after two minutes', async () => {
    const { clock, chunks, outcome } = createStill();
    for (let n = 0; n < 12; n++) {
      await settle();
      chunks.enqueue(RAW.subarray(n, n + 1));
      await settle();
      clock.advance(10_000);
    }
    expect(await outcome).toMatchObject({
      problem: { code: 'asset_timeout', found: 'no end for 120 s after 12 bytes' },
    });
    expect(clock.waiting()).toBe(0);
  });

  it('ends a further attempt to which nothing comes, whatever the pause before it met', async () => {
    const answers: ((response: Response) => void)[] = [];
    const fetchAsset: FetchAsset = () => new Promise((resolve) => answers.push(resolve));
    const { clock, outcome } = createStill({ fetchAsset });
    await settle();
    clock.advance(14_990);
    answers[0]!(new Response(null, { status: 503 }));
    await settle();
    // In the pause, the fifteen seconds since the beginning are over.
    clock.advance(240);
    await settle();
    clock.advance(10);
    await settle();
    expect(answers).toHaveLength(2);
    clock.advance(15_000);
    expect(await Promise.race([outcome, settle().then(() => 'goes on')])).toMatchObject({
      problem: { code: 'asset_timeout', found: 'nothing for 15 s after 0 bytes' },
    });
  });

  /** As a browser has it: whoever waits for too long is called at once; the others never. */
  const startShortTimer: GridHost['startTimer'] = (onTime, delayMs) => {
    const timer = delayMs > 2 ** 31 - 1 ? setImmediate(onTime) : undefined;
    return { cancel: () => clearImmediate(timer) };
  };

  it('takes Infinity for no bound, and more than a timer can wait', async () => {
    for (const timeMs of [Infinity, 2 ** 33]) {
      const fetchAsset: FetchAsset = async () => {
        await settle();
        return new Response(RAW);
      };
      const options = createOptions({
        host: { ...testHost, startTimer: startShortTimer },
        fetchAsset,
        silenceMs: timeMs,
        timeoutMs: timeMs,
      });
      const { nodes } = await loadGrid({ url: 'https://x.example/grid', resolution: 50 }, options);
      expect(nodes).toBe(50);
    }
  });

  it('ends a load whose server answers nothing, and one whose fetch ignores the signal', async () => {
    for (const ignoresSignal of [false, true]) {
      const late = new Response(RAW);
      let answer!: (response: Response) => void;
      const fetchAsset: FetchAsset = (_, { signal }) =>
        new Promise((resolve, reject) => {
          answer = resolve;
          if (!ignoresSignal)
            signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
        });
      const { clock, outcome } = createStill({ fetchAsset, silenceMs: 500 });
      await settle();
      clock.advance(500);
      expect(await outcome).toMatchObject({ problem: { found: 'nothing for 0.5 s after 0 bytes' } });
      const cancel = vi.spyOn(late.body!, 'cancel');
      answer(late);
      await settle();
      // A response that comes when nobody waits any more is closed.
      expect(cancel).toHaveBeenCalledTimes(ignoresSignal ? 1 : 0);
    }
  });

  it('names the likely cause where nothing of a response has come, and no such cause where it has begun', async () => {
    const cause =
      /^the server is silent, or six .*server-sent events .*HTTP\/1\.1.*: use WebSocket, HTTP\/2 or useSharedRun$/;
    const still = createStill({ fetchAsset: () => new Promise(() => undefined) });
    await settle();
    still.clock.advance(15_000);
    expect(await still.outcome).toMatchObject({
      problem: { found: 'nothing for 15 s after 0 bytes', hint: expect.stringMatching(cause) },
    });
    const begun = createStill();
    await settle();
    begun.clock.advance(15_000);
    const { problem } = (await begun.outcome) as GridLoadError;
    expect(problem).toMatchObject({ found: 'nothing for 15 s after 0 bytes' });
    expect(problem).not.toHaveProperty('hint');
    // The answer of an attempt says nothing of the next one's.
    const answers = [new Response(null, { status: 503 })];
    const again = createStill({
      fetchAsset: () => Promise.resolve(answers.pop() ?? new Promise<Response>(() => undefined)),
    });
    await settle();
    again.clock.advance(250);
    await settle();
    again.clock.advance(15_000);
    expect(await again.outcome).toMatchObject({ problem: { hint: expect.stringMatching(cause) } });
  });

  it('leaves no timer behind a load that went well', async () => {
    const { clock, chunks, outcome } = createStill();
    chunks.enqueue(RAW);
    chunks.close();
    expect(await outcome).toBe('loaded');
    expect(clock.waiting()).toBe(0);
  });

  it('does not count the pause before another attempt as silence, but as a part of the whole', async () => {
    const fetchAsset = vi.fn<FetchAsset>(() => Promise.resolve(new Response(null, { status: 503 })));
    const { clock, outcome } = createStill({ fetchAsset, silenceMs: 100, timeoutMs: 1000, retries: 9 });
    await settle();
    clock.advance(249);
    await settle();
    expect(fetchAsset).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await settle();
    expect(fetchAsset).toHaveBeenCalledTimes(2);
    clock.advance(500);
    await settle();
    expect(fetchAsset).toHaveBeenCalledTimes(3);
    clock.advance(250);
    expect(await outcome).toMatchObject({ problem: { found: 'no end for 1 s after 0 bytes' } });
    expect(clock.waiting()).toBe(0);
  });

  it('ends a real connection that says nothing more', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(200, { 'Content-Length': RAW.length });
      response.write(RAW.subarray(0, 4096));
    });
    expect(await failed(server.origin)).toMatchObject({
      code: 'asset_timeout',
      found: 'nothing for 15 s after 4096 bytes',
    });
    await server.untilBroken(1);
  });
});

describe('abort', () => {
  it('ends a load at once, with the reason, and closes the connection', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(200, { 'Content-Length': RAW.length });
      response.write(RAW.subarray(0, 4096));
    });
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error('superseded');
    const onProgress = (): void => controller.abort(reason);
    const loading = loadGrid({ url: server.origin, resolution: 50 }, createOptions({ signal, onProgress }));
    await expect(loading).rejects.toBe(reason);
    await server.untilBroken(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('that came before asks for nothing', async () => {
    const fetchAsset = vi.fn(neverAsked);
    const signal = AbortSignal.abort('early');
    await expect(
      loadGrid({ url: 'https://x.example/', resolution: 50 }, createOptions({ signal, fetchAsset })),
    ).rejects.toBe('early');
    expect(fetchAsset).not.toHaveBeenCalled();
  });

  it('ends the pause before another attempt, and there is none', async () => {
    const server = await startGridServer((_, response) => {
      response.writeHead(503).end();
    });
    const controller = new AbortController();
    const host: GridHost = {
      ...testHost,
      random: () => 0.999999,
      startTimer: (_, delayMs) => {
        // The bounds of a load are longer than any pause.
        if (delayMs < 5000) queueMicrotask(() => controller.abort('enough'));
        return { cancel: () => undefined };
      },
    };
    const options = createOptions({ host, signal: controller.signal });
    await expect(loadGrid({ url: server.origin, resolution: 50 }, options)).rejects.toBe('enough');
    expect(server.requests.length).toBe(1);
  });

  it('leaves nothing on a signal that outlives the load', async () => {
    const { signal } = new AbortController();
    const fetchAsset = () => Promise.resolve(new Response(RAW));
    await loadGrid({ url: 'https://x.example/', resolution: 50 }, createOptions({ signal, fetchAsset }));
    await failed('https://x.example/', { signal, fetchAsset }, 70);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('an error', () => {
  it('says in one line what came, what would fit, and what to do', async () => {
    const fetchAsset = () => Promise.resolve(new Response(new Uint8Array(20_000)));
    const loading = loadGrid({ url: 'https://x.example/', resolution: 50 }, createOptions({ fetchAsset }));
    await expect(loading).rejects.toThrow(
      'expected 10000 bytes (50 samples a side) or 10404 bytes (50 cells a side), got 20000 bytes; ' +
        "this is the length of float64 samples: write Z.astype('<f4').tobytes()",
    );
  });

  it('of the host’s own onProgress is thrown as it is, once', async () => {
    const fault = new Error('mine');
    const fetchAsset = vi.fn<FetchAsset>(() => Promise.resolve(new Response(RAW)));
    const onProgress = (): void => {
      throw fault;
    };
    await expect(
      loadGrid({ url: 'https://x.example/', resolution: 50 }, createOptions({ fetchAsset, onProgress })),
    ).rejects.toBe(fault);
    expect(fetchAsset).toHaveBeenCalledOnce();
  });

  it('of a fetch that throws at once is an unreachable asset', async () => {
    const fetchAsset = vi.fn<FetchAsset>(() => {
      throw new TypeError('no network');
    });
    expect(await failed('https://x.example/', { fetchAsset })).toMatchObject({
      code: 'asset_unreachable',
      found: 'no network',
      hint: 'check that the server runs, and that its CORS headers allow this page',
    });
    expect(fetchAsset).toHaveBeenCalledTimes(3);
  });
});
