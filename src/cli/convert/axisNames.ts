/** Names of the two coordinates, without case and punctuation, the least ambiguous first. */
const PAIRS = [
  ['xcoordinate', 'ycoordinate'],
  ['x', 'y'],
  ['xcoord', 'ycoord'],
  ['alpha', 'beta'],
  ['w0', 'w1'],
  ['w1', 'w2'],
  ['theta0', 'theta1'],
  ['theta1', 'theta2'],
  ['dir1', 'dir2'],
  ['pc1', 'pc2'],
] as const;

/** The names among several that mean the coordinates x and y, in the singular or the plural; null where there are none. */
export function findAxisPair(names: readonly string[]): readonly [x: string, y: string] | null {
  for (const pair of PAIRS) {
    const [x, y] = pair.map((axis) => names.find((name) => isAxis(name, axis)));
    if (x !== undefined && y !== undefined) return [x, y];
  }
  return null;
}

/** Whether a name means a coordinate, whatever the name of the other one. */
export function isAxisName(name: string): boolean {
  return PAIRS.flat().some((axis) => isAxis(name, axis));
}

function isAxis(name: string, axis: string): boolean {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters === axis || letters === `${axis}s`;
}
