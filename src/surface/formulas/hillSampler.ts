import type { Hill } from '../../protocol/events.js';
import {
  addLayerInto,
  createChebyshevLayer,
  layerCost,
  nodesForWidth,
  type ChebyshevLayer,
} from './chebyshevLayer.js';
import { createHillColumns, hillWidth, type HillColumns } from './hillColumns.js';
import { addHillsInto, hillsCost } from './hillSamples.js';

/** Least widths of the hills of each layer, over half the domain's side; a narrower hill costs less by its own cells. */
const LAYER_WIDTHS = [0.31, 0.115, 0.05];

/** The greatest height in a layer: a hill beyond float32 makes its own place missing, and must not affect the rest. */
const MAX_LAYER_AMP = 3.4e38;

/** Adds hills to samples: one by one, or many wide ones through Chebyshev layers. */
export interface HillSampler {
  addInto(xs: Float64Array, ys: Float64Array, out: Float64Array): void;
  cost(nodes: number): number;
}

/** A sampler of hills over the domain; layers are evaluated at the first sampling. */
export function createHillSampler(hills: readonly Hill[], domainHalf: number): HillSampler {
  const { single, layers } = splitHills(hills, domainHalf);
  let evaluated: ChebyshevLayer[] | null = null;
  const evaluateLayers = (): ChebyshevLayer[] =>
    (evaluated ??= layers.map(({ columns, count }) => createChebyshevLayer(columns, count, domainHalf)));
  return {
    addInto(xs, ys, out) {
      addHillsInto(single, xs, ys, out);
      for (const layer of evaluateLayers()) addLayerInto(layer, xs, ys, out);
    },
    cost(nodes) {
      const layered = evaluateLayers().reduce((sum, layer) => sum + layerCost(layer, nodes), 0);
      return layered + hillsCost(single, nodes, domainHalf);
    },
  };
}

interface HillSplit {
  readonly single: HillColumns;
  readonly layers: readonly { columns: HillColumns; count: number }[];
}

/** A layer of `count` points is worth it from about twice as many hills on. */
function splitHills(hills: readonly Hill[], domainHalf: number): HillSplit {
  let rest = hills;
  const layers = [];
  for (const width of LAYER_WIDTHS) {
    const count = nodesForWidth(width);
    const joins = (hill: Hill): boolean => isResolved(hill, width, domainHalf);
    const members = rest.filter(joins);
    if (members.length < 2 * count) continue;
    layers.push({ columns: createHillColumns(members), count });
    rest = rest.filter((hill) => !joins(hill));
  }
  return { single: createHillColumns(rest), layers };
}

/** Whether a layer made for hills of `width` (over half the domain's side) resolves this one. */
function isResolved(hill: Hill, width: number, domainHalf: number): boolean {
  return (
    hillWidth(hill) >= width * domainHalf &&
    Math.abs(hill.x) <= domainHalf &&
    Math.abs(hill.y) <= domainHalf &&
    Math.abs(hill.amp) <= MAX_LAYER_AMP
  );
}
