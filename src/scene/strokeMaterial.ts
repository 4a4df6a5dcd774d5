import {
  Color,
  DoubleSide,
  GreaterDepth,
  LessEqualDepth,
  ShaderMaterial,
  type Texture,
  type Vector4,
} from 'three';
import {
  BYTE_PER_OCTAVE,
  CROWDED_LINES,
  DENSITY_CELLS,
  DENSITY_GRIDS,
  DENSITY_ROWS,
} from '../path/lineDensity.js';
import { FLAG_DOT, FLAG_HOLE, FLAG_JOIN, FLAG_MOVE, JOIN_SPAN } from '../path/lineVertices.js';
import { FIELD_GLSL, type FieldTexture } from './fieldTexture.js';
import { ROW_VERTICES } from './pathTexture.js';
import type { ScreenUniforms } from './screenUniforms.js';
import { TILE_QUADS } from './strokeGeometry.js';

/** How a stroke is drawn; sizes in CSS pixels, at any distance. */
interface StrokeStyle {
  /** Half the width of a line, the radius of a dot. */
  readonly radiusPx: number;
  /** Width of a ring around that. */
  readonly ringPx: number;
  /** Width of a glow around that. */
  readonly haloPx: number;
  /** Share of the distance to the eye by which it comes nearer: strokes above others have more. */
  readonly lift: number;
  readonly opacity: number;
  /** Opacity of what a ring surrounds, as a share of `opacity`. */
  readonly fill: number;
}

/** A style of the line. */
interface LineStyle extends StrokeStyle {
  /** Half its width where it crosses itself again and again; 0: it is not drawn there. */
  readonly crowdedRadiusPx: number;
  /** Half the width of the dashes of a join, over missing steps. */
  readonly joinRadiusPx: number;
  /** Radius of a point without neighbours. */
  readonly dotRadiusPx: number;
}

/** Strokes that one draw call draws, in this order: the whole line in each of the line's styles, the start, the drop line, the marker. */
export interface StrokePasses {
  readonly lines: readonly LineStyle[];
  readonly start: StrokeStyle;
  /** From a marker that the surface hides down to the floor. */
  readonly drop: StrokeStyle;
  readonly marker: StrokeStyle;
  /** Drawn where the surface hides it, instead of where it does not. */
  readonly isHiddenPart: boolean;
}

/** What of a path is drawn, shared by all that draw it. */
export type StrokeUniforms = ScreenUniforms & FieldTexture['uniforms'] & PathUniforms;

interface PathUniforms {
  /** One texel a vertex: x, y (normalized), height (display units), flags. */
  readonly vertices: { value: Texture };
  /** The bytes of `LineDensity`. */
  readonly density: { value: Texture };
  /** Whether the vertices stand on the field, whatever their heights; the marker has its own. */
  readonly isDraped: { value: boolean };
  /** Segments from the first vertex to the marker. */
  readonly segments: { value: number };
  /** Fractional vertex at which the marker stands. */
  readonly headVertex: { value: number };
  /** The marker's own vertex. */
  readonly head: { value: Vector4 };
  readonly hasStart: { value: boolean };
  /** Of the floor, in world units. */
  readonly floorY: { value: number };
  /** Whether the strokes that are not the line's are drawn. */
  readonly hasMarks: { value: boolean };
  /** See `PathStyle`. */
  readonly thinsCrowds: { value: boolean };
  readonly dashesJoins: { value: boolean };
  readonly ringsMarker: { value: boolean };
}

/** Colour of a style, in the order in which they are drawn: a line's where it begins, or a dot's; then a line's at the marker, or a ring's. */
export type StrokeColors = readonly (readonly [string, string])[];

/** Strokes that are not the line's: the start, the drop line, the marker. */
const MARKS = 3;

/** Of a place where the line crosses itself again and again the line covers this share, on the average; the surface shows through. */
const CROWDED_COVER = 0.38;
/** Less of a line than this is no crowd, however large the cells are on the screen: lines 10 px apart, with their edges 5.5 px wide. */
const CROWDED_PX_PER_SQUARE_PX = 0.1;
/** Binary orders of crowding over which the line goes from its full width to its least. */
const CROWDING_OCTAVES = 1;
/** Crowding is judged by cells of at least this size, less than twice of it, and by cells twice as large. */
const CROWD_CELL_PX = 6;
/** The newest segments are drawn in full however crowded it is about them; the line fades in up to there. */
const CRISP_SEGMENTS = { full: 8, none: 32 } as const;
/** Length of a dash and the gap after it: the power of 2 of a normalized unit that comes nearest to this. */
const DASH_PX = 8;
/** Share of that which is dash. */
const DASH_SHARE = 0.56;
/** Of a marker that the surface hides, where it has no ring. */
const FAINT_OPACITY = 0.4;
/** Of the dot in which the drop line ends. */
const FOOT_RADIUS_PX = 2.5;
/** Places between a marker and the eye that are looked at for whether the surface hides it. */
const SIGHT_SAMPLES = 96;

/** Quads that a path of so many segments needs. */
export function computeQuads({ lines }: StrokePasses, segments: number): number {
  return lines.length * segments + MARKS;
}

/** All strokes of a path for one depth test. A dot is a stroke without length. */
export function createStrokeMaterial(shared: StrokeUniforms, passes: StrokePasses): ShaderMaterial {
  const styles = listStyles(passes);
  return new ShaderMaterial({
    vertexShader: createVertexShader(styles, passes),
    fragmentShader: createFragmentShader(styles),
    transparent: true,
    // Under a negative zScale what faces the eye counts as a back.
    side: DoubleSide,
    depthWrite: false,
    depthFunc: passes.isHiddenPart ? GreaterDepth : LessEqualDepth,
    uniforms: {
      ...shared,
      color: { value: new Float32Array(3 * styles.length) },
      otherColor: { value: new Float32Array(3 * styles.length) },
    },
  });
}

/** Into flat arrays: three would copy one of `Color`s together anew in every frame. */
export function paintStrokes({ uniforms }: ShaderMaterial, colors: StrokeColors): void {
  colors.forEach(([color, otherColor], style) => {
    new Color(color).toArray(uniforms['color']!.value as Float32Array, 3 * style);
    new Color(otherColor).toArray(uniforms['otherColor']!.value as Float32Array, 3 * style);
  });
}

function listStyles({ lines, start, drop, marker }: StrokePasses): StrokeStyle[] {
  return [...lines, start, drop, marker];
}

/** A constant array of one of the styles' numbers. */
function createConstants<Key extends string>(
  styles: readonly Readonly<Record<Key, number>>[],
  name: string,
  key: Key,
): string {
  const type = `float[${styles.length}]`;
  return `const ${type} ${name} = ${type}(${styles.map((style) => style[key].toFixed(4)).join(', ')});`;
}

const createSizes = (styles: readonly StrokeStyle[]): string => /* glsl */ `
${createConstants(styles, 'RING_PX', 'ringPx')}
${createConstants(styles, 'HALO_PX', 'haloPx')}
`;

/** What a vertex says of its stroke, to the fragments. */
const VARYINGS = /* glsl */ `
flat varying int vStyle;
/** Device pixels from the stroke's beginning, along it and across. */
varying vec2 vAlong;
flat varying float vLengthPx;
varying float vAge;
varying float vRadiusPx;
varying float vOpacity;
/** Opacity of what a ring surrounds, as a share. */
flat varying float vFill;
/** 1 where a stroke is one of many in a row, whose round ends reach over each other. */
flat varying float vIsRow;
/** Of a join: dashes from its beginning on to this piece's, and for a device pixel; else 0. */
flat varying vec2 vDashes;
/** Radius of a dot at the beginning and at the end, in CSS pixels. */
flat varying vec2 vDotPx;
`;

const createVertexShader = (
  styles: readonly StrokeStyle[],
  { lines, isHiddenPart }: StrokePasses,
): string => /* glsl */ `
${FIELD_GLSL}
uniform highp sampler2D vertices;
uniform sampler2D density;
uniform bool isDraped;
uniform int segments;
uniform float headVertex;
uniform vec4 head;
uniform bool hasStart;
uniform float floorY;
uniform bool thinsCrowds;
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

/** CSS pixels of a normalized unit about a place on the surface: the root of the area of a square of one. */
float unitPx(vec3 view) {
  vec3 alongX = modelViewMatrix[0].xyz;
  vec3 alongY = modelViewMatrix[2].xyz;
  vec2 x = alongX.xy / -view.z + view.xy * alongX.z / (view.z * view.z);
  vec2 y = alongY.xy / -view.z + view.xy * alongY.z / (view.z * view.z);
  float scale = projectionMatrix[1][1] * resolution.y * 0.5 / pixelRatio;
  return scale * sqrt(abs(x.x * y.y - x.y * y.x));
}

/**
 * How crowded the line is at a place, in binary orders above what is none; and its length there, in CSS pixels a square pixel.
 * Outside the surface as at its nearest edge, where the lines go out.
 */
vec2 crowdingOn(float grid, vec2 place, float unit) {
  float cells = exp2(-grid) * ${DENSITY_CELLS}.0;
  vec2 cell = clamp((place + 1.0) * 0.5 * cells, 0.5, cells - 0.5);
  cell.y += 2.0 * (${DENSITY_CELLS}.0 - cells);
  float byte = texture(density, cell / vec2(${DENSITY_CELLS}.0, ${DENSITY_ROWS}.0)).r * 255.0;
  float orders = byte / ${BYTE_PER_OCTAVE}.0;
  return vec2(orders, ${CROWDED_LINES} * exp2(orders) * cells / (2.0 * unit));
}

/** By small cells a small crowd is one; by those twice as large also what stands out from its edge. */
vec2 crowdingAt(vec2 place, float unit) {
  float grid = clamp(ceil(log2(${CROWD_CELL_PX}.0 * ${DENSITY_CELLS}.0 / (2.0 * unit))), 0.0, ${DENSITY_GRIDS - 1}.0);
  return max(crowdingOn(grid, place, unit), crowdingOn(min(grid + 1.0, ${DENSITY_GRIDS - 1}.0), place, unit));
}

/**
 * How crowded it is about a vertex, from 0 to 1 where the line is to be as thin as it gets; and the line's length there, in CSS
 * pixels a square pixel.
 */
vec2 crowdAbout(vec4 vertex, vec4 view, float newer) {
  vec2 crowd = crowdingAt(vertex.xy, unitPx(view.xyz));
  float orders = min(crowd.x, log2(crowd.y / ${CROWDED_PX_PER_SQUARE_PX}));
  float crowding = clamp(orders / ${CROWDING_OCTAVES.toFixed(2)}, 0.0, 1.0) * float(thinsCrowds);
  return vec2(crowding * smoothstep(${CRISP_SEGMENTS.full}.0, ${CRISP_SEGMENTS.none}.0, newer), crowd.y);
}

/**
 * Takes a line's width and opacity in a crowd.
 * @param inked - share of the line that is drawn: less than 1 where it is dashed
 */
void drawLine(vec2 crowd, float radiusPx, float inked) {
  float crowdedRadiusPx = min(CROWDED_RADIUS_PX[vStyle], radiusPx);
  vRadiusPx = mix(radiusPx, crowdedRadiusPx, crowd.x);
  // Lines that lie about at random cover 1 - exp(-width * length / area) of a place.
  float layers = crowd.y * 2.0 * vRadiusPx * inked;
  float share = crowdedRadiusPx > 0.0 ? min(${(-Math.log(1 - CROWDED_COVER)).toFixed(4)} / max(layers, 1e-6), 1.0) : 0.0;
  vOpacity = OPACITY[vStyle] * mix(1.0, share, crowd.x);
}

/** Radius of a dot in a crowd, in CSS pixels. */
float dotPx(vec2 crowd) {
  return mix(DOT_RADIUS_PX[vStyle], CROWDED_RADIUS_PX[vStyle], crowd.x);
}

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
    isDrawn = ringsMarker && isHiddenAt(head);
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

const createFragmentShader = (styles: readonly StrokeStyle[]): string => /* glsl */ `
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
