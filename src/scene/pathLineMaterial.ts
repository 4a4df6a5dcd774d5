import { Color, GreaterDepth, LessEqualDepth, ShaderMaterial, type Vector4 } from 'three';
import { FLAG_BREAK, FLAG_HOLE } from '../path/drawnPath.js';
import type { ScreenUniforms } from './screenUniforms.js';

const VERTEX = /* glsl */ `
attribute vec4 start;
attribute vec4 end;
uniform vec2 resolution;
uniform float pixelRatio;
uniform float widthPx;
uniform float lift;
uniform float headVertex;
uniform vec4 head;
varying vec2 vAlong;
varying float vLengthPx;
varying float vAge;
varying float vDim;

bool hasFlag(float flags, float flag) {
  return mod(floor(flags / flag), 2.0) > 0.5;
}

vec4 toClip(vec4 vertex) {
  vec4 view = modelViewMatrix * vec4(vertex.x, vertex.z, -vertex.y, 1.0);
  // A step towards the eye: the line lies on the surface and must not sink into it. It stays where it is on screen.
  view.xyz *= 1.0 - lift;
  return projectionMatrix * view;
}

void main() {
  float segment = float(gl_InstanceID);
  vec4 last = segment + 1.0 > headVertex ? head : end;
  bool isDrawn = segment < headVertex && !hasFlag(end.w, ${FLAG_BREAK}.0);
  vec4 from = toClip(start);
  vec4 to = toClip(last);
  if (!isDrawn || from.w <= 0.0 || to.w <= 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 fromPx = from.xy / from.w * resolution * 0.5;
  vec2 toPx = to.xy / to.w * resolution * 0.5;
  vec2 span = toPx - fromPx;
  float lengthPx = length(span);
  vec2 along = lengthPx > 1e-4 ? span / lengthPx : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  // One pixel more than half the width on every side, for round ends and a soft edge.
  float reach = widthPx * pixelRatio * 0.5 + 1.0;
  vec4 clip = position.x < 0.5 ? from : to;
  vec2 offsetPx = along * (position.x < 0.5 ? -reach : reach) + across * position.y * reach;
  clip.xy += offsetPx / (resolution * 0.5) * clip.w;
  gl_Position = clip;
  vAlong = vec2(position.x < 0.5 ? -reach : lengthPx + reach, position.y * reach);
  vLengthPx = lengthPx;
  vAge = headVertex > 0.0 ? (segment + position.x) / headVertex : 1.0;
  vDim = hasFlag(end.w, ${FLAG_HOLE}.0) ? 0.4 : 1.0;
}
`;

const FRAGMENT = /* glsl */ `
uniform vec3 oldColor;
uniform vec3 newColor;
uniform float opacity;
uniform float pixelRatio;
uniform float widthPx;
varying vec2 vAlong;
varying float vLengthPx;
varying float vAge;
varying float vDim;

void main() {
  float beyond = max(max(-vAlong.x, vAlong.x - vLengthPx), 0.0);
  float edge = widthPx * pixelRatio * 0.5 - length(vec2(beyond, vAlong.y));
  float alpha = smoothstep(-0.5, 0.5, edge) * opacity * vDim;
  if (alpha < 0.01) discard;
  gl_FragColor = vec4(mix(oldColor, newColor, clamp(vAge, 0.0, 1.0)), alpha);
  #include <colorspace_fragment>
}
`;

/** How one of the line's passes is drawn; sizes in CSS pixels. */
export interface PathLineStyle {
  readonly widthPx: number;
  /** Share of the distance to the eye by which the pass comes nearer: passes above others have more. */
  readonly lift: number;
  readonly opacity: number;
  /** Drawn where the surface hides the line, instead of where it does not. */
  readonly isHiddenPart: boolean;
}

/** Uniforms that all passes of a line share: where the line ends, and the size of what it is drawn on. */
export interface PathLineUniforms extends ScreenUniforms {
  /** Fractional vertex at which the marker stands. */
  readonly headVertex: { value: number };
  /** The marker's own vertex: x, y, height, flags. */
  readonly head: { value: Vector4 };
}

/** One pass of the path's line, `style.widthPx` CSS pixels wide at any distance. */
export function createPathLineMaterial(shared: PathLineUniforms, style: PathLineStyle): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    depthWrite: false,
    depthFunc: style.isHiddenPart ? GreaterDepth : LessEqualDepth,
    uniforms: {
      ...shared,
      widthPx: { value: style.widthPx },
      lift: { value: style.lift },
      opacity: { value: style.opacity },
      oldColor: { value: new Color() },
      newColor: { value: new Color() },
    },
  });
}
