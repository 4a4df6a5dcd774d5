import { GLSL3, RawShaderMaterial, type ShaderMaterialParameters } from 'three';

const SHARED = /* glsl */ `
precision highp float;
precision highp int;
`;

const VERTEX = /* glsl */ `
${SHARED}
#define varying out
uniform mat4 modelMatrix;
uniform mat4 viewMatrix;
uniform mat4 modelViewMatrix;
uniform mat4 projectionMatrix;
uniform mat3 normalMatrix;
in vec3 position;
`;

const FRAGMENT = /* glsl */ `
${SHARED}
#define varying in
#define gl_FragColor fragColor
out vec4 fragColor;
`;

/**
 * A material of our own shaders that declares three's uniforms and attributes by their names, and none of the rest that
 * `ShaderMaterial` puts before a shader: that takes milliseconds to assemble and to compile.
 */
export function createShaderMaterial({
  vertexShader,
  fragmentShader,
  ...parameters
}: ShaderMaterialParameters): RawShaderMaterial {
  return new RawShaderMaterial({
    ...parameters,
    glslVersion: GLSL3,
    vertexShader: VERTEX + vertexShader!,
    fragmentShader: FRAGMENT + fragmentShader!,
  });
}
