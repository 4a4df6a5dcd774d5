import { _roots } from '@react-three/fiber';
import { createRoot } from 'react-dom/client';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill } from '../browser/frames.js';
import type { PictureCase } from './pictureCase.js';

/** A picture on the page. */
export interface MountedPicture {
  /** Exactly as large as the picture. */
  readonly element: HTMLElement;
  /** Resolves once nothing moves any more. */
  untilStill(): Promise<void>;
  unmount(): void;
}

/** Puts a picture on the page. @returns once nothing of it moves any more */
export async function mountPicture(example: PictureCase): Promise<MountedPicture> {
  const element = document.createElement('div');
  element.dir = example.dir ?? 'ltr';
  element.style.cssText = `position: fixed; left: 0; top: 0; width: ${example.widthPx}px; height: ${example.heightPx}px`;
  document.body.append(element);
  const store = createRunStore(example.maxPoints === undefined ? {} : { maxPointsPerRun: example.maxPoints });
  store.ingest(example.events);
  const root = createRoot(element);
  const props = { showTimeline: false, stepTicks: false, ...example.props };
  root.render(<GradientDescentViz store={store} {...props} />);
  await untilDrawnAndStill();
  if (example.camera !== undefined) {
    moveCamera(element, example.camera);
    await untilDrawnAndStill();
  }
  return {
    element,
    untilStill: untilDrawnAndStill,
    unmount() {
      root.unmount();
      element.remove();
    },
  };
}

/** What fiber holds of the picture's canvas. */
export function readCanvas(element: HTMLElement) {
  const canvas = element.querySelector('canvas');
  const root = canvas && _roots.get(canvas);
  if (!root) throw new Error('There is no picture.');
  return root.store.getState();
}

interface Orbit {
  readonly target: { readonly x: number; readonly y: number; readonly z: number };
  update(): void;
}

/** Moves the camera around what it looks at, at its distance. */
function moveCamera(
  element: HTMLElement,
  { azimuthRad, polarRad }: { readonly azimuthRad: number; readonly polarRad: number },
): void {
  const { camera, controls, invalidate } = readCanvas(element);
  const orbit = controls as unknown as Orbit;
  const { x, y, z } = orbit.target;
  const distance = Math.hypot(camera.position.x - x, camera.position.y - y, camera.position.z - z);
  const level = distance * Math.sin(polarRad);
  camera.position.set(
    x + level * Math.sin(azimuthRad),
    y + distance * Math.cos(polarRad),
    z + level * Math.cos(azimuthRad),
  );
  orbit.update();
  invalidate();
}
