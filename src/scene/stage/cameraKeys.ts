import type { OrbitControls as OrbitControlsElement } from '@react-three/drei';
import type { ComponentRef } from 'react';

/** How far a key press turns the camera, in radians; another key multiplies its distance by a factor. */
const TURN_RAD = Math.PI / 36;
const APPROACH = 0.87;

/** three's controls, as drei makes them. */
export type OrbitControls = ComponentRef<typeof OrbitControlsElement>;

const MOVES: ReadonlyMap<string, (controls: OrbitControls) => void> = new Map([
  ['ArrowLeft', (controls) => controls.setAzimuthalAngle(controls.getAzimuthalAngle() - TURN_RAD)],
  ['ArrowRight', (controls) => controls.setAzimuthalAngle(controls.getAzimuthalAngle() + TURN_RAD)],
  ['ArrowUp', (controls) => controls.setPolarAngle(controls.getPolarAngle() - TURN_RAD)],
  ['ArrowDown', (controls) => controls.setPolarAngle(controls.getPolarAngle() + TURN_RAD)],
  ['+', (controls) => controls.dollyIn(APPROACH)],
  ['=', (controls) => controls.dollyIn(APPROACH)],
  ['-', (controls) => controls.dollyOut(APPROACH)],
  ['Home', (controls) => controls.reset()],
  ['0', (controls) => controls.reset()],
]);

/** Moves the camera by a key; keys with a meaning in the browser are left to it. */
export function moveByKey(event: KeyboardEvent, controls: OrbitControls): void {
  const move = MOVES.get(event.key);
  if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  moveAtOnce(controls, move);
}

/** Moves without inertia: each move is made in full at once, and nothing goes on after the last. */
export function moveAtOnce(controls: OrbitControls, move: (controls: OrbitControls) => void): void {
  controls.enableDamping = false;
  controls.update();
  move(controls);
  controls.enableDamping = true;
}
