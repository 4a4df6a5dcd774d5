import { _roots } from '@react-three/fiber';
import { render, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { WebGLRenderer } from 'three';
import { expect } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import irisLog from '../fixtures/logs/real-iris.ndjson?raw';

/** The renderer of the view that is mounted in an element. */
export function rendererOf(container: HTMLElement): WebGLRenderer {
  const root = _roots.get(container.querySelector('canvas')!);
  if (root === undefined) throw new Error('nothing is mounted');
  return root.store.getState().gl;
}

/** Resolves once a frame of it was drawn. */
export async function mountDrawn(element: ReactElement) {
  const view = render(<div style={{ width: 400, height: 300 }}>{element}</div>);
  await waitFor(() => {
    expect(rendererOf(view.container).info.render.frame).toBeGreaterThan(0);
  });
  return view;
}

/** What is on the GPU after each of so many views has come and gone. */
export async function mountAgainAndAgain(times: number) {
  const events = irisLog.split('\n').filter((line) => line !== '');
  const left: { geometries: number; textures: number }[] = [];
  for (let i = 0; i < times; i++) {
    const view = await mountDrawn(<GradientDescentViz events={events} />);
    const { info } = rendererOf(view.container);
    expect(info.memory.geometries).toBeGreaterThan(0);
    view.unmount();
    left.push({ geometries: info.memory.geometries, textures: info.memory.textures });
  }
  return left;
}

export const NOTHING = { geometries: 0, textures: 0 };
