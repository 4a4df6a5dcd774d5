import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createRunStore,
  GradientDescentViz,
  type GradientDescentVizLabelOverrides,
} from '../../src/index.js';
import { ENGLISH } from '../../src/view/labels.js';
import { readLabels } from '../../src/view/readLabels.js';
import { finish, spec, start, update } from '../run/createRunEvent.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const EVENTS = [spec(1, {}), start(2, { point0: { x: 0, y: 0 } }), update(3, 1, [{ x: 0.1, y: 0 }])];
const END = finish(9, { final_step: 1 });

/** What a host that writes no TypeScript may give. */
const labelsOf = (labels: unknown): GradientDescentVizLabelOverrides =>
  labels as GradientDescentVizLabelOverrides;

function watchConsole(): () => unknown[] {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
  return () => warn.mock.calls.flat() as unknown[];
}

describe('labels of a host', () => {
  it('are shown in the place of those that they name, and of no others', () => {
    const labels = { status: { converged: 'Konvergiert' }, readOut: { step: 'Schritt' } };
    render(<GradientDescentViz events={[...EVENTS, END]} labels={labels} />);
    expect(screen.getByText('Konvergiert')).toBeVisible();
    expect(screen.getByText('Schritt')).toBeVisible();
    expect(screen.getByText('Height')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Run r' })).toBeVisible();
  });

  it('are given figures as they are written, and counts as numbers too', () => {
    const stepsMissing = vi.fn(
      (steps: string, places: string, count: number) => `${steps} Schritte fehlen: ${places} (${count})`,
    );
    render(
      <GradientDescentViz
        events={[...EVENTS, update(4, 5000, [{ x: 0, y: 0 }])]}
        labels={{ notices: { stepsMissing, stepRange: (from, to) => `${from} bis ${to}` } }}
      />,
    );
    act(() => void vi.advanceTimersByTime(1500));
    expect(document.querySelector('.gdv-notice')).toHaveTextContent(
      '4 998 Schritte fehlen: 2 bis 4999 (4998)',
    );
  });

  it('are those of the last render', () => {
    const view = render(<GradientDescentViz events={EVENTS} labels={{ status: { running: 'Läuft' } }} />);
    view.rerender(<GradientDescentViz events={EVENTS} labels={{ status: { running: 'En cours' } }} />);
    expect(screen.getByText('En cours')).toBeVisible();
    view.rerender(<GradientDescentViz events={EVENTS} />);
    expect(screen.getByText('Running')).toBeVisible();
  });

  it('are what `onNotices` is given, again where they are others', () => {
    const onNotices = vi.fn();
    const events = [start(2)];
    const view = render(
      <GradientDescentViz
        events={events}
        onNotices={onNotices}
        labels={{ notices: { noSurface: 'flach' } }}
      />,
    );
    expect(onNotices).toHaveBeenLastCalledWith([{ code: 'surface_unknown', text: 'flach' }]);
    view.rerender(
      <GradientDescentViz
        events={events}
        onNotices={onNotices}
        labels={{ notices: { noSurface: 'plat' } }}
      />,
    );
    expect(onNotices).toHaveBeenLastCalledWith([{ code: 'surface_unknown', text: 'plat' }]);
    view.rerender(
      <GradientDescentViz
        events={events}
        onNotices={onNotices}
        labels={{ notices: { noSurface: 'plat' } }}
      />,
    );
    expect(onNotices).toHaveBeenCalledTimes(2);
  });
});

describe('a label that is none', () => {
  const SENTENCE = '3 steps missing (2–4)';
  const throws = (): never => {
    throw new Error('no such key');
  };

  // Each is said once a page, so each case has a label of its own.
  it.each<[unknown, string, string]>([
    [{ status: { running: 7 } }, 'Running', 'labels.status.running: expected a string, got 7'],
    [{ readOut: { step: throws } }, 'Step', 'labels.readOut.step: expected a string, got a function'],
    [{ status: 'Läuft' }, 'Running', 'labels.status: expected an object, got "Läuft"'],
    [
      { notices: { stepsMissing: 'fehlen' } },
      SENTENCE,
      'labels.notices.stepsMissing: expected a function that gives a string, got "fehlen"',
    ],
    [
      { notices: { stepRange: () => 3 } },
      SENTENCE,
      'labels.notices.stepRange: expected a function that gives a string, got 3',
    ],
    [
      { status: { announcement: throws } },
      'Gradient descent of run r: Running',
      'labels.status.announcement threw no such key',
    ],
  ])('%o costs one line on the console, and is English', (labels, english, words) => {
    const said = watchConsole();
    const events = [...EVENTS, update(4, 5, [{ x: 0, y: 0 }])];
    const view = render(<GradientDescentViz events={events} labels={labelsOf(labels)} />);
    act(() => void vi.advanceTimersByTime(1500));
    expect(screen.getByText(english, { ignore: '.gdv-timeline *' })).toBeVisible();
    view.rerender(<GradientDescentViz events={events} labels={{ ...labelsOf(labels) }} />);
    act(() => void vi.advanceTimersByTime(1500));
    expect(said()).toEqual([`GradientDescentViz: ${words}; the English text is shown`]);
  });

  it('is read without an error, whatever the object is', () => {
    const report = vi.fn();
    for (const labels of [{ status: null }, { status: [] }, {}, { nothing: 1 }, { status: { nothing: 1 } }])
      expect(readLabels(labelsOf(labels), report)).toEqual(ENGLISH);
    expect(report).not.toHaveBeenCalled();
  });
});

it('labels in another object at each render write no element of the figures anew', () => {
  const store = createRunStore();
  store.ingest(EVENTS);
  const mount = () => (
    <GradientDescentViz store={store} labels={{ readOut: { step: 'Schritt', more: (n) => `${n} mehr` } }} />
  );
  const view = render(mount());
  const before = [...document.querySelectorAll('dd')];
  const written = vi.spyOn(CharacterData.prototype, 'data', 'set');
  onTestFinished(() => written.mockRestore());
  view.rerender(mount());
  expect([...document.querySelectorAll('dd')]).toEqual(before);
  expect(written).not.toHaveBeenCalled();
});
