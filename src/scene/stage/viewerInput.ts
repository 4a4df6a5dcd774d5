import { moveAtOnce, moveByKey, type OrbitControls } from './cameraKeys.js';
import { isWheelForPicture } from './wheelTarget.js';

/**
 * Handles what the controls do not: keys, and leaving scroll gestures to the page. A finger that turns out to scroll the page
 * has by then turned the picture a little, which is undone.
 * @param picture - what the controls listen to
 * @returns ends it
 */
export function followInput(picture: HTMLElement, controls: OrbitControls): () => void {
  const { object: camera, target } = controls;
  const cameraBefore = camera.position.clone();
  const targetBefore = target.clone();
  const onKey = (event: KeyboardEvent): void => moveByKey(event, controls);
  const onWheel = (event: WheelEvent): void => {
    controls.enableZoom = isWheelForPicture(event, picture);
  };
  const onDown = (event: PointerEvent): void => {
    // Two fingers always zoom, even while the wheel scrolls the page.
    controls.enableZoom = true;
    if (!event.isPrimary) return;
    cameraBefore.copy(camera.position);
    targetBefore.copy(target);
  };
  const onCancel = (): void =>
    moveAtOnce(controls, () => {
      camera.position.copy(cameraBefore);
      target.copy(targetBefore);
      controls.update();
    });
  // Captured, so that this runs before the controls.
  const first = { capture: true, passive: true };
  picture.addEventListener('keydown', onKey);
  picture.addEventListener('wheel', onWheel, first);
  picture.addEventListener('pointerdown', onDown, first);
  picture.addEventListener('pointercancel', onCancel);
  return () => {
    picture.removeEventListener('keydown', onKey);
    picture.removeEventListener('wheel', onWheel, first);
    picture.removeEventListener('pointerdown', onDown, first);
    picture.removeEventListener('pointercancel', onCancel);
  };
}
