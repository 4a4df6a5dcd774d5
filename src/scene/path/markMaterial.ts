import { Color, DoubleSide, type ShaderMaterial } from 'three';
import { createShaderMaterial } from '../shaderMaterial.js';
import { SRGB_GLSL } from '../colorSpace.js';
import type { EndKind } from '../../view/endMark.js';
import { END_GLSL, END_NUMBERS, PULSE_REACH_PX } from './endGlsl.js';
import type { StrokeUniforms } from './lineMaterial.js';
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

/** In the order in which they are drawn and numbered: first as they look where the surface does not hide them. */
const SEEN = [START, DROP, MARKER];
const HIDDEN = [{ ...START, opacity: 0 }, DROP, HIDDEN_MARKER];
const STYLES = [...SEEN, ...HIDDEN];
/** The strokes of the start, the drop line, and the marker. */
export const MARKS = SEEN.length;

/** The furthest that a mark reaches from its place, in CSS pixels. */
export const MARK_REACH_PX = MARKER.radiusPx + MARKER.ringPx + MARKER.haloPx;

/** Marks are drawn nearer to the eye by this share of their distance: more than the line, so that they lie above it. */
export const MARK_LIFT = 0.02;
/** Opacity of a marker that the surface hides, where it has no ring. */
const FAINT_OPACITY = 0.4;
/** Radius of the dot at which the drop line ends. */
const FOOT_RADIUS_PX = 2.5;

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
`;

const VERTEX = /* glsl */ `
${STROKE_VERTEX_GLSL}
${SIZES}
uniform bool hasStart;
uniform bool hasDrop;
uniform float floorY;
uniform float pulse;

void main() {
  vMark = int(position.z);
  vec4 place = vec4(vMark == 0 ? toLocal(vertexAt(0)) : headLocal(), 1.0);
  vec4 from = toClip(modelViewMatrix * place, ${MARK_LIFT});
  vec4 to = from;
  vIsHidden = isPlaceHidden(from) ? 1 : 0;
  if (vMark == 1) {
    vec4 world = modelMatrix * place;
    to = toClip(viewMatrix * vec4(world.x, floorY, world.z, 1.0), 0.0);
  }
  bool isDrawn = vMark == 2 || (vMark == 0 ? hasStart : hasDrop);
  if (!isDrawn || !cutAtEye(from, to)) {
    drawNothing();
    return;
  }
  if (vMark == 1) {
    // From the ring's edge on.
    float gap = (RADIUS_PX[2] + RING_PX[2]) * pixelRatio;
    from = mix(from, to, min(gap / max(length(spanPx(from, to)), 1.0), 1.0));
  }
  float size = max(RADIUS_PX[vMark] + RING_PX[vMark] + HALO_PX[vMark], vMark == 1 ? ${FOOT_RADIUS_PX} : 0.0);
  if (vMark == 2 && pulse >= 0.0) size = ${PULSE_REACH_PX.toFixed(1)};
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
  bool isHidden = vMark == 1 ? isBehindGround() : vIsHidden == 1;
  int style = isHidden ? vMark + ${MARKS} : vMark;
  bool isFaint = style == ${STYLES.indexOf(HIDDEN_MARKER)} && !ringsMarker;
  if (vMark == 2 && endKind != 0) {
    vec4 mark = endMark(vAlong / pixelRatio, isHidden && !isFaint);
    if (isFaint) mark.a *= ${FAINT_OPACITY};
    if (mark.a < 0.002) discard;
    gl_FragColor = vec4(toSrgb(mark.rgb), mark.a);
    return;
  }
  float opacity = OPACITY[style] * (isFaint ? ${FAINT_OPACITY} : 1.0);
  float distancePx = distanceToStroke();
  float radiusPx = RADIUS_PX[style] * pixelRatio;
  float rimPx = radiusPx + RING_PX[style] * pixelRatio;
  float haloPx = HALO_PX[style] * pixelRatio;
  float core = coverage(distancePx, radiusPx);
  float rim = coverage(distancePx, rimPx);
  float halo = haloPx > 0.0 ? 0.4 * pow(max(1.0 - distancePx / (rimPx + haloPx), 0.0), 1.5) : 0.0;
  float foot = vMark == 1 ? coverage(length(vec2(vAlong.x - vLengthPx, vAlong.y)), ${FOOT_RADIUS_PX} * pixelRatio) : 0.0;
  float alpha = max(max(rim, halo) * mix(1.0, isFaint ? 1.0 : FILL[style], core), foot) * opacity;
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
  /** Of `END_NUMBERS`; 0 while the run goes on. */
  readonly endKind: { value: number };
  /** How much of an end's pulse is over, in [0, 1); -1 where there is none. */
  readonly pulse: { value: number };
}

/** The start, the drop line, and the marker: the first quads of a tile, over the picture of the line. */
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
  const { start, marker, markerRing } = theme;
  (uniforms['endLight']!.value as Color).set(markerRing);
  (uniforms['endDark']!.value as Color).set(theme.pathCasing);
  const colors = [start, marker, marker, start, marker, marker];
  const ringColors = [markerRing, markerRing, markerRing, markerRing, markerRing, marker];
  colors.forEach((color, style) => {
    new Color(color).toArray(uniforms['color']!.value as Float32Array, 3 * style);
    new Color(ringColors[style]).toArray(uniforms['ringColor']!.value as Float32Array, 3 * style);
  });
}
