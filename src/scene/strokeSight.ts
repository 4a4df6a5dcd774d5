/** Places between a marker and the eye that are looked at for whether the surface hides it. */
const SIGHT_SAMPLES = 96;

/** Whether the surface hides a place. Needs the field, and `toLocal`. */
export const SIGHT_GLSL = /* glsl */ `
/**
 * Whether the surface lies between a place, on it or outside, and the eye: over the surface the line of sight is then above it
 * here and below it there.
 */
bool isHiddenAt(vec4 place) {
  vec3 from = toLocal(place);
  vec3 way = (inverse(modelViewMatrix) * vec4(0.0, 0.0, 0.0, 1.0)).xyz - from;
  // Where that line is over the surface: shares of the way to the eye.
  vec2 along = mix(vec2(1e-6), way.xz, greaterThan(abs(way.xz), vec2(1e-6)));
  vec2 oneEdge = (-1.0 - from.xz) / along;
  vec2 otherEdge = (1.0 - from.xz) / along;
  vec2 enters = min(oneEdge, otherEdge);
  vec2 leaves = max(oneEdge, otherEdge);
  // The place itself is not looked at.
  float first = max(max(enters.x, enters.y), LIFT[MARKER]);
  float last = min(min(leaves.x, leaves.y), 1.0);
  if (first >= last) return false;
  float lowest = 0.0;
  float highest = 0.0;
  for (int n = 1; n <= ${SIGHT_SAMPLES}; n++) {
    vec3 at = from + way * mix(first, last, float(n) / ${SIGHT_SAMPLES}.0);
    vec2 under = clamp(vec2(at.x, -at.z), -1.0, 1.0);
    if (!hasHeightAt(under)) continue;
    float above = at.y - heightAt(under);
    lowest = min(lowest, above);
    highest = max(highest, above);
  }
  return lowest < -0.004 && highest > 0.004;
}
`;
