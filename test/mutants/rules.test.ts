import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument, ROOT } from '../docs/readDocument.js';
import { planStages } from './judgingTests.mjs';
import { hashTexts, type Mutant } from './mutant.mjs';
import { patternOfRule } from './rules.mjs';

/** Its tests load real grids in the browser; no mistake for it is in the list yet. */
const WITHOUT_MUTANT = ['SURFACE-15'];

const RULES = [...readDocument('docs/SPEC.md').matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(
  ([, id = '']) => id,
);
const MUTANTS = JSON.parse(
  readFileSync(path.join(ROOT, 'test/mutants/list/rules.json'), 'utf8'),
) as readonly (Mutant & { readonly rule: string })[];

describe('the mutants that break a rule', () => {
  it('are there for every rule but one', () => {
    const broken = new Set(MUTANTS.map(({ rule }) => rule));
    expect(RULES.filter((rule) => !broken.has(rule))).toEqual(WITHOUT_MUTANT);
    expect([...broken].filter((rule) => !RULES.includes(rule))).toEqual([]);
  });

  it('are each another', () => {
    const names = MUTANTS.map(({ rule, text, replacement }) => hashTexts([rule, text, replacement]));
    expect(new Set(names).size).toBe(MUTANTS.length);
  });
});

describe('a mutant that breaks a rule', () => {
  const texts = new Map([
    ['test/run/a.test.ts', "it('[GAP-1] …')"],
    ['test/run/b.test.ts', "it('[GAP-10, PATH-2] …'); it('GAP-1')"],
    ['test/run/scenarios.ts', "it('[PATH-2, GAP-1] …')"],
    ['test/browser/c.test.ts', "it('[GAP-1, LINE-1] …')"],
  ]);
  const testsOf = (file: string): string[] =>
    file === 'test/run/scenarios.ts' ? ['test/run/b.test.ts', 'test/transport/d.test.ts'] : [file];
  const stagesOf = (rule: string) => {
    const mutant = { operator: 'rule', text: 'a', replacement: 'b', rule };
    return planStages({ mutant, id: '', file: 'src/scene/a.ts', start: 0, end: 1 }, { texts, testsOf });
  };

  it('is judged by the tests that name the rule, whatever they import, in Node where there are some', () => {
    expect([...stagesOf('GAP-1')]).toEqual([
      ['own', ['test/run/a.test.ts', 'test/run/b.test.ts', 'test/transport/d.test.ts']],
    ]);
    expect([...stagesOf('LINE-1')]).toEqual([['browser', ['test/browser/c.test.ts']]]);
  });

  it.each([
    ['[GAP-1] is', true],
    ['[PATH-2, GAP-1, LINE-3] is', true],
    ['a path: [GAP-1] is', true],
    ['[GAP-10] is', false],
    ['[xGAP-1] is', false],
    ['GAP-1 is', false],
  ])('is looked for by tests of this title: %s: %s', (title, names) => {
    expect(patternOfRule('GAP-1').test(title)).toBe(names);
  });
});
