import { render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { createRunStore, GradientDescentViz, selectShownRun, type RunStore } from '../../src/index.js';
import '../../src/ui/styles.css';
import { createEventSourceTransport, createWebSocketTransport } from '../../src/transport.js';
import { factsOf } from '../run/referenceRun.js';
import { STREAM_KINDS, type StreamKind } from '../transport/streamKind.js';
import { untilStill } from './frames.js';
import { projectToFrame, takePixels } from './pixels.js';

afterEach(() => commands.tellLiveRun('close'));

/** The colour of a marker that has converged, #0b8043, beside its check. */
const CONVERGED = [11, 128, 67];
const QUICK = { backoff: { baseMs: 20, maxMs: 40, floorMs: 5 } };

async function connect(kind: StreamKind, store: RunStore) {
  const { webSocketUrl, eventSourceUrl } = await commands.tellLiveRun('open', location.origin);
  await commands.tellLiveRun('step', 30);
  const address = (): string => {
    const position = store.getState().resumePosition;
    if (position === null) return webSocketUrl;
    return `${webSocketUrl}?resume=${encodeURIComponent(`${position.epoch}:${position.seq}`)}`;
  };
  return kind === 'WebSocket'
    ? createWebSocketTransport({ url: address, ...QUICK }).connect(store)
    : createEventSourceTransport({ url: eventSourceUrl, ...QUICK }).connect(store);
}

/** Resolves once the shown run has so many points. */
function untilPoints(store: RunStore, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (selectShownRun(store.getState())?.path.length !== count) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}

it.each(STREAM_KINDS)(
  'over %s a page that comes in the middle of a run, drops and comes back shows the whole run, and is sent nothing twice',
  async (kind) => {
    const store = createRunStore();
    const { container } = render(
      <div style={{ width: 640, height: 480 }}>
        <GradientDescentViz store={store} theme="light" stepTicks={false} showTimeline={false} />
      </div>,
    );
    const connection = await connect(kind, store);
    await untilPoints(store, 31);
    for (const count of [41, 61]) {
      await commands.tellLiveRun('cut');
      await commands.tellLiveRun('step', count === 41 ? 10 : 20);
      await untilPoints(store, count);
    }
    const texts = await commands.tellLiveRun('finish');
    await expect.poll(() => selectShownRun(store.getState())?.status).toBe('finished');

    const folded = createRunStore();
    for (const text of texts) folded.ingest(text);
    const run = selectShownRun(store.getState())!;
    expect(factsOf(run)).toEqual(factsOf(selectShownRun(folded.getState())!));
    expect(store.getState().messages).toEqual(folded.getState().messages);

    await untilStill();
    const pixels = await takePixels(container.querySelector('.gdv')!);
    const x = run.path.xAt(60);
    const y = run.path.yAt(60);
    const placing = { domainHalf: 6, zScale: 0.3, min: 0, max: 12.96 };
    const { xPx, yPx } = projectToFrame({ x, y, z: 0.18 * 36 * (x ** 2 + y ** 2) }, placing, pixels);
    expect(pixels.at(xPx - 2, yPx - 5)).toEqual(CONVERGED);
    expect(pixels.at(xPx, yPx + 6)).toEqual(CONVERGED);
    expect(container.querySelector('.gdv-readout')).toHaveTextContent('Converged');
    connection.close();
  },
);
