import { Canvas } from '@react-three/fiber';
import { createRoot } from 'react-dom/client';
import { createColoredSurface } from './coloredSurface.js';
import type { FreshSubject } from './surfaceSubject.js';

/** react-three-fiber alone, with a mesh of the surface. */
export const freshFiber: FreshSubject = {
  name: 'bare fiber',
  sendsBytes: false,
  givesContextBack: true,
  mount(element, bytes, nodes) {
    const surface = createColoredSurface(new Float32Array(bytes), nodes);
    const root = createRoot(element);
    root.render(
      <Canvas frameloop="demand" flat camera={{ position: [0, 2, 2.4] }}>
        <primitive object={surface} />
      </Canvas>,
    );
    return () => root.unmount();
  },
};
