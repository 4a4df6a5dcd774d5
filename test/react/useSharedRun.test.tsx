import { act, render, screen } from '@testing-library/react';
import { Activity, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import {
  GradientDescentViz,
  selectShownRun,
  useRuns,
  useSharedRun,
  type RunStore,
  type SharedRunOptions,
} from '../../src/index.js';
import type { Transport, TransportSink } from '../../src/transport.js';
import { createStart, createUpdate } from '../protocol/createMessage.js';

/** Links that were opened, by address, and whether they still are. */
function createLinks() {
  const opened: string[] = [];
  const open = new Map<TransportSink, string>();
  const createTransport = (url: string): Transport => ({
    connect(sink) {
      opened.push(url);
      open.set(sink, url);
      sink.setConnection({ status: 'open' });
      return { close: () => void open.delete(sink), reconnect: () => undefined };
    },
  });
  const send = (message: object): void => {
    for (const sink of open.keys()) sink.ingest(JSON.stringify(message));
  };
  return { opened, open: () => [...open.values()], createTransport, send };
}

let count = 0;
/** An address that no other test has. */
const nextUrl = (): string => `http://host/events/${(count += 1)}`;

/** Lets what was asked for at the end of this turn happen. */
const endTurn = (): Promise<void> => act(() => Promise.resolve());

function Run({ url, options, onStore }: RunProps) {
  const store = useSharedRun(url, options);
  onStore?.(store);
  return <p>{useRuns(store, selectShownRun)?.path.length ?? 'none'}</p>;
}
interface RunProps {
  readonly url: string | URL;
  readonly options?: SharedRunOptions;
  readonly onStore?: (store: RunStore) => void;
}

describe('useSharedRun', () => {
  it('gives all components of an address one store over one link, closed with the last', async () => {
    const { createTransport, opened, open, send } = createLinks();
    const url = nextUrl();
    const stores = new Set<RunStore>();
    const run = (key: number) => (
      <Run key={key} url={url} options={{ createTransport }} onStore={(store) => stores.add(store)} />
    );
    const { rerender, unmount } = render(<>{[1, 2, 3].map(run)}</>);
    expect([opened, stores.size]).toEqual([[url], 1]);
    act(() => [createStart(), createUpdate({ step_start: 1 })].forEach(send));
    expect(screen.getAllByText('2')).toHaveLength(3);
    rerender(<>{[3, 4].map(run)}</>);
    await endTurn();
    expect([opened, open(), stores.size]).toEqual([[url], [url], 1]);
    expect(screen.getAllByText('2')).toHaveLength(2);
    unmount();
    await endTurn();
    expect(open()).toEqual([]);
  });

  it('takes addresses that ask a server for the same for one', async () => {
    const { createTransport, opened } = createLinks();
    const path = `/events/shared-${(count += 1)}`;
    const same = [
      path,
      new URL(path, document.baseURI),
      `${path}#first`,
      `${path}#`,
      `.${path}`,
      `/a/..${path}`,
    ];
    const { unmount } = render(
      <>
        {same.map((url) => (
          <Run key={String(url)} url={url} options={{ createTransport }} />
        ))}
        <Run url={`${path}?run=2`} options={{ createTransport }} />
      </>,
    );
    expect(opened).toEqual([
      new URL(path, document.baseURI).href,
      new URL(`${path}?run=2`, document.baseURI).href,
    ]);
    unmount();
    await endTurn();
  });

  it('opens one link under StrictMode, which mounts twice', async () => {
    const { createTransport, opened, open } = createLinks();
    const url = nextUrl();
    const { unmount } = render(
      <StrictMode>
        <Run url={url} options={{ createTransport }} />
        <Run url={url} options={{ createTransport }} />
      </StrictMode>,
    );
    await endTurn();
    expect([opened, open()]).toEqual([[url], [url]]);
    unmount();
    await endTurn();
    expect(open()).toEqual([]);
  });

  it('keeps the link where the only component gives its place to another in one commit', async () => {
    const { createTransport, opened, open, send } = createLinks();
    const url = nextUrl();
    const { rerender } = render(<Run key="a" url={url} options={{ createTransport }} />);
    act(() => send(createStart()));
    rerender(<Run key="b" url={url} options={{ createTransport }} />);
    await endTurn();
    expect([opened, open()]).toEqual([[url], [url]]);
    expect(screen.getByText('1')).toBeVisible();
  });

  it('begins anew where it is mounted after the last has gone', async () => {
    const { createTransport, opened, open, send } = createLinks();
    const url = nextUrl();
    const first = render(<Run url={url} options={{ createTransport }} />);
    act(() => send(createStart()));
    first.unmount();
    await endTurn();
    render(<Run url={url} options={{ createTransport }} />);
    await endTurn();
    expect([opened, open()]).toEqual([[url, url], [url]]);
    expect(screen.getByText('none')).toBeVisible();
  });

  it('goes over to another address, and leaves the one before to those who stay', async () => {
    const { createTransport, opened, open } = createLinks();
    const [a, b] = [nextUrl(), nextUrl()];
    const stores: RunStore[] = [];
    const show = (first: string, second: string) => (
      <>
        <Run url={first} options={{ createTransport }} onStore={(store) => (stores[0] = store)} />
        <Run url={second} options={{ createTransport }} onStore={(store) => (stores[1] = store)} />
      </>
    );
    const { rerender } = render(show(a, a));
    rerender(show(b, a));
    await endTurn();
    expect([opened, open()]).toEqual([
      [a, b],
      [a, b],
    ]);
    expect(stores[0]).not.toBe(stores[1]);
    rerender(show(b, b));
    await endTurn();
    expect(open()).toEqual([b]);
    expect(stores[0]).toBe(stores[1]);
  });

  it('takes a relative address, one with its origin and a URL for the same', async () => {
    const { createTransport, opened } = createLinks();
    const path = `/events/${(count += 1)}`;
    const absolute = new URL(path, document.baseURI);
    render(
      <>
        {[path, absolute.href, absolute].map((url, i) => (
          <Run key={i} url={url} options={{ createTransport }} />
        ))}
      </>,
    );
    await endTurn();
    expect(opened).toEqual([absolute.href]);
  });

  it('has the options of the first, and those of the next after it was closed', async () => {
    const [first, second] = [createLinks(), createLinks()];
    const url = nextUrl();
    const options = (links: typeof first, maxDiagnostics: number): SharedRunOptions => ({
      createTransport: links.createTransport,
      storeOptions: { maxDiagnostics },
    });
    const { unmount } = render(
      <>
        <Run url={url} options={options(first, 1)} />
        <Run url={url} options={options(second, 2)} />
      </>,
    );
    expect([first.opened, second.opened]).toEqual([[url], []]);
    unmount();
    await endTurn();
    let shared: RunStore | null = null;
    render(<Run url={url} options={options(second, 2)} onStore={(store) => (shared = store)} />);
    expect([first.opened, second.opened]).toEqual([[url], [url]]);
    act(() => {
      for (let i = 0; i < 3; i++) shared?.ingest('no JSON');
    });
    expect(shared!.getState().diagnostics).toHaveLength(2);
  });

  it('closes the link of what is hidden, and shares again when it is seen, whoever came meanwhile', async () => {
    const { createTransport, opened, open, send } = createLinks();
    const url = nextUrl();
    const show = (mode: 'visible' | 'hidden', other: boolean) => (
      <>
        <Activity mode={mode}>
          <Run url={url} options={{ createTransport }} />
        </Activity>
        {other && <Run url={url} options={{ createTransport }} />}
      </>
    );
    const { rerender } = render(show('visible', false));
    rerender(show('hidden', false));
    await endTurn();
    expect([opened, open()]).toEqual([[url], []]);
    rerender(show('visible', false));
    await endTurn();
    expect([opened, open()]).toEqual([[url, url], [url]]);
    rerender(show('hidden', false));
    await endTurn();
    rerender(show('hidden', true));
    await endTurn();
    rerender(show('visible', true));
    await endTurn();
    expect(open()).toEqual([url]);
    act(() => send(createStart()));
    expect(screen.getAllByText('1')).toHaveLength(2);
  });

  it('renders on a server, connects to nothing there, and shares nothing between two renderings', () => {
    const { document: page } = globalThis;
    const { createTransport, opened } = createLinks();
    const stores = new Set<RunStore>();
    Reflect.deleteProperty(globalThis, 'document');
    try {
      for (let i = 0; i < 2; i++)
        renderToString(
          <Run url="/events" options={{ createTransport }} onStore={(store) => stores.add(store)} />,
        );
    } finally {
      globalThis.document = page;
    }
    expect([opened, stores.size]).toEqual([[], 2]);
  });

  it('says on screen what is wrong with an address that is none', async () => {
    function Viewer() {
      return <GradientDescentViz store={useSharedRun('ws://[')} />;
    }
    render(<Viewer />);
    expect(await screen.findByText(/Connection failed: cannot connect/)).toBeVisible();
  });
});
