/**
 * Converts linear colours to sRGB (IEC 61966-2-1, as three does). three converts only what it draws to a canvas; our shaders
 * draw to textures, which are copied to the canvas unchanged.
 */
export const SRGB_GLSL = /* glsl */ `
vec3 toSrgb(vec3 linear) {
  return mix(pow(linear, vec3(1.0 / 2.4)) * 1.055 - 0.055, linear * 12.92, vec3(lessThanEqual(linear, vec3(0.0031308))));
}
`;
