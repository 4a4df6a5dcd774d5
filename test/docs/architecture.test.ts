import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { IMPORT_TABLE } from '../../eslint/importTable.js';
import { firstColumnOf, readDocument, ROOT } from './readDocument.js';

const architecture = readDocument('docs/architecture.md');
const topFiles = readdirSync(path.join(ROOT, 'src')).map((file) => path.parse(file).name);
const isFolder = (room: string): boolean =>
  room.includes('/') || !topFiles.includes(room) || existsSync(path.join(ROOT, 'src', room));

it('docs/architecture.md has a row for every room of the import table', () => {
  expect(firstColumnOf(architecture, 'Rooms')).toEqual(Object.keys(IMPORT_TABLE).filter(isFolder));
});

it('docs/architecture.md names only files that exist', () => {
  const named = [...architecture.matchAll(/`((?:src|test|docs|eslint|examples|demo|build)\/[\w./-]+)`/g)];
  const missing = named.map(([, file = '']) => file).filter((file) => !existsSync(path.join(ROOT, file)));
  expect(named.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

it.each(['CONTRIBUTING.md', 'SECURITY.md'])('%s names and links only files that exist', (document) => {
  const text = readDocument(document);
  const named = [...text.matchAll(/`((?:src|test|docs|build)\/[\w./-]+)`|\]\(([\w./-]+)(?:#[\w-]+)?\)/g)];
  const files = named.map(([, file, link]) => file ?? link ?? '');
  expect(files.length).toBeGreaterThan(15);
  expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});
