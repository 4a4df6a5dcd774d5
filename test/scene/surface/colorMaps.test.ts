import * as published from 'd3-scale-chromatic';
import { Color } from 'three';
import { describe, expect, it } from 'vitest';
import {
  COLOR_MAP_NAMES,
  computeColorStops,
  createColorMapTexture,
} from '../../../src/scene/surface/colorMaps.js';

const PUBLISHED = {
  viridis: published.interpolateViridis,
  cividis: published.interpolateCividis,
  magma: published.interpolateMagma,
  inferno: published.interpolateInferno,
  plasma: published.interpolatePlasma,
};

const bytesOf = (css: string): number[] => {
  const { r, g, b } = new Color(css).convertLinearToSRGB();
  return [r, g, b].map((channel) => Math.round(channel * 255));
};

describe.each(COLOR_MAP_NAMES)('the colour map %s', (name) => {
  it('has the 256 colours that were published', () => {
    const { data } = createColorMapTexture(name).image;
    const texels = Array.from({ length: 256 }, (_, i) => [...data!.slice(4 * i, 4 * i + 4)]);
    const expected = texels.map((_, i) => [...bytesOf(PUBLISHED[name](i / 255)), 255]);
    expect(texels).toEqual(expected);
  });

  it.each([2, 12, 33])('gives %i of them as CSS colours', (count) => {
    const expected = Array.from({ length: count }, (_, i) => bytesOf(PUBLISHED[name](i / (count - 1))));
    const stops = computeColorStops(name, count).map(bytesOf);
    // Cividis is a curve: between two of its colours a channel may round the other way.
    stops.forEach((stop, i) =>
      stop.forEach((channel, at) =>
        expect(Math.abs(channel - expected[i]![at]!)).toBeLessThanOrEqual(name === 'cividis' ? 2 : 0),
      ),
    );
  });
});
