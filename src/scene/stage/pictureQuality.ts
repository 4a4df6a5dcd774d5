import type { WebGLRenderer } from 'three';
import { AutoLevel } from './autoLevel.js';
import { FrameMeter } from './frameMeter.js';
import { GlidePace } from './glidePace.js';
import type { FrameKind } from './picture.js';

export type QualitySetting = 'auto' | 'high' | 'low';
export const QUALITY_SETTINGS = ['auto', 'high', 'low'] as const;

/** How well a picture is drawn. */
export interface QualityLevel {
  /** Samples a pixel of the surface; 0 means a single one, without a multisampled buffer. */
  readonly samples: 4 | 0;
  /** The most device pixels for a CSS pixel, whatever the host asks for. */
  readonly maxPixelRatio: number;
}

const HIGH: QualityLevel = { samples: 4, maxPixelRatio: Infinity };
const LOW: QualityLevel = { samples: 0, maxPixelRatio: 1 };

/** A frame is measured at most this often: often enough for a decision within a second, seldom enough to cost nothing. */
const MEASURE_EVERY_MS = 100;
/** A view asks for at most this many whole frames for the sake of measuring alone. */
const MAX_ASKS = 6;

/**
 * How well and how often a view is drawn, by the host's setting and by what its frames cost: never by a renderer's name.
 */
export class PictureQuality {
  private auto = new AutoLevel();
  private readonly pace = new GlidePace();
  private readonly listeners = new Set<() => void>();
  private isMounted = false;
  private asks = 0;
  private readonly drewAt = { whole: -Infinity, part: -Infinity };
  private measuredAt = -Infinity;
  /** Kind of the frame that is being measured; with the time since the last one of its kind. */
  private kind: FrameKind = 'whole';
  private gapMs = 0;
  private readonly meter = new FrameMeter((costMs) => this.take(costMs));

  constructor(private setting: QualitySetting = 'auto') {}

  /** The level now; the same object until it changes. */
  readonly getState = (): QualityLevel =>
    (this.setting === 'auto' ? this.auto.isHigh : this.setting === 'high') ? HIGH : LOW;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The least time between two frames of a glide, in ms; 0 at the display's rate. */
  get leastGapMs(): number {
    return this.pace.leastGapMs;
  }

  /**
   * Whether a glide's next frame is to be drawn whole, though a part would do: a few are, until it is known what whole
   * frames cost. Call it only when a frame is about to be drawn, since it counts as one.
   */
  takeAsk(): boolean {
    if (this.pace.isKnown || this.asks === MAX_ASKS || !this.isDue(performance.now())) return false;
    this.asks++;
    return true;
  }

  /** Sets the host's choice; `auto` begins again in high quality. */
  set(setting: QualitySetting): void {
    if (setting === this.setting) return;
    const before = this.getState();
    this.setting = setting;
    this.auto = new AutoLevel();
    this.follow(before);
  }

  /** Called while the view is on the page: only then are frames measured. */
  mount(): () => void {
    this.isMounted = true;
    return () => {
      this.isMounted = false;
      this.meter.stop();
    };
  }

  /**
   * Called just after the calls of a frame. Allocates nothing but a fence, for a frame that is measured.
   */
  drew(kind: FrameKind, renderer: WebGLRenderer): void {
    const now = performance.now();
    const gapMs = now - this.drewAt[kind];
    this.drewAt[kind] = now;
    if (!this.isDue(now)) return;
    // three no longer supports WebGL 1.
    if (!this.meter.start(renderer.getContext() as WebGL2RenderingContext)) return;
    this.measuredAt = now;
    this.kind = kind;
    this.gapMs = gapMs;
  }

  /** Whether a frame drawn now is measured. */
  private isDue(now: number): boolean {
    return this.isMounted && !this.meter.isBusy && now - this.measuredAt >= MEASURE_EVERY_MS;
  }

  private take(costMs: number): void {
    // During movement a frame waits for those before it, so its cost may be three times what it takes the GPU.
    const tookMs = Math.min(costMs, this.gapMs);
    if (this.kind === 'part') return this.pace.addPart(tookMs);
    this.pace.addWhole(tookMs);
    const before = this.getState();
    if (this.auto.add(tookMs, this.gapMs)) this.follow(before);
  }

  private follow(before: QualityLevel): void {
    if (this.getState() === before) return;
    for (const listener of this.listeners) listener();
  }
}
