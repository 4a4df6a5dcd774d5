import { expect, it } from 'vitest';
import { allowConsole, isExpectedMessage } from './consoleGuard.js';

it('expects a message of a pattern that the test allows, as the console shows it', () => {
  allowConsole(/Invalid property `class`/);
  console.error('Invalid property `%s`.', 'class');
});

it('forgets what the test before allowed', () => {
  expect(isExpectedMessage('Invalid property `class`.')).toBe(false);
});

it("knows three.js's deprecation of its clock", () => {
  expect(
    isExpectedMessage('THREE.Clock: This module has been deprecated. Please use THREE.Timer instead.'),
  ).toBe(true);
});
