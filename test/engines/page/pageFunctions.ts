import type { Observation } from '../../picture/observation.js';
import type { PictureCase } from '../../picture/pictureCase.js';

/** A rectangle, in whole pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the camera is, in world units, and what it looks at, as the component's own root says. */
export interface CameraPose {
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

/** What there is to see but for the window's own pixels; those of the unlit surface as base64. */
export type SentObservation = Omit<Observation, 'pixels' | 'unlit'> & { readonly unlit: string };

/** What the page answers to over a driver, at `window.enginePage`. */
export interface PageFunctions {
  /**
   * Mounts a picture, in place of what there was; resolves when it is still.
   * @param pageHeightPx - height of a page around it that scrolls; without it none does
   */
  mount(example: PictureCase, pageHeightPx?: number): Promise<void>;
  /** Gives its container another size; resolves when the picture is still. */
  resize(widthPx: number, heightPx: number): Promise<void>;
  /** Resolves once the picture or the page has moved since both were last still, and both are still again. */
  untilMoved(): Promise<void>;
  /** Where the picture's container is, in CSS pixels from the window's upper left corner. */
  readBox(): Promise<Box>;
  readPose(): Promise<CameraPose>;
  observe(): Promise<SentObservation>;
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
