import type { GradientDescentVizStyle } from '../../../src/index.js';

/** What is mounted: plain data, which a driver can hand over. */
export interface MountRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly events: readonly object[];
  readonly props?: Pick<GradientDescentVizStyle, 'theme' | 'heightScale' | 'colorMap'>;
  /** Height of a page around it that scrolls; without it none does. */
  readonly pageHeightPx?: number;
}

/** Where the camera is, in world units, and what it looks at, as the component's own root says. */
export interface CameraPose {
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

/** A rectangle, in whole pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the page answers to over a driver, at `window.enginePage`. */
export interface PageFunctions {
  /** Mounts the component, in place of what there was; resolves when the picture is still. */
  mount(request: MountRequest): Promise<void>;
  /** Gives the container another size; resolves when the picture is still. */
  resize(widthPx: number, heightPx: number): Promise<void>;
  /** Resolves once the picture or the page has moved since both were last still, and both are still again. */
  untilMoved(): Promise<void>;
  /** Where the component's container is, in CSS pixels from the window's upper left corner. */
  readBox(): Promise<Box>;
  readPose(): Promise<CameraPose>;
  /** How far the page is scrolled, in CSS pixels. */
  readScrollPx(): Promise<number>;
  /** The first error of the canvas's context since the last call, 0 if there was none. */
  readGlError(): Promise<number>;
  /** Errors of the page, and what was said on the console as a warning or an error, since the last call. */
  takeMessages(): Promise<readonly string[]>;
}

declare global {
  interface Window {
    enginePage: PageFunctions;
  }
}
