import type { DataTexture, WebGLRenderer } from 'three';

/** What the GPU holds of a float texture: RGBA of each texel, row by row. Where the texture has one float, the others are 0, 0, 1. */
export function readTexels(renderer: WebGLRenderer, texture: DataTexture): Float32Array {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const { __webglTexture } = renderer.properties.get(texture) as { readonly __webglTexture: WebGLTexture };
  const { width, height } = texture.image;
  const framebuffer = gl.createFramebuffer();
  gl.getExtension('EXT_color_buffer_float');
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, __webglTexture, 0);
  const texels = new Float32Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.deleteFramebuffer(framebuffer);
  return texels;
}
