/**
 * What is drawn into a texture of our own goes to the canvas as it is, so shaders convert colours themselves: three does it
 * for a canvas alone. IEC 61966-2-1, as three has it.
 */
export const SRGB_GLSL = /* glsl */ `
vec3 toSrgb(vec3 linear) {
  return mix(pow(linear, vec3(1.0 / 2.4)) * 1.055 - 0.055, linear * 12.92, vec3(lessThanEqual(linear, vec3(0.0031308))));
}
`;
