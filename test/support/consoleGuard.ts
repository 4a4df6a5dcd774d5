import { afterEach, beforeEach, expect } from 'vitest';

type Level = 'error' | 'warn';

/** three.js says it once per page, of a class that fiber still uses. */
const KNOWN = [/THREE\.Clock: This module has been deprecated/];

const unexpected: string[] = [];
let allowed: RegExp[] = [];

/** Expects a message of the console during the current test; what no pattern matches fails the test. */
export function allowConsole(pattern: RegExp): void {
  allowed.push(pattern);
}

/** Whether a message of the console, or of the browser itself, is one that the current test expects. */
export function isExpectedMessage(text: string): boolean {
  return [...KNOWN, ...allowed].some((pattern) => pattern.test(text));
}

/** The text as the console shows it: React's warnings come as a format with `%s`. */
function formatMessage([first, ...rest]: readonly unknown[]): string {
  const words = rest.map((arg) => (arg instanceof Error ? arg.message : String(arg)));
  const text = (first instanceof Error ? first.message : String(first)).replace(
    /%[sdo]/g,
    (hole) => words.shift() ?? hole,
  );
  return [text, ...words].join(' ');
}

/** Files that share a process share its console: each level of it is watched once. */
const watched = new Set<Console[Level]>();

/**
 * Lets every test fail that leaves an unexpected message on the console. Called once a file, from a setup file,
 * before other hooks are set: what they say while cleaning up counts too.
 */
export function guardConsole(levels: readonly Level[]): void {
  for (const level of levels) {
    const original = console[level];
    if (watched.has(original)) continue;
    console[level] = (...args: unknown[]) => {
      const text = formatMessage(args);
      if (isExpectedMessage(text)) return;
      unexpected.push(`console.${level}: ${text}`);
      original.apply(console, args);
    };
    watched.add(console[level]);
  }
  beforeEach(() => {
    allowed = [];
  });
  afterEach(() => {
    const messages = unexpected.splice(0);
    expect(messages, 'unexpected messages on the console').toEqual([]);
  });
}
