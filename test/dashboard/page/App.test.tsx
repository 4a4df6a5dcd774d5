import { readFileSync } from 'node:fs';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { App } from '../../../src/dashboard/page/App.js';
import { createConnection } from '../../../src/dashboard/page/connection.js';
import type { ListedLog, LogList } from '../../../src/dashboard/page/logList.js';
import { createRunStore } from '../../../src/core.js';

// A link that never opens: what the page asks for is seen from here.
vi.mock(import('../../../src/dashboard/page/connection.js'), () => ({
  createConnection: vi.fn(() => ({ store: createRunStore(), connect: () => () => undefined })),
}));
const asked = () => vi.mocked(createConnection).mock.calls.map(([url]) => url);

const log = (id: string, facts: Partial<ListedLog> = {}): ListedLog => ({
  id,
  title: `The ${id}`,
  messages: 12,
  durationMs: 3000,
  runs: 1,
  names: [],
  ...facts,
});
const LIST: LogList = {
  logs: [
    log('one'),
    log('pair', { detail: 'Its true loss.', beside: 'one' }),
    log('training', { isLive: true, canBeginAnew: true }),
  ],
  speed: null,
};

beforeEach(() => {
  vi.mocked(createConnection).mockClear();
  history.replaceState(null, '', '/');
});

it('plays the first stream, and another from its start once that is chosen', async () => {
  render(<App list={LIST} />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The one');
  await userEvent.click(screen.getByRole('button', { name: /The pair/ }));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The pair');
  expect(location.search).toBe('?log=pair&speed=1');
  const address = (id: string) =>
    expect.stringMatching(new RegExp(`/ws/projects/${id}\\?speed=1$`)) as string;
  expect(asked()).toEqual([address('one'), address('pair'), address('one')]);
});

it('plays the same once more on Replay, and trains anew where a run can begin anew', async () => {
  render(<App list={LIST} />);
  await userEvent.click(screen.getByRole('button', { name: 'Replay' }));
  expect(asked()).toHaveLength(2);
  expect(asked()[1]).toBe(asked()[0]);
  await userEvent.click(screen.getByRole('button', { name: /The training/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Train again' }));
  expect(asked().at(-1)).toMatch(/projects\/training\?speed=1&session=\d+$/);
});

it('keeps the step of its address, until another stream is chosen', async () => {
  history.replaceState(null, '', '/?log=one#step=40');
  render(<App list={LIST} />);
  expect(location.href).toMatch(/\/\?log=one&speed=1#step=40$/);
  await userEvent.click(screen.getByRole('button', { name: /The pair/ }));
  expect(location.href).toMatch(/\/\?log=pair&speed=1$/);
});

it('has an element for each class that its style sheet names', () => {
  // With one picture and with two.
  const shown = ['one', 'pair'].map((id) => {
    history.replaceState(null, '', `/?log=${id}`);
    return render(<App list={LIST} />).container;
  });
  const css = readFileSync('src/dashboard/page/dashboard.css', 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const selectors = [...css.matchAll(/([^{}]+)\{/g)].map(([, selector = '']) => selector);
  const named = new Set(
    selectors.flatMap((text) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!)),
  );
  expect(named.size).toBeGreaterThan(20);
  const isThere = (name: string) =>
    shown.some((container) => container.getElementsByClassName(name).length > 0);
  // What stands in place of the page where there is no list of logs has the other.
  expect([...named].filter((name) => !isThere(name))).toEqual(['failure']);
});
