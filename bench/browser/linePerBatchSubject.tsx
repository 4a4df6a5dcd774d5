import { Line } from '@react-three/drei';
import { Canvas, flushSync } from '@react-three/fiber';
import { useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createUpdate } from '../support/descentStream.js';
import { createFrame } from './frameElement.js';
import type { Subject } from './subject.js';

type Vertex = readonly [number, number, number];
type Grow = (vertices: readonly Vertex[]) => void;

function verticesOf(update: object): Vertex[] {
  const { points } = (update as { event: { payload: { points: { x: number; y: number }[] } } }).event.payload;
  return points.map(({ x, y }) => [x, 0, -y]);
}

/** drei's line given a longer array for each batch, as its documentation shows it; nothing else is drawn. */
export function mountLinePerBatch(updates: number): Subject {
  const first = Array.from({ length: updates }, (_, i) => verticesOf(createUpdate(i))).flat();
  const { element, remove } = createFrame();
  const root = createRoot(element);
  let grow: Grow = () => undefined;
  const onReady = (ready: Grow): void => {
    grow = ready;
  };
  root.render(
    <Canvas frameloop="demand" flat camera={{ position: [0, 2, 2] }}>
      <GrowingLine first={first} onReady={onReady} />
    </Canvas>,
  );
  return {
    append: (text) => grow(verticesOf(JSON.parse(text) as object)),
    unmount() {
      root.unmount();
      remove();
    },
  };
}

function GrowingLine({ first, onReady }: { first: readonly Vertex[]; onReady: (grow: Grow) => void }) {
  const [points, setPoints] = useState(first);
  useLayoutEffect(() => {
    // At once, so that its time lies in the call and not in a task of React's choosing.
    onReady((vertices) => flushSync(() => setPoints((before) => [...before, ...vertices])));
  }, [onReady]);
  return <Line points={points} color="crimson" lineWidth={3} />;
}
