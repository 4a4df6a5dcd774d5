import { PerspectiveCamera, Vector3 } from 'three';
import { page } from 'vitest/browser';
import { CAMERA_POSITION, CAMERA_TARGET, computeFovDeg } from '../../src/scene/stage/camera.js';

/** What is on screen of an element, in CSS pixels. */
export interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Red, green and blue of a pixel, each in [0, 255]. */
  at(xPx: number, yPx: number): readonly [number, number, number];
}

/** Takes a screenshot of an element, at one device pixel per CSS pixel. */
export async function takePixels(element: Element): Promise<Pixels> {
  const base64 = await page.screenshot({ element, save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return {
    widthPx: image.width,
    heightPx: image.height,
    at(xPx, yPx) {
      const start = (Math.round(yPx) * image.width + Math.round(xPx)) * 4;
      return [data[start]!, data[start + 1]!, data[start + 2]!];
    },
  };
}

/** What decides where a point of a surface is drawn, by the definitions and not by the code that draws. */
export interface Placing {
  readonly domainHalf: number;
  readonly zScale: number;
  /** Least and greatest height of the surface, in loss units. */
  readonly min: number;
  readonly max: number;
}

/**
 * Where a point on a surface is seen in a frame, in CSS pixels from its upper left corner, before anybody moves
 * the camera: the domain is 2 world units wide, heights are scaled by `zScale / domainHalf`, the middle of the
 * height range is at the origin, y leads away from the viewer.
 */
export function projectToFrame(
  { x, y, z }: { readonly x: number; readonly y: number; readonly z: number },
  { domainHalf, zScale, min, max }: Placing,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): { xPx: number; yPx: number } {
  const camera = new PerspectiveCamera(computeFovDeg(widthPx / heightPx), widthPx / heightPx, 0.1, 60);
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(new Vector3(...CAMERA_TARGET));
  camera.updateMatrixWorld();
  const world = new Vector3(x, ((z - (min + max) / 2) * zScale) / domainHalf, -y).project(camera);
  return { xPx: ((world.x + 1) / 2) * widthPx, yPx: ((1 - world.y) / 2) * heightPx };
}
