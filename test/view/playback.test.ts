import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import {
  computePlayRate,
  FOLLOWING,
  indexOfStep,
  isPlaybackSetting,
  type PlaybackSetting,
  type PlaybackState,
} from '../../src/view/playback.js';
import { ViewPlayback } from '../../src/view/viewPlayback.js';
import { finish, start, update } from '../run/createRunEvent.js';

const SEED = 20_261_130;

function createView(): { store: RunStore; playback: ViewPlayback; frame: (dtS: number) => boolean } {
  const store = createRunStore();
  const playback = new ViewPlayback(() => selectShownRun(store.getState()));
  store.subscribe(playback.followRun);
  const frame = (dtS: number): boolean => {
    const run = selectShownRun(store.getState());
    return run !== null && playback.advance(run, dtS);
  };
  return { store, playback, frame };
}

/** A run with the steps from 0 to `last`. */
function createRun(last: number): ReturnType<typeof createView> {
  const view = createView();
  view.store.ingest([start(1), update(2, 1, last)]);
  return view;
}

describe('a playback', () => {
  it('follows the newest step until the viewer leaves it, and again after one command', () => {
    const { store, playback } = createRun(100);
    expect(playback.getState()).toEqual(FOLLOWING);
    expect(playback.shownStep).toBe(100);
    playback.seek(40);
    store.ingest(update(3, 101, 50));
    expect(playback.getState()).toMatchObject({ mode: 'paused', step: 40 });
    expect(playback.shownStep).toBe(40);
    playback.follow();
    expect(playback.shownStep).toBe(150);
  });

  it.each([
    ['seek', (playback: ViewPlayback) => playback.seek(100)],
    ['a step forth', (playback: ViewPlayback) => playback.stepBy(1)],
    ['pause', (playback: ViewPlayback) => playback.pause()],
  ])('%s at the newest step leaves following', (_, command) => {
    const { store, playback } = createRun(100);
    command(playback);
    store.ingest(update(3, 101, 50));
    expect(playback.shownStep).toBe(100);
  });

  it('steps from point to point, over steps that are missing', () => {
    const { store, playback } = createRun(3);
    store.ingest(update(3, 50, 2));
    playback.seek(3);
    playback.stepBy(1);
    expect(playback.shownStep).toBe(50);
    playback.stepBy(-1);
    expect(playback.shownStep).toBe(3);
    playback.seek(20);
    playback.stepBy(-1);
    expect(playback.shownStep).toBe(3);
    playback.seek(20);
    playback.stepBy(1);
    expect(playback.shownStep).toBe(50);
    playback.stepBy(-1000);
    expect(playback.shownStep).toBe(0);
  });

  it.each([
    [1, 11],
    [-1, 10],
    [3, 13],
  ])('steps %d from between two points to step %d', (points, step) => {
    const { playback, frame } = createRun(100);
    playback.seek(10);
    playback.play();
    frame(0.05);
    playback.pause();
    expect(playback.shownStep).toBeCloseTo(10.5, 9);
    playback.stepBy(points);
    expect(playback.shownStep).toBe(step);
  });

  it('keeps its speed within 0.25 and 16, and as it was for what is no number', () => {
    const { playback } = createRun(100);
    const speeds = [2, Number.NaN, 99, 0].map((speed) => {
      playback.setSpeed(speed);
      return playback.getState().speed;
    });
    expect(speeds).toEqual([2, 2, 16, 0.25]);
  });

  it('plays from its step at its speed, whatever comes, and waits at the newest for more', () => {
    const { store, playback, frame } = createRun(1000);
    playback.seek(200);
    playback.play();
    // 1,000 steps in 20 s.
    expect(frame(1)).toBe(true);
    expect(playback.shownStep).toBeCloseTo(250, 9);
    store.ingest(update(3, 1001, 1000));
    playback.setSpeed(4);
    frame(1);
    expect(playback.shownStep).toBeCloseTo(450, 9);
    expect(frame(100)).toBe(false);
    expect(playback.getState()).toMatchObject({ mode: 'playing', step: 2000 });
    store.ingest(update(4, 2001, 10));
    expect(playback.shownStep).toBe(2000);
    expect(frame(0.01)).toBe(true);
    expect(playback.shownStep).toBeCloseTo(2002, 9);
  });

  it('pauses at the end of a run that has ended, and plays from the start at the next press', () => {
    const { store, playback, frame } = createRun(100);
    store.ingest(finish(3, { final_step: 100 }));
    playback.play();
    expect(playback.shownStep).toBe(0);
    expect(frame(1000)).toBe(false);
    expect(playback.getState()).toMatchObject({ mode: 'paused', step: 100 });
    playback.toggle();
    expect(playback.getState()).toMatchObject({ mode: 'playing', step: 0 });
  });

  it('pauses at the end of a run whose training is reported to have ended', () => {
    const { store, playback, frame } = createRun(100);
    store.ingest({
      ...finish(3),
      event: { name: 'TRAIN_RUN_FINISHED', payload: { run_id: 'r', status: 'success' } },
    });
    playback.play();
    frame(60);
    expect(playback.getState()).toMatchObject({ mode: 'paused', step: 100 });
  });

  it('begins again where it loops, after the newest step was seen', () => {
    const { playback, frame } = createRun(100);
    playback.setLooping(true);
    playback.play();
    expect(frame(1000)).toBe(true);
    expect(playback.shownStep).toBe(100);
    frame(0.1);
    expect(playback.shownStep).toBe(0);
  });

  it('follows again when another run comes to be shown', () => {
    const { store, playback } = createRun(100);
    playback.seek(40);
    store.ingest(start(10, { run_id: 'b' }));
    expect(playback.getState().mode).toBe('following');
    expect(playback.shownStep).toBe(0);
  });

  it('stays where a path that begins anew puts it: what comes then does not move it', () => {
    const { store, playback } = createRun(100);
    playback.seek(40);
    store.ingest(start(10));
    expect(playback.shownStep).toBe(0);
    store.ingest(update(11, 1, 60));
    expect(playback.shownStep).toBe(0);
  });

  it('stays at the first point where a path begins anew that has none yet', () => {
    const { store, playback } = createRun(100);
    playback.seek(40);
    store.ingest(start(10, { point0: undefined }));
    expect(playback.shownStep).toBeNull();
    for (const [seq, step] of [
      [11, 0],
      [12, 30],
    ] as const) {
      store.ingest(update(seq, step, 30));
      expect(playback.shownStep).toBe(0);
    }
  });

  it('keeps its step where the path is sent again on a new plane', () => {
    const { store, playback } = createRun(100);
    playback.seek(40);
    store.ingest(start(10, { restart: 'projection' }));
    expect(playback.shownStep).toBe(0);
    store.ingest(update(11, 1, 100));
    expect(playback.shownStep).toBe(40);
  });

  it(`never goes beyond the newest step, nor against the viewer, whatever comes (seed ${SEED})`, () => {
    const command = fc.oneof(
      fc.record({
        kind: fc.constant('arrive' as const),
        points: fc.integer({ min: 1, max: 40 }),
        gap: fc.integer({ min: 0, max: 9 }),
      }),
      fc.record({ kind: fc.constant('frame' as const), dtS: fc.double({ min: 0, max: 3, noNaN: true }) }),
      fc.record({ kind: fc.constant('seek' as const), step: fc.integer({ min: -50, max: 2000 }) }),
      fc.record({ kind: fc.constant('stepBy' as const), points: fc.integer({ min: -5, max: 5 }) }),
      fc.record({ kind: fc.constant('speed' as const), speed: fc.double({ noNaN: true }) }),
      fc.record({
        kind: fc.constantFrom('play' as const, 'pause' as const, 'follow' as const, 'loop' as const),
      }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const { store, playback, frame } = createView();
        store.ingest(start(1));
        let next = 1;
        let seq = 2;
        for (const given of commands) {
          const before = playback.getState();
          const shownBefore = playback.shownStep!;
          if (given.kind === 'arrive') {
            store.ingest(update(seq++, next + given.gap, given.points));
            next += given.gap + given.points;
            expect(playback.getState()).toBe(before);
            if (before.mode !== 'following') expect(playback.shownStep).toBe(shownBefore);
          } else if (given.kind === 'frame') {
            frame(given.dtS);
            if (before.mode !== 'playing') expect(playback.getState()).toBe(before);
            else if (!before.isLooping) expect(playback.shownStep).toBeGreaterThanOrEqual(shownBefore);
          } else if (given.kind === 'seek') playback.seek(given.step);
          else if (given.kind === 'stepBy') playback.stepBy(given.points);
          else if (given.kind === 'speed') playback.setSpeed(given.speed);
          else if (given.kind === 'loop') playback.setLooping(!before.isLooping);
          else playback[given.kind]();
          const { path } = selectShownRun(store.getState())!;
          const { mode, speed } = playback.getState();
          expect(playback.shownStep).toBeGreaterThanOrEqual(path.stepAt(0));
          expect(playback.shownStep).toBeLessThanOrEqual(path.lastStep);
          if (mode === 'following') expect(playback.shownStep).toBe(path.lastStep);
          expect(speed).toBeGreaterThanOrEqual(0.25);
          expect(speed).toBeLessThanOrEqual(16);
        }
      }),
      { seed: SEED },
    );
  });
});

describe('a playback that a host holds', () => {
  it('stays as the host has it, and is asked for', () => {
    const { playback } = createRun(100);
    const asked: PlaybackState[] = [];
    playback.listen((state) => asked.push(state));
    playback.control({ mode: 'paused', step: 10 });
    playback.seek(40);
    expect(playback.shownStep).toBe(10);
    expect(asked).toEqual([{ mode: 'paused', step: 40, speed: 1, isLooping: false }]);
    playback.control({ mode: 'paused', step: 10 });
    expect(playback.shownStep).toBe(10);
    playback.seek(40);
    playback.control(asked[1]);
    expect(playback.shownStep).toBe(40);
  });

  it('is not brought back by an answer to an earlier command', () => {
    const { playback } = createRun(100);
    const asked: PlaybackState[] = [];
    playback.listen((state) => asked.push(state));
    playback.control({ mode: 'paused', step: 10 });
    playback.seek(40);
    playback.seek(41);
    playback.control(asked[0]);
    playback.control(asked[1]);
    expect(playback.shownStep).toBe(41);
  });

  it('goes on while it plays, though the host renders with the step that it began with', () => {
    const { playback, frame } = createRun(1000);
    playback.control({ mode: 'playing', step: 100 });
    frame(1);
    playback.control({ mode: 'playing', step: 100 });
    expect(playback.shownStep).toBeCloseTo(150, 9);
    playback.control({ mode: 'playing', step: 200 });
    expect(playback.shownStep).toBe(200);
  });

  it('stands at the end, and asks for the pause once, though the host has it play', () => {
    const { store, playback, frame } = createRun(100);
    const asked: PlaybackState[] = [];
    let setting: PlaybackSetting = { mode: 'playing', step: 90 };
    playback.control(setting);
    playback.listen((state) => {
      asked.push(state);
      playback.control(setting);
    });
    expect(frame(5)).toBe(false);
    expect(playback.shownStep).toBe(100);
    expect(asked).toEqual([]);
    store.ingest(finish(3));
    for (let i = 0; i < 3; i++) expect(frame(5)).toBe(false);
    expect(asked).toEqual([{ mode: 'paused', step: 100, speed: 1, isLooping: false }]);
    setting = { mode: 'playing', step: 95 };
    playback.control(setting);
    expect(frame(5)).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('shows a step once it has come', () => {
    const { store, playback } = createRun(10);
    playback.control({ mode: 'paused', step: 40 });
    expect(playback.shownStep).toBe(10);
    store.ingest(update(3, 11, 90));
    expect(playback.shownStep).toBe(40);
  });

  it('is the viewer\u2019s again once the host says nothing', () => {
    const { playback } = createRun(100);
    playback.control({ mode: 'paused', step: 10 });
    playback.control(undefined);
    playback.seek(40);
    expect(playback.shownStep).toBe(40);
  });
});

describe('indexOfStep', () => {
  it('lies between the points beside a step that is missing', () => {
    const { store } = createRun(3);
    store.ingest(update(3, 13, 1));
    const { path } = selectShownRun(store.getState())!;
    expect([-1, 0, 3, 8, 13, 99].map((step) => indexOfStep(path, step))).toEqual([0, 0, 3, 3.5, 4, 4]);
  });
});

describe('computePlayRate', () => {
  it('passes a long path in 20 s, and a short one at 10 points a second', () => {
    const rateOf = (last: number): number =>
      computePlayRate(selectShownRun(createRun(last).store.getState())!.path);
    expect(rateOf(2000)).toBe(100);
    expect(rateOf(20)).toBe(10);
  });
});

describe('isPlaybackSetting', () => {
  it('takes a mode with a step, a speed and a loop, or without', () => {
    expect(isPlaybackSetting({ mode: 'following' })).toBe(true);
    expect(isPlaybackSetting({ mode: 'playing', step: 3, speed: 16, isLooping: true })).toBe(true);
  });

  it.each([
    null,
    3,
    {},
    { mode: 'rewind' },
    { mode: 'paused', step: Infinity },
    { mode: 'playing', speed: 17 },
  ])('does not take %j', (value) => expect(isPlaybackSetting(value)).toBe(false));
});
