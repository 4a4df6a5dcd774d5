import {
  DataTexture,
  FloatType,
  NearestFilter,
  RedFormat,
  RGBAFormat,
  type TypedArray,
  type WebGLRenderer,
} from 'three';

/** For each number of floats a texel, the format's name in three and in WebGL. */
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

/** A texture that a shader reads texel by texel; it is uploaded when first drawn. */
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
 * Uploads some texels of a texture of `createFloatTexture`. three itself would set every parameter of the texture each time,
 * and for a part of one query the context's state, which waits for all drawing. Where the texture is not on the GPU (not yet,
 * or since the context was lost), or another version of three.js names it otherwise, three uploads all of it when it is drawn.
 * @param texels - row by row, without gaps; the same as the texture's own data have there
 * @returns whether they were uploaded; else no other part of this texture need be
 */
export function sendTexels(
  renderer: WebGLRenderer,
  texture: DataTexture,
  { x, y, width, height }: TexelRect,
  texels: TypedArray,
): boolean {
  // Internal to three.js: its next version may name it otherwise.
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
