import { render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect } from 'vitest';
import type { FetchAsset } from '../../src/core.js';
import { createRunStore, GradientDescentViz, useSharedRun } from '../../src/index.js';
import '../../src/ui/styles.css';
import { createEventSourceTransport, type TransportConnection } from '../../src/transport.js';
import { createGrid, createStart, createUpdate } from '../protocol/createMessage.js';
import { itLong, itOnce } from '../support/testLength.js';
import { browserSetting } from './transportNetwork.js';

const { network } = browserSetting;

/** 2 × 2 samples as float32 whose bytes are characters of one byte each: 0, 2, 3, 2. */
const GRID = '\0\0\0\0\0\0\0@\0\0@@\0\0\0@';
const RUN = [
  createGrid({ asset_url: '/log', resolution: 2 }),
  createStart(),
  createUpdate({ step_start: 1 }),
].map((message) => JSON.stringify(message));

const connections: TransportConnection[] = [];
afterEach(async () => {
  connections.splice(0).forEach((connection) => connection.close());
  await network.close();
});

/** A server of HTTP/1.1 with the run and its grid. @returns its origin */
async function serve(): Promise<{ readonly port: number; readonly origin: string }> {
  const port = await network.serve({ hellos: [RUN], log: GRID });
  return { port, origin: `http://127.0.0.1:${port}/` };
}

/** The browser's own fetch, and how many answers have come. */
function createFetch() {
  const seen = { asked: 0, answered: 0 };
  const fetchAsset: FetchAsset = async (url, init) => {
    seen.asked += 1;
    const response = await fetch(url, init);
    seen.answered += 1;
    return response;
  };
  return { seen, fetchAsset };
}

const FRAME = { width: 200, height: 140, display: 'inline-block' } as const;

itLong('six links of server-sent events leave an HTTP/1.1 origin no connection for their grid', async () => {
  const { port, origin } = await serve();
  const { seen, fetchAsset } = createFetch();
  const stores = Array.from({ length: 6 }, () => createRunStore());
  const first = stores[0]!;
  const transport = createEventSourceTransport({ url: `${origin}stream` });
  for (const store of stores) connections.push(transport.connect(store));
  await expect
    .poll(() => stores.map((store) => store.getState().messages.received))
    .toEqual(stores.map(() => RUN.length));
  render(
    <div style={FRAME}>
      <GradientDescentViz store={first} assetBaseUrl={origin} fetchAsset={fetchAsset} />
    </div>,
  );
  await expect.poll(() => seen.asked).toBe(1);
  // While a hundred messages go to and fro over the same origin, the grid is not even asked for.
  for (let i = 2; i < 102; i += 1) {
    await network.say(port, JSON.stringify(createUpdate({ step_start: i })));
    await expect.poll(() => stores[5]!.getState().messages.received).toBe(RUN.length + i - 1);
  }
  expect(seen.answered).toBe(0);
  expect(screen.getByText('Loading the sampled surface')).toBeVisible();
  connections.pop()!.close();
  await expect.poll(() => seen.answered).toBe(1);
  await expect.poll(() => screen.queryByText('Loading the sampled surface')).toBeNull();
});

itOnce('eight components share one link of server-sent events, and their grid comes', async () => {
  const { port, origin } = await serve();
  const { seen, fetchAsset } = createFetch();
  function Board() {
    const [views] = useState(() => Array.from({ length: 8 }, (_, i) => <View key={i} />));
    return <>{views}</>;
  }
  function View() {
    const store = useSharedRun(`${origin}stream`);
    return (
      <div style={FRAME}>
        <GradientDescentViz store={store} assetBaseUrl={origin} fetchAsset={fetchAsset} />
      </div>
    );
  }
  const { container, unmount } = render(<Board />);
  await expect.poll(() => seen.answered).toBeGreaterThan(0);
  await expect.poll(() => container.querySelectorAll('.gdv-readout')).toHaveLength(8);
  await expect.poll(() => container.querySelectorAll('.gdv-grid')).toHaveLength(0);
  // Heights, which there are only once the grid is there: the point (3, −3) lies where the plane of 0, 2 and 2 is at 2.
  for (const readOut of container.querySelectorAll('.gdv-readout'))
    expect(readOut).toHaveTextContent('Height2');
  expect(await network.requestsTo(port)).toHaveLength(1);
  unmount();
  await network.untilLeft(port);
});
