import { Vector2, Vector4, type Texture } from 'three';
import type { FieldTexture } from '../surface/fieldTexture.js';
import type { DensityTexture } from './densityTexture.js';
import type { SegmentUniforms, StrokeUniforms } from './lineMaterial.js';
import type { MarkUniforms } from './markMaterial.js';
import type { MarkPlaces } from './markPlaces.js';
import type { PathTexture } from './pathTexture.js';
import { createScreenUniforms } from './screenUniforms.js';

/** The uniforms of line and marks: shared, so that one write serves both. */
export type DescentUniforms = StrokeUniforms & SegmentUniforms & MarkUniforms;

/** Where what a shader reads of a path is kept. */
export interface DescentTextures {
  readonly path: PathTexture;
  readonly losses: PathTexture;
  readonly density: DensityTexture;
  readonly markPlaces: MarkPlaces;
}

/** Those of a view without a path. */
export function createDescentUniforms(
  field: FieldTexture['uniforms'],
  floorY: { value: number },
  { path, losses, density, markPlaces }: DescentTextures,
): DescentUniforms {
  return {
    ...createScreenUniforms(),
    ...field,
    groundDepth: { value: null as Texture | null },
    vertices: { value: path.current },
    isDraped: { value: false },
    head: { value: new Vector4() },
    planeTurn: { value: new Vector4(1, 0, 0, 1) },
    planeShift: { value: new Vector2() },
    headVertex: { value: 0 },
    density: { value: density.texture },
    thinsCrowds: { value: true },
    dashesJoins: { value: true },
    narrowsOld: { value: true },
    lossSource: { value: 0 },
    losses: { value: losses.current },
    firstSegment: { value: 0 },
    endSegment: { value: 0 },
    headSegment: { value: -1 },
    ageSpan: { value: 1 },
    ageVertices: { value: 1 },
    isLater: { value: false },
    hasStart: { value: false },
    hasDrop: { value: false },
    floorY,
    ringsMarker: { value: true },
    ticks: { value: 0 },
    places: { value: markPlaces.places },
    nearby: { value: markPlaces.nearby },
    hasBest: { value: false },
    hasStem: { value: false },
    stemHeight: { value: 0 },
    showsLater: { value: false },
    endKind: { value: 0 },
    pulse: { value: -1 },
  };
}
