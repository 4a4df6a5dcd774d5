// @ts-check

/** The title of a test that names a rule: `[PATH-3] …`, `[PATH-3, RUN-2] …`. @param {string} rule */
export function patternOfRule(rule) {
  return new RegExp(`\\[(?:[A-Z]+-\\d+, )*${rule}(?:, [A-Z]+-\\d+)*\\]`);
}

/**
 * Test files with a test that names a rule, be it in a file of scenarios that they import.
 * @param {string} rule
 * @param {ReadonlyMap<string, string>} texts - of all test files and of what they import
 * @param {(file: string) => readonly string[]} testsOf - the test files that import a file
 */
export function testsOfRule(rule, texts, testsOf) {
  const pattern = patternOfRule(rule);
  const named = [...texts].filter(([, text]) => pattern.test(text)).map(([file]) => file);
  return [...new Set(named.flatMap((file) => testsOf(file)))].sort();
}
