import { DASH_SHARE, LINE_VARYINGS } from './lineStyle.js';
import { STROKE_FRAGMENT_GLSL } from './strokeGlsl.js';

/** How much of a pixel a segment covers: red the line's edge, green the line, blue the hidden part of it; alpha is its age. */
export const LINE_FRAGMENT_SHADER = /* glsl */ `
${STROKE_FRAGMENT_GLSL}
${LINE_VARYINGS}
uniform bool isLater;

/** 1 on a dash of a join, 0 in the gap after it. */
float dash() {
  if (vDashes.y == 0.0) return 1.0;
  float place = fract(vDashes.x + clamp(vAlong.x, 0.0, vLengthPx) * vDashes.y);
  return 1.0 - smoothstep(-0.5, 0.5, (abs(place - 0.5) - ${DASH_SHARE / 2}) / vDashes.y);
}

/**
 * A pixel of a line is covered by its segment and by all those whose round ends reach it. This is the opacity that each of
 * them gets, so that together they are as opaque, and as soft at the edge, as a line in one piece.
 */
float opacityInRow(float covered, float radiusPx, float opacity) {
  float across = coverage(abs(vAlong.y), radiusPx);
  if (across == 0.0) return 0.0;
  // The soft edge of a round end reaches somewhat further than its radius.
  float endPx = radiusPx + 0.15;
  float reachPx = sqrt(max(endPx * endPx - vAlong.y * vAlong.y, 0.0));
  float strokes = 1.0 + 2.0 * reachPx / max(vLengthPx, 0.01);
  return (1.0 - pow(1.0 - opacity * across, 1.0 / strokes)) * covered / across;
}

float strokeOf(int part) {
  float radiusPx = vRadiusPx[part] * pixelRatio;
  return opacityInRow(coverage(distanceToStroke(), radiusPx), radiusPx, vOpacity[part]);
}

/** A dot is seen or hidden as a whole. */
vec3 dotAt(vec2 place, vec3 radiiPx, bool isHidden) {
  vec3 dots = vec3(0.0);
  for (int part = isHidden ? 2 : 0; part < (isHidden ? 3 : 2); part++) {
    dots[part] = coverage(length(vAlong - place), radiiPx[part] * pixelRatio) * vOpacity[part];
  }
  return dots;
}

void main() {
  bool isBehind = isLater || isBehindGround();
  vec3 stroke = vec3(0.0);
  for (int part = isBehind ? 2 : 0; part < (isBehind ? 3 : 2); part++) stroke[part] = strokeOf(part);
  // Where the line is crowded a dot has no dark edge, but it is still drawn.
  vec3 cover = stroke * dash();
  for (int end = 0; end < 2; end++) {
    vec3 radiiPx = end == 0 ? vFirstDotPx : vLastDotPx;
    if (radiiPx.y > 0.0) cover = max(cover, dotAt(vec2(end == 0 ? 0.0 : vLengthPx, 0.0), radiiPx, isLater || vHiddenDots[end] > 0.0));
  }
  if (max(max(cover.r, cover.g), cover.b) < 0.002) discard;
  // The dark edge has no age.
  gl_FragColor = vec4(cover, max(cover.g, cover.b) > 0.02 ? vAge : 0.0);
}
`;
