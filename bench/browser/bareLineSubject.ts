import {
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  Line,
  LineBasicMaterial,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import { BATCH_POINTS, createUpdate } from '../support/descentStream.js';
import { createFrame, FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './frameElement.js';
import type { Subject } from './subject.js';

interface Update {
  readonly event: {
    readonly payload: { readonly points: readonly { readonly x: number; readonly y: number }[] };
  };
}

/** Nothing but three.js, a line one pixel wide and a buffer that is large enough from the start: the least there is. */
export function mountBareLine(updates: number, room: number): Subject {
  const { element, remove } = createFrame();
  const renderer = new WebGLRenderer({ antialias: true });
  renderer.setSize(FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  element.append(renderer.domElement);
  const camera = new PerspectiveCamera(50, FRAME_WIDTH_PX / FRAME_HEIGHT_PX, 0.1, 60);
  camera.position.set(0, 2, 2);
  camera.lookAt(0, 0, 0);

  const positions = new BufferAttribute(new Float32Array((updates + room) * BATCH_POINTS * 3), 3);
  positions.setUsage(DynamicDrawUsage);
  const geometry = new BufferGeometry().setAttribute('position', positions);
  const material = new LineBasicMaterial({ color: 'crimson' });
  const line = new Line(geometry, material);
  line.frustumCulled = false;
  const scene = new Scene().add(line);

  let count = 0;
  const take = (update: object): void => {
    for (const { x, y } of (update as Update).event.payload.points) positions.setXYZ(count++, x, 0, -y);
  };
  const draw = (): void => {
    geometry.setDrawRange(0, count);
    requestAnimationFrame(() => renderer.render(scene, camera));
  };
  for (let i = 0; i < updates; i++) take(createUpdate(i));
  draw();
  return {
    append(text) {
      const before = count;
      take(JSON.parse(text) as object);
      positions.addUpdateRange(before * 3, (count - before) * 3);
      positions.needsUpdate = true;
      draw();
    },
    unmount() {
      geometry.dispose();
      material.dispose();
      renderer.dispose();
      remove();
    },
  };
}
