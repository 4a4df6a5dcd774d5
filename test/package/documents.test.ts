import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { files } = inject('packed');
const documents = files.filter((file) => file.endsWith('.md') && !file.startsWith('dist/'));

/** What a document links to, or shows as a picture, without a host of its own; code that looks alike is left out. */
function findLinks(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8').replace(/^```[^]*?^```$/gm, '');
  const inline = text.replace(/`[^`\n]*`/g, '`code`');
  return [...inline.matchAll(/\]\(([^)\s]+)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, link = '', attribute = '']) => link + attribute)
    .filter((to) => !/^[a-z]+:/.test(to));
}

/** The names that GitHub gives the headings of a document. */
function findAnchors(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8').replace(/^```[^]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it('the package holds what a host or a backend reads, and no document of those who change it', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['CHANGELOG.md', 'README.md', 'docs/backend.md', 'docs/contract.md']),
  );
  expect(documents).not.toContain('docs/architecture.md');
  const bytes = files
    .filter((file) => file.startsWith('docs/'))
    .reduce((sum, file) => sum + statSync(path.join(ROOT, file)).size, 0);
  // Measured: 353,794, of which two pictures of the first screen are 107,000; before timeline, rates and marks, 323,000.
  expect(bytes).toBeLessThan(365_000);
});

it.each(documents)('%s has no dead link and no lost picture where it is installed', (file) => {
  const dead = findLinks(file).filter((to) => {
    const [name = '', anchor] = to.split('#');
    const target = name === '' ? file : path.posix.join(path.posix.dirname(file), name);
    if (!files.includes(target)) return true;
    return anchor !== undefined && !findAnchors(target).includes(anchor);
  });
  expect(dead).toEqual([]);
});
