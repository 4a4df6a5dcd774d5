import type { PathView } from '../path/pathView.js';

/**
 * `following`: the playhead is at the newest point. `playing`: it goes on from a step at a speed. `paused`: it stands at a
 * step, whatever comes.
 */
const PLAYBACK_MODES = ['following', 'playing', 'paused'] as const;
export type PlaybackMode = (typeof PLAYBACK_MODES)[number];

/** Speeds to choose from; 1 passes the path once in {@link PASS_S} seconds. */
export const PLAYBACK_SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16] as const;

/** Where in a run's time a view is, and how it goes on. */
export interface PlaybackState {
  readonly mode: PlaybackMode;
  /** Step of the playhead, fractional while it plays; null while it follows the newest. */
  readonly step: number | null;
  /** From 0.25 to 16. */
  readonly speed: number;
  /** Whether it begins again once it has played to the newest step. */
  readonly isLooping: boolean;
}

/** What of the path a playhead goes by. */
export type PlaybackPath = Pick<PathView, 'length' | 'stepAt' | 'lastStep' | 'lowerBound'>;

/** Of a view without a run. */
export const NO_PATH: PlaybackPath = { length: 0, lastStep: -1, stepAt: () => -1, lowerBound: () => 0 };

export const FOLLOWING: PlaybackState = { mode: 'following', step: null, speed: 1, isLooping: false };

/** Seconds in which the path is played once at speed 1, unless that would be slower than {@link LEAST_POINTS_PER_S}. */
const PASS_S = 20;
const LEAST_POINTS_PER_S = 10;

const [LEAST_SPEED, GREATEST_SPEED] = [0.25, 16];

/** Steps a second at speed 1, by the path as it is. */
export function computePlayRate(path: PlaybackPath): number {
  if (path.length < 2) return LEAST_POINTS_PER_S;
  const span = path.lastStep - path.stepAt(0);
  return Math.max(span / PASS_S, (LEAST_POINTS_PER_S * span) / (path.length - 1));
}

/** The step that is shown: never beyond the newest, whatever was sought; null where there is no point. */
export function computeShownStep({ step }: PlaybackState, path: PlaybackPath): number | null {
  if (path.length === 0) return null;
  return step === null ? path.lastStep : Math.min(Math.max(step, path.stepAt(0)), path.lastStep);
}

/** Begins to play: from the playhead, or from the first point where there is nothing after it. */
export function play(state: PlaybackState, path: PlaybackPath): PlaybackState {
  const shown = computeShownStep(state, path);
  if (shown === null || state.mode === 'playing') return state;
  return { ...state, mode: 'playing', step: shown < path.lastStep ? shown : path.stepAt(0) };
}

export function pause(state: PlaybackState, path: PlaybackPath): PlaybackState {
  const step = computeShownStep(state, path);
  return step === null || state.mode === 'paused' ? state : { ...state, mode: 'paused', step };
}

/** Stands at a step, paused. One that is beyond the path becomes its nearest. */
export function seek(state: PlaybackState, path: PlaybackPath, step: number): PlaybackState {
  if (path.length === 0 || Number.isNaN(step)) return state;
  const shown = computeShownStep({ ...state, step }, path);
  return { ...state, mode: 'paused', step: shown };
}

/** Stands so many points after the playhead, or before it, paused. @param points - an integer */
export function stepBy(state: PlaybackState, path: PlaybackPath, points: number): PlaybackState {
  const shown = computeShownStep(state, path);
  if (shown === null) return state;
  const next = path.lowerBound(shown);
  const isOnPoint = next < path.length && path.stepAt(next) === shown;
  // From between two points one step back is the earlier of them.
  const from = isOnPoint || points < 0 ? next : next - 1;
  const index = Math.min(Math.max(from + points, 0), path.length - 1);
  return { ...state, mode: 'paused', step: path.stepAt(index) };
}

export function follow(state: PlaybackState): PlaybackState {
  return state.mode === 'following' ? state : { ...state, mode: 'following', step: null };
}

/** @param speed - what is beyond 0.25 to 16 becomes the nearer of them */
export function setSpeed(state: PlaybackState, speed: number): PlaybackState {
  const bounded = Math.min(Math.max(speed, LEAST_SPEED), GREATEST_SPEED);
  return Number.isNaN(speed) || bounded === state.speed ? state : { ...state, speed: bounded };
}

/**
 * What plays, some time later. At the newest step it begins again where it loops, waits for more where the run goes on, and
 * else pauses.
 * @param rate - steps a second at speed 1; see {@link computePlayRate}
 * @param hasEnded - whether no more points are to come
 */
export function advancePlayback(
  state: PlaybackState,
  path: PlaybackPath,
  dtS: number,
  rate: number,
  hasEnded: boolean,
): PlaybackState {
  const shown = computeShownStep(state, path);
  if (state.mode !== 'playing' || shown === null) return state;
  const step = shown + Math.max(dtS, 0) * rate * state.speed;
  if (step < path.lastStep) return { ...state, step };
  if (state.isLooping && path.length > 1) {
    // The newest step is seen before it begins again.
    return { ...state, step: shown < path.lastStep ? path.lastStep : path.stepAt(0) };
  }
  return { ...state, mode: hasEnded ? 'paused' : 'playing', step: path.lastStep };
}

/** Fractional index of a step among the points of a path that has one at least: between two of them where it is missing. */
export function indexOfStep(path: PlaybackPath, step: number): number {
  const next = path.lowerBound(step);
  if (next === 0) return 0;
  if (next >= path.length) return path.length - 1;
  const before = path.stepAt(next - 1);
  return next - 1 + (step - before) / (path.stepAt(next) - before);
}

/** Whether more frames are due. */
export function isPlaybackMoving(state: PlaybackState, path: PlaybackPath): boolean {
  if (state.mode !== 'playing' || path.length < 2) return false;
  return state.isLooping || state.step === null || state.step < path.lastStep;
}

/** What a host asks for. */
export interface PlaybackSetting {
  readonly mode: PlaybackMode;
  /** Not read while it follows. @defaultValue where the playhead is */
  readonly step?: number | null | undefined;
  /** From 0.25 to 16. @defaultValue as it is */
  readonly speed?: number | undefined;
  /** @defaultValue as it is */
  readonly isLooping?: boolean | undefined;
}

/** Whether a value is a {@link PlaybackSetting}. */
export function isPlaybackSetting(value: unknown): value is PlaybackSetting {
  const { mode, step, speed, isLooping } = (value ?? {}) as Partial<Record<keyof PlaybackSetting, unknown>>;
  return (
    PLAYBACK_MODES.some((known) => known === mode) &&
    (step == null || Number.isFinite(step)) &&
    (speed === undefined || isSpeed(speed)) &&
    (isLooping === undefined || typeof isLooping === 'boolean')
  );
}

function isSpeed(value: unknown): boolean {
  return typeof value === 'number' && value >= LEAST_SPEED && value <= GREATEST_SPEED;
}

export function isSameSetting(a: PlaybackSetting, b: PlaybackSetting): boolean {
  return a.mode === b.mode && a.step === b.step && a.speed === b.speed && a.isLooping === b.isLooping;
}

/** The state that a setting asks for. */
export function applySetting(
  state: PlaybackState,
  { mode, step, speed = state.speed, isLooping = state.isLooping }: PlaybackSetting,
  path: PlaybackPath,
): PlaybackState {
  const asked = mode === 'following' ? null : (step ?? state.step ?? Math.max(path.lastStep, 0));
  return { mode, step: asked, speed, isLooping };
}

export function isSamePlayback(a: PlaybackState, b: PlaybackState): boolean {
  return a.mode === b.mode && Object.is(a.step, b.step) && a.speed === b.speed && a.isLooping === b.isLooping;
}
