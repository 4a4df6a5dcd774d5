import { Color, GreaterDepth, LessEqualDepth, ShaderMaterial, type Texture, type Vector4 } from 'three';
import { FLAG_BREAK, FLAG_HOLE } from '../path/drawnPath.js';
import { FIELD_GLSL, type FieldTexture } from './fieldTexture.js';
import { ROW_VERTICES } from './pathTexture.js';
import type { ScreenUniforms } from './screenUniforms.js';
import { TILE_QUADS } from './strokeGeometry.js';

/** How a stroke is drawn; sizes in CSS pixels, at any distance. */
interface StrokeStyle {
  /** Half the width of a line, the radius of a dot. */
  readonly radiusPx: number;
  /** Width of a ring around that. */
  readonly ringPx: number;
  /** Width of a glow around that. */
  readonly haloPx: number;
  /** Share of the distance to the eye by which it comes nearer: strokes above others have more. */
  readonly lift: number;
  readonly opacity: number;
}

/** Strokes that one draw call draws, in this order: the whole line in each of the line's styles, the start, the marker. */
export interface StrokePasses {
  readonly lines: readonly StrokeStyle[];
  readonly start: StrokeStyle | null;
  readonly marker: StrokeStyle;
  /** Drawn where the surface hides it, instead of where it does not. */
  readonly isHiddenPart: boolean;
}

/** What of a path is drawn, shared by all that draw it. */
export type StrokeUniforms = ScreenUniforms & FieldTexture['uniforms'] & PathUniforms;

interface PathUniforms {
  /** One texel a vertex: x, y (normalized), height (display units), flags. */
  readonly vertices: { value: Texture };
  /** Whether the vertices stand on the field, whatever their heights; the marker has its own. */
  readonly isDraped: { value: boolean };
  /** Segments from the first vertex to the marker. */
  readonly segments: { value: number };
  /** Fractional vertex at which the marker stands. */
  readonly headVertex: { value: number };
  /** The marker's own vertex. */
  readonly head: { value: Vector4 };
  readonly hasStart: { value: boolean };
}

/** Colour of a style, in the order in which they are drawn: a line's where it begins, or a dot's; then a line's at the marker, or a ring's. */
export type StrokeColors = readonly (readonly [string, string])[];

/** Quads that a path of so many segments needs. */
export function computeQuads({ lines, start }: StrokePasses, segments: number): number {
  return lines.length * segments + (start === null ? 1 : 2);
}

/** All strokes of a path for one depth test. A dot is a stroke without length. */
export function createStrokeMaterial(shared: StrokeUniforms, passes: StrokePasses): ShaderMaterial {
  const styles = listStyles(passes);
  return new ShaderMaterial({
    vertexShader: createVertexShader(styles, passes.lines.length),
    fragmentShader: createFragmentShader(styles),
    transparent: true,
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

function listStyles({ lines, start, marker }: StrokePasses): StrokeStyle[] {
  return [...lines, ...(start === null ? [] : [start]), marker];
}

/** A constant array of one of the styles' numbers. */
function createConstants(styles: readonly StrokeStyle[], name: string, key: keyof StrokeStyle): string {
  const type = `float[${styles.length}]`;
  return `const ${type} ${name} = ${type}(${styles.map((style) => style[key].toFixed(4)).join(', ')});`;
}

const createSizes = (styles: readonly StrokeStyle[]): string => /* glsl */ `
${createConstants(styles, 'RADIUS_PX', 'radiusPx')}
${createConstants(styles, 'RING_PX', 'ringPx')}
${createConstants(styles, 'HALO_PX', 'haloPx')}
`;

const createVertexShader = (styles: readonly StrokeStyle[], lines: number): string => /* glsl */ `
${FIELD_GLSL}
uniform highp sampler2D vertices;
uniform bool isDraped;
uniform int segments;
uniform float headVertex;
uniform vec4 head;
uniform bool hasStart;
uniform vec2 resolution;
uniform float pixelRatio;
flat varying int vStyle;
varying vec2 vAlong;
varying float vLengthPx;
varying float vAge;
varying float vDim;
${createSizes(styles)}
${createConstants(styles, 'LIFT', 'lift')}
const int LINES = ${lines};
const int MARKER = ${styles.length - 1};

vec4 vertexAt(int index) {
  vec4 vertex = texelFetch(vertices, ivec2(index % ${ROW_VERTICES}, index / ${ROW_VERTICES}), 0);
  if (isDraped) vertex.z = heightAt(vertex.xy);
  return vertex;
}

bool hasFlag(vec4 vertex, float flag) {
  return mod(floor(vertex.w / flag), 2.0) > 0.5;
}

vec4 toClip(vec4 vertex, float lift) {
  vec4 view = modelViewMatrix * vec4(vertex.x, vertex.z, -vertex.y, 1.0);
  // A step towards the eye: what lies on the surface must not sink into it. It stays where it is on screen.
  view.xyz *= 1.0 - lift;
  return projectionMatrix * view;
}

void main() {
  int quad = gl_InstanceID * ${TILE_QUADS} + int(position.z);
  // At least 0: a dot; else the line's segments, once for each of its styles.
  int mark = quad - LINES * segments;
  int style = mark < 0 ? quad / segments : LINES + mark;
  bool isDrawn = style < MARKER ? mark < 0 || hasStart : style == MARKER;
  int segment = mark < 0 ? quad % segments : 0;
  vec4 start = vertexAt(segment);
  vec4 end = mark < 0 ? vertexAt(segment + 1) : start;
  if (mark < 0 && hasFlag(end, ${FLAG_BREAK}.0)) isDrawn = false;
  vDim = mark < 0 && hasFlag(end, ${FLAG_HOLE}.0) ? 0.4 : 1.0;
  vAge = mark < 0 ? (float(segment) + position.x) / max(headVertex, 1e-6) : 0.0;
  if (style == MARKER) start = head;
  if (style == MARKER || (mark < 0 && segment == segments - 1)) end = head;

  vStyle = min(style, MARKER);
  vec4 from = toClip(start, LIFT[vStyle]);
  vec4 to = toClip(end, LIFT[vStyle]);
  if (!isDrawn || from.w <= 0.0 || to.w <= 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 span = (to.xy / to.w - from.xy / from.w) * resolution * 0.5;
  float lengthPx = length(span);
  vec2 along = lengthPx > 1e-4 ? span / lengthPx : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  // One pixel more than its size on every side, for round ends and a soft edge.
  float reach = (RADIUS_PX[vStyle] + RING_PX[vStyle] + HALO_PX[vStyle]) * pixelRatio + 1.0;
  vec2 corner = position.xy * 2.0 - 1.0;
  vec4 clip = position.x < 0.5 ? from : to;
  clip.xy += (along * corner.x + across * corner.y) * reach / (resolution * 0.5) * clip.w;
  gl_Position = clip;
  vAlong = vec2(position.x < 0.5 ? -reach : lengthPx + reach, corner.y * reach);
  vLengthPx = lengthPx;
}
`;

const createFragmentShader = (styles: readonly StrokeStyle[]): string => /* glsl */ `
uniform vec3 color[${styles.length}];
uniform vec3 otherColor[${styles.length}];
uniform float pixelRatio;
flat varying int vStyle;
varying vec2 vAlong;
varying float vLengthPx;
varying float vAge;
varying float vDim;
${createSizes(styles)}
${createConstants(styles, 'OPACITY', 'opacity')}

/** 1 within a radius of the stroke's middle, 0 outside, soft over a pixel. */
float coverage(float distancePx, float radiusPx) {
  return 1.0 - smoothstep(-0.5, 0.5, distancePx - radiusPx);
}

void main() {
  float beyond = max(max(-vAlong.x, vAlong.x - vLengthPx), 0.0);
  float distancePx = length(vec2(beyond, vAlong.y));
  float radiusPx = RADIUS_PX[vStyle] * pixelRatio;
  float rimPx = radiusPx + RING_PX[vStyle] * pixelRatio;
  float haloPx = HALO_PX[vStyle] * pixelRatio;
  float core = coverage(distancePx, radiusPx);
  float rim = coverage(distancePx, rimPx);
  float halo = haloPx > 0.0 ? 0.4 * pow(max(1.0 - distancePx / (rimPx + haloPx), 0.0), 1.5) : 0.0;
  float alpha = max(rim, halo) * OPACITY[vStyle] * vDim;
  if (alpha < 0.01) discard;
  vec3 fill = mix(color[vStyle], otherColor[vStyle], clamp(vAge, 0.0, 1.0));
  vec3 ring = rimPx > radiusPx ? otherColor[vStyle] : fill;
  gl_FragColor = vec4(mix(mix(fill, ring, rim), fill, core), alpha);
  #include <colorspace_fragment>
}
`;
