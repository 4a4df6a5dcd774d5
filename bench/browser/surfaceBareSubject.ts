import {
  DataTexture,
  FloatType,
  Group,
  Mesh,
  NearestFilter,
  PerspectiveCamera,
  RedFormat,
  Scene,
  WebGLRenderer,
  type Object3D,
} from 'three';
import { createRunStore, selectShownRun } from '../../src/index.js';
import { CAMERA_POSITION, CAMERA_TARGET, fitCameraToFrame } from '../../src/scene/stage/camera.js';
import { createColorMapTexture } from '../../src/scene/surface/colorMaps.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { DescentView } from '../../src/view/descentView.js';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { Picture, type PictureFrame } from '../../src/scene/stage/picture.js';
import { SCENE_THEMES } from '../../src/scene/sceneTheme.js';
import { computeTilesPerSide, createSurfaceGeometry } from '../../src/scene/surface/surfaceGeometry.js';
import { createSurfaceMaterial } from '../../src/scene/surface/surfaceMaterial.js';
import { createHeightField, drawnHeightAt, type HeightField } from '../../src/surface/index.js';
import { createFrame, FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './frameElement.js';
import { createGridBytes, createShortRun } from './surfaceGrid.js';
import type { LoadingSubject } from './surfaceSubject.js';

const FIRST_NODES = 33;
/** In world units, about that of the same surface in the component: as many pixels. */
const HEIGHT = 0.8;

/** Something else in the picture, which stands on the surface. */
interface Companion {
  readonly object: Object3D;
  /** Draws itself and the scene with another surface. */
  draw(field: HeightField, frame: Pick<PictureFrame, 'renderer' | 'scene' | 'camera'>): void;
  dispose(): void;
}

/**
 * Nothing but three.js and a surface, on the component's own tiles and shaders, so that the GPU has the same to do: one
 * look at all samples for their range, one texture, one frame.
 */
export function mountBareSurface(
  createCompanion?: (uniforms: FieldTexture['uniforms']) => Companion,
): LoadingSubject {
  const { element, remove } = createFrame();
  const renderer = new WebGLRenderer({ antialias: createCompanion === undefined });
  renderer.setSize(FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  element.append(renderer.domElement);
  const camera = new PerspectiveCamera(50, FRAME_WIDTH_PX / FRAME_HEIGHT_PX, 0.1, 60);
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(...CAMERA_TARGET);
  fitCameraToFrame(camera, FRAME_WIDTH_PX, FRAME_HEIGHT_PX);
  const geometry = createSurfaceGeometry();
  const { uniforms: fieldUniforms } = new FieldTexture();
  const material = createSurfaceMaterial(fieldUniforms);
  const colors = createColorMapTexture('viridis');
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  const heights = new Group().add(mesh);
  heights.scale.y = HEIGHT;
  heights.position.y = -HEIGHT / 2;
  const companion = createCompanion?.(fieldUniforms);
  if (companion !== undefined) heights.add(companion.object);
  const scene = new Scene().add(heights);

  let values: DataTexture | null = null;
  const show = (bytes: ArrayBuffer, nodes: number): void => {
    const field = createHeightField(new Float32Array(bytes), nodes);
    values = sendValues(field, values);
    const tilesPerSide = computeTilesPerSide(nodes);
    geometry.instanceCount = tilesPerSide * tilesPerSide;
    const { uniforms } = material;
    fieldUniforms.values.value = values;
    fieldUniforms.valueMin.value = field.valueMin;
    fieldUniforms.valueSpan.value = field.valueSpan;
    fieldUniforms.nodes.value = nodes;
    uniforms['tilesPerSide']!.value = tilesPerSide;
    uniforms['colorMap']!.value = colors;
    uniforms['contours']!.value = [14, 0];
    requestAnimationFrame(() => {
      if (companion === undefined) renderer.render(scene, camera);
      else companion.draw(field, { renderer, scene, camera });
    });
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
      companion?.dispose();
      renderer.dispose();
      renderer.forceContextLoss();
      remove();
    },
  };
}

/** three's own way: of the same size, the texture is used again. */
function sendValues({ values, nodes }: HeightField, former: DataTexture | null): DataTexture {
  if (former?.image.width === nodes) {
    former.image = { data: values, width: nodes, height: nodes };
    former.needsUpdate = true;
    return former;
  }
  former?.dispose();
  const texture = new DataTexture(values, nodes, nodes, RedFormat, FloatType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}

const onGround = (): number => 0;

/** The same with the component's path on it, start and marker: what stands on a surface has to be draped anew. */
export function mountBarePath(): LoadingSubject {
  return mountBareSurface((uniforms) => {
    const store = createRunStore();
    for (const event of createShortRun()) store.ingest(event);
    const { path } = selectShownRun(store.getState())!;
    const view = new DescentView();
    const objects = new DescentObjects(uniforms, { value: 0 });
    const picture = new Picture(objects);
    picture.paint(SCENE_THEMES.light);
    return {
      object: objects.object,
      draw(field, frame) {
        const heightAt = (x: number, y: number): number => drawnHeightAt(field, x, y);
        const changed = view.advance(path, heightAt, 0, false, onGround);
        objects.show(view, path, changed, { heightAt, isWhole: true }, frame.renderer);
        picture.markGround();
        picture.draw({ ...frame, samples: 4, isStill: true, isPaced: false, nowMs: performance.now() });
      },
      dispose() {
        picture.dispose();
        objects.dispose();
      },
    };
  });
}
