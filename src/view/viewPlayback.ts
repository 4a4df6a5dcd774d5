import type { RunState } from '../run/runState.js';
import { selectIsOver } from '../run/selectors.js';
import {
  advancePlayback,
  applySetting,
  computePlayRate,
  computeShownStep,
  follow,
  FOLLOWING,
  isPlaybackMoving,
  isSamePlayback,
  isSameSetting,
  NO_PATH,
  pause,
  play,
  seek,
  setSpeed,
  stepBy,
  type PlaybackSetting,
  type PlaybackState,
} from './playback.js';

/** What of the shown run its time is. */
type ShownRun = Pick<RunState, 'key' | 'path' | 'status' | 'reported' | 'descentOrder'>;

/**
 * A view's place in the time of the run that it shows: which commands it received, who is asked, and who is notified. A
 * playback that the host controls stays as the host has it, as a controlled input keeps its value.
 */
export class ViewPlayback {
  private state = FOLLOWING;
  private rate = 1;
  private runKey: string | null = null;
  private descentOrder: RunState['descentOrder'] = null;
  /** What the host said last; null where it leaves the playback to the viewer. */
  private controlled: PlaybackSetting | null = null;
  private onAsk: ((state: PlaybackState) => void) | null = null;
  /** States that the host received and has not answered. */
  private unanswered: PlaybackState[] = [];
  /** The pause that was asked for at the end of what plays; null once something else was taken over. */
  private askedEnd: PlaybackState | null = null;
  private readonly listeners = new Set<() => void>();

  /** @param readRun - the run that is shown now */
  constructor(private readonly readRun: () => ShownRun | null) {}

  /** The same object until something changes. */
  readonly getState = (): PlaybackState => this.state;

  /** @param listener - called after each change, in each frame while it plays */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly play = (): void => this.command((state, { path }) => play(state, path));
  readonly pause = (): void => this.command((state, { path }) => pause(state, path));
  readonly toggle = (): void => (this.state.mode === 'playing' ? this.pause() : this.play());
  /** @param step - of the path; the nearest where it has none */
  readonly seek = (step: number): void => this.command((state, { path }) => seek(state, path, step));
  /** @param points - forth, or back where negative */
  readonly stepBy = (points: number): void => this.command((state, { path }) => stepBy(state, path, points));
  readonly follow = (): void => this.ask(follow(this.state));
  readonly setSpeed = (speed: number): void => this.ask(setSpeed(this.state, speed));
  readonly setLooping = (isLooping: boolean): void => this.ask({ ...this.state, isLooping });

  /** The step that is shown; null where there is no point. */
  get shownStep(): number | null {
    const run = this.readRun();
    return run === null ? null : computeShownStep(this.state, run.path);
  }

  /** Takes over which run is shown, and whether its path has begun anew. Called with every state of the store. */
  readonly followRun = (): void => {
    const run = this.readRun();
    if (run === null || (run.key === this.runKey && run.descentOrder === this.descentOrder)) return;
    const isOther = run.key !== this.runKey;
    const isFirst = this.runKey === null;
    this.runKey = run.key;
    this.descentOrder = run.descentOrder;
    if (isFirst) return;
    if (isOther) this.ask(follow(this.state));
    // A step that the new path has not reached yet: the playhead would go on with what comes.
    else if (this.state.step !== null && this.controlled === null)
      this.set({ ...this.state, step: this.shownStep ?? 0 });
  };

  /** Goes on by a frame's time. @returns whether another frame is due */
  advance(run: ShownRun, dtS: number): boolean {
    if (this.state.mode !== 'playing') return false;
    const next = advancePlayback(this.state, run.path, dtS, this.rate, selectIsOver(run));
    if (next.mode === this.state.mode) this.set(next);
    else {
      // It stands at the end, whatever a host that controls it answers, and asks once.
      this.set({ ...next, mode: 'playing' });
      const wasAsked = this.askedEnd !== null && isSamePlayback(next, this.askedEnd);
      this.askedEnd = next;
      if (!wasAsked) this.ask(next);
    }
    return isPlaybackMoving(this.state, run.path);
  }

  /** @param onAsk - called with every state that a command, or the end of what plays, brings @returns ends it */
  listen(onAsk: (state: PlaybackState) => void): () => void {
    this.onAsk = onAsk;
    return () => {
      if (this.onAsk === onAsk) this.onAsk = null;
    };
  }

  /**
   * What the host has the playback at, after each of its renders; undefined where it leaves it to the viewer. A state that it
   * received here is an answer, and later ones may be on their way.
   */
  control(setting: PlaybackSetting | undefined): void {
    const before = this.controlled;
    this.controlled = setting ?? null;
    if (setting === undefined) return;
    const asked = applySetting(this.state, setting, this.readRun()?.path ?? NO_PATH);
    const answered = this.unanswered.findIndex((sent) => isSamePlayback(sent, asked));
    this.unanswered = answered < 0 ? [] : this.unanswered.slice(answered + 1);
    // What plays has gone on since the host said from where.
    const isRepeated = before !== null && isSameSetting(before, setting);
    if (this.unanswered.length === 0 && !(answered < 0 && isRepeated)) this.take(asked);
  }

  private command(change: (state: PlaybackState, run: ShownRun) => PlaybackState): void {
    const run = this.readRun();
    if (run !== null) this.ask(change(this.state, run));
  }

  /** Has the state changed, by the host where that controls it. */
  private ask(next: PlaybackState): void {
    if (isSamePlayback(next, this.state)) return;
    if (this.controlled !== null) this.unanswered.push(next);
    else this.take(next);
    this.onAsk?.(next);
  }

  private take(next: PlaybackState): void {
    const run = this.readRun();
    this.askedEnd = null;
    if (next.mode === 'playing' && this.state.mode !== 'playing' && run !== null)
      this.rate = computePlayRate(run.path);
    this.set(next);
  }

  private set(next: PlaybackState): void {
    if (isSamePlayback(next, this.state)) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
