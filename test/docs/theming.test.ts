import { expect, it } from 'vitest';
import { SCENE_THEMES } from '../../src/scene/sceneTheme.js';
import {
  SCENE_COLORS,
  TEXT_COLORS,
  THEME_COLORS,
  variableOf,
  type ThemeColorName,
} from '../../src/view/vizTheme.js';
import { readDocument, tableRowsOf } from './readDocument.js';

const rows = tableRowsOf(readDocument('docs/theming.md')).map((row) =>
  row.map((cell) => cell.replaceAll('`', '')),
);
const sheet = readDocument('src/ui/styles.css');

/** The end of a colour's variable: `held-out` of `heldOut`. */
const suffixOf = (name: ThemeColorName): string => variableOf(name).slice('--gdv-'.length);

/** The colours that a rule has in use, by their names, each the host's or else a default. */
function defaultsIn(selector: string): string[][] {
  const [, body = ''] = new RegExp(`^ *\\${selector} \\{(.*?)^ *\\}`, 'ms').exec(sheet) ?? [];
  return [...body.matchAll(/--gdv-used-([a-z-]+): var\(--gdv-([a-z-]+), (.+)\);/g)].map(
    ([, used = '', name = '', value = '']) => [used, name, value],
  );
}

it('docs/theming.md has every colour in the order of the source, with its variable and its name', () => {
  expect(rows.map(([variable, name]) => [variable, name])).toEqual(
    THEME_COLORS.map((name) => [variableOf(name), name]),
  );
});

it.each([
  ['.gdv', 2],
  ['.gdv--dark', 3],
  ['.gdv--auto', 3],
])('the rule %s of the style sheet has the defaults that docs/theming.md states', (selector, column) => {
  expect(defaultsIn(selector)).toEqual(
    TEXT_COLORS.map((name, i) => [suffixOf(name), suffixOf(name), rows[i]?.[column]]),
  );
});

it.each([
  ['light', 2],
  ['dark', 3],
] as const)('the scene has the defaults that docs/theming.md states, %s', (base, column) => {
  expect(SCENE_COLORS.map((name) => SCENE_THEMES[base][name])).toEqual(
    rows.slice(TEXT_COLORS.length).map((row) => row[column]),
  );
});

it('every colour of the style sheet is read as the one in use', () => {
  const rules = sheet.replaceAll(/--gdv-used-[a-z-]+: .+;/g, '');
  // What the sheet keeps in variables of its own is no colour.
  const read = [...rules.matchAll(/var\(--gdv-(?!own-)(.+?)\)/g)].map(([, name]) => name);
  expect(new Set(read)).toEqual(new Set(TEXT_COLORS.map((name) => `used-${suffixOf(name)}`)));
});
