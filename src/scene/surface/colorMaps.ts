import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
} from 'd3-scale-chromatic';
import { Color, DataTexture, LinearFilter, RGBAFormat, SRGBColorSpace } from 'three';

/** The colour maps that there are. */
export const COLOR_MAP_NAMES = ['viridis', 'cividis', 'magma', 'inferno', 'plasma'] as const;

/** A perceptually uniform colour map, as matplotlib names it. */
export type ColorMapName = (typeof COLOR_MAP_NAMES)[number];

/** Perceptually uniform colour maps: equal steps of height are equal steps of lightness to the eye. */
const COLOR_MAPS: Readonly<Record<ColorMapName, (share: number) => string>> = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  magma: interpolateMagma,
  inferno: interpolateInferno,
  plasma: interpolatePlasma,
};

const TEXELS = 256;

/** A colour map as a texture 256 texels wide: low heights left, sRGB. */
export function createColorMapTexture(name: ColorMapName): DataTexture {
  const data = new Uint8Array(TEXELS * 4);
  const color = new Color();
  for (let i = 0; i < TEXELS; i++) {
    color.set(COLOR_MAPS[name](i / (TEXELS - 1))).convertLinearToSRGB();
    data.set([Math.round(color.r * 255), Math.round(color.g * 255), Math.round(color.b * 255), 255], i * 4);
  }
  const texture = new DataTexture(data, TEXELS, 1, RGBAFormat);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

/** CSS colours at even steps of a colour map, the lowest height first; enough of them for a smooth gradient. */
export function computeColorStops(name: ColorMapName, count = 12): string[] {
  return Array.from({ length: count }, (_, i) => COLOR_MAPS[name](i / (count - 1)));
}
