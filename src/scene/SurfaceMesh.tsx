import { ticks } from 'd3-array';
import { useCallback, useLayoutEffect } from 'react';
import { useThree } from '@react-three/fiber';
import type { HeightField } from '../surface/index.js';
import { createColorMapTexture, type ColorMapName } from './colorMaps.js';
import { computeTilesPerSide, createSurfaceGeometry } from './surfaceGeometry.js';
import { createHeightTexture, createSurfaceMaterial } from './surfaceMaterial.js';
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
  const heights = useDisposable(useCallback(() => createHeightTexture(field), [field]));
  const colors = useDisposable(useCallback(() => createColorMapTexture(colorMap), [colorMap]));

  useLayoutEffect(() => {
    const tilesPerSide = computeTilesPerSide(field.nodes);
    geometry.instanceCount = tilesPerSide * tilesPerSide;
    const { uniforms } = material;
    uniforms['heights']!.value = heights;
    uniforms['nodes']!.value = field.nodes;
    uniforms['tilesPerSide']!.value = tilesPerSide;
    uniforms['colorMap']!.value = colors;
    uniforms['contours']!.value = computeContours(field);
    uniforms['saturation']!.value = isStandIn ? STAND_IN_SATURATION : 1;
    invalidate();
  }, [geometry, material, heights, colors, field, isStandIn, invalidate]);

  return <mesh geometry={geometry} material={material} frustumCulled={false} dispose={null} />;
}

/** Contours at round losses, as `level = height * factor + shift` with a line at every whole level. */
function computeContours({ displayMin, displaySpan }: HeightField): [number, number] {
  const [first = 0, second = first] = ticks(displayMin, displayMin + displaySpan, CONTOURS);
  const step = second - first;
  if (!(step > 0)) return [0, 0.5];
  // Only the fraction of the shift matters, and float32 would lose it beside a large offset.
  return [displaySpan / step, (displayMin / step) % 1];
}
