import { ROW_VERTICES } from './pathTexture.js';
import { FIELD_GLSL } from '../surface/fieldTexture.js';

/** What the vertex shaders of line and marks share: a stroke is a segment on the screen with a quad around it. */
export const STROKE_VERTEX_GLSL = /* glsl */ `
${FIELD_GLSL}
uniform highp sampler2D vertices;
uniform bool isDraped;
/** The marker, where it is drawn. */
uniform vec4 head;
/** Where the path is drawn on its way to a new plane: a matrix, by columns, and a shift. */
uniform vec4 planeTurn;
uniform vec2 planeShift;
uniform vec2 resolution;
uniform float pixelRatio;
uniform highp sampler2D groundDepth;
/** Device pixels from the stroke's beginning, along it and across. */
varying vec2 vAlong;
flat varying float vLengthPx;

vec2 drawnAt(vec2 place) {
  return mat2(planeTurn.xy, planeTurn.zw) * place + planeShift;
}

vec4 vertexAt(int index) {
  vec4 vertex = texelFetch(vertices, ivec2(index % ${ROW_VERTICES}, index / ${ROW_VERTICES}), 0);
  if (isDraped) vertex.z = heightAt(drawnAt(vertex.xy));
  return vertex;
}

vec3 toLocal(vec4 vertex) {
  vec2 place = drawnAt(vertex.xy);
  return vec3(place.x, vertex.z, -place.y);
}

vec3 headLocal() {
  return vec3(head.x, head.z, -head.y);
}

vec4 toClip(vec4 view, float lift) {
  // Moves the point towards the eye, so that it does not sink into the surface; its place on screen stays the same.
  view.xyz *= 1.0 - lift;
  return projectionMatrix * view;
}

/** Cuts off the part of a segment that lies behind the eye. False where all of it does. */
bool cutAtEye(inout vec4 from, inout vec4 to) {
  const float NEAREST = 0.01;
  if (max(from.w, to.w) <= NEAREST) return false;
  if (from.w < NEAREST) from = mix(from, to, (NEAREST - from.w) / (to.w - from.w));
  if (to.w < NEAREST) to = mix(to, from, (NEAREST - to.w) / (from.w - to.w));
  return true;
}

/**
 * Whether the ground hides a place. A disc is hidden as a whole or not at all, by its middle: it faces the eye, and the
 * ground may rise through part of it.
 */
bool isPlaceHidden(vec4 clip) {
  vec3 place = clip.xyz / clip.w * 0.5 + 0.5;
  ivec2 pixel = clamp(ivec2(place.xy * resolution), ivec2(0), ivec2(resolution) - 1);
  return place.z > texelFetch(groundDepth, pixel, 0).r;
}

void drawNothing() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}

vec2 spanPx(vec4 from, vec4 to) {
  return (to.xy / to.w - from.xy / from.w) * resolution * 0.5;
}

/** Places this corner of the quad. @param reach - device pixels from the segment to the quad's edge, on every side */
void placeCorner(vec4 from, vec4 to, vec2 span, float reach) {
  vLengthPx = length(span);
  vec2 along = vLengthPx > 1e-4 ? span / vLengthPx : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  vec2 corner = position.xy * 2.0 - 1.0;
  vec4 clip = position.x < 0.5 ? from : to;
  clip.xy += (along * corner.x + across * corner.y) * reach / (resolution * 0.5) * clip.w;
  gl_Position = clip;
  vAlong = vec2(position.x < 0.5 ? -reach : vLengthPx + reach, corner.y * reach);
}
`;

/** What the fragment shaders of line and marks share. */
export const STROKE_FRAGMENT_GLSL = /* glsl */ `
uniform highp sampler2D groundDepth;
uniform float pixelRatio;
varying vec2 vAlong;
flat varying float vLengthPx;

/** Whether the ground hides this fragment. */
bool isBehindGround() {
  return gl_FragCoord.z > texelFetch(groundDepth, ivec2(gl_FragCoord.xy), 0).r;
}

/** Device pixels from the segment. */
float distanceToStroke() {
  return length(vec2(max(max(-vAlong.x, vAlong.x - vLengthPx), 0.0), vAlong.y));
}

/** 1 within a radius of the stroke's middle, 0 outside, soft over a pixel. */
float coverage(float distancePx, float radiusPx) {
  return radiusPx > 0.0 ? 1.0 - smoothstep(-0.5, 0.5, distancePx - radiusPx) : 0.0;
}
`;
