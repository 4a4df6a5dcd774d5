import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { codeBlocksOf, readDocument } from '../docs/readDocument.js';
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

const EXAMPLE = codeBlocksOf(readDocument('README.md'))[0]?.text ?? '';

/** What a reader of the README sees of its first example: it goes on by itself. */
const EXAMPLE_TEST = `
// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Rosenbrock } from './example.jsx';

test('the first example', async () => {
  const { container, unmount } = render(<Rosenbrock />);
  expect(screen.getByText('Running')).toBeDefined();
  await expect.poll(() => Number(/Step *(\\d+)/.exec(container.textContent)?.[1])).toBeGreaterThan(5);
  unmount();
});
`;

let app: HostApp;
beforeAll(() => {
  const packages = [...readDependencies('peerDependencies'), 'vitest', 'jsdom', '@testing-library/react'];
  app = createHostApp(tarball, packages, {
    'viz.test.js': TEST,
    'example.tsx': EXAMPLE,
    'example.test.tsx': EXAMPLE_TEST,
    'tsconfig.json': JSON.stringify({ compilerOptions: { jsx: 'react-jsx' } }),
  });
});
afterAll(() => app.remove());

it("renders in a host's own Vitest, in a jsdom that nobody added anything to, and the README's first example moves", () => {
  const { status, stdout, stderr } = app.runBin('vitest/vitest.mjs', 'run', '--reporter=json');
  expect(stderr).not.toMatch(/Not implemented|not a function/);
  expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).toMatchObject({
    numPassedTests: 3,
    numTotalTests: 3,
  });
  expect(status).toBe(0);
});
