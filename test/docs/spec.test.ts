import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readDocument, ROOT } from './readDocument.js';

const TESTS = new Set(['it', 'itOnce', 'itLong', 'test']);
const ID = /[A-Z]+-\d+/g;
/** Ids stand at the beginning of a title: `[PATH-3] …`, `[PATH-3, RUN-2] …`. */
const TITLE_IDS = /\[([A-Z]+-\d+(?:, [A-Z]+-\d+)*)\]/g;

const spec = readDocument('docs/SPEC.md');
const rules = [...spec.matchAll(/^- \*\*([A-Z]+-\d+)\*\* (.*)$/gm)].map(([, id = '', rule = '']) => ({
  id,
  rule,
}));
const idsInTitles = findTitles().flatMap((title) =>
  [...title.matchAll(TITLE_IDS)].flatMap(([, ids = '']) => ids.split(', ')),
);

/** The titles of all tests, as they stand in the source; those of scenarios that two files share are in a file of their own. */
function findTitles(): string[] {
  const files = readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => titlesIn(readFileSync(path.join(ROOT, 'test', file), 'utf8')));
}

function titlesIn(text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    const title = ts.isCallExpression(node) && isTest(node.expression) ? node.arguments[0] : undefined;
    if (title !== undefined && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
      titles.push(title.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.test.tsx', text, ts.ScriptTarget.ES2022, true));
  return titles;
}

/** `it`, `test`, or what `it.each(…)` gives. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return TESTS.has(callee.text);
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return isTest(callee.expression);
  return false;
}

describe('docs/SPEC.md', () => {
  it('states each rule once, in one sentence, numbered without a hole', () => {
    expect(rules.length).toBeGreaterThan(50);
    const last = new Map<string, number>();
    for (const { id, rule } of rules) {
      const [group = '', number] = id.split('-');
      expect(Number(number), id).toBe((last.get(group) ?? 0) + 1);
      last.set(group, Number(number));
      expect(rule.match(/\.(?= |$)/g), id).toHaveLength(1);
    }
  });

  it('refers only to rules that it states', () => {
    const known = new Set(rules.map(({ id }) => id));
    expect((spec.match(ID) ?? []).filter((id) => !known.has(id))).toEqual([]);
  });

  it('has a test for every rule', () => {
    const tested = new Set(idsInTitles);
    expect(rules.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  it('knows every rule that a test names', () => {
    const known = new Set(rules.map(({ id }) => id));
    expect([...new Set(idsInTitles)].filter((id) => !known.has(id))).toEqual([]);
  });
});
