import { BufferAttribute, InstancedBufferGeometry, Sphere, Vector3 } from 'three';

/** Cells a side of one tile; the mesh is one tile drawn many times, so its size does not grow with the surface. */
export const TILE_CELLS = 32;

/**
 * One tile of the surface's mesh: a square of cells, each cut by the diagonal from (i + 1, j) to (i, j + 1) as in
 * `drawnHeightAt`. `position` holds the node's (i, j, 0) within the tile; the vertex shader finds the tile by its
 * instance and the height in a texture. Some 60 kB on the GPU for a surface of any size.
 */
export function createSurfaceGeometry(): InstancedBufferGeometry {
  const side = TILE_CELLS + 1;
  const positions = new Uint8Array(side * side * 4);
  for (let node = 0; node < side * side; node++) {
    positions[node * 4] = node % side;
    positions[node * 4 + 1] = Math.floor(node / side);
  }
  const triangles = new Uint16Array(TILE_CELLS * TILE_CELLS * 6);
  for (let cell = 0; cell < TILE_CELLS * TILE_CELLS; cell++) {
    const corner = (cell % TILE_CELLS) + Math.floor(cell / TILE_CELLS) * side;
    triangles.set(
      [corner, corner + 1, corner + side, corner + side + 1, corner + side, corner + 1],
      cell * 6,
    );
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 4));
  geometry.setIndex(new BufferAttribute(triangles, 1));
  // three.js sorts by it, and would otherwise compute it from every vertex in the first frame.
  geometry.boundingSphere = new Sphere(new Vector3(), 1);
  return geometry;
}

/** Tiles a side that cover a field of this many nodes a side. */
export function computeTilesPerSide(nodes: number): number {
  return Math.ceil((nodes - 1) / TILE_CELLS);
}
