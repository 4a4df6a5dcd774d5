import {
  BYTE_PER_OCTAVE,
  CROWDED_LINES,
  CROWDING_OCTAVES,
  DENSITY_CELLS,
  DENSITY_GRIDS,
  DENSITY_ROWS,
  type LineDensity,
} from '../../path/lineDensity.js';

/** Of a place where the line crosses itself again and again the line covers this share, on the average; the surface shows through. */
const CROWDED_COVER = 0.38;
/** Less of a line than this is no crowd, however large the cells are on the screen: lines 10 px apart, with their edges 5.5 px wide. */
const CROWDED_PX_PER_SQUARE_PX = 0.1;
/** Crowding is judged by cells of at least this size, less than twice of it, and by cells twice as large. */
const CROWD_CELL_PX = 6;
/** CSS pixels of a normalized unit at which a cell of the finest grid has that size. */
const GRID_UNIT_PX = (CROWD_CELL_PX * DENSITY_CELLS) / 2;
/** The newest segments are drawn in full however crowded it is about them; the line fades in up to there. */
export const CRISP_SEGMENTS = { full: 8, none: 32 } as const;

/**
 * Counts what has changed of crowding where it is seen: near and far, units are of other sizes.
 * @param unitPx - CSS pixels of a normalized unit amid the picture
 */
export function countCrowdingTurns({ turns }: LineDensity, unitPx: number): number {
  const first = Math.min(Math.max(Math.ceil(Math.log2(GRID_UNIT_PX / unitPx)), 0), DENSITY_GRIDS - 1);
  let count = 0;
  // Further away they are smaller, and next to each grid the coarser one counts.
  for (let grid = first; grid <= Math.min(first + 2, DENSITY_GRIDS - 1); grid++) count += turns[grid]!;
  return count;
}

/** How a line is drawn where it crosses itself again and again. Needs the constants of its parts, the varyings, and the screen's uniforms. */
export const CROWDING_GLSL = /* glsl */ `
uniform sampler2D density;
uniform bool thinsCrowds;

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
  float grid = clamp(ceil(log2(${GRID_UNIT_PX}.0 / unit)), 0.0, ${DENSITY_GRIDS - 1}.0);
  vec2 crowd = vec2(0.0);
  for (float coarser = 0.0; coarser < 2.0; coarser++) {
    crowd = max(crowd, crowdingOn(min(grid + coarser, ${DENSITY_GRIDS - 1}.0), place, unit));
  }
  return crowd;
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
 * Takes the line's width and opacity in a crowd, of each of its parts.
 * @param inked - share of the line that is drawn: less than 1 where it is dashed
 */
void drawLine(vec2 crowd, vec3 radiusPx, float inked) {
  vec3 crowdedRadiusPx = min(CROWDED_RADIUS_PX, radiusPx);
  vRadiusPx = mix(radiusPx, crowdedRadiusPx, crowd.x);
  // Lines that lie about at random cover 1 - exp(-width * length / area) of a place.
  vec3 layers = crowd.y * 2.0 * vRadiusPx * inked;
  vec3 share = min(${(-Math.log(1 - CROWDED_COVER)).toFixed(4)} / max(layers, 1e-6), 1.0) * step(1e-6, crowdedRadiusPx);
  vOpacity = mix(vec3(1.0), share, crowd.x);
}

/** Radius of a dot in a crowd, in CSS pixels. */
vec3 dotPx(vec2 crowd) {
  return mix(DOT_RADIUS_PX, CROWDED_RADIUS_PX, crowd.x);
}
`;
