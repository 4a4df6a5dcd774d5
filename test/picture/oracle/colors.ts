import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
} from 'd3-scale-chromatic';
import type { Raster } from '../observation.js';
import type { PictureProps } from '../pictureCase.js';

/** Red, green and blue, each in [0, 255]. */
export type Rgb = readonly [red: number, green: number, blue: number];

const MAPS = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  magma: interpolateMagma,
  inferno: interpolateInferno,
  plasma: interpolatePlasma,
} as const;

/** The colour of a height: 0 is the map's first, 1 its last; beyond the ends the end's. */
export function colorOf({ colorMap = 'viridis' }: PictureProps, share: number): Rgb {
  return parseColor(MAPS[colorMap](Math.min(Math.max(share, 0), 1)));
}

/** `#rrggbb` or `rgb(r, g, b)`. */
export function parseColor(css: string): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(css);
  const numbers = hex ? hex.slice(1).map((part) => parseInt(part, 16)) : css.match(/[\d.]+/g)!.map(Number);
  return [numbers[0]!, numbers[1]!, numbers[2]!];
}

/** The pixel at a place; alpha too. */
export function pixelAt({ width, data }: Raster, x: number, y: number): [...Rgb, number] {
  const start = 4 * (Math.floor(y) * width + Math.floor(x));
  return [data[start]!, data[start + 1]!, data[start + 2]!, data[start + 3]!];
}

/** The greatest difference of a channel. */
export function differenceOf(a: readonly number[], b: readonly number[]): number {
  return Math.max(...[0, 1, 2].map((channel) => Math.abs(a[channel]! - b[channel]!)));
}

/** IEC 61966-2-1: a channel in [0, 255] as the amount of light, in [0, 1]. */
export function toLinear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance, in [0, 1]. Source: WCAG 2.2. */
export function luminanceOf([red, green, blue]: readonly number[]): number {
  return 0.2126 * toLinear(red!) + 0.7152 * toLinear(green!) + 0.0722 * toLinear(blue!);
}

export const formatColor = (color: readonly number[]): string =>
  `rgb(${color
    .slice(0, 3)
    .map((channel) => Math.round(channel))
    .join(' ')})`;
