import { render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearGridCache, createRunStore, GradientDescentViz } from '../../src/index.js';
import type { GridAssetOptions } from '../../src/view/gridAssets.js';
import type { FetchAsset } from '../../src/surface/index.js';
import { grid, spec, start } from '../run/createRunEvent.js';
import { followSurface, LINEAR } from './followSurface.js';
import { startGridServer, type GridServer } from '../surface/grid/gridServer.js';

/** Who sits before the browser: whose cookie goes with a request that carries cookies. */
let user: string | null = null;
let server: GridServer;
/** What waits until the test lets it come; null lets everything come at once. */
let held: (() => void)[] | null = null;

/** Each user has a grid of their own at one address, whose highest sample is theirs; without a cookie there is one for all. */
const MAXIMA: Readonly<Record<string, number>> = { 'user=ada': 10, 'user=bob': 20, '': 1 };

const realFetch = globalThis.fetch;
const withCookie: FetchAsset = (url, { signal }) =>
  realFetch(url, { signal, headers: user === null ? {} : { cookie: `user=${user}` } });

beforeEach(async () => {
  user = null;
  held = null;
  clearGridCache();
  // A browser's own: it adds the cookie where it may. Every server here is of the page's own origin.
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    init.credentials === 'omit'
      ? realFetch(url, { signal: init.signal ?? null })
      : withCookie(url, { signal: init.signal!, credentials: 'include' }),
  );
  server = await startGridServer(({ headers, url }, response) => {
    const max = MAXIMA[headers.cookie ?? ''];
    const answer = (): void => {
      if (url === '/private' && headers.cookie === undefined) response.writeHead(401).end();
      else response.end(Buffer.from(Float32Array.of(0, 0, 0, max!).buffer));
    };
    if (held === null) answer();
    else held.push(answer);
  });
});

afterEach(() => vi.unstubAllGlobals());

/** What is waited for here changes no element: there is only to look again. */
const until = (look: () => void): Promise<void> => waitFor(look, { interval: 5 });

let at = 0;

/** A view of a run on a grid, as a component has one. */
function mount(options: GridAssetOptions, path = '/grid') {
  const store = createRunStore();
  const { view, frame, stop: unmount } = followSurface(store, options);
  const show = (url: string): void => store.ingest(grid((at += 1), { asset_url: url, resolution: 2 }));
  show(`${server.origin}${path}`);
  const untilShown = async (): Promise<number> => {
    await until(() => expect(frame().shown.drawnFrom).toBe('grid'));
    return view.current.field.max;
  };
  return { store, view, unmount, show, untilShown };
}

const WITH_RIGHTS: [string, GridAssetOptions][] = [
  ['assetCredentials include', { assetCredentials: 'include' }],
  ['assetCredentials same-origin', { assetCredentials: 'same-origin' }],
  ["a host's fetchAsset", { fetchAsset: withCookie }],
  ["a host's fetchAsset, credentials omit", { fetchAsset: withCookie, assetCredentials: 'omit' }],
  ['an empty assetCacheKey', { assetCredentials: 'include', assetCacheKey: '' }],
];

describe.each(WITH_RIGHTS)('[SURFACE-20] a grid that came by %s', (_, options) => {
  it('is not given to the next user', async () => {
    user = 'ada';
    const ada = mount(options);
    expect(await ada.untilShown()).toBe(10);
    ada.unmount();
    user = 'bob';
    expect(await mount(options).untilShown()).toBe(20);
  });

  it('is not given to another view that is mounted beside it', async () => {
    user = 'ada';
    const ada = mount(options);
    expect(await ada.untilShown()).toBe(10);
    user = 'bob';
    expect(await mount(options).untilShown()).toBe(20);
  });

  it('is not shared while it loads', async () => {
    held = [];
    user = 'ada';
    const ada = mount(options);
    await until(() => expect(held).toHaveLength(1));
    user = 'bob';
    const bob = mount(options);
    await until(() => expect(held).toHaveLength(2));
    ada.unmount();
    held.splice(0).forEach((answer) => answer());
    expect(await bob.untilShown()).toBe(20);
  });

  it('is not given to the same view after clearGridCache', async () => {
    user = 'ada';
    const mounted = mount(options, '/first');
    await mounted.untilShown();
    mounted.show(`${server.origin}/second`);
    await until(() => expect(server.requests).toHaveLength(2));
    await mounted.untilShown();
    clearGridCache();
    user = 'bob';
    mounted.show(`${server.origin}/first`);
    await until(() => expect(server.requests).toHaveLength(3));
    await until(() => expect(mounted.view.current.field.max).toBe(20));
  });

  it('is not given to a view of one key after another key fetched it, and is to the same', async () => {
    user = 'ada';
    const ada = mount({ ...options, assetCacheKey: 'ada' });
    expect(await ada.untilShown()).toBe(10);
    ada.unmount();
    user = 'bob';
    expect(await mount({ ...options, assetCacheKey: 'bob' }).untilShown()).toBe(20);
    user = 'ada';
    expect(await mount({ ...options, assetCacheKey: 'ada' }).untilShown()).toBe(10);
    expect(server.requests).toHaveLength(2);
  });
});

describe('a view that stays', () => {
  it('[SURFACE-20] has the grid of a run that is shown again, without a request', async () => {
    user = 'ada';
    const mounted = mount({ fetchAsset: withCookie }, '/first');
    await mounted.untilShown();
    for (const url of ['/second', '/first']) {
      mounted.show(`${server.origin}${url}`);
      await mounted.untilShown();
      await until(() => expect(mounted.view.grid.status).toBe('loaded'));
    }
    expect(server.requests.map(({ url }) => url)).toEqual(['/first', '/second']);
  });

  it.each<[string, GridAssetOptions, GridAssetOptions]>([
    [
      'another assetCacheKey',
      { fetchAsset: withCookie, assetCacheKey: 'ada' },
      { fetchAsset: withCookie, assetCacheKey: 'bob' },
    ],
    ['no assetCacheKey', { fetchAsset: withCookie, assetCacheKey: 'ada' }, { fetchAsset: withCookie }],
  ])('[SURFACE-20] shows nothing of the user before once it has %s', async (_, before, after) => {
    user = 'ada';
    const mounted = mount(before);
    expect(await mounted.untilShown()).toBe(10);
    user = 'bob';
    mounted.view.configure(LINEAR, after);
    expect(mounted.view.current.shown.drawnFrom).toBe('none');
    expect(await mounted.untilShown()).toBe(20);
  });

  it('[SURFACE-20] asks anew once it may no longer send cookies', async () => {
    user = 'ada';
    const mounted = mount({ assetCredentials: 'include' }, '/private');
    expect(await mounted.untilShown()).toBe(10);
    mounted.view.configure(LINEAR, { assetCredentials: 'omit' });
    expect(mounted.view.current.shown.drawnFrom).toBe('none');
    await until(() => expect(mounted.view.grid.status).toBe('failed'));
  });

  it('asks for nothing anew where fetchAsset is another function each time', async () => {
    user = 'ada';
    const mounted = mount({ fetchAsset: (url, init) => withCookie(url, init) });
    await mounted.untilShown();
    mounted.view.configure(LINEAR, { fetchAsset: (url, init) => withCookie(url, init) });
    expect(mounted.view.current.shown.drawnFrom).toBe('grid');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a grid that came without credentials, by the browser', () => {
  it('is there for the next view, and for one beside it, without a request', async () => {
    const first = mount({});
    expect(await first.untilShown()).toBe(1);
    expect(await mount({}).untilShown()).toBe(1);
    first.unmount();
    user = 'ada';
    expect(await mount({ assetCredentials: 'omit' }).untilShown()).toBe(1);
    expect(server.requests).toHaveLength(1);
  });

  it('[SURFACE-20] is not there after clearGridCache, nor is one that was loading then', async () => {
    held = [];
    const first = mount({});
    await until(() => expect(held).toHaveLength(1));
    clearGridCache();
    held.splice(0).forEach((answer) => answer());
    held = null;
    expect(await first.untilShown()).toBe(1);
    expect(await mount({}).untilShown()).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  it('[SURFACE-20] is another one for each signed address', async () => {
    await mount({}, '/grid?signature=a').untilShown();
    await mount({}, '/grid?signature=b').untilShown();
    expect(server.requests).toHaveLength(2);
  });

  it.each(['data', 'blob'])(
    '[SURFACE-20] is not kept where it is a %s: URL, which asks nobody',
    async (kind) => {
      const bytes = new Uint8Array(Float32Array.of(0, 0, 0, 7).buffer);
      const url =
        kind === 'blob'
          ? 'blob:nodedata:0'
          : `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`;
      const asked = vi.fn(() => Promise.resolve(new Response(bytes)));
      vi.stubGlobal('fetch', asked);
      for (let mounts = 1; mounts <= 2; mounts++) {
        const mounted = mount({});
        mounted.show(url);
        await until(() => expect(mounted.view.current.field.max).toBe(7));
        mounted.unmount();
        expect(asked.mock.calls.filter(([first]: unknown[]) => first === url)).toHaveLength(mounts);
      }
    },
  );
});

describe('the component', () => {
  it('[SURFACE-20] mounted twice by StrictMode, then unmounted, leaves nothing for the next user', async () => {
    const events = [spec(1, {}), start(1), grid(2, { asset_url: `${server.origin}/private`, resolution: 2 })];
    const view = (
      <StrictMode>
        <GradientDescentViz events={events} fetchAsset={withCookie} />
      </StrictMode>
    );
    user = 'ada';
    const ada = render(view);
    const legend = (): string => document.querySelector('.gdv-legend')?.getAttribute('aria-label') ?? '';
    await until(() => expect(legend()).toMatch(/from 0 to 10/));
    ada.unmount();
    user = null;
    render(view);
    await until(() => expect(screen.getByText(/HTTP 401/)).toBeVisible());
  });
});
