import { act, render, screen } from '@testing-library/react';
import { createRef, StrictMode, useState } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createRunStore,
  GradientDescentViz,
  type GradientDescentVizHandle,
  type GradientDescentVizProps,
  type PlainPoint,
} from '../../src/index.js';
import { createMessage, createStart, createUpdate } from '../protocol/createMessage.js';

const BOWL = { kind: 'bowl', params: { a: 0.4, b: 0.1 } };
const PATH = [
  { x: 0.9, y: 0.1, loss: 2.5 },
  { x: 0.8, y: 0.1, loss: 1.25 },
];

let seq = 0;
const of = (message: object): object => ({ ...message, seq: ++seq });
const start = (run_id: string) => of(createStart({ run_id }));
const end = (run_id: string, reason = 'converged') =>
  of(createMessage('GD_PATH_FINISHED', { run_id, final_step: 0, reason }));

describe('a run of plain data in the component', () => {
  it('is read out, grows and ends as its props do', () => {
    function Host() {
      const [path, setPath] = useState<readonly PlainPoint[]>(PATH);
      const [finished, setFinished] = useState<boolean | 'converged'>(false);
      return (
        <>
          <GradientDescentViz surface={BOWL} path={path} run="lr 0.1" finished={finished} />
          <button onClick={() => setPath((points) => [...points, { x: 0.7, y: 0, loss: 0.5 }])}>step</button>
          <button onClick={() => setFinished('converged')}>end</button>
        </>
      );
    }
    render(<Host />);
    expect(screen.getByRole('region', { name: 'Run lr 0.1' })).toBeVisible();
    expect(screen.getByText('True loss').nextSibling).toHaveTextContent('1.25');
    expect(screen.getByText('Running')).toBeVisible();
    act(() => screen.getByText('end').click());
    expect(screen.getByText('Converged')).toBeVisible();
  });

  it('has what is reported beside its path', () => {
    const ref = createRef<GradientDescentVizHandle>();
    const metrics = [{ name: 'loss', split: 'train', values: [1, 0.5], steps: [1, 2] }];
    const { rerender } = render(<GradientDescentViz ref={ref} path={PATH} metrics={metrics} />);
    const shown = () => ref.current!.getRun()!.reported.series.map(({ points }) => points.stepAt(0));
    expect(shown()).toEqual([1]);
    rerender(<GradientDescentViz ref={ref} path={PATH} metrics={null} />);
    expect(shown()).toEqual([]);
  });

  it('is in the HTML of a server', () => {
    const html = renderToString(<GradientDescentViz surface={BOWL} path={PATH} run="lr 0.1" />);
    expect(html).toContain('lr 0.1');
    expect(html).toContain('1.25');
  });

  it('warns of data beside a store, which is not read', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    render(<GradientDescentViz store={createRunStore()} path={PATH} />);
    expect(warn.mock.calls).toEqual([
      [
        'GradientDescentViz: path: expected nothing beside `store` or `events`, got an array of 2; it is not read',
      ],
    ]);
    expect(screen.getByText('Waiting for a run')).toBeVisible();
  });

  it.each([
    [{ surface: 5 }, 'surface: expected { kind, params? } or { values, resolution }, got 5; it is left out'],
    [
      { path: 'x' },
      'path: expected an array of { x, y, loss? }, or columns { x, y, loss? }, got "x"; it is left out',
    ],
    [
      { path: { x: [1] } },
      'path: expected an array of { x, y, loss? }, or columns { x, y, loss? }, got an object; it is left out',
    ],
    [
      { metrics: { loss: [1] } },
      'metrics: expected an array of { name, split?, values, steps? }, got an object; it is left out',
    ],
    [{ finished: 3 }, 'finished: expected true, false or a reason, got 3; its default holds'],
    [{ run: '' }, 'run: expected a key or an id, got ""; its default holds'],
    [
      { camera: { position: [0, 0, 1], target: [0, 0] } },
      'camera: expected { position, target }, three finite numbers each, got an object; its default holds',
    ],
  ])('says of %j what would do', (props, words) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    render(<GradientDescentViz {...(props as object)} />);
    expect(warn.mock.calls).toEqual([[`GradientDescentViz: ${words}`]]);
  });
});

describe('a view’s own run', () => {
  it('is shown in that view alone, whatever the store shows, and none until it comes', () => {
    const store = createRunStore();
    store.ingest([start('a'), start('b')]);
    const { rerender } = render(<GradientDescentViz store={store} run="a" />);
    expect(screen.getByRole('region', { name: 'Run a' })).toBeVisible();
    rerender(<GradientDescentViz store={store} />);
    expect(screen.getByRole('region', { name: 'Run b' })).toBeVisible();
    rerender(<GradientDescentViz store={store} run="c" />);
    expect(screen.getByText('Waiting for a run')).toBeVisible();
    act(() => store.ingest(start('c')));
    expect(screen.getByRole('region', { name: 'Run c' })).toBeVisible();
  });
});

describe('what a host has called', () => {
  it('onRunChange: the run that is shown, when it is another, and null when it is gone', () => {
    const store = createRunStore();
    const onRunChange = vi.fn();
    const { rerender } = render(
      <StrictMode>
        <GradientDescentViz store={store} onRunChange={onRunChange} />
      </StrictMode>,
    );
    const called = () =>
      onRunChange.mock.calls.map(([run]) => (run as { runId: string } | null)?.runId ?? null);
    expect(called()).toEqual([]);
    act(() => store.ingest(start('a')));
    act(() => store.ingest(of(createUpdate({ run_id: 'a', step_start: 1 }))));
    act(() => store.ingest(start('b')));
    rerender(
      <StrictMode>
        <GradientDescentViz store={store} run="a" onRunChange={onRunChange} />
      </StrictMode>,
    );
    act(() => store.clear());
    expect(called()).toEqual(['a', 'b', 'a', null]);
  });

  it('onFinish: once for each end that is seen, by the newest function', () => {
    const store = createRunStore();
    store.ingest([start('a'), end('a')]);
    const [first, onFinish] = [vi.fn(), vi.fn()];
    const { rerender } = render(<GradientDescentViz store={store} onFinish={first} />);
    rerender(<GradientDescentViz store={store} onFinish={onFinish} />);
    act(() => store.ingest(start('b')));
    act(() => store.ingest(end('b', 'error')));
    act(() => store.ingest(of(createUpdate({ run_id: 'b', step_start: 0 }))));
    expect(first).not.toHaveBeenCalled();
    expect(onFinish.mock.calls).toMatchObject([[{ runId: 'b', end: { reason: 'error' } }]]);
  });

  it('onDiagnostic: each once, those first that came before the view did', () => {
    const store = createRunStore();
    store.ingest('junk');
    const onDiagnostic = vi.fn();
    render(
      <StrictMode>
        <GradientDescentViz store={store} onDiagnostic={onDiagnostic} />
      </StrictMode>,
    );
    act(() => store.ingest([5, {}]));
    expect(onDiagnostic.mock.calls.flat()).toEqual(store.getState().diagnostics);
    expect(onDiagnostic.mock.calls.length).toBe(2);
  });

  it('what they throw reaches neither React nor the store', async () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const store = createRunStore();
    const fail = (): never => {
      throw new Error('host');
    };
    render(<GradientDescentViz store={store} onRunChange={fail} onFinish={fail} onDiagnostic={fail} />);
    act(() => store.ingest([start('a'), 5]));
    act(() => store.ingest(end('a')));
    expect(await screen.findByText('Converged')).toBeVisible();
    expect(report.mock.calls.flat().map((error) => (error as Error).message)).toEqual([
      'host',
      'host',
      'host',
    ]);
  });
});

describe('the ref without WebGL', () => {
  it('gives the run, the camera and no place on screen, and takes a camera', () => {
    const ref = createRef<GradientDescentVizHandle>();
    const onCameraChange = vi.fn();
    const onReady = vi.fn();
    render(<GradientDescentViz ref={ref} path={PATH} onCameraChange={onCameraChange} onReady={onReady} />);
    const { getRun, getCamera, setCamera, getScreenPosition, fit } = ref.current!;
    expect(getRun()?.path.length).toBe(2);
    expect(getScreenPosition(0)).toBeNull();
    const opening = getCamera();
    const pose = { position: [0, 4, 0.1], target: [0, 0, 0] } as const;
    setCamera(pose);
    expect(getCamera()).toEqual(pose);
    fit();
    expect(getCamera()).toEqual(opening);
    expect(onCameraChange.mock.calls).toEqual([[pose], [opening]]);
    expect(() => setCamera({ position: [0, 0, Number.NaN], target: [0, 0, 0] })).toThrow(RangeError);
    expect(onReady).not.toHaveBeenCalled();
  });

  it('leaves a camera that the host holds where it is, and asks', () => {
    const ref = createRef<GradientDescentVizHandle>();
    const onCameraChange = vi.fn();
    const held = { position: [1, 2, 3], target: [0, 0, 0] } as const;
    render(<GradientDescentViz ref={ref} path={PATH} camera={held} onCameraChange={onCameraChange} />);
    const asked = { position: [0, 4, 0.1], target: [0, 0, 0] } as const;
    act(() => ref.current!.setCamera(asked));
    expect([ref.current!.getCamera(), onCameraChange.mock.calls]).toEqual([held, [[asked]]]);
  });
});

/** What a host's compiler takes and what it refuses; it runs with the type check. */
const props = (given: GradientDescentVizProps): GradientDescentVizProps => given;
const store = createRunStore();

it('has types that take one source of data, and refuse two or a wrong one', () => {
  const taken = [
    props({ store, run: 'a' }),
    props({ events: [{}, 'text'] }),
    props({
      path: PATH,
      surface: BOWL,
      finished: 'max_steps',
      hyperparams: { eta: 0.1, momentum: 0.9, optimizer: 'sgd' },
      metrics: [{ name: 'loss', split: 'val', values: new Float32Array(2), steps: [0, 10] }],
    }),
    props({ path: { x: new Float32Array(2), y: [0, 1] }, surface: { values: [1, 2, 3, 4], resolution: 2 } }),
    props({ path: null, surface: undefined, camera: { position: [0, 0, 1], target: [0, 0, 0] } }),
    props({ events: [], onRunChange: (run) => run?.path.length, onFinish: ({ end }) => end?.reason }),
  ];
  const refused = [
    // @ts-expect-error -- two sources
    props({ store, events: [] }),
    // @ts-expect-error -- a point without y
    props({ path: [{ x: 1 }] }),
    // @ts-expect-error -- samples without their number
    props({ surface: { values: [1, 2, 3, 4] } }),
    // @ts-expect-error -- no reason
    props({ path: PATH, finished: 'yes' }),
    // @ts-expect-error -- values without a name
    props({ path: PATH, metrics: [{ values: [1, 2] }] }),
    // @ts-expect-error -- two coordinates
    props({ path: PATH, camera: { position: [0, 1], target: [0, 0, 0] } }),
    // @ts-expect-error -- no array
    props({ events: 5 }),
    // @ts-expect-error -- a name is a text
    props({ store, run: 5 }),
  ];
  expect([taken.length, refused.length]).toEqual([6, 8]);
});
