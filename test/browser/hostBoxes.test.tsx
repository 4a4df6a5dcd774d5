import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { GradientDescentViz, type GradientDescentVizStyle } from '../../src/index.js';
import { HOST_SHEETS, openHostPage, type HostSheet } from './hostSheet.js';

const viz = (props: Pick<GradientDescentVizStyle, 'className' | 'style'> = {}): ReactElement => (
  <GradientDescentViz events={[]} {...props} />
);
const at = (className: string, child: ReactElement): ReactElement => (
  <div className={className} style={{ position: 'relative', width: 600, height: 500 }}>
    {child}
  </div>
);
const SIBLING = <p style={{ flex: 'none', margin: 0, width: 150, height: 100 }}>beside</p>;
const pair = (child: ReactElement): ReactElement => (
  <>
    {SIBLING}
    {child}
  </>
);

/** What a host writes, and the box that comes of it within one of 600 × 500: left, top, width, height. */
const CASES: Readonly<Record<string, readonly [ReactElement, readonly [number, number, number, number]]>> = {
  nothing: [at('', viz()), [0, 0, 600, 500]],
  'a height': [at('', viz({ className: 'h-96' })), [0, 0, 600, 384]],
  'shares of its container': [at('', viz({ className: 'h-1/2 w-1/2' })), [0, 0, 300, 250]],
  'a style': [at('', viz({ style: { width: '25%', height: 123 } })), [0, 0, 150, 123]],
  'a style beside a class': [at('', viz({ className: 'h-96', style: { height: 123 } })), [0, 0, 600, 123]],
  'another position': [
    at('', viz({ className: 'absolute inset-0', style: { width: 'auto', height: 'auto' } })),
    [0, 0, 600, 500],
  ],
  'a border': [at('', viz({ style: { border: '10px solid', padding: 5 } })), [0, 0, 600, 500]],
  'nothing, in a row': [at('flex', pair(viz())), [150, 0, 450, 500]],
  'what is left of a row': [at('flex', pair(viz({ className: 'flex-1' }))), [150, 0, 450, 500]],
  'nothing, in a column': [at('flex flex-col', pair(viz())), [0, 100, 600, 400]],
  'what is left of a column': [
    at('flex flex-col', pair(viz({ className: 'flex-1 min-h-0' }))),
    [0, 100, 600, 400],
  ],
  'nothing, in a grid': [at('grid grid-cols-2', pair(viz())), [300, 0, 300, 500]],
  'a height, in a grid': [at('grid grid-cols-2', pair(viz({ className: 'h-96' }))), [300, 0, 300, 384]],
};

const ORDERS = (Object.keys(HOST_SHEETS) as HostSheet[]).flatMap((host) =>
  (['first', 'last'] as const).map((hostIs) => [host, hostIs] as const),
);

it.each(ORDERS)('a host of %s whose sheet is %s decides how large a view is', (host, hostIs) => {
  const found = Object.entries(CASES).map(([name, [element]]) => {
    const root = openHostPage(HOST_SHEETS[host], hostIs, renderToString(element)).querySelector('.gdv')!;
    const { left, top, width, height } = root.getBoundingClientRect();
    return [name, [left, top, width, height]];
  });
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(CASES).map(([name, [, box]]) => [name, box])),
  );
});
