import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkImport, roomOf } from '../../eslint/importTable.js';

const SRC = path.resolve(import.meta.dirname, '../../src');
const IMPORT = /(?:^|\n)(?:import|export)\b[^'";]*?\bfrom '(\.[^']+)\.js'|import\('(\.[^']+)\.js'\)/g;

/** Files of `src` by what they import, types included. */
const imports = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => [
      name.replace(/\.tsx?$/, ''),
      [...readFileSync(path.join(SRC, name), 'utf8').matchAll(IMPORT)].map(([, from, later]) =>
        path.posix.join(path.posix.dirname(name), from ?? later ?? ''),
      ),
    ]),
);

/** A way from a file back to a file of that way; null where there is none. */
function findCircle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of edges.get(file) ?? []) {
      const circle = visit(next, [...way, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of edges.keys()) {
    const circle = visit(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

it('no file of src imports itself by way of others, types included', () => {
  expect([...imports.values()].flat().length).toBeGreaterThan(1000);
  expect(findCircle(imports)).toBeNull();
});

it('no room imports itself by way of others', () => {
  const rooms = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    const room = roomOf(file)!;
    const others = targets.map((target) => roomOf(target)!).filter((other) => other !== room);
    rooms.set(room, [...(rooms.get(room) ?? []), ...others]);
  }
  expect(findCircle(rooms)).toBeNull();
  expect(checkImport('protocol/a.ts', '../run/b.js')).not.toBeNull();
});

it('a circle would be found', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['d', 'b']],
  ]);
  expect(findCircle(edges)).toEqual(['b', 'c', 'b']);
});
