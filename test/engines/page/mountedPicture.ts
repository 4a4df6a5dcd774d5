import { mountPicture, readCanvas, type MountedPicture } from '../../picture/mountPicture.js';
import { observePicture } from '../../picture/observePicture.js';
import type { PictureCase } from '../../picture/pictureCase.js';
import { takeMessages } from './messages.js';
import type { Box, CameraPose, PageFunctions, SentObservation } from './pageFunctions.js';
import { startMovement, untilMoved } from './stillness.js';

let mounted: MountedPicture | null = null;

async function mount(example: PictureCase, pageHeightPx = 0): Promise<void> {
  mounted?.unmount();
  document.body.style.height = `${pageHeightPx}px`;
  window.scrollTo(0, 0);
  mounted = await mountPicture(example);
  startMovement();
}

function findElement(): HTMLElement {
  if (mounted === null) throw new Error('no picture is mounted');
  return mounted.element;
}

async function resize(widthPx: number, heightPx: number): Promise<void> {
  const { style } = findElement();
  startMovement();
  style.width = `${widthPx}px`;
  style.height = `${heightPx}px`;
  await untilMoved();
}

function readBox(): Box {
  const { x, y, width, height } = findElement().getBoundingClientRect();
  return { x, y, width, height };
}

function readPose(): CameraPose {
  const { camera, controls } = readCanvas(findElement());
  if (controls === null || !('target' in controls)) throw new Error('the camera has no controls');
  const { x, y, z } = controls.target as typeof camera.position;
  return { position: camera.position.toArray(), target: [x, y, z] };
}

function observe(): SentObservation {
  const { unlit, ...seen } = observePicture(findElement());
  let bytes = '';
  for (let i = 0; i < unlit.data.length; i++) bytes += String.fromCharCode(unlit.data[i]!);
  return { ...seen, unlit: btoa(bytes) };
}

/** The page's functions; to a driver each is asynchronous. */
export const pageFunctions: PageFunctions = {
  mount,
  resize,
  untilMoved,
  readBox: () => Promise.resolve(readBox()),
  readPose: () => Promise.resolve(readPose()),
  observe: () => Promise.resolve(observe()),
  readScrollPx: () => Promise.resolve(window.scrollY),
  readGlError: () => Promise.resolve(readCanvas(findElement()).gl.getContext().getError()),
  takeMessages: () => Promise.resolve(takeMessages()),
};
