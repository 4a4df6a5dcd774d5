import { tickStep } from 'd3-array';
import { Mesh, type Color, type Texture, type WebGLRenderer } from 'three';
import { isLogTransform, type HeightField } from '../../surface/index.js';
import type { DrawnSurface } from '../../view/drawnSurface.js';
import type { FieldTexture } from './fieldTexture.js';
import type { SceneTheme } from '../sceneTheme.js';
import { computeTilesPerSide, createSurfaceGeometry } from './surfaceGeometry.js';
import { createSurfaceMaterial } from './surfaceMaterial.js';

/** About this many contour lines are drawn. */
const CONTOURS = 14;

/** The three.js objects of a surface, in heights over [-1, 1]²: x to the right, y away from the viewer, heights up. */
export class SurfaceObject {
  readonly mesh: Mesh;
  private readonly geometry = createSurfaceGeometry();
  private readonly material;
  private drawn: DrawnSurface | null = null;

  constructor(private readonly field: FieldTexture) {
    this.material = createSurfaceMaterial(field.uniforms);
    this.mesh = new Mesh(this.geometry, this.material);
    // The shader displaces the tiles, so three would cull by a wrong place.
    this.mesh.frustumCulled = false;
  }

  /** @param theme - for the ground where the surface is not known */
  paint(colors: Texture, { ground, groundHatch }: SceneTheme): void {
    const { uniforms } = this.material;
    uniforms['colorMap']!.value = colors;
    (uniforms['ground']!.value as Color).set(ground);
    (uniforms['hatch']!.value as Color).set(groundHatch);
  }

  /** Takes over the surface to draw next. @returns whether it is another than before */
  show(drawn: DrawnSurface, renderer: WebGLRenderer): boolean {
    if (drawn === this.drawn) return false;
    this.drawn = drawn;
    const { field, isKnown } = drawn;
    this.field.update(field, renderer);
    const tilesPerSide = computeTilesPerSide(field.nodes);
    this.geometry.instanceCount = tilesPerSide * tilesPerSide;
    const { uniforms } = this.material;
    uniforms['tilesPerSide']!.value = tilesPerSide;
    uniforms['contours']!.value = computeContours(field);
    uniforms['isKnown']!.value = isKnown;
    return true;
  }

  dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}

/**
 * Contours at round losses, or at even parts of a decade with one at each power of ten, as
 * `level = height * factor + shift` with a line at every whole level.
 */
function computeContours({ displayMin, displaySpan, transform }: HeightField): [number, number] {
  const isOfDecades = isLogTransform(transform) && transform.shift === 0;
  const bottom = displayMin + (isOfDecades ? Math.log10(transform.least) : 0);
  const step = tickStep(bottom, bottom + displaySpan, CONTOURS);
  if (!(step > 0)) return [0, 0.5];
  // Only the fraction of the shift matters, and float32 would lose it beside a large offset.
  return [displaySpan / step, (bottom / step) % 1];
}
