import { Color, DoubleSide, type ShaderMaterial } from 'three';
import { createShaderMaterial } from '../shaderMaterial.js';
import { SRGB_GLSL } from '../colorSpace.js';
import type { EndKind } from '../../view/endMark.js';
import { END_GLSL, END_NUMBERS, PULSE_REACH_PX } from './endGlsl.js';
import type { StrokeUniforms } from './lineMaterial.js';
import { MAX_TICKS } from '../../view/marks/stepTicks.js';
import type { SceneTheme } from '../sceneTheme.js';
import { STROKE_FRAGMENT_GLSL, STROKE_VERTEX_GLSL } from './strokeGlsl.js';

/** How a mark is drawn; sizes in CSS pixels, at any distance. */
interface MarkStyle {
  readonly radiusPx: number;
  /** Width of a ring around that. */
  readonly ringPx: number;
  /** Width of a glow around that. */
  readonly haloPx: number;
  readonly opacity: number;
  /** Opacity of what the ring surrounds, as a share of `opacity`. */
  readonly fill: number;
}

const START: MarkStyle = { radiusPx: 3.5, ringPx: 2, haloPx: 0, opacity: 1, fill: 1 };
/** The line from a hidden marker down to the floor; equally opaque whether or not the surface hides it. */
const DROP: MarkStyle = { radiusPx: 0.9, ringPx: 1, haloPx: 0, opacity: 0.9, fill: 1 };
const MARKER: MarkStyle = { radiusPx: 7, ringPx: 2.5, haloPx: 12, opacity: 1, fill: 1 };
/** Where the surface hides it: a ring. */
const HIDDEN_MARKER: MarkStyle = { radiusPx: 5, ringPx: 2.5, haloPx: 0, opacity: 1, fill: 0.25 };

/** A round step: a stroke across the line. */
const TICK: MarkStyle = { radiusPx: 0.75, ringPx: 1, haloPx: 0, opacity: 1, fill: 1 };
/** From the marker to the loss that was reported there, above the surface or below it. */
const STEM: MarkStyle = { radiusPx: 1, ringPx: 1, haloPx: 0, opacity: 1, fill: 1 };
/** The point with the least loss; its shape is a square on its corner. */
const BEST: MarkStyle = { radiusPx: 3.25, ringPx: 2, haloPx: 0, opacity: 1, fill: 1 };

/** In the order of their numbers: first as they look where the surface does not hide them. */
const SEEN = [START, DROP, TICK, STEM, BEST, MARKER];
const HIDDEN = [
  { ...START, opacity: 0 },
  DROP,
  { ...TICK, opacity: 0 },
  { ...STEM, opacity: 0.55 },
  { ...BEST, opacity: 0.45 },
  HIDDEN_MARKER,
];
const STYLES = [...SEEN, ...HIDDEN];
const [AT_START, AT_DROP, AT_TICK, AT_STEM, AT_BEST, AT_MARKER] = [0, 1, 2, 3, 4, 5];
/** The strokes of the start, the drop line, the stem, the best point, and the marker, which are drawn after all ticks. */
export const MARKS = 5;
/** Places of ticks and best point in the arrays that the shader reads. */
export const PLACES = MAX_TICKS + 1;

/** The furthest that a mark reaches from its place, in CSS pixels. */
export const MARK_REACH_PX = MARKER.radiusPx + MARKER.ringPx + MARKER.haloPx;

/** Marks are drawn nearer to the eye by this share of their distance: more than the line, so that they lie above it. */
export const MARK_LIFT = 0.02;
/** Opacity of a marker that the surface hides, where it has no ring. */
const FAINT_OPACITY = 0.4;
/** Radius of the dot at which the drop line ends. */
const FOOT_RADIUS_PX = 2.5;
/** Half of a tick's length, and of the bar at a stem's end. */
const TICK_PX = 6;
/** A best point nearer to the marker's place is under it, in CSS pixels. */
export const UNDER_MARKER_PX = 13;
/** A shorter stem is not seen, in CSS pixels. */
export const LEAST_STEM_PX = 2;
/** Opacity of marks of steps after a marker that stands at a past one. */
const LATER_OPACITY = 0.5;

function listStyles(name: string, key: keyof MarkStyle): string {
  const type = `float[${STYLES.length}]`;
  return `const ${type} ${name} = ${type}(${STYLES.map((style) => style[key].toFixed(4)).join(', ')});`;
}

const SIZES = /* glsl */ `
${listStyles('RADIUS_PX', 'radiusPx')}
${listStyles('RING_PX', 'ringPx')}
${listStyles('HALO_PX', 'haloPx')}
flat varying int vMark;
flat varying int vIsHidden;
flat varying float vOpacity;
`;

const VERTEX = /* glsl */ `
${STROKE_VERTEX_GLSL}
${SIZES}
uniform bool hasStart;
uniform bool hasDrop;
uniform bool hasStem;
uniform bool hasBest;
uniform int ticks;
/** Of ticks, and last of the best point: place, height and vertex; and another place nearby on the line. */
uniform vec4 places[${PLACES}];
uniform vec4 nearby[${PLACES}];
uniform float stemHeight;
uniform float headVertex;
uniform bool showsLater;
uniform float floorY;
uniform float pulse;

/** Of the quads after those of the ticks, the lowest first. */
int markOf(int quad) {
  return quad == 0 ? ${AT_START} : quad == 1 ? ${AT_DROP} : quad == 2 ? ${AT_STEM} : quad == 3 ? ${AT_BEST} : ${AT_MARKER};
}

/** Whether the line has come to a vertex, or goes on faintly beyond the marker. */
bool isReached(float vertex) {
  return showsLater || vertex <= headVertex + 0.001;
}

void main() {
  int quad = int(position.z);
  vMark = quad < ticks ? ${AT_TICK} : markOf(quad - ticks);
  bool isPlace = vMark == ${AT_TICK} || vMark == ${AT_BEST};
  int at = vMark == ${AT_BEST} ? ${MAX_TICKS} : min(quad, ${MAX_TICKS - 1});
  vec4 place = isPlace ? places[at] : vMark == ${AT_START} ? vertexAt(0) : head;
  vec4 local = vec4(isPlace || vMark == ${AT_START} ? toLocal(place) : headLocal(), 1.0);
  vOpacity = isPlace && place.w > headVertex + 0.001 ? ${LATER_OPACITY} : 1.0;
  vec4 from = toClip(modelViewMatrix * local, ${MARK_LIFT});
  vec4 to = from;
  vIsHidden = isPlaceHidden(from) ? 1 : 0;
  if (vMark == ${AT_DROP}) {
    vec4 world = modelMatrix * local;
    to = toClip(viewMatrix * vec4(world.x, floorY, world.z, 1.0), 0.0);
  }
  if (vMark == ${AT_STEM}) to = toClip(modelViewMatrix * vec4(place.x, stemHeight, -place.y, 1.0), ${MARK_LIFT});
  if (vMark == ${AT_TICK}) {
    vec4 aside = toClip(modelViewMatrix * vec4(toLocal(nearby[at]), 1.0), ${MARK_LIFT});
    vec2 along = spanPx(from, aside);
    vec2 across = length(along) > 1e-4 ? normalize(vec2(-along.y, along.x)) : vec2(0.0, 1.0);
    vec2 halfOf = across * ${TICK_PX.toFixed(1)} * pixelRatio / (resolution * 0.5);
    to.xy = from.xy + halfOf * from.w;
    from.xy -= halfOf * from.w;
  }
  bool isDrawn = vMark == ${AT_MARKER};
  if (vMark == ${AT_START}) isDrawn = hasStart;
  if (vMark == ${AT_DROP}) isDrawn = hasDrop;
  if (vMark == ${AT_STEM}) isDrawn = hasStem;
  if (vMark == ${AT_BEST}) isDrawn = hasBest && isReached(place.w);
  if (vMark == ${AT_TICK}) isDrawn = vIsHidden == 0 && isReached(place.w);
  if (!isDrawn || !cutAtEye(from, to)) {
    drawNothing();
    return;
  }
  // Under the marker its point is that of the marker, to the eye.
  if (vMark == ${AT_BEST}) {
    vec4 marker = toClip(modelViewMatrix * vec4(headLocal(), 1.0), ${MARK_LIFT});
    if (length(spanPx(from, marker)) < ${UNDER_MARKER_PX.toFixed(1)} * pixelRatio) {
      drawNothing();
      return;
    }
  }
  // What the marker's place alone shows is no stem.
  if (vMark == ${AT_STEM} && length(spanPx(from, to)) < ${LEAST_STEM_PX.toFixed(1)} * pixelRatio) {
    drawNothing();
    return;
  }
  if (vMark == ${AT_DROP}) {
    // From the ring's edge on.
    float gap = (RADIUS_PX[${AT_MARKER}] + RING_PX[${AT_MARKER}]) * pixelRatio;
    from = mix(from, to, min(gap / max(length(spanPx(from, to)), 1.0), 1.0));
  }
  float size = RADIUS_PX[vMark] + RING_PX[vMark] + HALO_PX[vMark];
  if (vMark == ${AT_DROP}) size = max(size, ${FOOT_RADIUS_PX});
  // Its end is a bar across, the corners of the best point's square lie further out than its sides.
  if (vMark == ${AT_STEM}) size = ${TICK_PX.toFixed(1)} + 1.0;
  if (vMark == ${AT_BEST}) size *= 1.4143;
  if (vMark == ${AT_MARKER} && pulse >= 0.0) size = ${PULSE_REACH_PX.toFixed(1)};
  placeCorner(from, to, spanPx(from, to), size * pixelRatio + 1.0);
}
`;

const FRAGMENT = /* glsl */ `
${STROKE_FRAGMENT_GLSL}
${SRGB_GLSL}
${SIZES}
${listStyles('OPACITY', 'opacity')}
${listStyles('FILL', 'fill')}
uniform vec3 color[${STYLES.length}];
uniform vec3 ringColor[${STYLES.length}];
uniform bool ringsMarker;
${END_GLSL}

void main() {
  bool isHidden = vMark == ${AT_DROP} || vMark == ${AT_STEM} ? isBehindGround() : vIsHidden == 1;
  int style = isHidden ? vMark + ${SEEN.length} : vMark;
  bool isFaint = style == ${STYLES.indexOf(HIDDEN_MARKER)} && !ringsMarker;
  if (vMark == ${AT_MARKER} && endKind != 0) {
    vec4 mark = endMark(vAlong / pixelRatio, isHidden && !isFaint);
    if (isFaint) mark.a *= ${FAINT_OPACITY};
    if (mark.a < 0.002) discard;
    gl_FragColor = vec4(toSrgb(mark.rgb), mark.a);
    return;
  }
  float opacity = OPACITY[style] * (isFaint ? ${FAINT_OPACITY} : 1.0);
  float distancePx = distanceToStroke();
  if (vMark == ${AT_BEST}) distancePx = (abs(vAlong.x) + abs(vAlong.y)) * 0.70711;
  // The bar at the stem's end.
  if (vMark == ${AT_STEM}) {
    float barPx = ${(TICK_PX - 1).toFixed(1)} * pixelRatio;
    distancePx = min(distancePx, length(vec2(vAlong.x - vLengthPx, max(abs(vAlong.y) - barPx, 0.0))));
  }
  float radiusPx = RADIUS_PX[style] * pixelRatio;
  float rimPx = radiusPx + RING_PX[style] * pixelRatio;
  float haloPx = HALO_PX[style] * pixelRatio;
  float core = coverage(distancePx, radiusPx);
  float rim = coverage(distancePx, rimPx);
  float halo = haloPx > 0.0 ? 0.4 * pow(max(1.0 - distancePx / (rimPx + haloPx), 0.0), 1.5) : 0.0;
  float foot = vMark == ${AT_DROP} ? coverage(length(vec2(vAlong.x - vLengthPx, vAlong.y)), ${FOOT_RADIUS_PX} * pixelRatio) : 0.0;
  float alpha = max(max(rim, halo) * mix(1.0, isFaint ? 1.0 : FILL[style], core), foot) * opacity * vOpacity;
  if (alpha < 0.002) discard;
  vec3 shown = mix(mix(color[style], ringColor[style], rim), color[style], core);
  gl_FragColor = vec4(toSrgb(shown), alpha);
}
`;

/** The uniforms of marks beside those that they share with the line. */
export interface MarkUniforms {
  readonly hasStart: { value: boolean };
  /** Whether a line leads from the marker to the floor. */
  readonly hasDrop: { value: boolean };
  /** Height of the floor, in world units. */
  readonly floorY: { value: number };
  /** See `PathStyle`. */
  readonly ringsMarker: { value: boolean };
  /** How many of the places are ticks. */
  readonly ticks: { value: number };
  /** Four numbers for each of `PLACES`: of a tick, the last of the best point. x, y, height, fractional vertex. */
  readonly places: { value: Float32Array };
  /** Another place nearby, by which a tick knows which way the line goes. */
  readonly nearby: { value: Float32Array };
  readonly hasBest: { value: boolean };
  /** Whether a stem leads from the marker to this height. */
  readonly hasStem: { value: boolean };
  readonly stemHeight: { value: number };
  /** Whether steps after the marker are seen too. */
  readonly showsLater: { value: boolean };
  /** Of `END_NUMBERS`; 0 while the run goes on. */
  readonly endKind: { value: number };
  /** How much of an end's pulse is over, in [0, 1); -1 where there is none. */
  readonly pulse: { value: number };
}

/** Ticks, start, drop line, stem, best point and marker: the first quads of a tile, over the picture of the line. */
export function createMarkMaterial(uniforms: StrokeUniforms & MarkUniforms): ShaderMaterial {
  return createShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    transparent: true,
    side: DoubleSide,
    depthTest: false,
    depthWrite: false,
    uniforms: {
      ...uniforms,
      color: { value: new Float32Array(3 * STYLES.length) },
      ringColor: { value: new Float32Array(3 * STYLES.length) },
      endColor: { value: new Color() },
      endLight: { value: new Color() },
      endDark: { value: new Color() },
    },
  });
}

/** Which colour an end has. */
const END_COLORS = {
  converged: 'endConverged',
  max_steps: 'endStepLimit',
  cancelled: 'endCancelled',
  error: 'endFailed',
  unstated: 'pathCasing',
} as const satisfies Record<EndKind, keyof SceneTheme>;

/** Gives the marker the look of an end, or of a run that goes on. */
export function setEnd(
  { uniforms }: ShaderMaterial,
  kind: EndKind | null,
  pulse: number | null,
  theme: SceneTheme,
): void {
  uniforms['endKind']!.value = kind === null ? 0 : END_NUMBERS[kind];
  uniforms['pulse']!.value = pulse ?? -1;
  if (kind !== null) (uniforms['endColor']!.value as Color).set(theme[END_COLORS[kind]]);
}

/** Writes into flat arrays, since three would flatten an array of `Color`s in every frame. */
export function paintMarks({ uniforms }: ShaderMaterial, theme: SceneTheme): void {
  const { start, marker, markerRing, best } = theme;
  (uniforms['endLight']!.value as Color).set(markerRing);
  (uniforms['endDark']!.value as Color).set(theme.pathCasing);
  const { pathNew, pathCasing } = theme;
  const colors = [start, marker, pathNew, marker, best, marker];
  const ringColors = [markerRing, markerRing, pathCasing, markerRing, pathCasing, markerRing];
  const hiddenRings = [...ringColors.slice(0, AT_MARKER), marker];
  [...colors, ...colors].forEach((color, style) => {
    new Color(color).toArray(uniforms['color']!.value as Float32Array, 3 * style);
    new Color([...ringColors, ...hiddenRings][style]).toArray(
      uniforms['ringColor']!.value as Float32Array,
      3 * style,
    );
  });
}
