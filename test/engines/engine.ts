import { PNG } from 'pngjs';
import type { PageFunctions } from './page/pageFunctions.js';

/** What is on screen, four bytes a pixel: red, green, blue, opacity. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

/** A browser engine with the page of test/engines/page, driven from outside as a person's hands would. */
export interface Engine {
  /** Name and version, as it says them itself. */
  readonly version: string;
  /** Asks the page. */
  ask<Name extends keyof PageFunctions>(
    name: Name,
    ...args: Parameters<PageFunctions[Name]>
  ): Promise<Awaited<ReturnType<PageFunctions[Name]>>>;
  /** What the window shows, as a PNG, at one device pixel for a CSS pixel. */
  takeScreenshot(): Promise<Uint8Array>;
  /** Presses a key and lets it go, with whatever has the focus. */
  press(key: string): Promise<void>;
  /** Turns the wheel with the pointer there; downwards and away where positive, in CSS pixels. */
  turnWheel(xPx: number, yPx: number, deltaPx: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts an engine and opens a page in it. */
export type StartEngine = (pageUrl: string) => Promise<Engine>;

/** The window's inner size, in CSS pixels: larger than any container that is mounted. */
export const WINDOW = { widthPx: 900, heightPx: 640 };

/**
 * Takes a picture of the component from what the window shows: WebKitGTK's driver leaves an element's own picture black
 * in the part that lies above where it takes it from.
 */
export async function takePicture(engine: Engine): Promise<Picture> {
  const { x, y, width, height } = await engine.ask('readBox');
  const shown = PNG.sync.read(Buffer.from(await engine.takeScreenshot()));
  const part = new PNG({ width, height });
  PNG.bitblt(shown, part, x, y, width, height, 0, 0);
  return { widthPx: width, heightPx: height, pixels: part.data };
}
