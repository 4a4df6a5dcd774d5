import { createEvents, path, spec } from '../picture/events.js';
import type { PictureCase } from '../picture/pictureCase.js';

const DOMAIN_HALF = 2;
const Z_SCALE = 0.6;
const CURVATURE = 0.2;
const END = { x: 0.5, y: -0.35 };

/** A run of three steps on the bowl 0.2 x² + 0.2 y² over [-2, 2]², whose marker is on its near slope. */
export const BOWL_RUN: PictureCase = {
  name: 'three steps on a bowl',
  widthPx: 640,
  heightPx: 400,
  events: createEvents([
    spec('bowl', { a: CURVATURE, b: CURVATURE }, { domainHalf: DOMAIN_HALF, zScale: Z_SCALE }),
    ...path([{ x: 0.9, y: -0.8 }, { x: 0.7, y: -0.6 }, END]),
  ]),
  props: { theme: 'light' },
};

const lossAt = ({ x, y }: { readonly x: number; readonly y: number }): number =>
  CURVATURE * DOMAIN_HALF ** 2 * (x ** 2 + y ** 2);

/**
 * Where the marker stands in the world: the domain is two units wide, y leads away from the viewer, and the middle of the
 * heights is at 0. The surface is less than 1.2 units high, so that nothing compresses it.
 */
export const MARKER_PLACE: readonly [number, number, number] = [
  END.x,
  ((lossAt(END) - lossAt({ x: 1, y: 1 }) / 2) * Z_SCALE) / DOMAIN_HALF,
  -END.y,
];
