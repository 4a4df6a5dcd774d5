import { _roots } from '@react-three/fiber';
import { createRoot, type Root } from 'react-dom/client';
import { GradientDescentViz } from '../../../src/index.js';
import '../../../src/ui/styles.css';
import { takeMessages } from './messages.js';
import type { Box, CameraPose, MountRequest, PageFunctions } from './pageFunctions.js';
import { startMovement, untilMoved } from './stillness.js';

const container = document.querySelector<HTMLElement>('#picture')!;
let root: Root | null = null;

function setSize(widthPx: number, heightPx: number): void {
  container.style.width = `${widthPx}px`;
  container.style.height = `${heightPx}px`;
}

async function mount({ widthPx, heightPx, events, props, pageHeightPx }: MountRequest): Promise<void> {
  root?.unmount();
  document.body.style.height = pageHeightPx === undefined ? '' : `${pageHeightPx}px`;
  window.scrollTo(0, 0);
  setSize(widthPx, heightPx);
  startMovement();
  root = createRoot(container);
  root.render(<GradientDescentViz events={events} {...props} />);
  await untilMoved();
}

async function resize(widthPx: number, heightPx: number): Promise<void> {
  startMovement();
  setSize(widthPx, heightPx);
  await untilMoved();
}

function findCanvas(): HTMLCanvasElement {
  const canvas = container.querySelector('canvas');
  if (canvas === null) throw new Error('no canvas is mounted');
  return canvas;
}

function readBox(): Box {
  const { x, y, width, height } = container.getBoundingClientRect();
  return { x, y, width, height };
}

function readPose(): CameraPose {
  const { camera, controls } = _roots.get(findCanvas())!.store.getState();
  if (controls === null || !('target' in controls)) throw new Error('the camera has no controls');
  const { x, y, z } = controls.target as typeof camera.position;
  return { position: camera.position.toArray(), target: [x, y, z] };
}

/** The page's functions; each is asynchronous to a driver anyway. */
export const pageFunctions: PageFunctions = {
  mount,
  resize,
  untilMoved,
  readBox: () => Promise.resolve(readBox()),
  readPose: () => Promise.resolve(readPose()),
  readScrollPx: () => Promise.resolve(window.scrollY),
  readGlError: () => Promise.resolve(findCanvas().getContext('webgl2')!.getError()),
  takeMessages: () => Promise.resolve(takeMessages()),
};
