import type { WebGLRenderer } from 'three';
import { AutoLevel } from './autoLevel.js';
import { FrameMeter } from './frameMeter.js';
import { GlidePace } from './glidePace.js';
import type { FrameKind } from './picture.js';

export type QualitySetting = 'auto' | 'high' | 'low';
export const QUALITY_SETTINGS = ['auto', 'high', 'low'] as const;

/** What of the picture a machine is asked for. */
export interface QualityLevel {
  /** Samples a pixel of the surface; 0 is one, without a multisampled buffer. */
  readonly samples: 4 | 0;
  /** The most device pixels for a CSS pixel, whatever the host asks for. */
  readonly maxPixelRatio: number;
}

const HIGH: QualityLevel = { samples: 4, maxPixelRatio: Infinity };
const LOW: QualityLevel = { samples: 0, maxPixelRatio: 1 };

/** A frame is measured at most this often: often enough for a decision within a second, seldom enough to cost nothing. */
const MEASURE_EVERY_MS = 100;
/** A view asks for at most so many whole frames of which there is no need. */
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
  /** Of the frame that is being measured: its kind, and the time since the one of its kind before it. */
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
   * frames cost. To be read where one is about to be drawn.
   */
  takeAsk(): boolean {
    if (this.pace.isKnown || this.asks === MAX_ASKS || !this.isDue(performance.now())) return false;
    this.asks++;
    return true;
  }

  /** `auto` begins anew, in high quality. */
  set(setting: QualitySetting): void {
    if (setting === this.setting) return;
    const before = this.getState();
    this.setting = setting;
    this.auto = new AutoLevel();
    this.follow(before);
  }

  /** While the view is on the page; before and after it nothing is measured. */
  mount(): () => void {
    this.isMounted = true;
    return () => {
      this.isMounted = false;
      this.meter.stop();
    };
  }

  /**
   * A frame was drawn, its calls just made. Allocates a fence for one that is measured, and nothing for another.
   */
  drew(kind: FrameKind, renderer: WebGLRenderer): void {
    const now = performance.now();
    const gapMs = now - this.drewAt[kind];
    this.drewAt[kind] = now;
    if (!this.isDue(now)) return;
    // three has had no other since it left WebGL 1.
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
    // Frames in movement wait for those before them: each may take three times as long as it keeps the GPU busy.
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
