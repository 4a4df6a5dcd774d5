import {
  BYTE_PER_OCTAVE,
  CROWDED_LINES,
  CROWDING_OCTAVES,
  DENSITY_CELLS,
  DENSITY_GRIDS,
  DENSITY_ROWS,
  type LineDensity,
} from '../../path/lineDensity.js';

/** Where the line crosses itself again and again it covers this share on average, and the surface shows through. */
const CROWDED_COVER = 0.38;
/** Less line than this in an area is not crowded, however large the cells are: lines 10 px apart, 5.5 px wide with edges. */
const CROWDED_PX_PER_SQUARE_PX = 0.1;
/** Crowding is judged by cells of at least this size, less than twice of it, and by cells twice as large. */
const CROWD_CELL_PX = 6;
/** CSS pixels of a normalized unit at which a cell of the finest grid has that size. */
const GRID_UNIT_PX = (CROWD_CELL_PX * DENSITY_CELLS) / 2;
/** The newest `full` segments have their full width however crowded their place is; `none` segments back the line is thin. */
export const CRISP_SEGMENTS = { full: 8, none: 32 } as const;

/**
 * Counts changes of crowding in the grids that count in this view: which do depends on the size of a unit on the screen.
 * @param unitPx - CSS pixels of a normalized unit in the middle of the picture
 */
export function countCrowdingTurns({ turns }: LineDensity, unitPx: number): number {
  const first = Math.min(Math.max(Math.ceil(Math.log2(GRID_UNIT_PX / unitPx)), 0), DENSITY_GRIDS - 1);
  let count = 0;
  // Units further away are smaller, and beside each grid the next coarser one counts.
  for (let grid = first; grid <= Math.min(first + 2, DENSITY_GRIDS - 1); grid++) count += turns[grid]!;
  return count;
}

/** How a line is drawn where it crosses itself again and again. Needs the constants of its parts, the varyings, and the screen's uniforms. */
export const CROWDING_GLSL = /* glsl */ `
uniform sampler2D density;
uniform bool thinsCrowds;

/** CSS pixels of a normalized unit at a place on the surface: the square root of the area of a unit square on the screen. */
float unitPx(vec3 view) {
  vec3 alongX = modelViewMatrix[0].xyz;
  vec3 alongY = modelViewMatrix[2].xyz;
  vec2 x = alongX.xy / -view.z + view.xy * alongX.z / (view.z * view.z);
  vec2 y = alongY.xy / -view.z + view.xy * alongY.z / (view.z * view.z);
  float scale = projectionMatrix[1][1] * resolution.y * 0.5 / pixelRatio;
  return scale * sqrt(abs(x.x * y.y - x.y * y.x));
}

/**
 * How crowded the line is at a place, in octaves above none; and its length there, in CSS pixels a square pixel.
 * Outside the domain it is that of the nearest edge.
 */
vec2 crowdingOn(float grid, vec2 place, float unit) {
  float cells = exp2(-grid) * ${DENSITY_CELLS}.0;
  vec2 cell = clamp((place + 1.0) * 0.5 * cells, 0.5, cells - 0.5);
  cell.y += 2.0 * (${DENSITY_CELLS}.0 - cells);
  float byte = texture(density, cell / vec2(${DENSITY_CELLS}.0, ${DENSITY_ROWS}.0)).r * 255.0;
  float orders = byte / ${BYTE_PER_OCTAVE}.0;
  return vec2(orders, ${CROWDED_LINES} * exp2(orders) * cells / (2.0 * unit));
}

/** Small cells find small crowds; cells twice as large also count what stands out from a crowd's edge. */
vec2 crowdingAt(vec2 place, float unit) {
  float grid = clamp(ceil(log2(${GRID_UNIT_PX}.0 / unit)), 0.0, ${DENSITY_GRIDS - 1}.0);
  vec2 crowd = vec2(0.0);
  for (float coarser = 0.0; coarser < 2.0; coarser++) {
    crowd = max(crowd, crowdingOn(min(grid + coarser, ${DENSITY_GRIDS - 1}.0), place, unit));
  }
  return crowd;
}

/**
 * How crowded the line is around a vertex, from 0 to 1, at which it is as thin as it gets; and its length there, in CSS pixels
 * a square pixel.
 */
vec2 crowdAbout(vec4 vertex, vec4 view, float newer) {
  vec2 crowd = crowdingAt(vertex.xy, unitPx(view.xyz));
  float orders = min(crowd.x, log2(crowd.y / ${CROWDED_PX_PER_SQUARE_PX}));
  float crowding = clamp(orders / ${CROWDING_OCTAVES.toFixed(2)}, 0.0, 1.0) * float(thinsCrowds);
  return vec2(crowding * smoothstep(${CRISP_SEGMENTS.full}.0, ${CRISP_SEGMENTS.none}.0, newer), crowd.y);
}

/**
 * Sets width and opacity of each part of the line, by how crowded it is.
 * @param inked - share of the line that is drawn: less than 1 where it is dashed
 */
void drawLine(vec2 crowd, vec3 radiusPx, float inked) {
  vec3 crowdedRadiusPx = min(CROWDED_RADIUS_PX, radiusPx);
  vRadiusPx = mix(radiusPx, crowdedRadiusPx, crowd.x);
  // Lines at random positions cover 1 - exp(-width * length / area) of an area.
  vec3 layers = crowd.y * 2.0 * vRadiusPx * inked;
  vec3 share = min(${(-Math.log(1 - CROWDED_COVER)).toFixed(4)} / max(layers, 1e-6), 1.0) * step(1e-6, crowdedRadiusPx);
  vOpacity = mix(vec3(1.0), share, crowd.x);
}

/** Radius of a dot in a crowd, in CSS pixels. */
vec3 dotPx(vec2 crowd) {
  return mix(DOT_RADIUS_PX, CROWDED_RADIUS_PX, crowd.x);
}
`;
