import { Canvas, useThree } from '@react-three/fiber';
import { useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import {
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  Line,
  LineBasicMaterial,
  Mesh,
  MeshBasicMaterial,
  SphereGeometry,
} from 'three';
import { BATCH_POINTS } from '../support/descentStream.js';
import { createColoredSurface } from './coloredSurface.js';
import { createFrame } from './frameElement.js';
import { computeGroundGrid, createFirstPoints, GROUND_NODES, readPoints, type Point } from './liveGround.js';
import type { Subject } from './subject.js';

/** A line one pixel wide, of all points, in a buffer that is large enough from the start. */
class GrowingLine {
  readonly object: Line;
  private readonly places: BufferAttribute;
  private count = 0;

  constructor(first: readonly Point[], room: number) {
    this.places = new BufferAttribute(new Float32Array(3 * (first.length + room)), 3);
    this.places.setUsage(DynamicDrawUsage);
    const geometry = new BufferGeometry().setAttribute('position', this.places);
    this.object = new Line(geometry, new LineBasicMaterial({ color: 'crimson' }));
    this.object.frustumCulled = false;
    this.append(first);
  }

  append(points: readonly Point[]): void {
    const before = this.count;
    for (const [x, y, height] of points) this.places.setXYZ(this.count++, x, height, -y);
    this.places.addUpdateRange(3 * before, 3 * points.length);
    this.places.needsUpdate = true;
    this.object.geometry.setDrawRange(0, this.count);
  }
}

/**
 * What a person would write with react-three-fiber alone: a surface, a line and a marker that jumps, appended to without
 * React, a frame only when asked for.
 */
export function mountBareFiber(updates: number, room: number): Subject {
  const first = createFirstPoints(updates);
  const surface = createColoredSurface(computeGroundGrid(), GROUND_NODES);
  const line = new GrowingLine(first, room * BATCH_POINTS);
  const marker = new Mesh(new SphereGeometry(0.03), new MeshBasicMaterial({ color: 'white' }));
  const placeMarker = ([x, y, height]: Point): void => void marker.position.set(x, height, -y);
  placeMarker(first.at(-1)!);
  let invalidate: () => void = () => undefined;
  const onReady = (ready: () => void): void => {
    invalidate = ready;
  };
  const { element, remove } = createFrame();
  const root = createRoot(element);
  root.render(
    <Canvas frameloop="demand" flat camera={{ position: [0, 2, 2.4] }}>
      <primitive object={surface} />
      <primitive object={line.object} />
      <primitive object={marker} />
      <Ready onReady={onReady} />
    </Canvas>,
  );
  return {
    append(text) {
      const points = readPoints(text);
      line.append(points);
      placeMarker(points.at(-1)!);
      invalidate();
    },
    unmount() {
      root.unmount();
      remove();
    },
  };
}

function Ready({ onReady }: { readonly onReady: (invalidate: () => void) => void }) {
  const invalidate = useThree((state) => state.invalidate);
  useLayoutEffect(() => onReady(invalidate), [onReady, invalidate]);
  return null;
}
