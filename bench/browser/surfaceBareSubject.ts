import { DataTexture, Mesh, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { CAMERA_POSITION, CAMERA_TARGET, fitCameraToFrame } from '../../src/scene/camera.js';
import { createColorMapTexture } from '../../src/scene/colorMaps.js';
import { computeTilesPerSide, createSurfaceGeometry } from '../../src/scene/surfaceGeometry.js';
import { createSurfaceMaterial, createValueTexture } from '../../src/scene/surfaceMaterial.js';
import { createHeightField } from '../../src/surface/index.js';
import { createFrame, FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './frameElement.js';
import { createGridBytes } from './surfaceGrid.js';
import type { LoadingSubject } from './surfaceSubject.js';

const FIRST_NODES = 33;
/** In world units, about that of the same surface in the component: as many pixels. */
const HEIGHT = 0.8;

/**
 * Nothing but three.js and a surface, on the component's own tiles and shaders, so that the GPU has the same to do: one
 * look at all samples for their range, one texture, one frame.
 */
export function mountBareSurface(): LoadingSubject {
  const { element, remove } = createFrame();
  const renderer = new WebGLRenderer({ antialias: true });
  renderer.setSize(FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  element.append(renderer.domElement);
  const camera = new PerspectiveCamera(50, FRAME_WIDTH_PX / FRAME_HEIGHT_PX, 0.1, 60);
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(...CAMERA_TARGET);
  fitCameraToFrame(camera, FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  const geometry = createSurfaceGeometry();
  const material = createSurfaceMaterial();
  const colors = createColorMapTexture('viridis');
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.scale.y = HEIGHT;
  mesh.position.y = -HEIGHT / 2;
  const scene = new Scene().add(mesh);

  let values: DataTexture | null = null;
  const show = (bytes: ArrayBuffer, nodes: number): void => {
    const field = createHeightField(new Float32Array(bytes), nodes);
    values?.dispose();
    values = createValueTexture(field);
    const tilesPerSide = computeTilesPerSide(nodes);
    geometry.instanceCount = tilesPerSide * tilesPerSide;
    const { uniforms } = material;
    uniforms['values']!.value = values;
    uniforms['valueMin']!.value = field.valueMin;
    uniforms['valueSpan']!.value = field.valueSpan;
    uniforms['nodes']!.value = nodes;
    uniforms['tilesPerSide']!.value = tilesPerSide;
    uniforms['colorMap']!.value = colors;
    uniforms['contours']!.value = [14, 0];
    requestAnimationFrame(() => renderer.render(scene, camera));
  };
  show(createGridBytes(FIRST_NODES, 0), FIRST_NODES);

  let give: (bytes: ArrayBuffer) => void = () => undefined;
  return {
    askFor(nodes) {
      void new Promise<ArrayBuffer>((resolve) => {
        give = resolve;
      }).then((bytes) => show(bytes, nodes));
      return Promise.resolve();
    },
    give: (bytes) => give(bytes),
    unmount() {
      values?.dispose();
      colors.dispose();
      geometry.dispose();
      material.dispose();
      renderer.dispose();
      renderer.forceContextLoss();
      remove();
    },
  };
}
