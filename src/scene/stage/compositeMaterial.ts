import {
  BufferAttribute,
  BufferGeometry,
  Color,
  NoBlending,
  type ShaderMaterial,
  SRGBColorSpace,
  type Texture,
} from 'three';
import { createShaderMaterial } from '../shaderMaterial.js';
import { listParts } from '../path/lineStyle.js';
import type { PathStyle } from '../path/pathStyle.js';
import type { SceneTheme } from '../sceneTheme.js';

/** The textures and colours that the picture is put together from. */
export interface CompositeUniforms {
  /** Colours of the ground, as they go to the canvas: sRGB, premultiplied. */
  readonly ground: { value: Texture | null };
  /** How much of a pixel the line's older segments cover, and the newer ones; see `createLineMaterial`. */
  readonly line: { value: Texture | null };
  readonly tip: { value: Texture | null };
  /** Vertices that an age of 1 stands for, as a share of those up to the marker. */
  readonly ageScale: { value: number };
  /** The picture before the plane changed, and how much of it is seen, in [0, 1]. */
  readonly former: { value: Texture | null };
  readonly formerShare: { value: number };
}

const VERTEX = /* glsl */ `
void main() {
  gl_Position = vec4(position.xy, 0.0, 1.0);
}
`;

const FRAGMENT = /* glsl */ `
uniform highp sampler2D ground;
uniform highp sampler2D line;
uniform highp sampler2D tip;
uniform float ageScale;
uniform bool showsLoss;
uniform sampler2D lossColors;
uniform highp sampler2D former;
uniform float formerShare;
uniform vec3 edgeColor;
uniform vec3 oldColor;
uniform vec3 newColor;
const vec3 OPACITY = ${listParts('opacity')};

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec4 shown = texelFetch(ground, pixel, 0);
  vec4 older = texelFetch(line, pixel, 0);
  vec4 newer = texelFetch(tip, pixel, 0);
  vec3 cover = (older.rgb + newer.rgb - older.rgb * newer.rgb) * OPACITY;
  float age = max(older.a, newer.a);
  vec3 color = mix(oldColor, newColor, min(age * ageScale, 1.0));
  if (showsLoss) color = texture(lossColors, vec2(1.0 - age, 0.5)).rgb;
  shown = mix(shown, vec4(color, 1.0), cover.b);
  shown = mix(shown, vec4(edgeColor, 1.0), cover.r);
  shown = mix(shown, vec4(color, 1.0), cover.g);
  gl_FragColor = formerShare > 0.0 ? mix(shown, texelFetch(former, pixel, 0), formerShare) : shown;
}
`;

/** Lays the line over the ground, from their textures onto the canvas. */
export function createCompositeMaterial(uniforms: CompositeUniforms): ShaderMaterial {
  return createShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    depthTest: false,
    depthWrite: false,
    blending: NoBlending,
    uniforms: {
      ...uniforms,
      edgeColor: { value: new Float32Array(3) },
      oldColor: { value: new Float32Array(3) },
      newColor: { value: new Float32Array(3) },
    },
  });
}

/** A triangle that covers the whole screen. */
export function createScreenTriangle(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute(
    'position',
    new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3),
  );
  return geometry;
}

/**
 * @param pathColor - plain: the line has the colour of its newest part alone; loss: its edge is light, since it may have the colour
 *   of the surface beside it
 * @returns by how much the line's oldest colour differs from its newest: the greatest channel, in [0, 1]
 */
export function paintLine(
  { uniforms }: ShaderMaterial,
  { pathCasing, pathOld, pathNew }: SceneTheme,
  pathColor: Required<PathStyle>['pathColor'],
): number {
  const toArray = (color: string, name: string): number[] => {
    const { r, g, b } = new Color(color).getRGB({ r: 0, g: 0, b: 0 }, SRGBColorSpace);
    (uniforms[name]!.value as Float32Array).set([r, g, b]);
    return [r, g, b];
  };
  toArray(pathColor === 'loss' ? pathNew : pathCasing, 'edgeColor');
  const oldColor = toArray(pathColor === 'step' ? pathOld : pathNew, 'oldColor');
  const newColor = toArray(pathNew, 'newColor');
  return Math.max(...oldColor.map((channel, at) => Math.abs(channel - newColor[at]!)));
}
