import { act, render, screen, waitFor } from '@testing-library/react';
import { Component, StrictMode, type PropsWithChildren } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz, useRuns } from '../src/index.js';
import { readLog } from './fixtures/readLog.js';
import { allowConsole } from './support/consoleGuard.js';

const IRIS = readLog('real-iris');

/** The figures of the read-out by their names. */
function figures(): Record<string, string> {
  const names = [...document.querySelectorAll('.gdv-figure')].map((figure) => [
    figure.querySelector('dt')?.textContent ?? '',
    figure.querySelector('dd')?.textContent ?? '',
  ]);
  return Object.fromEntries(names) as Record<string, string>;
}

function send(seq: number, name: string, payload: object): object {
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq,
    ts: 1_790_000_000_000 + seq,
    stage: { id: 'TRAIN', index: 3, status: 'running' },
    event: { name, payload: { run_id: 'run_1', ...payload } },
  };
}

const sendUpdate = (payload: object): object => send(4, 'GD_PATH_UPDATE', payload);

/** A run of two steps on the contract's bowl, whose second point has more than its place. */
function createPlainRun(point: object, surface: object = {}): readonly object[] {
  return [
    send(1, 'LOSS_SURFACE_SPEC_READY', {
      surface_spec: { kind: 'bowl', params: {}, domainHalf: 6, zScale: 0.3 },
      ...surface,
    }),
    send(2, 'GD_PATH_STARTED', { domainHalf: 6, point0: { x: 0.5, y: 0.5 } }),
    send(3, 'GD_PATH_UPDATE', { step_start: 1, points: [{ x: 0.4, y: 0.4, ...point }] }),
  ];
}

/** Such a run, said to be a plane of some training. */
const createProjectedRun = (projection: object): readonly object[] =>
  createPlainRun({ loss: 1.5, residual: 0.25 }, { projection });

// jsdom has neither WebGL 2 nor `matchMedia` nor `ResizeObserver`, as in a host's own tests: the figures have to do.
describe('GradientDescentViz', () => {
  it('shows a recorded run in figures, in surface units, with how it ended', () => {
    render(<GradientDescentViz events={IRIS} />);
    expect(screen.getByText('run_c6fdc8ab')).toBeVisible();
    expect(screen.getByText('Converged')).toBeVisible();
    // The log's last point is (-0.0180…, -0.0188…) of a domain of 6, on the bowl 0.18 (x² + y²).
    expect(figures()).toEqual({ Step: '49', x: '−0.108', y: '−0.1134', Height: '0.004412' });
  });

  it('says that it cannot draw where there is no WebGL 2, and goes on with the figures', () => {
    render(<GradientDescentViz events={IRIS.slice(0, 40)} />);
    expect(screen.getByText(/does not draw WebGL 2/)).toBeVisible();
    expect(screen.getByText('Running')).toBeVisible();
  });

  it('waits where nothing has come', () => {
    render(<GradientDescentViz events={[]} />);
    expect(screen.getByText('Waiting for a run')).toBeVisible();
  });

  it('says what must be known to read the picture rightly', () => {
    const { unmount } = render(<GradientDescentViz events={readLog('real-reconnect-midrun')} />);
    expect(screen.getByText('25 steps missing (35–59)')).toBeVisible();
    unmount();
    render(<GradientDescentViz events={readLog('variant-kind-saddle')} />);
    expect(screen.getByText('The ground is flat: the surface kind “saddle” is not known')).toBeVisible();
  });

  it('[REPORT-3] says of a run that reports every 50th step that it does, once', () => {
    const steps = Array.from({ length: 59 }, (_, i) => 50 * (i + 1));
    const run = (start: object): object[] => [
      send(2, 'GD_PATH_STARTED', { point0: { x: 0.5, y: 0.5 }, ...start }),
      ...steps.map((step) => send(step, 'GD_PATH_UPDATE', { step_start: step, points: [{ x: 0.1, y: 0 }] })),
      send(9999, 'GD_PATH_FINISHED', { final_step: 2950, reason: 'max_steps' }),
    ];
    const { container, unmount } = render(<GradientDescentViz events={run({})} />);
    expect(container).toHaveTextContent('Points for every 50th step');
    expect(container).not.toHaveTextContent('missing');
    unmount();
    const stated = render(<GradientDescentViz events={run({ report_every: 50 })} />);
    expect(stated.container).not.toHaveTextContent(/every 50th step|missing/);
  });

  it('[SURFACE-19] has no height, and no legend, where no surface is known', () => {
    render(<GradientDescentViz events={readLog('variant-kind-saddle')} />);
    expect(Object.keys(figures())).toEqual(['Step', 'x', 'y']);
    expect(document.querySelector('.gdv-legend')).toBeNull();
  });

  it('keeps what was measured apart from what is projected, with how much the plane shows', () => {
    const projection = {
      method: 'pca',
      explainedVariance: [0.87, 0.07],
      randomWalk: [0.81, 0.09],
      checkpoints: 25,
    };
    render(<GradientDescentViz events={createProjectedRun(projection)} surfaceSource="measured" />);
    const [measured, projected] = [...document.querySelectorAll('.gdv-figures')].map((list) =>
      [...list.querySelectorAll('dt')].map(({ textContent }) => textContent),
    );
    expect(measured).toEqual(['Step', 'True loss']);
    expect(projected).toEqual(['x', 'y', 'Height', 'Off plane']);
    expect(screen.getByText('PCA plane · 25 checkpoints')).toBeVisible();
    const shares = [...document.querySelectorAll('.gdv-share')].map(({ textContent }) => textContent);
    expect(shares).toEqual(['Variance shown94 %87 % + 7 %', 'Random walk90 %81 % + 9 %']);
  });

  describe('a surface', () => {
    /** Figures of the read-out, in groups, each after its heading. */
    const groups = (): string[] =>
      [...document.querySelectorAll('.gdv-group, .gdv-figure dt')].map(({ className, textContent }) =>
        className === 'gdv-group' ? `${textContent}:` : textContent,
      );
    const title = () => document.querySelector('.gdv-legend-title')?.textContent;

    it('[SOURCE-2] that illustrates has a legend that says so, and its height stands apart from a reported loss', () => {
      render(<GradientDescentViz events={createPlainRun({ loss: 1.5 })} />);
      expect(title()).toBe('Height (illustrative)');
      expect(document.querySelector('.gdv-legend')).toHaveAccessibleName(
        'Colour: height of the illustration, from 0 to 13',
      );
      expect(groups()).toEqual(['Step', 'True loss', 'Illustrative surface:', 'x', 'y', 'Height']);
    });

    it('[SOURCE-2] that illustrates has its height beside the step where no loss was reported', () => {
      render(<GradientDescentViz events={createPlainRun({})} />);
      expect(title()).toBe('Height (illustrative)');
      expect(groups()).toEqual(['Step', 'x', 'y', 'Height']);
    });

    it('[SOURCE-2] keeps the loss apart where only the newest point lacks it', () => {
      const more = { step_start: 2, points: [{ x: 0.3, y: 0.3 }] };
      render(<GradientDescentViz events={[...createPlainRun({ loss: 1.5 }), sendUpdate(more)]} />);
      expect(groups()).toEqual(['Step', 'True loss', 'Illustrative surface:', 'x', 'y', 'Height']);
      expect(figures()['True loss']).toBe('–');
    });

    it('[SOURCE-2] that was measured has the loss as its height', () => {
      render(<GradientDescentViz events={createPlainRun({ loss: 1.5 }, { source: 'measured' })} />);
      expect(title()).toBe('Loss');
      expect(groups()).toEqual(['Step', 'x', 'y', 'Height', 'True loss']);
    });

    it('[SOURCE-2] is what the host says it is, where it says so', async () => {
      const events = createPlainRun({ loss: 1.5 });
      const view = render(<GradientDescentViz events={events} surfaceSource="measured" />);
      expect(title()).toBe('Loss');
      expect(groups()).toEqual(['Step', 'x', 'y', 'Height', 'True loss']);
      view.rerender(<GradientDescentViz events={events} />);
      expect(title()).toBe('Height (illustrative)');
      view.rerender(
        <GradientDescentViz
          events={createPlainRun({ loss: 1.5 }, { source: 'measured' })}
          surfaceSource="illustrative"
          heightScale="log"
        />,
      );
      await waitFor(() => expect(title()).toBe('Height, log (illustrative)'));
    });

    it('[SOURCE-2] that illustrates a projected training has three groups', () => {
      render(<GradientDescentViz events={createProjectedRun({ method: 'pca' })} />);
      expect(groups()).toEqual([
        'Step',
        'True loss',
        'Projected:',
        'x',
        'y',
        'Off plane',
        'Illustrative surface:',
        'Height',
      ]);
    });
  });

  it('takes in what a longer array adds, and starts over with another', async () => {
    const view = render(<GradientDescentViz events={IRIS.slice(0, 30)} />);
    view.rerender(<GradientDescentViz events={IRIS} />);
    await waitFor(() => expect(figures()['Step']).toBe('49'));
    view.rerender(<GradientDescentViz events={readLog('real-steps1')} />);
    expect(await screen.findByText('run_4c4bba24')).toBeVisible();
    expect(screen.queryByText('run_c6fdc8ab')).toBeNull();
  });

  it('is the same under StrictMode, which mounts twice', () => {
    render(
      <StrictMode>
        <GradientDescentViz events={IRIS} />
      </StrictMode>,
    );
    expect(figures()['Step']).toBe('49');
    expect(screen.getAllByText('run_c6fdc8ab')).toHaveLength(1);
  });

  it('renews its text at most ten times a second, and always ends with the newest', () => {
    vi.useFakeTimers();
    const store = createRunStore();
    render(<GradientDescentViz store={store} />);
    const shown = new Set<string>();
    for (const line of IRIS) {
      act(() => {
        store.ingest(line);
        vi.advanceTimersByTime(4);
      });
      shown.add(figures()['Step'] ?? '');
    }
    // 125 messages in half a second: the first at once, then one text every 100 ms.
    expect(shown.size).toBeLessThanOrEqual(7);
    act(() => {
      vi.advanceTimersByTime(100);
    });
    expect(figures()['Step']).toBe('49');
    vi.useRealTimers();
  });

  it('announces to screen readers when a run begins and ends, not at every step', async () => {
    const view = render(<GradientDescentViz events={IRIS.slice(0, 60)} />);
    const announcement = 'Gradient descent of run run_c6fdc8ab: Running';
    expect(screen.getByText(announcement)).toHaveAttribute('role', 'status');
    const { Step: before } = figures();
    view.rerender(<GradientDescentViz events={IRIS.slice(0, 90)} />);
    await waitFor(() => expect(figures()['Step']).not.toBe(before));
    expect(screen.getByText(announcement)).toBeInTheDocument();
    view.rerender(<GradientDescentViz events={IRIS} />);
    expect(
      await screen.findByText('Gradient descent of run run_c6fdc8ab: Converged after 49 steps'),
    ).toBeInTheDocument();
  });

  it('fills its container with the class and style it was given', () => {
    const { container } = render(
      <GradientDescentViz events={[]} theme="dark" className="mine" style={{ height: 300 }} />,
    );
    expect(container.firstElementChild).toHaveClass('gdv', 'gdv--dark', 'mine');
    expect(container.firstElementChild).toHaveStyle({ height: '300px' });
  });
});

describe("a host's own error", () => {
  it('[HOST-1] leaves a view that was mounted later as live as any', async () => {
    const onFault = vi.fn();
    const store = createRunStore({ onFault });
    store.subscribe(() => {
      throw new Error('mine');
    });
    render(<GradientDescentViz store={store} />);
    expect(screen.getByText('Waiting for a run')).toBeVisible();
    act(() => {
      for (const event of IRIS) store.ingest(event);
    });
    await waitFor(() => expect(screen.getByText('Converged')).toBeVisible());
    expect(onFault).toHaveBeenCalled();
  });

  it('[HOST-1] in a selector stays in the component that gave it', async () => {
    const store = createRunStore();
    allowConsole(/mine/);
    function Broken(): string {
      return useRuns(store, ({ runKeys }) => {
        if (runKeys.length > 0) throw new Error('mine');
        return 'whole';
      });
    }
    class Boundary extends Component<PropsWithChildren> {
      override state = { hasFailed: false };
      static getDerivedStateFromError = () => ({ hasFailed: true });
      override render() {
        return this.state.hasFailed ? 'broken' : this.props.children;
      }
    }
    render(
      <>
        <Boundary>
          <Broken />
        </Boundary>
        <GradientDescentViz store={store} />
      </>,
    );
    expect(screen.getByText('whole')).toBeVisible();
    act(() => {
      for (const event of IRIS) store.ingest(event);
    });
    await waitFor(() => expect(screen.getByText('Converged')).toBeVisible());
    expect(screen.getByText('broken')).toBeVisible();
  });
});

/** What is said on the console of a prop. */
function watchWarnings(): (name: string) => string[] {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
  return (name) =>
    warn.mock.calls
      .map(([text]) => String(text))
      .filter((text) => text.startsWith(`GradientDescentViz: ${name}: expected`));
}

const bare: unknown = Object.create(null);

describe('a prop that makes no sense', () => {
  it.each<[string, object]>([
    ['theme', { theme: 'purple' }],
    ['theme', { theme: 7 }],
    ['theme.base', { theme: { base: bare } }],
    ['theme.base', { theme: { base: 'mauve' } }],
    ['theme.marker', { theme: { marker: 7 } }],
    ['theme', { theme: Symbol('dark') }],
    ['theme', { theme: ['dark'] }],
    ['colorMap', { colorMap: 'jet' }],
    ['colorMap', { colorMap: 'constructor' }],
    ['colorMap', { colorMap: ['viridis'] }],
    ['colorMap', { colorMap: '' }],
    ['heightScale', { heightScale: 'root' }],
    ['surfaceSource', { surfaceSource: 'guessed' }],
    ['showsSilence', { showsSilence: 'no' }],
    ['onNotices', { onNotices: {} }],
    ['heightScale', { heightScale: bare }],
    ['lossRange', { lossRange: [2, 1] }],
    ['lossRange', { lossRange: [0, 1, 2] }],
    ['lossRange', { lossRange: 'robust' }],
    ['assetCredentials', { assetCredentials: 'all' }],
    ['maxAssetBytes', { maxAssetBytes: Number.NaN }],
    ['maxAssetBytes', { maxAssetBytes: -1 }],
    ['maxAssetBytes', { maxAssetBytes: '64' }],
    ['maxPixelRatio', { maxPixelRatio: 0 }],
    ['maxPixelRatio', { maxPixelRatio: '2' }],
    ['quality', { quality: 'best' }],
    ['quality', { quality: true }],
    ['className', { className: 3 }],
    ['className', { className: bare }],
    ['style', { style: 'height: 300px' }],
    ['style', { style: [] }],
    ['fetchAsset', { fetchAsset: '/grids' }],
    ['assetBaseUrl', { assetBaseUrl: 5 }],
    ['assetOrigins', { assetOrigins: 'https://host.example' }],
    ['assetCacheKey', { assetCacheKey: {} }],
    ['assetCacheKey', { assetCacheKey: 42 }],
  ])('%s %o is named once on the console, and has its default', (name, props) => {
    const said = watchWarnings();
    const view = render(<GradientDescentViz events={IRIS} {...props} />);
    view.rerender(<GradientDescentViz events={IRIS} {...props} />);
    expect(screen.getByText('Converged')).toBeVisible();
    expect(view.container.firstElementChild!.className).toBe('gdv gdv--auto');
    expect(said(name)).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['store', { store: {} }],
    ['store', { store: 'ws://127.0.0.1:8000/ws' }],
    ['store', { store: [] }],
    ['events', { events: '{"v":1}' }],
    ['events', { events: {} }],
    ['events', { events: 5 }],
  ])('%s %o is named once on the console, and nothing of it is shown', async (name, props) => {
    const said = watchWarnings();
    const given = { events: [], ...props } as { readonly events: readonly unknown[] };
    const view = render(<GradientDescentViz {...given} />);
    view.rerender(<GradientDescentViz {...given} />);
    expect(screen.getByText('Waiting for a run')).toBeVisible();
    expect(said(name)).toHaveLength(1);
    view.rerender(<GradientDescentViz events={IRIS} />);
    expect(await screen.findByText('Converged')).toBeVisible();
  });

  it.each([
    'store',
    'events',
    'theme',
    'colorMap',
    'heightScale',
    'maxPixelRatio',
    'quality',
    'surfaceSource',
    'showsSilence',
    'onNotices',
    'className',
    'style',
    'fetchAsset',
    'assetBaseUrl',
    'assetOrigins',
    'assetCredentials',
    'assetCacheKey',
    'maxAssetBytes',
  ])('%s null is one that is not given', (name) => {
    const said = watchWarnings();
    const { container } = render(<GradientDescentViz events={IRIS} {...{ [name]: null }} />);
    expect(container.firstElementChild!.className).toBe('gdv gdv--auto');
    expect(said(name)).toEqual([]);
  });

  it('is named once for each value, however often it changes, and one that makes sense again holds', () => {
    const said = watchWarnings();
    const view = render(<GradientDescentViz events={IRIS} theme="dark" />);
    const show = (theme: string): string => {
      view.rerender(<GradientDescentViz events={IRIS} {...({ theme } as object)} />);
      return view.container.firstElementChild!.className;
    };
    for (let i = 0; i < 3; i++) {
      expect(show('mauve')).toBe('gdv gdv--auto');
      expect(show('teal')).toBe('gdv gdv--auto');
      expect(show('dark')).toBe('gdv gdv--dark');
    }
    expect(said('theme')).toEqual([
      'GradientDescentViz: theme: expected one of auto, light, dark, got "mauve"; its default holds',
      'GradientDescentViz: theme: expected one of auto, light, dark, got "teal"; its default holds',
    ]);
  });
});
