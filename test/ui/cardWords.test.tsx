import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz, type ConnectionState } from '../../src/index.js';
import { PictureMessage } from '../../src/ui/PictureMessage.js';
import { finish, spec, start, update } from '../run/createRunEvent.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const START = start(2, { point0: { x: 0, y: 0 } });
const point = (step: number): object => update(2 + step, step, [{ x: step / 100, y: 0 }]);

describe('the projection', () => {
  const noteOf = (projection: object): HTMLElement => {
    render(<GradientDescentViz events={[spec(1, {}, { projection }), START]} />);
    return screen.getByRole('complementary', { name: 'Projection' });
  };
  const widthsOf = (note: HTMLElement): (readonly string[])[] =>
    [...note.querySelectorAll('.gdv-share-bar')].map((bar) =>
      [...bar.children].map((share) => (share as HTMLElement).style.width),
    );

  it.each([
    [{ method: 'pca' }, 'PCA plane'],
    [{ method: 'random' }, 'Random plane'],
    [{ method: 'random', seed: 7_654_321 }, 'Random plane · seed 7654321'],
    [{ method: 'pca', seed: 7 }, 'PCA plane'],
    [{ method: 'pca', checkpoints: 0 }, 'PCA plane · 0 checkpoints'],
    [{ method: 'pca', checkpoints: 1 }, 'PCA plane · 1 checkpoint'],
    [{ method: 'random', seed: 3, checkpoints: 1024 }, 'Random plane · 1\u202f024 checkpoints · seed 3'],
  ])('%j is said as %s', (projection, text) => {
    expect(noteOf(projection).textContent).toBe(text);
  });

  it('says each axis’s share, x first, and their sum', () => {
    const note = noteOf({ method: 'pca', explainedVariance: [0.614, 0.171] });
    // 61.4 % and 17.1 %, together 78.5 %.
    expect(note.querySelector('.gdv-share')!.textContent).toBe('Variance shown79 %61 % + 17 %');
    expect(note.querySelectorAll('.gdv-share')).toHaveLength(1);
    expect(widthsOf(note)).toEqual([['61.4%', '17.1%']]);
  });

  it('sets beside it what chance alone would show, as a comparison', () => {
    const note = noteOf({ method: 'pca', explainedVariance: [0.5, 0.125], randomWalk: [0.25, 0.0625] });
    const [shown, walk] = note.querySelectorAll('.gdv-share');
    expect(shown!.textContent).toBe('Variance shown63 %50 % + 13 %');
    expect(shown).not.toHaveClass('gdv-share--comparison');
    expect(walk!.textContent).toBe('Random walk31 %25 % + 6 %');
    expect(walk).toHaveClass('gdv-share--comparison');
    expect(widthsOf(note)).toEqual([
      ['50%', '12.5%'],
      ['25%', '6.25%'],
    ]);
  });

  it('says nothing of shares that it was not sent', () => {
    expect(noteOf({ method: 'pca', randomWalk: [0.2, 0.1] }).querySelector('dl')).toBeNull();
  });
});

describe('what a screen reader announces at a run’s end', () => {
  it.each([
    [1, ' after 0 steps'],
    [2, ' after 1 step'],
    [1501, ' after 1\u202f500 steps'],
  ])('of %d points', (count, text) => {
    const points = Array.from({ length: count }, (_, i) => ({ x: i / count, y: 0 }));
    render(
      <GradientDescentViz
        events={[start(2, { point0: points[0] }), update(3, 0, points), finish(4, { final_step: count })]}
      />,
    );
    expect(document.querySelector('.gdv-announcement')!.textContent).toBe(
      `Gradient descent of run r: Converged${text}`,
    );
  });
});

describe('the link', () => {
  const show = (connection: ConnectionState): HTMLElement | null => {
    const store = createRunStore();
    for (const event of [START, point(1)]) store.ingest(event);
    store.setConnection(connection);
    render(<GradientDescentViz store={store} />);
    return document.querySelector<HTMLElement>('.gdv-connection');
  };

  it.each<[ConnectionState, string, string]>([
    [{ status: 'open', isQuiet: true }, 'Waiting for data', 'The link is open, and nothing has come over it'],
    [{ status: 'connecting', attempt: 1 }, 'Connecting', ''],
    [{ status: 'connecting', attempt: 2 }, 'Connecting, attempt 2', ''],
    [{ status: 'connecting', attempt: 17 }, 'Connecting, attempt 17', ''],
    [{ status: 'connecting', attempt: 3, isForNextRun: true }, 'Ended, waiting for the next run', ''],
    [
      { status: 'waiting', attempt: 4, retryInMs: 6001, reason: 'closed (1006)' },
      'Reconnecting in 7 s',
      'closed (1006)',
    ],
    [
      { status: 'waiting', attempt: 4, retryInMs: 6000, reason: 'closed (1006)' },
      'Reconnecting in 6 s',
      'closed (1006)',
    ],
    [
      { status: 'waiting', attempt: 4, retryInMs: 1, reason: 'no answer' },
      'Reconnecting in 1 s',
      'no answer',
    ],
    [{ status: 'waiting', attempt: 1, retryInMs: 0, reason: 'no answer' }, 'Reconnecting', 'no answer'],
    [{ status: 'closed', reason: 'by the host' }, 'Disconnected', 'by the host'],
    [{ status: 'failed', reason: 'token expired' }, 'Connection failed: token expired', 'token expired'],
  ])('%j is said as %s', (connection, text, title) => {
    const notice = show(connection)!;
    expect(notice.textContent).toBe(text);
    expect(notice.title).toBe(title);
    expect(notice).toHaveClass('gdv-connection', `gdv-connection--${connection.status}`);
  });

  it.each<[ConnectionState]>([[{ status: 'idle' }], [{ status: 'open' }]])('%j is silent', (connection) => {
    expect(show(connection)).toBeNull();
  });

  it('counts each wait from its own beginning', () => {
    const store = createRunStore();
    const wait = (retryInMs: number): void => {
      act(() => {
        store.setConnection({ status: 'waiting', attempt: 1, retryInMs, reason: 'no answer' });
        vi.advanceTimersByTime(100);
      });
    };
    const text = (): string => document.querySelector('.gdv-connection')!.textContent;
    render(<GradientDescentViz store={store} />);
    wait(9000);
    act(() => void vi.advanceTimersByTime(3000));
    expect(text()).toBe('Reconnecting in 6 s');
    wait(20_000);
    expect(text()).toBe('Reconnecting in 20 s');
    act(() => void vi.advanceTimersByTime(19_000));
    expect(text()).toBe('Reconnecting in 1 s');
    act(() => void vi.advanceTimersByTime(1000));
    expect(text()).toBe('Reconnecting');
  });

  it('is said where a run is awaited too', () => {
    const store = createRunStore();
    store.setConnection({ status: 'closed', reason: 'the log ended' });
    render(<GradientDescentViz store={store} />);
    expect(document.querySelector('.gdv-overlay')!.textContent).toMatch(/Waiting for a runDisconnected$/);
  });
});

describe('in the place of a picture', () => {
  it.each([
    ['undrawable', 'This browser does not draw WebGL 2, and so no picture. The figures go on.', 0],
    ['lost', 'The picture was lost: browsers keep about 16 of them on a page. The figures go on.', 1],
    ['failed', 'The picture could not be drawn. The figures go on.', 1],
  ] as const)('it is said that it is %s', async (reason, text, buttons) => {
    vi.useRealTimers();
    const onDrawAgain = vi.fn();
    render(<PictureMessage reason={reason} onDrawAgain={onDrawAgain} />);
    const card = screen.getByRole('region', { name: 'Picture' });
    expect(screen.getByRole('status').textContent).toBe(text);
    expect(card.querySelectorAll('button')).toHaveLength(buttons);
    for (const button of card.querySelectorAll('button')) {
      expect(button).toHaveTextContent(/^Draw again$/);
      await userEvent.click(button);
    }
    expect(onDrawAgain).toHaveBeenCalledTimes(buttons);
  });

  it('there is none in jsdom, and the rest goes on', () => {
    const { container } = render(<GradientDescentViz events={[START]} />);
    expect(container.querySelector('.gdv-picture p')).toHaveTextContent(/does not draw WebGL 2/);
    expect(container.querySelector('.gdv-canvas')).toBeNull();
  });
});

describe('silence is said in whole units', () => {
  it.each([
    [30_000, 'No step for 30 s'],
    [59_999, 'No step for 59 s'],
    [60_000, 'No step for 1 min'],
    [179_000, 'No step for 2 min'],
    [3_599_000, 'No step for 59 min'],
    [3_600_000, 'No step for 1 h'],
    [3 * 3_600_000 - 1000, 'No step for 2 h'],
  ])('after %d ms', (ms, text) => {
    const store = createRunStore();
    for (const event of [START, point(1)]) store.ingest(event);
    const view = render(<GradientDescentViz store={store} />);
    onTestFinished(view.unmount);
    act(() => void vi.advanceTimersByTime(ms));
    const status = document.querySelector<HTMLElement>('.gdv-status')!;
    expect(status.textContent).toBe(text);
    expect(status.className).toBe('gdv-status gdv-status--silent');
    expect(status.title).toBe('The run has not ended');
  });
});
