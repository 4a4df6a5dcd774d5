import {
  DataTexture,
  FloatType,
  NearestFilter,
  RedFormat,
  RGBAFormat,
  type TypedArray,
  type WebGLRenderer,
} from 'three';

/** Floats that a texel has, and what three and the context call that. */
const FORMATS = {
  1: { three: RedFormat, context: 'RED' },
  4: { three: RGBAFormat, context: 'RGBA' },
} as const;

/** Texels of a texture. */
interface TexelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A texture that a shader reads texel by texel; it is sent when it is drawn first. */
export function createFloatTexture(
  data: Float32Array,
  width: number,
  height: number,
  floats: keyof typeof FORMATS,
): DataTexture {
  const texture = new DataTexture(data, width, height, FORMATS[floats].three, FloatType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

/**
 * Sends texels of a texture of `createFloatTexture`, and them alone. three's own way says everything about a texture anew
 * each time, and for a part of one asks the context for its state first, and waits for all that it draws. Where the GPU has
 * none, not yet or no more since the context was lost, or another three.js names it otherwise, all of the texture is sent
 * in three's own way when it is drawn.
 * @param texels - row by row, without gaps; those that the texture's own data have there
 * @returns whether they were sent; else more of this texture need not be
 */
export function sendTexels(
  renderer: WebGLRenderer,
  texture: DataTexture,
  { x, y, width, height }: TexelRect,
  texels: TypedArray,
): boolean {
  // What three.js keeps for itself: nothing that is said of it holds for its next version.
  const { __webglTexture } = renderer.properties.get(texture) as { readonly __webglTexture?: WebGLTexture };
  if (__webglTexture === undefined) {
    texture.needsUpdate = true;
    return false;
  }
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const format = texture.format === RedFormat ? FORMATS[1].context : FORMATS[4].context;
  renderer.state.bindTexture(gl.TEXTURE_2D, __webglTexture);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl[format], gl.FLOAT, texels);
  return true;
}
