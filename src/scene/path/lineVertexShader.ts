import { FLAG_DOT, FLAG_HOLE, FLAG_JOIN, FLAG_MOVE, JOIN_SPAN } from '../../path/lineVertices.js';
import { AGE, DASH_SHARE, LINE_REACH_PX, LINE_VARYINGS, listParts } from './lineStyle.js';
import { ROW_VERTICES } from './pathTexture.js';
import { CRISP_SEGMENTS, CROWDING_GLSL } from './strokeCrowding.js';
import { TILE_QUADS } from './strokeGeometry.js';
import { STROKE_VERTEX_GLSL } from './strokeGlsl.js';

/** Length of a dash and the gap after it: the power of 2 of a normalized unit that comes nearest to this. */
const DASH_PX = 8;
/** The line is drawn nearer to the eye by this share of its distance, so that it does not sink into the surface. */
const LIFT = 0.012;
/** Opacity of the line over a hole of the surface. */
const HOLE_OPACITY = 0.4;

/**
 * Finds the segment of a quad, and places the quad around it on the screen: one quad for all parts of the line.
 * A renderer without a GPU compiles a function once for each call of it in the text: long functions are called in a loop.
 */
export const LINE_VERTEX_SHADER = /* glsl */ `
${STROKE_VERTEX_GLSL}
uniform int firstSegment;
uniform int endSegment;
/** The segment that leads to the marker; -1 if none of these does. */
uniform int headSegment;
uniform float headVertex;
uniform float ageSpan;
/** The vertices that ages are shares of, for the line's width. */
uniform float ageVertices;
uniform bool dashesJoins;
uniform bool narrowsOld;
/** What colours the line: 0 age, 1 the height of the ground, 2 the losses of its points. */
uniform int lossSource;
uniform highp sampler2D losses;
uniform bool isLater;
${LINE_VARYINGS}
const vec3 RADIUS_PX = ${listParts('radiusPx')};
const vec3 CROWDED_RADIUS_PX = ${listParts('crowdedRadiusPx')};
const vec3 JOIN_RADIUS_PX = ${listParts('joinRadiusPx')};
const vec3 DOT_RADIUS_PX = ${listParts('dotRadiusPx')};

bool hasFlag(vec4 vertex, float flag) {
  return mod(floor(vertex.w / flag), 2.0) > 0.5;
}

/** 1 for the least loss, 0 for the greatest: of segments in one place the best is seen. */
float goodnessOf(int vertex, float height) {
  float loss = lossSource == 1 ? height : texelFetch(losses, ivec2(vertex % ${ROW_VERTICES}, vertex / ${ROW_VERTICES}), 0).r;
  return 1.0 - clamp(loss, 0.0, 1.0);
}

${CROWDING_GLSL}
void main() {
  int segment = firstSegment + gl_InstanceID * ${TILE_QUADS} + int(position.z);
  if (segment >= endSegment) {
    drawNothing();
    return;
  }
  vec4 start = vertexAt(segment);
  vec4 end = vertexAt(segment + 1);
  bool isHead = segment == headSegment;
  bool isJoin = hasFlag(end, ${FLAG_JOIN}.0);
  bool isMove = hasFlag(end, ${FLAG_MOVE}.0) || (isJoin && !dashesJoins);
  float dim = hasFlag(end, ${FLAG_HOLE}.0) ? ${HOLE_OPACITY} : 1.0;
  bool isDotFirst = segment == 0 && hasFlag(start, ${FLAG_DOT}.0);
  // Under the marker there is no dot.
  bool isDotLast = !isHead && hasFlag(end, ${FLAG_DOT}.0);
  float joined = fract(end.w) * ${JOIN_SPAN}.0 - distance(start.xy, end.xy);
  if (isHead) end = head;

  vec4 startView = modelViewMatrix * vec4(toLocal(start), 1.0);
  vec4 endView = modelViewMatrix * vec4(isHead ? headLocal() : toLocal(end), 1.0);
  vec4 from = toClip(startView, ${LIFT});
  vec4 to = toClip(endView, ${LIFT});
  if (!cutAtEye(from, to)) {
    drawNothing();
    return;
  }
  vec2 span = spanPx(from, to);
  // Where the line goes on after the marker none of it is its newest.
  float newer = isLater ? 1e6 : headVertex - float(segment);
  bool isAtStart = position.x < 0.5;
  bool hasDot = isDotFirst || isDotLast;
  // At this end, and at the other where there may be a dot.
  vec2 crowd = vec2(0.0);
  vec2 crowdThere = vec2(0.0);
  for (int turn = 0; turn < (hasDot ? 2 : 1); turn++) {
    bool isStart = isAtStart == (turn == 0);
    crowdThere = crowdAbout(isStart ? start : end, isStart ? startView : endView, newer);
    if (turn == 0) crowd = crowdThere;
  }
  vFirstDotPx = isDotFirst ? dotPx(isAtStart ? crowd : crowdThere) : vec3(0.0);
  vLastDotPx = isDotLast ? dotPx(isAtStart ? crowdThere : crowd) : vec3(0.0);
  vHiddenDots = vec2(isDotFirst && isPlaceHidden(from), isDotLast && isPlaceHidden(to));
  // The newest segments have their full width, however short the path is.
  float young = max(
    smoothstep(${AGE.from.toFixed(2)}, ${AGE.to.toFixed(2)}, (float(segment) + position.x) / ageVertices),
    smoothstep(${CRISP_SEGMENTS.none}.0, ${CRISP_SEGMENTS.full}.0, newer)
  );
  if (isLater || !narrowsOld) young = 1.0;
  float wide = mix(${AGE.width.toFixed(2)}, 1.0, young);
  if (isJoin) drawLine(crowd, JOIN_RADIUS_PX * wide, ${DASH_SHARE});
  else drawLine(crowd, RADIUS_PX * wide, 1.0);
  vOpacity *= mix(1.0, mix(${AGE.crowdedOpacity.toFixed(2)}, 1.0, young), crowd.x);
  if (isMove) vRadiusPx = vec3(0.0);
  vOpacity *= dim;
  vAge = isLater ? 0.0 : min(float(segment) + position.x, headVertex) / ageSpan;
  if (lossSource != 0) vAge = goodnessOf(isAtStart ? segment : segment + 1, isAtStart ? start.z : end.z);
  vDashes = vec2(0.0);
  if (isJoin) {
    float unitsPerPx = max(distance(start.xy, end.xy) / max(length(span), 1e-4), 1e-6);
    float period = exp2(round(log2(${DASH_PX}.0 * pixelRatio * unitsPerPx)));
    vDashes = vec2(joined / period, unitsPerPx / period);
  }
  // One pixel more than its size on every side, for round ends and a soft edge.
  placeCorner(from, to, span, (hasDot ? ${LINE_REACH_PX.toFixed(4)} : RADIUS_PX.x) * pixelRatio + 1.0);
}
`;
