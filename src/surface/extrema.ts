import { displayHeightOf, heightOfNode, type HeightField } from './heightField.js';
import type { Surface } from './surface.js';

/** A point of a surface: `x` and `y` in surface units, `z` in loss units. */
export interface SurfacePoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The lowest and the highest point of a surface on its domain. */
export interface Extrema {
  readonly min: SurfacePoint;
  readonly max: SurfacePoint;
}

/** How many of the best nodes are searched around; ripples have several extrema that are equal up to rounding. */
const MAX_STARTS = 16;

/** How many of the tallest peaks are evaluated; each costs one value of the surface, and there may be 10,000. */
const MAX_PEAKS = 64;

/** A search ends at this share of the first step, which leaves an error of 1e-10 of the height range, as z is flat there. */
const LAST_STEP_SHARE = 2 ** -14;

/** The most moves of a search; a surface that is resolved by its mesh needs some 30. */
const MAX_MOVES = 400;

/** Bound of the rounding of a height in float32. */
const HEIGHT_ROUNDING = 1e-6;

/** 1 to find the lowest point, -1 for the highest. */
type Sense = 1 | -1;

interface Start {
  readonly x: number;
  readonly y: number;
  /** `sense` times the height: less is better. */
  readonly rank: number;
  /** How far the search may go from here along x and y, in surface units. */
  readonly reach: number;
}

/**
 * The lowest and highest point of a surface on its domain, edges included.
 * Starts from the field's best nodes and the surface's narrow peaks and searches the surface itself in the cells
 * around them; agrees with a dense search to 1e-6 in z where the field's `drawnErrorShare` is small. A grid's
 * extrema are nodes. Costs some hundred values of the surface.
 * @param field - of the same surface and domain
 * @returns null if every node of the field is missing
 */
export function computeExtrema(surface: Surface, field: HeightField): Extrema | null {
  const min = findExtremum(surface, field, 1);
  const max = findExtremum(surface, field, -1);
  return min && max && { min, max };
}

function findExtremum(surface: Surface, field: HeightField, sense: Sense): SurfacePoint | null {
  // A node may differ from its cell's extremum by as much as the triangles from the surface.
  const margin = 2 * field.drawnErrorShare + HEIGHT_ROUNDING;
  const starts = [...selectNodes(surface, field, sense, margin), ...selectPeaks(surface, field, sense)];
  starts.sort((a, b) => a.rank - b.rank);
  let best: SurfacePoint | null = null;
  for (const start of starts.slice(0, MAX_STARTS)) {
    if (best && start.rank > sense * displayHeightOf(field, best.z) + margin) break;
    const found = searchAround(surface, start, sense);
    if (!best || sense * found.z < sense * best.z) best = found;
  }
  return best;
}

/** The best nodes within `margin` of the best one that have no better neighbour. */
function selectNodes(surface: Surface, field: HeightField, sense: Sense, margin: number): Start[] {
  const { nodes, values } = field;
  let best = Infinity;
  for (let index = 0; index < values.length; index++) {
    const rank = sense * heightOfNode(field, index);
    if (Number.isFinite(rank) && rank < best) best = rank;
  }
  const starts: Start[] = [];
  const cell = (2 * surface.domainHalf) / (nodes - 1);
  const toPosition = (i: number): number => surface.domainHalf * ((2 * i) / (nodes - 1) - 1);
  for (let index = 0; index < values.length; index++) {
    const rank = sense * heightOfNode(field, index);
    if (!Number.isFinite(rank) || rank > best + margin || !isLocalBest(field, index, sense)) continue;
    if (starts.length === MAX_STARTS && rank >= starts[MAX_STARTS - 1]!.rank) continue;
    const column = index % nodes;
    starts.push({ x: toPosition(column), y: toPosition((index - column) / nodes), rank, reach: cell });
    starts.sort((a, b) => a.rank - b.rank);
    starts.length = Math.min(starts.length, MAX_STARTS);
  }
  return starts;
}

function isLocalBest({ nodes, values }: HeightField, index: number, sense: Sense): boolean {
  const column = index % nodes;
  const rank = sense * values[index]!;
  for (let row = -nodes; row <= nodes; row += nodes) {
    for (let i = -1; i <= 1; i++) {
      const isInside = column + i >= 0 && column + i < nodes;
      const neighbour = isInside ? (values[index + row + i] ?? NaN) : NaN;
      if (Number.isFinite(neighbour) && sense * neighbour < rank) return false;
    }
  }
  return true;
}

/** The tallest peaks that lie between nodes. */
function selectPeaks(surface: Surface, field: HeightField, sense: Sense): Start[] {
  const half = surface.domainHalf;
  const cell = (2 * half) / (field.nodes - 1);
  return (surface.peaks ?? [])
    .filter(({ x, y, width }) => Math.abs(x) <= half && Math.abs(y) <= half && width < cell)
    .slice(0, MAX_PEAKS)
    .map(({ x, y, width }) => ({
      x,
      y,
      rank: sense * displayHeightOf(field, surface.valueAt(x, y)),
      reach: width,
    }))
    .filter(({ rank }) => Number.isFinite(rank));
}

/** Compass search: steps along the axes while they improve, then halves the step (Kolda et al., SIAM Review 45, 2003). */
function searchAround(surface: Surface, start: Start, sense: Sense): SurfacePoint {
  const { reach } = start;
  const half = surface.domainHalf;
  const clamp = (t: number, centre: number): number =>
    Math.min(Math.max(t, centre - reach, -half), centre + reach, half);
  let { x, y } = start;
  let z = surface.valueAt(x, y);
  let moves = 0;
  const tryMove = (toX: number, toY: number): boolean => {
    const found = surface.valueAt(toX, toY);
    if (!(sense * found < sense * z)) return false;
    [x, y, z] = [toX, toY, found];
    return ++moves < MAX_MOVES;
  };
  for (let step = reach / 2; step > reach * LAST_STEP_SHARE; step /= 2) {
    while (
      tryMove(clamp(x + step, start.x), y) ||
      tryMove(clamp(x - step, start.x), y) ||
      tryMove(x, clamp(y + step, start.y)) ||
      tryMove(x, clamp(y - step, start.y))
    );
  }
  return { x, y, z };
}
