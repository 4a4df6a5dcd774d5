import {
  Color,
  DoubleSide,
  GreaterDepth,
  LessEqualDepth,
  ShaderMaterial,
  type Texture,
  type Vector4,
} from 'three';
import type { FieldTexture } from './fieldTexture.js';
import type { ScreenUniforms } from './screenUniforms.js';
import { createFragmentShader } from './strokeFragmentShader.js';
import { listStyles, MARKS, type StrokePasses } from './strokeStyles.js';
import { createVertexShader } from './strokeVertexShader.js';

/** What of a path is drawn, shared by all that draw it. */
export type StrokeUniforms = ScreenUniforms & FieldTexture['uniforms'] & PathUniforms;

interface PathUniforms {
  /** One texel a vertex: x, y (normalized), height (display units), flags. */
  readonly vertices: { value: Texture };
  /** The bytes of `LineDensity`. */
  readonly density: { value: Texture };
  /** Whether the vertices stand on the field, whatever their heights; the marker has its own. */
  readonly isDraped: { value: boolean };
  /** Segments from the first vertex to the marker. */
  readonly segments: { value: number };
  /** Fractional vertex at which the marker stands. */
  readonly headVertex: { value: number };
  /** The marker's own vertex. */
  readonly head: { value: Vector4 };
  readonly hasStart: { value: boolean };
  /** Of the floor, in world units. */
  readonly floorY: { value: number };
  /** Whether the strokes that are not the line's are drawn. */
  readonly hasMarks: { value: boolean };
  /** See `PathStyle`. */
  readonly thinsCrowds: { value: boolean };
  readonly dashesJoins: { value: boolean };
  readonly ringsMarker: { value: boolean };
}

/** Colour of a style, in the order in which they are drawn: a line's where it begins, or a dot's; then a line's at the marker, or a ring's. */
export type StrokeColors = readonly (readonly [string, string])[];

/** Quads that a path of so many segments needs. */
export function computeQuads({ lines }: StrokePasses, segments: number): number {
  return lines.length * segments + MARKS;
}

/** All strokes of a path for one depth test. A dot is a stroke without length. */
export function createStrokeMaterial(shared: StrokeUniforms, passes: StrokePasses): ShaderMaterial {
  const styles = listStyles(passes);
  return new ShaderMaterial({
    vertexShader: createVertexShader(styles, passes),
    fragmentShader: createFragmentShader(styles),
    transparent: true,
    // Under a negative zScale what faces the eye counts as a back.
    side: DoubleSide,
    depthWrite: false,
    depthFunc: passes.isHiddenPart ? GreaterDepth : LessEqualDepth,
    uniforms: {
      ...shared,
      color: { value: new Float32Array(3 * styles.length) },
      otherColor: { value: new Float32Array(3 * styles.length) },
    },
  });
}

/** Into flat arrays: three would copy one of `Color`s together anew in every frame. */
export function paintStrokes({ uniforms }: ShaderMaterial, colors: StrokeColors): void {
  colors.forEach(([color, otherColor], style) => {
    new Color(color).toArray(uniforms['color']!.value as Float32Array, 3 * style);
    new Color(otherColor).toArray(uniforms['otherColor']!.value as Float32Array, 3 * style);
  });
}
