import { render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';

const EVENTS = irisLog.split('\n').filter((line) => line !== '');

/** Text, a card and the ground, as the style sheet has them. */
const COLORS = {
  light: { text: 'rgb(27, 34, 48)', card: 'rgba(255, 255, 255, 0.92)', ground: 'rgb(251, 252, 254)' },
  dark: { text: 'rgb(232, 236, 244)', card: 'rgba(18, 23, 33, 0.9)', ground: 'rgb(20, 25, 36)' },
} as const;

function readColors(container: Element): { text: string; card: string; ground: string } {
  const styleOf = (selector: string) => getComputedStyle(container.querySelector(selector)!);
  return {
    text: styleOf('.gdv-run').color,
    card: styleOf('.gdv-card').backgroundColor,
    ground: /rgb\([^)]*\)/.exec(styleOf('.gdv').backgroundImage)?.[0] ?? '',
  };
}

/** A server's HTML on the page, before any script has run over it. */
function showServerHtml(theme: 'auto' | 'light' | 'dark') {
  const element = <GradientDescentViz events={EVENTS} theme={theme} style={{ height: 400 }} />;
  const container = document.createElement('div');
  container.innerHTML = renderToString(element);
  document.body.append(container);
  return { element, container };
}

it.each([
  ['auto', 'light', 'light'],
  ['auto', 'dark', 'dark'],
  ['light', 'dark', 'light'],
  ['dark', 'light', 'dark'],
] as const)(
  'a server’s HTML with the theme %s has, where the system is %s, the %s colours before it is hydrated and after',
  async (theme, colorScheme, expected) => {
    onTestFinished(() => commands.emulateMedia({}));
    await commands.emulateMedia({ colorScheme });
    const { element, container } = showServerHtml(theme);
    expect(readColors(container)).toEqual(COLORS[expected]);
    const mismatches: unknown[] = [];
    const onRecoverableError = (error: unknown): void => void mismatches.push(error);
    render(element, { container, hydrate: true, onRecoverableError });
    expect(mismatches).toEqual([]);
    expect(readColors(container)).toEqual(COLORS[expected]);
  },
);
