import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createHostApp, readDependencies, type HostApp } from './hostApp.js';

const { tarball } = inject('packed');

/** A host's own test, as it comes to mind: no set-up file, no stub. */
const TEST = `
// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createElement } from 'react';
import { createRunStore, GradientDescentViz } from 'gradient-descent-viz';

afterEach(cleanup);

const START = {
  v: 1, type: 'EVENT', project_id: 'p', seq: 1, ts: 1790000000000, stage: { id: 'TRAIN', index: 3, status: 'running' },
  event: { name: 'GD_PATH_STARTED', payload: { run_id: 'run_1', space: 'normalized', point0: { x: 0.5, y: 0.5 } } },
};

test('events', () => {
  const onError = vi.spyOn(console, 'error');
  render(createElement(GradientDescentViz, { events: [START] }));
  expect(screen.getByText('run_1')).toBeDefined();
  expect(screen.getByText('Running')).toBeDefined();
  expect(onError).not.toHaveBeenCalled();
});

test('a store', () => {
  const store = createRunStore();
  render(createElement(GradientDescentViz, { store }));
  expect(screen.getByText('Waiting for a run')).toBeDefined();
});
`;

let app: HostApp;
beforeAll(() => {
  const packages = [...readDependencies('peerDependencies'), 'vitest', 'jsdom', '@testing-library/react'];
  app = createHostApp(tarball, packages, { 'viz.test.js': TEST });
});
afterAll(() => app.remove());

it("renders in a host's own Vitest, in a jsdom that nobody added anything to", () => {
  const { status, stdout, stderr } = app.runBin('vitest/vitest.mjs', 'run', '--reporter=json');
  expect(stderr).not.toMatch(/Not implemented|not a function/);
  expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).toMatchObject({
    numPassedTests: 2,
    numTotalTests: 2,
  });
  expect(status).toBe(0);
});
