import { Color, GreaterDepth, LessEqualDepth, PlaneGeometry, ShaderMaterial, type Vector3 } from 'three';
import type { ScreenUniforms } from './screenUniforms.js';

const VERTEX = /* glsl */ `
uniform vec2 resolution;
uniform float pixelRatio;
uniform vec3 place;
uniform float extentPx;
uniform float lift;
varying vec2 vOffsetPx;

void main() {
  vec4 view = modelViewMatrix * vec4(place.x, place.z, -place.y, 1.0);
  view.xyz *= 1.0 - lift;
  vec4 clip = projectionMatrix * view;
  vOffsetPx = position.xy * extentPx;
  clip.xy += vOffsetPx * pixelRatio / (resolution * 0.5) * clip.w;
  gl_Position = clip;
}
`;

const FRAGMENT = /* glsl */ `
uniform vec3 color;
uniform vec3 ringColor;
uniform float radiusPx;
uniform float ringPx;
uniform float haloPx;
uniform float opacity;
uniform float pixelRatio;
varying vec2 vOffsetPx;

void main() {
  float r = length(vOffsetPx);
  float soft = 0.5 / pixelRatio;
  float core = 1.0 - smoothstep(radiusPx - soft, radiusPx + soft, r);
  float ring = 1.0 - smoothstep(radiusPx + ringPx - soft, radiusPx + ringPx + soft, r);
  float halo = haloPx > 0.0 ? 0.4 * pow(max(1.0 - r / (radiusPx + ringPx + haloPx), 0.0), 1.5) : 0.0;
  float alpha = max(ring, halo) * opacity;
  if (alpha < 0.01) discard;
  gl_FragColor = vec4(mix(mix(color, ringColor, ring), color, core), alpha);
  #include <colorspace_fragment>
}
`;

/** A round marker, its size in CSS pixels: a disc of one colour, a ring around it, a halo around that. */
export interface MarkerStyle {
  readonly radiusPx: number;
  readonly ringPx: number;
  readonly haloPx: number;
  readonly opacity: number;
  /** Drawn where the surface hides it, instead of where it does not. */
  readonly isHiddenPart: boolean;
}

/** Where a marker is, shared by its passes. */
export interface MarkerUniforms extends ScreenUniforms {
  /** x, y (normalized), height (display units). */
  readonly place: { value: Vector3 };
}

/** A quad from -1 to 1; the shader sets its size and place. */
export function createMarkerGeometry(): PlaneGeometry {
  return new PlaneGeometry(2, 2);
}

/** Nearer to the eye than any pass of the line, by the same measure. */
const MARKER_LIFT = 0.02;

export function createMarkerMaterial(shared: MarkerUniforms, style: MarkerStyle): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    depthWrite: false,
    depthFunc: style.isHiddenPart ? GreaterDepth : LessEqualDepth,
    uniforms: {
      ...shared,
      color: { value: new Color() },
      ringColor: { value: new Color() },
      radiusPx: { value: style.radiusPx },
      ringPx: { value: style.ringPx },
      haloPx: { value: style.haloPx },
      extentPx: { value: style.radiusPx + style.ringPx + style.haloPx + 1 },
      opacity: { value: style.opacity },
      lift: { value: MARKER_LIFT },
    },
  });
}
