import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import { createHyperparams, createSpec, createStart, createUpdate } from '../protocol/createMessage.js';
import { HOST_SHEETS, openHostPage, type HostSheet } from './hostSheet.js';

/** A run with all that text says: figures, hyperparameters, notices that open, a legend, shares of a plane. */
const EVENTS = [
  createSpec({ params: { a: 0.08, b: 0.08, tiltX: 0, tiltY: 0, offset: -7 } }),
  createStart(),
  createUpdate({ step_start: 1, points: [{ x: -0.5, y: -0.25, loss: -3, residual: 0.25 }] }),
  createUpdate({ step_start: 9, points: [{ x: -4, y: -0.25, loss: -3, residual: 0.25 }] }),
  createHyperparams({ eta: 1e-5, steps: 50, 'weight decay': 'none of it at all' }),
];

const VIEW: ReactElement = (
  <div className="around" style={{ width: 600, height: 450 }}>
    <GradientDescentViz events={EVENTS} lossRange={[-6, -4]} />
  </div>
);
const HTML = renderToString(VIEW);

/** What is inherited, each as it is in no page by itself. */
const INHERITED: Readonly<Record<string, string>> = {
  'text-align': 'center',
  'text-align-last': 'right',
  'letter-spacing': '3px',
  'word-spacing': '6px',
  'text-transform': 'uppercase',
  'text-indent': '40px',
  'text-shadow': '1px 1px red',
  'text-wrap': 'balance',
  'white-space': 'pre',
  'line-height': '3',
  'line-break': 'anywhere',
  'word-break': 'break-all',
  'overflow-wrap': 'anywhere',
  hyphens: 'auto',
  'tab-size': '2',
  'text-emphasis': 'circle',
  'text-underline-offset': '4px',
  'writing-mode': 'vertical-rl',
  'text-orientation': 'upright',
  direction: 'rtl',
  'font-style': 'italic',
  'font-weight': '800',
  'font-stretch': '75%',
  'font-variant': 'small-caps',
  'font-size': '30px',
  'font-family': 'monospace',
  'font-feature-settings': '"zero"',
  'font-kerning': 'none',
  'font-size-adjust': '0.8',
  color: 'red',
  '-webkit-text-fill-color': 'transparent',
  '-webkit-text-stroke': '1px red',
  cursor: 'wait',
  'list-style': 'square inside',
  quotes: 'none',
  'border-collapse': 'collapse',
  'border-spacing': '4px',
  'caption-side': 'bottom',
  'empty-cells': 'hide',
  'color-scheme': 'dark',
  'accent-color': 'red',
};

/** Every element of a view, with its box, and with its style where that is asked for. */
function describeView(
  hostText: string,
  hostIs: 'first' | 'last',
  withStyle: boolean,
): Record<string, unknown> {
  const body = openHostPage(hostText, hostIs, HTML);
  for (const details of body.querySelectorAll('details')) details.open = true;
  const root = body.querySelector('.gdv')!;
  const frame = root.getBoundingClientRect();
  const elements = [...root.querySelectorAll('.gdv-overlay, .gdv-overlay *')];
  const said: Record<string, unknown> = {};
  for (const [i, element] of elements.entries()) {
    const name = `${i} ${element.tagName} ${element.className}`;
    const { left, top, width, height } = element.getBoundingClientRect();
    said[`${name} box`] = [left - frame.left, top - frame.top, width, height].map(
      (px) => Math.round(px * 8) / 8,
    );
    if (!withStyle) continue;
    const style = getComputedStyle(element);
    for (const property of Object.keys(INHERITED))
      said[`${name} ${property}`] = style.getPropertyValue(property);
  }
  return said;
}

/** What differs between two views, by element and property. */
function differencesOf(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  expect(Object.keys(b)).toEqual(Object.keys(a));
  return Object.keys(a)
    .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .map((key) => `${key}: ${JSON.stringify(a[key])} → ${JSON.stringify(b[key])}`);
}

describe('text over the picture', () => {
  it.each(Object.entries(INHERITED))('is as it is in any page where %s is %s', (property, value) => {
    const hostText = `.around { ${property}: ${value} }`;
    const plain = describeView('', 'first', true);
    expect(differencesOf(plain, describeView(hostText, 'last', true))).toEqual([]);
  });

  it('is hidden where the page hides what is around it', () => {
    const body = openHostPage('.around { visibility: hidden }', 'last', HTML);
    expect(getComputedStyle(body.querySelector('.gdv-run')!).visibility).toBe('hidden');
  });

  it.each(
    (Object.keys(HOST_SHEETS) as HostSheet[]).flatMap((host) =>
      (['first', 'last'] as const).map((hostIs) => [host, hostIs] as const),
    ),
  )('has its boxes where %s, which resets elements, is %s', (host, hostIs) => {
    const plain = describeView('', 'first', false);
    expect(differencesOf(plain, describeView(HOST_SHEETS[host], hostIs, false))).toEqual([]);
  });
});
