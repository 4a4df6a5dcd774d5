import { PerspectiveCamera } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { describe, expect, it, vi } from 'vitest';
import { ViewCamera } from '../../../src/scene/stage/viewCamera.js';
import { blendPoses, isPose, type CameraPose } from '../../../src/view/cameraPose.js';

const FRONT: CameraPose = { position: [0, 0, 4], target: [0, 0, 0] };
const RIGHT: CameraPose = { position: [4, 0, 0], target: [0, 0, 0] };
const BEHIND: CameraPose = { position: [0, 0, -2], target: [0, 0, 0] };

/** A view's camera with three's own controls, which the viewer turns. */
function createView(first?: CameraPose) {
  const camera = new ViewCamera(first);
  const controls = new OrbitControls(new PerspectiveCamera());
  const invalidate = vi.fn();
  // drei's controls are three's, with other types.
  camera.attach(controls as unknown as Parameters<ViewCamera['attach']>[0], invalidate);
  const turnTo = ({ position }: CameraPose) => {
    controls.object.position.set(...position);
    camera.follow();
  };
  const place = () => controls.object.position.toArray().map((part) => Math.round(part * 1000) / 1000 + 0);
  return { camera, controls, turnTo, place, invalidate };
}

describe('the camera of a view', () => {
  it('stands where it begins, and comes back there', () => {
    const { camera, controls, place } = createView(RIGHT);
    expect([place(), controls.position0.toArray()]).toEqual([RIGHT.position, RIGHT.position]);
    camera.goTo(FRONT);
    expect(place()).toEqual(FRONT.position);
    camera.fit();
    expect(place()).toEqual(RIGHT.position);
  });

  it('goes a way around its target; the time before the first frame is no part of it', () => {
    const { camera, place, invalidate } = createView(FRONT);
    camera.goTo(RIGHT, 1000);
    camera.advance(60);
    expect([place(), invalidate.mock.calls.length > 0]).toEqual([FRONT.position, true]);
    camera.advance(0.5);
    expect(place()).toEqual([2.828, 0, 2.828]);
    camera.advance(0.5);
    expect(place()).toEqual(RIGHT.position);
    camera.goTo(FRONT, 1000);
    camera.advance(0);
    camera.advance(0.5);
    camera.stop();
    camera.advance(0.5);
    expect(place()).toEqual([2.828, 0, 2.828]);
  });

  it('that a host holds answers late: what it received first does not undo what came after', () => {
    const { camera, turnTo, place } = createView(FRONT);
    const received: CameraPose[] = [];
    camera.listen((pose) => received.push(pose));
    camera.control(FRONT);
    turnTo(RIGHT);
    turnTo(BEHIND);
    expect(received.map(({ position }) => position)).toEqual([RIGHT.position, BEHIND.position]);
    camera.control({ ...received[0]! });
    expect(place()).toEqual(BEHIND.position);
    camera.control(received[1]!);
    expect(place()).toEqual(BEHIND.position);
    // Left as it was: the host does not want the next one.
    turnTo(FRONT);
    camera.control(received[1]!);
    expect(place()).toEqual(BEHIND.position);
    expect(received).toHaveLength(3);
  });

  it('says nothing of where the host has put it, nor of what is where it was', () => {
    const { camera, turnTo } = createView(FRONT);
    const onMove = vi.fn();
    const end = camera.listen(onMove);
    camera.control(RIGHT);
    turnTo(RIGHT);
    camera.goTo(RIGHT);
    expect(onMove).not.toHaveBeenCalled();
    end();
    turnTo(BEHIND);
    expect(onMove).not.toHaveBeenCalled();
  });
});

describe('blendPoses', () => {
  it('takes the shorter way around, its distance and target by share', () => {
    const from: CameraPose = { position: [4 * Math.sin(3), 0, 4 * Math.cos(3)], target: [0, 0, 0] };
    const to: CameraPose = { position: [1 + 2 * Math.sin(-3), 1, 2 * Math.cos(-3)], target: [1, 1, 0] };
    const { position, target } = blendPoses(from, to, 0.5);
    expect(target).toEqual([0.5, 0.5, 0]);
    [0.5, 0.5, -3].forEach((part, axis) => expect(position[axis]).toBeCloseTo(part, 6));
  });
});

it.each([
  [FRONT, true],
  [{ position: [0, 0, Infinity], target: [0, 0, 0] }, false],
  [{ position: [0, 0, 1], target: [0, 0, 1] }, false],
  [{ position: [0, 0, 1, 2], target: [0, 0, 0] }, false],
  [{ position: [0, 0, 1] }, false],
  [null, false],
])('isPose(%j) is %s', (value, expected) => {
  expect(isPose(value)).toBe(expected);
});
