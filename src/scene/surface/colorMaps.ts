import { DataTexture, LinearFilter, RGBAFormat, SRGBColorSpace } from 'three';
import { COLOR_RAMPS, decodeRamp } from './colorRamps.js';

/** The colour maps that there are. */
export const COLOR_MAP_NAMES = ['viridis', 'cividis', 'magma', 'inferno', 'plasma'] as const;

/** A perceptually uniform colour map, as matplotlib names it: equal steps of height are equal steps of lightness to the eye. */
export type ColorMapName = (typeof COLOR_MAP_NAMES)[number];

const COLORS = 256;

/** A colour map as a texture 256 texels wide: low heights left, sRGB. */
export function createColorMapTexture(name: ColorMapName): DataTexture {
  const colors = readColors(name);
  const data = new Uint8Array(COLORS * 4);
  for (let i = 0; i < COLORS; i++) data.set([...colors.subarray(3 * i, 3 * i + 3), 255], i * 4);
  const texture = new DataTexture(data, COLORS, 1, RGBAFormat);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.magFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

/** CSS colours at even steps of a colour map, the lowest height first; enough of them for a smooth gradient. */
export function computeColorStops(name: ColorMapName, count = 12): string[] {
  const colors = readColors(name);
  return Array.from({ length: count }, (_, i) => {
    const at = Math.min(Math.floor((i / (count - 1)) * COLORS), COLORS - 1);
    return `rgb(${colors.subarray(3 * at, 3 * at + 3).join(', ')})`;
  });
}

/** The 256 colours of a map, three bytes each. */
function readColors(name: ColorMapName): Uint8Array {
  if (name !== 'cividis') return decodeRamp(COLOR_RAMPS[name]);
  return Uint8Array.from({ length: 3 * COLORS }, (_, i) => {
    const value = evaluate(CIVIDIS[i % 3]!, Math.floor(i / 3) / (COLORS - 1));
    return Math.min(Math.max(Math.round(value), 0), 255);
  });
}

/**
 * Cividis (J. R. Nuñez, C. R. Anderton, R. S. Renslow 2018, doi:10.1371/journal.pone.0199239) by the polynomials of
 * d3-scale-chromatic: red, green, blue, constants first.
 */
const CIVIDIS = [
  [-4.54, -35.34, 2381.73, -6402.7, 7024.72, -2710.57],
  [32.49, 170.73, 52.82, -131.46, 176.58, -67.37],
  [81.24, 442.36, -2482.43, 6167.24, -6614.94, 2475.67],
] as const;

function evaluate(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
