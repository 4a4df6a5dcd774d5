import { beforeEach, expect, it } from 'vitest';
import { BOWL_RUN, MARKER_PLACE } from './bowlRun.js';
import { takePicture, type Engine } from './engine.js';
import { findMarker } from './findMarker.js';
import type { CameraPose } from './page/pageFunctions.js';
import { projectPoint } from './projectPoint.js';

const SIZE = { widthPx: BOWL_RUN.widthPx, heightPx: BOWL_RUN.heightPx };
/** What a press of an arrow key turns. */
const TURN_RAD = Math.PI / 36;

const azimuthOf = ({ position: [x, , z], target }: CameraPose): number =>
  Math.atan2(x - target[0], z - target[2]);

function distanceOf({ position, target }: CameraPose): number {
  return Math.hypot(...position.map((place, axis) => place - target[axis]!));
}

/** The picture shows the marker where the camera's pose puts it. @returns the pose */
async function expectMarkerInPlace(engine: Engine, size = SIZE): Promise<CameraPose> {
  const pose = await engine.ask('readPose');
  const picture = await takePicture(engine);
  expect(picture).toMatchObject(size);
  const expected = projectPoint(MARKER_PLACE, pose, size);
  const found = findMarker(picture);
  expect(found, 'a marker').not.toBeNull();
  expect(Math.hypot(found!.xPx - expected.xPx, found!.yPx - expected.yPx), 'pixels off').toBeLessThan(1);
  return pose;
}

/** What a person's hands do: keys, the wheel, another size. */
export function describeInput(findEngine: () => Engine): void {
  let engine: Engine;
  beforeEach(() => {
    engine = findEngine();
  });

  it('shows the marker where the surface has it', async () => {
    await engine.ask('mount', BOWL_RUN);
    await expectMarkerInPlace(engine);
  });

  it('turns by the arrow keys once Tab has led to the picture, and Home brings the first view back', async () => {
    await engine.ask('mount', BOWL_RUN);
    const first = await expectMarkerInPlace(engine);
    for (const key of ['Tab', 'ArrowRight', 'ArrowRight']) await engine.press(key);
    await engine.ask('untilMoved');
    const turned = await expectMarkerInPlace(engine);
    expect(azimuthOf(turned) - azimuthOf(first)).toBeCloseTo(2 * TURN_RAD, 6);
    await engine.press('+');
    await engine.ask('untilMoved');
    const near = await expectMarkerInPlace(engine);
    expect(distanceOf(near)).toBeCloseTo(0.87 * distanceOf(turned), 6);
    await engine.press('Home');
    await engine.ask('untilMoved');
    const back = await expectMarkerInPlace(engine);
    back.position.forEach((place, axis) => expect(place).toBeCloseTo(first.position[axis]!, 6));
  });

  it('is brought nearer by the wheel in a page that does not scroll', async () => {
    await engine.ask('mount', BOWL_RUN);
    const far = await expectMarkerInPlace(engine);
    await engine.turnWheel(SIZE.widthPx / 2, SIZE.heightPx / 2, -120);
    await engine.ask('untilMoved');
    const near = await expectMarkerInPlace(engine);
    expect(distanceOf(near)).toBeLessThan(0.99 * distanceOf(far));
    expect(azimuthOf(near)).toBeCloseTo(azimuthOf(far), 6);
  });

  it('leaves the wheel to a page that scrolls', async () => {
    await engine.ask('mount', BOWL_RUN, 2000);
    const before = await engine.ask('readPose');
    await engine.turnWheel(SIZE.widthPx / 2, SIZE.heightPx / 2, 120);
    await engine.ask('untilMoved');
    expect(await engine.ask('readScrollPx')).toBeGreaterThan(0);
    expect(await engine.ask('readPose')).toEqual(before);
  });

  it('fits its container after each change of size', async () => {
    await engine.ask('mount', BOWL_RUN);
    for (const size of [
      { widthPx: 420, heightPx: 300 },
      { widthPx: 700, heightPx: 520 },
    ]) {
      await engine.ask('resize', size.widthPx, size.heightPx);
      await expectMarkerInPlace(engine, size);
    }
  });
}
