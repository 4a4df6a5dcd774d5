import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import {
  CORE_ROOMS,
  GROUND_FLOOR,
  HOST_ROOM,
  IMPORT_TABLE,
  checkImport,
  isGranted,
  roomOf,
  roomsOpenTo,
} from '../../eslint/importTable.js';
import { importTableRule } from '../../eslint/importTableRule.js';
import { PREBUNDLED } from '../support/prebundled.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ROOMS = Object.keys(IMPORT_TABLE);
const TOP_FILES = new Set([
  'GradientDescentViz',
  'vizHandle',
  'vizStyle',
  'Viewport',
  'Overlay',
  'index',
  'core',
]);

const PACKAGES = [
  'react',
  'react-dom',
  'three',
  '@react-three/fiber',
  '@react-three/drei',
  'zustand',
  'node:fs',
  'left-pad',
];

function moduleIn(room: string): string {
  return TOP_FILES.has(room) ? `${room}.ts` : `${room}/snippet.ts`;
}

function specifierFrom(room: string, target: string): string {
  const relative = path.posix
    .relative(path.posix.dirname(moduleIn(room)), moduleIn(target))
    .replace(/\.ts$/, '.js');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** The rule alone, on text of files that need not exist; the typed presets read files from the disk. */
const ruleAlone = new ESLint({
  cwd: ROOT,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { house: { rules: { 'import-table': importTableRule } } },
    rules: { 'house/import-table': 'error' },
  },
});

async function reportedLines(room: string, lines: readonly string[]): Promise<number[]> {
  const [result] = await ruleAlone.lintText(lines.join('\n'), {
    filePath: path.join(ROOT, 'src', moduleIn(room)),
  });
  expect(result?.messages.filter((message) => message.fatal)).toEqual([]);
  return result?.messages.map((message) => message.line) ?? [];
}

/** What a file of src imports, read as text: a form that the lint rule overlooks is seen here. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, 'src', file), 'utf8');
  return [...text.matchAll(/^(?!\s*\*).*?\b(?:from\s*|import\s*\(?\s*)(['"])([^'"\s]+)\1/gm)].map(
    (match) => match[2] ?? '',
  );
}

function sourceFiles(): string[] {
  return readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.tsx?$/.test(file));
}

describe('the import table', () => {
  it('names only rooms of its own, none of them itself', () => {
    for (const [name, room] of Object.entries(IMPORT_TABLE)) {
      for (const other of room.rooms) expect(ROOMS, `${name} may import ${other}`).toContain(other);
      expect(room.rooms).not.toContain(name);
    }
  });

  it('has a ground floor that imports nothing of ours, and needs no grant', () => {
    for (const name of GROUND_FLOOR) expect(roomsOpenTo(name)).toEqual([]);
    for (const room of Object.values(IMPORT_TABLE))
      expect(room.rooms.filter((other) => GROUND_FLOOR.includes(other))).toEqual([]);
  });

  it('lets data flow one way: no room can reach itself', () => {
    const reach = (name: string, seen: Set<string>): Set<string> => {
      for (const next of IMPORT_TABLE[name]?.rooms ?? []) if (!seen.has(next)) reach(next, seen.add(next));
      return seen;
    };
    for (const name of ROOMS) expect(reach(name, new Set())).not.toContain(name);
  });

  it('keeps the core within the core and the room that stands for its host, which imports nothing', () => {
    for (const name of CORE_ROOMS)
      for (const other of IMPORT_TABLE[name]?.rooms ?? [])
        expect([...CORE_ROOMS, HOST_ROOM]).toContain(other);
    expect(IMPORT_TABLE[HOST_ROOM]).toEqual({ rooms: [], packages: [], core: false });
  });
});

describe('the lint rule', () => {
  it.each(ROOMS)('in %s, allows exactly the rooms of the table', async (room) => {
    const targets = ROOMS.filter((target) => target !== room);
    const lines = targets.map((target) => `import '${specifierFrom(room, target)}';`);
    const forbidden = targets.flatMap((target, i) => (roomsOpenTo(room).includes(target) ? [] : [i + 1]));
    expect(await reportedLines(room, lines)).toEqual(forbidden);
  });

  it.each(CORE_ROOMS)(
    'in %s, forbids React, three.js, zustand in React, Node and what nobody declared',
    async (room) => {
      const reported = await reportedLines(
        room,
        PACKAGES.map((name) => `import '${name}';`),
      );
      expect(reported).toEqual(PACKAGES.map((_, i) => i + 1));
    },
  );

  it('allows the store without React in run, and three.js in scene but not in ui', async () => {
    expect(await reportedLines('run', [`import { createStore } from 'zustand/vanilla';`])).toEqual([]);
    expect(await reportedLines('scene', [`import 'three';`])).toEqual([]);
    expect(await reportedLines('ui', [`import 'react';`, `import 'three';`])).toEqual([2]);
    expect(await reportedLines('emitter/node', [`import 'node:fs';`])).toEqual([]);
  });

  it('sees every form that names a module', async () => {
    const forms = [
      `import type { A } from '../scene/a.js';`,
      `export { b } from '../scene/a.js';`,
      `export * from '../scene/a.js';`,
      `const c = () => import('../scene/a.js');`,
      `type D = import('../scene/a.js').D;`,
    ];
    expect(await reportedLines('protocol', forms)).toEqual([1, 2, 3, 4, 5]);
  });

  it('asks for the extension, and keeps imports within src and its rooms', async () => {
    const lines = [
      `import './ok.js';`,
      `import './bare';`,
      `import '../../test/x.js';`,
      `import '../elsewhere/x.js';`,
    ];
    expect(await reportedLines('protocol', lines)).toEqual([2, 3, 4]);
  });

  it('asks for a room for every file of src', async () => {
    const [result] = await ruleAlone.lintText("import './core.js';", {
      filePath: path.join(ROOT, 'src/elsewhere/x.ts'),
    });
    expect(result?.messages.map(({ message }) => message)).toEqual([
      'This file lies in no room of eslint/importTable.js.',
    ]);
  });

  it.each(ROOMS)('is on in %s', async (room) => {
    const eslint = new ESLint({ cwd: ROOT });
    const config = (await eslint.calculateConfigForFile(path.join(ROOT, 'src', moduleIn(room)))) as {
      rules: Record<string, [number, ...unknown[]] | undefined>;
    };
    expect(config.rules['house/import-table']?.[0]).toBe(2);
    const restrictsGlobals = config.rules['no-restricted-globals']?.[0] === 2;
    expect(restrictsGlobals).toBe(CORE_ROOMS.includes(room));
  });
});

describe('the source', () => {
  it('has every file in a room', () => {
    expect(sourceFiles().filter((file) => !file.endsWith('.d.ts') && roomOf(file) === null)).toEqual([]);
  });

  it('imports only what the table allows', () => {
    const wrong = sourceFiles().flatMap((file) =>
      importsOf(file).flatMap((id) => checkImport(file, id) ?? []),
    );
    expect(wrong).toEqual([]);
  });

  it('uses every room and every package that the table grants', () => {
    const unused = ROOMS.flatMap((room) => {
      const files = sourceFiles().filter((file) => roomOf(file) === room);
      const imports = files.flatMap((file) => importsOf(file).map((id) => ({ file, id })));
      const used = new Set(
        imports.map(({ file, id }) =>
          id.startsWith('.') ? roomOf(path.posix.join(path.posix.dirname(file), id)) : null,
        ),
      );
      const { rooms = [], packages = [] } = IMPORT_TABLE[room] ?? {};
      return [
        ...rooms.filter((other) => !used.has(other)),
        ...packages.filter((pattern) => !imports.some(({ id }) => isGranted(pattern, id))),
      ].map((grant) => `${room} does not use ${grant}`);
    });
    expect(unused).toEqual([]);
  });

  it('imports no package that a first browser run would stop for', () => {
    const packages = new Set(
      sourceFiles()
        // No browser test loads the rooms for Node, or those that only a backend needs.
        .filter((file) => !/^(?:cli|dashboard|projection|emitter\/node)\//.test(file))
        .flatMap(importsOf)
        .filter((id) => !id.startsWith('.') && !id.startsWith('node:')),
    );
    expect([...packages].filter((id) => !PREBUNDLED.includes(id))).toEqual([]);
  });
});
