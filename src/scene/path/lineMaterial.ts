import {
  AddEquation,
  CustomBlending,
  DoubleSide,
  MaxEquation,
  OneFactor,
  OneMinusSrcColorFactor,
  type ShaderMaterial,
  type Texture,
  type Vector2,
  type Vector4,
} from 'three';
import { createShaderMaterial } from '../shaderMaterial.js';
import type { FieldTexture } from '../surface/fieldTexture.js';
import { LINE_FRAGMENT_SHADER } from './lineFragmentShader.js';
import { LINE_VERTEX_SHADER } from './lineVertexShader.js';
import type { ScreenUniforms } from './screenUniforms.js';

/** The uniforms that line and marks share. */
export type StrokeUniforms = ScreenUniforms & FieldTexture['uniforms'] & PathUniforms;

interface PathUniforms {
  /** Depth of the ground's picture, pixel by pixel. */
  readonly groundDepth: { value: Texture | null };
  /** One texel a vertex: x, y (normalized), height (display units), flags. */
  readonly vertices: { value: Texture };
  /** Whether the shader takes the vertices' heights from the field; the marker always has its own. */
  readonly isDraped: { value: boolean };
  /** The marker's own vertex, where it is drawn. */
  readonly head: { value: Vector4 };
  /** Where the path is drawn on its way to a new plane: a matrix, by columns, and a shift. */
  readonly planeTurn: { value: Vector4 };
  readonly planeShift: { value: Vector2 };
  /** Fractional vertex at which the marker stands. */
  readonly headVertex: { value: number };
  /** The bytes of `LineDensity`. */
  readonly density: { value: Texture };
  /** See `PathStyle`. */
  readonly thinsCrowds: { value: boolean };
  readonly dashesJoins: { value: boolean };
  readonly narrowsOld: { value: boolean };
  /** What colours the line: 0 age, 1 the height of the ground, 2 the losses of its points. */
  readonly lossSource: { value: number };
  /** One number a vertex: where its loss lies between the least and the greatest. */
  readonly losses: { value: Texture };
}

/** Which of the line's segments are drawn. */
export interface SegmentUniforms {
  readonly firstSegment: { value: number };
  readonly endSegment: { value: number };
  /** The segment that leads to the marker; -1 if none of these does. */
  readonly headSegment: { value: number };
  /** Vertices over which the age of a segment goes from 0 to 1. */
  readonly ageSpan: { value: number };
  /** Vertices that ages are shares of, for the line's width. */
  readonly ageVertices: { value: number };
  /** Whether they come after the marker: they are then drawn as faintly as what the surface hides. */
  readonly isLater: { value: boolean };
}

/**
 * Draws how much of a pixel the line covers, one channel a part. What two segments cover together does not depend on their
 * order, so a line may be drawn piece by piece as it grows; the greater of their ages stays.
 */
export function createLineMaterial(uniforms: StrokeUniforms & SegmentUniforms): ShaderMaterial {
  return createShaderMaterial({
    vertexShader: LINE_VERTEX_SHADER,
    fragmentShader: LINE_FRAGMENT_SHADER,
    // Under a negative zScale the side that faces the eye counts as the back.
    side: DoubleSide,
    depthTest: false,
    depthWrite: false,
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcColorFactor,
    blendEquationAlpha: MaxEquation,
    blendSrcAlpha: OneFactor,
    blendDstAlpha: OneFactor,
    uniforms: { ...uniforms },
  });
}
