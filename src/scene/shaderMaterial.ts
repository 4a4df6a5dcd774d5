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
 * A material of shaders of our own that have three's names for what it gives, and nothing else of it: what `ShaderMaterial`
 * puts before each takes milliseconds to put together, and to compile.
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
