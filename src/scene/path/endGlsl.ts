import type { EndKind } from '../../view/endMark.js';

/** The numbers of the ends in the shader; 0 is a run that goes on. */
export const END_NUMBERS: Readonly<Record<EndKind, number>> = {
  converged: 1,
  max_steps: 2,
  cancelled: 3,
  error: 4,
  unstated: 5,
};

/** Sizes in CSS pixels, at any distance. */
const BODY_PX = 7.5;
const SQUARE_PX = 6.75;
const ARM_PX = { length: 8.5, half: 2.5 } as const;
const RING_PX = 2.25;
const CASING_PX = 1.25;
/** Radius of the pulse's ring at its beginning and at its end. */
const PULSE_PX = { from: 9, to: 32 } as const;

/** The furthest that the pulse reaches from the marker's place, in CSS pixels. */
export const PULSE_REACH_PX = PULSE_PX.to + 3;

/**
 * The marker of a run that has ended: a disc with a check, a square with a bar, a ring with a slash, a cross, a ring with a dot.
 * All have a light ring and a dark edge around it, so that they are seen on every colour map. Places are in CSS pixels from the
 * marker's middle, y upwards.
 */
export const END_GLSL = /* glsl */ `
uniform int endKind;
uniform vec3 endColor;
uniform vec3 endLight;
uniform vec3 endDark;
/** Share of the pulse that is over; -1 where there is none. */
uniform float pulse;

float boxDistance(vec2 place, vec2 halfSize) {
  vec2 off = abs(place) - halfSize;
  return length(max(off, 0.0)) + min(max(off.x, off.y), 0.0);
}

float barDistance(vec2 place, vec2 from, vec2 to) {
  vec2 along = to - from;
  return length(place - from - along * clamp(dot(place - from, along) / dot(along, along), 0.0, 1.0));
}

float endShape(vec2 place) {
  if (endKind == ${END_NUMBERS.max_steps}) return boxDistance(place, vec2(${(SQUARE_PX - 1).toFixed(2)})) - 1.0;
  if (endKind != ${END_NUMBERS.error}) return length(place) - ${BODY_PX.toFixed(2)};
  vec2 turned = vec2(place.x + place.y, place.y - place.x) * 0.70711;
  vec2 arm = vec2(${ARM_PX.length.toFixed(2)}, ${ARM_PX.half.toFixed(2)});
  return min(boxDistance(turned, arm), boxDistance(turned.yx, arm));
}

/** Distance to the sign within the shape. */
float endSign(vec2 place) {
  if (endKind == ${END_NUMBERS.converged}) {
    vec2 bend = vec2(-1.1, -2.7);
    return min(barDistance(place, vec2(-3.7, -0.1), bend), barDistance(place, bend, vec2(3.7, 3.0))) - 1.15;
  }
  if (endKind == ${END_NUMBERS.max_steps}) return boxDistance(place, vec2(3.8, 1.3));
  if (endKind == ${END_NUMBERS.cancelled}) return barDistance(place, vec2(-4.2, 4.2), vec2(4.2, -4.2)) - 1.5;
  if (endKind == ${END_NUMBERS.unstated}) return length(place) - 3.2;
  return 100.0;
}

/** 1 within a shape, 0 outside, soft over a device pixel. @param distance - to its edge, in CSS pixels, below 0 within */
float inside(float distance) {
  return 1.0 - smoothstep(-0.5, 0.5, distance * pixelRatio);
}

vec4 endPulse(vec2 place) {
  if (pulse < 0.0) return vec4(0.0);
  float grown = 1.0 - (1.0 - pulse) * (1.0 - pulse);
  float off = abs(length(place) - mix(${PULSE_PX.from.toFixed(1)}, ${PULSE_PX.to.toFixed(1)}, grown));
  float opacity = inside(off - 2.0) * (1.0 - pulse);
  return vec4(mix(endLight, endColor, inside(off - 1.1)), opacity);
}

/** Colour and opacity at a place. @param isHidden - whether the surface hides the marker: then the shape is an outline with its sign */
vec4 endMark(vec2 place, bool isHidden) {
  vec4 around = endPulse(place);
  if (isHidden) {
    vec2 larger = place * 1.25;
    float edge = endShape(larger);
    float drawn = max(max(inside(edge - 2.5) - inside(edge), inside(endSign(larger))), 0.25 * inside(edge));
    return drawn > around.a ? vec4(endColor, drawn) : around;
  }
  float edge = endShape(place);
  bool isRing = endKind == ${END_NUMBERS.cancelled} || endKind == ${END_NUMBERS.unstated};
  vec3 shown = mix(endDark, endLight, inside(edge - ${RING_PX.toFixed(2)}));
  shown = mix(shown, endColor, inside(edge));
  if (isRing) shown = mix(shown, endLight, inside(edge + 2.4));
  shown = mix(shown, isRing ? endColor : endLight, inside(endSign(place)));
  float covered = inside(edge - ${(RING_PX + CASING_PX).toFixed(2)});
  return vec4(mix(around.rgb, shown, covered), max(covered, around.a));
}
`;
