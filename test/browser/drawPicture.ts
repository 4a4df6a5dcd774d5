import type { Camera, Scene, WebGLRenderer } from 'three';
import type { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { Picture } from '../../src/scene/stage/picture.js';
import type { SceneTheme } from '../../src/scene/sceneTheme.js';

/** Draws a descent on what else there is in a scene, all of it at once. */
export function drawPicture(
  renderer: WebGLRenderer,
  descent: DescentObjects,
  theme: SceneTheme,
  scene: Scene,
  camera: Camera,
): void {
  const picture = new Picture(descent);
  picture.paint(theme);
  scene.add(descent.object);
  picture.draw({ renderer, scene, camera, samples: 0, isStill: true, isPaced: false, nowMs: 0 });
  picture.dispose();
}
