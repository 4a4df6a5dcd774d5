/** A level of a grid: every node of it is a node of all finer ones. */
interface GridLevel {
  /** Nodes per side, `2^k + 1`. */
  readonly nodes: number;
  /** Number of nodes in the order up to its last. */
  readonly end: number;
}

/** The order in which the nodes of the finest grid are evaluated. */
export interface GridOrder {
  /** Indices into the finest grid, row-major, x fastest. */
  readonly indices: Uint32Array;
  /** Coarse to fine. */
  readonly levels: readonly GridLevel[];
}

/** The most nodes per side: one more than the largest grid that a reader accepts by default. */
const MAX_NODES = 4097;

/**
 * Orders the nodes of nested grids: all of the coarsest row by row, then of each finer one its new nodes, so that each node
 * is evaluated once.
 * @param coarsest - nodes per side, `2^k + 1`, at least 3
 * @param finest - nodes per side, `2^k + 1`, at least `coarsest`
 * @throws RangeError if they are not
 */
export function computeGridOrder(coarsest: number, finest: number): GridOrder {
  assertNested(coarsest, 'coarsest');
  assertNested(finest, 'finest');
  if (finest < coarsest) throw new RangeError(`finest: expected at least ${coarsest}, got ${finest}`);
  const indices = new Uint32Array(finest * finest);
  const levels: GridLevel[] = [];
  let end = 0;
  for (let nodes = coarsest; nodes <= finest; nodes = 2 * nodes - 1) {
    const step = (finest - 1) / (nodes - 1);
    const isFirst = nodes === coarsest;
    for (let j = 0; j < finest; j += step) {
      for (let i = 0; i < finest; i += step) {
        const isNew = isFirst || i % (2 * step) !== 0 || j % (2 * step) !== 0;
        if (isNew) indices[end++] = j * finest + i;
      }
    }
    levels.push({ nodes, end });
  }
  return { indices, levels };
}

function assertNested(nodes: number, name: string): void {
  const isNested =
    Number.isInteger(nodes) && nodes >= 3 && nodes <= MAX_NODES && Number.isInteger(Math.log2(nodes - 1));
  if (!isNested)
    throw new RangeError(`${name}: expected 2^k + 1 nodes a side, such as 5, 33 or 65, got ${nodes}`);
}
