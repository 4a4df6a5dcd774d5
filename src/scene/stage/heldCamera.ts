import { Vector3 } from 'three';
import type { OrbitControls } from './cameraKeys.js';

/** Where the viewer left the camera, for the canvas that replaces a lost one. */
export class HeldCamera {
  private readonly position = new Vector3();
  private readonly target = new Vector3();
  private isHeld = false;

  /** Called with every move: copies six numbers. */
  hold({ object, target }: OrbitControls): void {
    this.position.copy(object.position);
    this.target.copy(target);
    this.isHeld = true;
  }

  /** Puts a new camera there, if the viewer had moved it. */
  place(controls: OrbitControls): void {
    if (!this.isHeld) return;
    controls.object.position.copy(this.position);
    controls.target.copy(this.target);
    controls.update();
  }
}
