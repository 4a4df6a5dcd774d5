import { ticks } from 'd3-array';
import { useCallback, useLayoutEffect } from 'react';
import { useThree } from '@react-three/fiber';
import { isLogTransform, type HeightField } from '../surface/index.js';
import { createColorMapTexture, type ColorMapName } from './colorMaps.js';
import { computeTilesPerSide, createSurfaceGeometry } from './surfaceGeometry.js';
import { createValueTexture, createSurfaceMaterial } from './surfaceMaterial.js';
import { useDisposable } from './useDisposable.js';

/** About this many contour lines are drawn. */
const CONTOURS = 14;
/** How much colour a stand-in keeps: enough to read its heights, too little to be taken for the run's own surface. */
const STAND_IN_SATURATION = 0.35;

export interface SurfaceMeshProps {
  readonly field: HeightField;
  readonly colorMap: ColorMapName;
  readonly isStandIn: boolean;
}

/** The surface, in display units over [-1, 1]²: x to the right, y away from the viewer, heights up. */
export function SurfaceMesh({ field, colorMap, isStandIn }: SurfaceMeshProps) {
  const invalidate = useThree((state) => state.invalidate);
  const geometry = useDisposable(createSurfaceGeometry);
  const material = useDisposable(createSurfaceMaterial);
  const values = useDisposable(useCallback(() => createValueTexture(field), [field]));
  const colors = useDisposable(useCallback(() => createColorMapTexture(colorMap), [colorMap]));

  useLayoutEffect(() => {
    const tilesPerSide = computeTilesPerSide(field.nodes);
    geometry.instanceCount = tilesPerSide * tilesPerSide;
    const { uniforms } = material;
    uniforms['values']!.value = values;
    uniforms['valueMin']!.value = field.valueMin;
    uniforms['valueSpan']!.value = field.valueSpan;
    uniforms['nodes']!.value = field.nodes;
    uniforms['tilesPerSide']!.value = tilesPerSide;
    uniforms['colorMap']!.value = colors;
    uniforms['contours']!.value = computeContours(field);
    uniforms['saturation']!.value = isStandIn ? STAND_IN_SATURATION : 1;
    invalidate();
  }, [geometry, material, values, colors, field, isStandIn, invalidate]);

  return <mesh geometry={geometry} material={material} frustumCulled={false} dispose={null} />;
}

/**
 * Contours at round losses, or at even parts of a decade with one at each power of ten, as
 * `level = height * factor + shift` with a line at every whole level.
 */
function computeContours({ displayMin, displaySpan, transform, min }: HeightField): [number, number] {
  const bottom = isLogTransform(transform) && transform.shift === 0 ? Math.log10(min) : displayMin;
  const [first = 0, second = first] = ticks(bottom, bottom + displaySpan, CONTOURS);
  const step = second - first;
  if (!(step > 0)) return [0, 0.5];
  // Only the fraction of the shift matters, and float32 would lose it beside a large offset.
  return [displaySpan / step, (bottom / step) % 1];
}
