import { FLAG_DOT, FLAG_HOLE, FLAG_JOIN, FLAG_MOVE, JOIN_SPAN } from '../path/lineVertices.js';
import { FIELD_GLSL } from './fieldTexture.js';
import { ROW_VERTICES } from './pathTexture.js';
import { CROWDING_GLSL } from './strokeCrowding.js';
import { TILE_QUADS } from './strokeGeometry.js';
import { SIGHT_GLSL } from './strokeSight.js';
import {
  createConstants,
  createSizes,
  DASH_SHARE,
  MARKS,
  VARYINGS,
  type StrokePasses,
  type StrokeStyle,
} from './strokeStyles.js';

/** Length of a dash and the gap after it: the power of 2 of a normalized unit that comes nearest to this. */
const DASH_PX = 8;
/** Of a marker that the surface hides, where it has no ring. */
const FAINT_OPACITY = 0.4;
/** Of the dot in which the drop line ends. */
const FOOT_RADIUS_PX = 2.5;
/** Finds the stroke of a quad, and places the quad about it on the screen. */
export const createVertexShader = (
  styles: readonly StrokeStyle[],
  { lines, isHiddenPart }: StrokePasses,
): string => /* glsl */ `
${FIELD_GLSL}
uniform highp sampler2D vertices;
uniform bool isDraped;
uniform int segments;
uniform float headVertex;
uniform vec4 head;
uniform bool hasStart;
uniform float floorY;
uniform bool dashesJoins;
uniform bool ringsMarker;
uniform bool hasMarks;
uniform vec2 resolution;
uniform float pixelRatio;
${VARYINGS}
${createSizes(styles)}
${createConstants(styles, 'RADIUS_PX', 'radiusPx')}
${createConstants(styles, 'OPACITY', 'opacity')}
${createConstants(styles, 'FILL', 'fill')}
${createConstants(styles, 'LIFT', 'lift')}
${createConstants(lines, 'CROWDED_RADIUS_PX', 'crowdedRadiusPx')}
${createConstants(lines, 'JOIN_RADIUS_PX', 'joinRadiusPx')}
${createConstants(lines, 'DOT_RADIUS_PX', 'dotRadiusPx')}
const int LINES = ${lines.length};
const int START = LINES;
const int DROP = LINES + 1;
const int MARKER = LINES + 2;

vec4 vertexAt(int index) {
  vec4 vertex = texelFetch(vertices, ivec2(index % ${ROW_VERTICES}, index / ${ROW_VERTICES}), 0);
  if (isDraped) vertex.z = heightAt(vertex.xy);
  return vertex;
}

bool hasFlag(vec4 vertex, float flag) {
  return mod(floor(vertex.w / flag), 2.0) > 0.5;
}

vec3 toLocal(vec4 vertex) {
  return vec3(vertex.x, vertex.z, -vertex.y);
}

vec4 toClip(vec4 view, float lift) {
  // A step towards the eye: what lies on the surface must not sink into it. It stays where it is on screen.
  view.xyz *= 1.0 - lift;
  return projectionMatrix * view;
}

${CROWDING_GLSL}
${SIGHT_GLSL}
void main() {
  int quad = gl_InstanceID * ${TILE_QUADS} + int(position.z);
  // At least 0: a mark; else the line's segments, once for each of its styles.
  int mark = quad - LINES * segments;
  bool isLine = mark < 0;
  vStyle = isLine ? quad / segments : min(LINES + mark, MARKER);
  int segment = isLine ? quad % segments : 0;
  bool isDrawn = isLine || (hasMarks && mark < ${MARKS} && (vStyle != START || hasStart));
  vec4 start = vStyle == DROP || vStyle == MARKER ? head : vertexAt(segment);
  vec4 end = isLine ? vertexAt(segment + 1) : start;
  bool isJoin = isLine && hasFlag(end, ${FLAG_JOIN}.0);
  bool isMove = isLine && (hasFlag(end, ${FLAG_MOVE}.0) || (isJoin && !dashesJoins));
  float dim = isLine && hasFlag(end, ${FLAG_HOLE}.0) ? 0.4 : 1.0;
  bool isDotFirst = isLine && segment == 0 && hasFlag(start, ${FLAG_DOT}.0);
  // Nothing stands under the marker.
  bool isDotLast = isLine && segment < segments - 1 && hasFlag(end, ${FLAG_DOT}.0);
  vAge = isLine ? (float(segment) + position.x) / max(headVertex, 1e-6) : 0.0;
  float joined = fract(end.w) * ${JOIN_SPAN}.0 - distance(start.xy, end.xy);
  if (isLine && segment == segments - 1) end = head;

  vec4 startView = modelViewMatrix * vec4(toLocal(start), 1.0);
  vec4 endView = modelViewMatrix * vec4(toLocal(end), 1.0);
  if (vStyle == DROP) {
    isDrawn = isDrawn && ringsMarker && isHiddenAt(head);
    vec4 world = modelMatrix * vec4(toLocal(head), 1.0);
    endView = viewMatrix * vec4(world.x, floorY, world.z, 1.0);
  }
  vec4 from = toClip(startView, LIFT[vStyle]);
  vec4 to = toClip(endView, LIFT[vStyle]);
  // What lies behind the eye does not take along what does not.
  const float NEAREST = 0.01;
  isDrawn = isDrawn && max(from.w, to.w) > NEAREST;
  if (from.w < NEAREST) from = mix(from, to, (NEAREST - from.w) / (to.w - from.w));
  if (to.w < NEAREST) to = mix(to, from, (NEAREST - to.w) / (from.w - to.w));
  if (!isDrawn) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vec2 span = (to.xy / to.w - from.xy / from.w) * resolution * 0.5;
  if (vStyle == DROP) {
    // From the ring's edge on.
    float gap = min((RADIUS_PX[MARKER] + RING_PX[MARKER]) * pixelRatio / max(length(span), 1.0), 1.0);
    from = mix(from, to, gap);
    span *= 1.0 - gap;
  }
  vLengthPx = length(span);
  vec2 along = vLengthPx > 1e-4 ? span / vLengthPx : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);

  vRadiusPx = RADIUS_PX[vStyle];
  vOpacity = OPACITY[vStyle];
  vFill = FILL[vStyle];
  vDotPx = vec2(0.0, vStyle == DROP ? ${FOOT_RADIUS_PX} : 0.0);
  vDashes = vec2(0.0);
  if (${isHiddenPart} && vStyle == MARKER && !ringsMarker) {
    vOpacity *= ${FAINT_OPACITY};
    vFill = 1.0;
  }
  if (isLine) {
    float newer = headVertex - float(segment);
    bool isAtStart = position.x < 0.5;
    vec2 crowd = isAtStart ? crowdAbout(start, startView, newer) : crowdAbout(end, endView, newer);
    if (isJoin) drawLine(crowd, JOIN_RADIUS_PX[vStyle], ${DASH_SHARE});
    else drawLine(crowd, RADIUS_PX[vStyle], 1.0);
    if (isMove) vRadiusPx = 0.0;
    if (isDotFirst) vDotPx.x = dotPx(isAtStart ? crowd : crowdAbout(start, startView, newer));
    if (isDotLast) vDotPx.y = dotPx(isAtStart ? crowdAbout(end, endView, newer) : crowd);
  }
  if (isJoin) {
    float unitsPerPx = max(distance(start.xy, end.xy) / max(vLengthPx, 1e-4), 1e-6);
    float period = exp2(round(log2(${DASH_PX}.0 * pixelRatio * unitsPerPx)));
    vDashes = vec2(joined / period, unitsPerPx / period);
  }
  vOpacity *= dim;
  vIsRow = float(isLine);

  // One pixel more than its size on every side, for round ends and a soft edge.
  float sizePx = max(max(vDotPx.x, vDotPx.y), max(RADIUS_PX[vStyle], vRadiusPx));
  float reach = (sizePx + RING_PX[vStyle] + HALO_PX[vStyle]) * pixelRatio + 1.0;
  vec2 corner = position.xy * 2.0 - 1.0;
  vec4 clip = position.x < 0.5 ? from : to;
  clip.xy += (along * corner.x + across * corner.y) * reach / (resolution * 0.5) * clip.w;
  gl_Position = clip;
  vAlong = vec2(position.x < 0.5 ? -reach : vLengthPx + reach, corner.y * reach);
}
`;
