import {
  THEME_BASES,
  THEME_COLORS,
  variableOf,
  type GradientDescentVizTheme,
  type ThemeBase,
  type ThemeVariable,
} from '../view/vizTheme.js';
import { readName, readProp } from './readProp.js';

/** A theme as it is used. */
export interface ReadTheme {
  readonly base: ThemeBase;
  /** What the host gave as colours, by their CSS variables. */
  readonly variables: Readonly<Record<ThemeVariable, string>>;
}

/** What of the prop `theme` makes sense. A colour that makes none is named once on the console, and left out. */
export function readTheme(theme: ThemeBase | GradientDescentVizTheme | undefined): ReadTheme {
  if (typeof theme === 'string' || !isColors(theme))
    return { base: readName('theme', theme, THEME_BASES, 'auto'), variables: {} };
  const variables: Record<ThemeVariable, string> = {};
  for (const name of THEME_COLORS) {
    const property = name === 'background' ? 'background' : 'color';
    const isUsable = (value: string | undefined): boolean => isCss(property, value);
    const expected = `a CSS ${property}`;
    const value = readProp<string | undefined>(`theme.${name}`, theme[name], isUsable, expected, undefined);
    if (value !== undefined) variables[variableOf(name)] = value;
  }
  return { base: readName('theme.base', theme.base, THEME_BASES, 'auto'), variables };
}

function isColors(theme: unknown): theme is GradientDescentVizTheme {
  return typeof theme === 'object' && theme !== null && !Array.isArray(theme);
}

/** On a server, and in a jsdom without `CSS.supports`, any text is. */
function isCss(property: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return typeof CSS === 'undefined' || !('supports' in CSS) || CSS.supports(property, value);
}
