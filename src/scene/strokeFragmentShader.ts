import { createSizes, DASH_SHARE, VARYINGS, type StrokeStyle } from './strokeStyles.js';

/** Paints a stroke: its fill, its ring, its glow, its dashes and dots, with soft edges. */
export const createFragmentShader = (styles: readonly StrokeStyle[]): string => /* glsl */ `
uniform vec3 color[${styles.length}];
uniform vec3 otherColor[${styles.length}];
uniform float pixelRatio;
${VARYINGS}
${createSizes(styles)}

/** 1 within a radius of the stroke's middle, 0 outside, soft over a pixel. */
float coverage(float distancePx, float radiusPx) {
  return radiusPx > 0.0 ? 1.0 - smoothstep(-0.5, 0.5, distancePx - radiusPx) : 0.0;
}

/** 1 on a dash of a join, 0 in the gap after it. */
float dash() {
  if (vDashes.y == 0.0) return 1.0;
  float place = fract(vDashes.x + clamp(vAlong.x, 0.0, vLengthPx) * vDashes.y);
  return 1.0 - smoothstep(-0.5, 0.5, (abs(place - 0.5) - ${DASH_SHARE / 2}) / vDashes.y);
}

/**
 * A pixel of a line is covered by its segment and by all those whose round ends reach it: this is the opacity of one of
 * them, so that together they are as opaque as a line in one piece.
 */
float opacityInRow(float covered, float radiusPx) {
  float across = coverage(abs(vAlong.y), radiusPx);
  if (across == 0.0) return 0.0;
  // The soft edge of a round end reaches somewhat further than its radius.
  float endPx = radiusPx + 0.15;
  float reachPx = sqrt(max(endPx * endPx - vAlong.y * vAlong.y, 0.0));
  float strokes = 1.0 + 2.0 * reachPx / max(vLengthPx, 0.01);
  return (1.0 - pow(1.0 - vOpacity * across, 1.0 / strokes)) * covered / across;
}

void main() {
  float beyond = max(max(-vAlong.x, vAlong.x - vLengthPx), 0.0);
  float distancePx = length(vec2(beyond, vAlong.y));
  float radiusPx = vRadiusPx * pixelRatio;
  float rimPx = radiusPx + RING_PX[vStyle] * pixelRatio;
  float haloPx = HALO_PX[vStyle] * pixelRatio;
  float core = coverage(distancePx, radiusPx);
  float rim = coverage(distancePx, rimPx);
  float halo = haloPx > 0.0 ? 0.4 * pow(max(1.0 - distancePx / (rimPx + haloPx), 0.0), 1.5) : 0.0;
  float dots = max(
    coverage(length(vAlong), vDotPx.x * pixelRatio),
    coverage(length(vec2(vAlong.x - vLengthPx, vAlong.y)), vDotPx.y * pixelRatio)
  );
  float stroke = vIsRow > 0.0 && vOpacity < 1.0
    ? opacityInRow(core, radiusPx)
    : max(rim, halo) * mix(1.0, vFill, core) * vOpacity;
  float alpha = max(stroke * dash(), dots * vOpacity);
  if (alpha < 0.002) discard;
  vec3 fill = mix(color[vStyle], otherColor[vStyle], clamp(vAge, 0.0, 1.0));
  vec3 ring = rimPx > radiusPx ? otherColor[vStyle] : fill;
  gl_FragColor = vec4(mix(mix(fill, ring, rim), fill, core), alpha);
  #include <colorspace_fragment>
}
`;
