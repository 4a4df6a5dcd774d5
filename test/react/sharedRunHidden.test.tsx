import { act, render, screen } from '@testing-library/react';
import { Activity } from 'react';
import { expect, it } from 'vitest';
import { selectShownRun, useRuns, useSharedRun } from '../../src/index.js';
import type { Transport, TransportSink } from '../../src/transport.js';
import { createStart } from '../protocol/createMessage.js';

const open = new Set<TransportSink>();
const OPTIONS = {
  createTransport: (): Transport => ({
    connect(sink) {
      open.add(sink);
      return { close: () => void open.delete(sink), reconnect: () => undefined };
    },
  }),
};

function Run() {
  return <p>{useRuns(useSharedRun('http://host/events', OPTIONS), selectShownRun)?.runId ?? 'none'}</p>;
}

/** The same element each time: React renders it no more, while it is hidden nor when it is seen. */
const HELD = <Run />;

it('goes over to the store and the link that others began with meanwhile, where it was not rendered while it was hidden', async () => {
  const show = (mode: 'visible' | 'hidden', hasOther: boolean) => (
    <>
      <Activity mode={mode}>{HELD}</Activity>
      {hasOther && <Run />}
    </>
  );
  const endTurn = (): Promise<void> => act(() => Promise.resolve());
  const { rerender } = render(show('visible', false));
  rerender(show('hidden', false));
  await endTurn();
  expect(open.size).toBe(0);
  rerender(show('hidden', true));
  await endTurn();
  rerender(show('visible', true));
  await endTurn();
  expect(open.size).toBe(1);
  act(() => {
    for (const sink of open) sink.ingest(JSON.stringify(createStart()));
  });
  expect(screen.getAllByText('run_1')).toHaveLength(2);
});
