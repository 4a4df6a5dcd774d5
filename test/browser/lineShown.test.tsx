import { render } from '@testing-library/react';
import { PerspectiveCamera, Vector3 } from 'three';
import { expect, it } from 'vitest';
import { GradientDescentViz, type GradientDescentVizProps } from '../../src/index.js';
import { CAMERA_POSITION, CAMERA_TARGET, computeFovDeg } from '../../src/scene/stage/camera.js';
import '../../src/ui/styles.css';
import { itOnce, picked } from '../support/testLength.js';
import { untilDrawnAndStill } from './frames.js';
import { projectToFrame, takePixels, type Pixels } from './pixels.js';

const WIDTH_PX = 700;
const HEIGHT_PX = 525;
const FRAME = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX };

type Point = readonly [step: number, x: number, y: number];

interface Run {
  readonly kind: string;
  readonly params: Readonly<Record<string, number>>;
  readonly points: readonly Point[];
  readonly reportEvery?: number;
}

/** The events of a run; consecutive steps in one update. */
function createEvents({ kind, params, points, reportEvery }: Run): unknown[] {
  let seq = 0;
  const envelope = (name: string, payload: object): object => ({
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq: ++seq,
    ts: 1_790_000_000_000 + seq,
    event: { name, payload: { run_id: 'r', ...payload } },
  });
  const events = [
    envelope('LOSS_SURFACE_SPEC_READY', { surface_spec: { kind, params }, source: 'measured' }),
    envelope('GD_PATH_STARTED', {
      space: 'normalized',
      point0: { x: points[0]![1], y: points[0]![2] },
      ...(reportEvery === undefined ? {} : { report_every: reportEvery }),
    }),
  ];
  let batch: Point[] = [];
  const flush = (): void => {
    if (batch.length === 0) return;
    events.push(
      envelope('GD_PATH_UPDATE', {
        space: 'normalized',
        step_start: batch[0]![0],
        points: batch.map(([, x, y]) => ({ x, y })),
      }),
    );
    batch = [];
  };
  for (const point of points.slice(1)) {
    if (batch.length === 500 || (batch.length > 0 && point[0] !== batch.at(-1)![0] + 1)) flush();
    batch.push(point);
  }
  flush();
  return events;
}

async function draw(
  run: Run,
  props: Omit<GradientDescentVizProps, 'events' | 'store'> = {},
): Promise<Pixels & { readonly words: string }> {
  const { container, unmount } = render(
    <div style={{ width: WIDTH_PX, height: HEIGHT_PX, background: '#fff' }}>
      <GradientDescentViz
        showTimeline={false}
        theme="light"
        surfaceSource="illustrative"
        stepTicks={false}
        pathColor="plain"
        {...props}
        events={createEvents(run)}
      />
    </div>,
  );
  await untilDrawnAndStill();
  const pixels = await takePixels(container.querySelector('.gdv')!);
  const words = container.textContent;
  unmount();
  return { ...pixels, words };
}

const BOWL = { kind: 'bowl', params: { a: 0.05, b: 0.05 } } as const;
const bowlAt = (x: number, y: number): number => 0.05 * 36 * (x * x + y * y);
const BOWL_PLACE = { domainHalf: 6, zScale: 0.3, min: 0, max: 3.6 };

function placeOnBowl(x: number, y: number): { xPx: number; yPx: number } {
  return projectToFrame({ x, y, z: bowlAt(x, y) }, BOWL_PLACE, FRAME);
}

function brightnessAt(pixels: Pixels, { xPx, yPx }: { xPx: number; yPx: number }): number {
  return Math.min(...pixels.at(xPx, yPx));
}

/** Numbers in [0, 1), always the same. */
function createRandom(): () => number {
  let seed = 20_261_129;
  return () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** A descent into a valley with uniform noise of 0.15. */
function createNoisyDescent(steps: number): Point[] {
  const random = createRandom();
  return Array.from({ length: steps }, (_, step): Point => {
    if (step === 0) return [0, 0.8, -0.8];
    // The marker stands in a corner of them all, not before them.
    if (step === steps - 1) return [step, -0.15, 0.45];
    const left = Math.exp(-step / 600);
    return [
      step,
      -0.3 + 1.1 * left + 0.15 * (2 * random() - 1),
      0.3 - 1.1 * left + 0.15 * (2 * random() - 1),
    ];
  });
}

/** The surface under it alone: a run of one point, where no noise comes. */
const alone = (): Promise<Pixels> => draw({ ...BOWL, points: [[0, 0.8, -0.8]] });

/** The share of the surface's colour that shows through where the last thousand steps were, all over and again and again. */
function computeShownShare(bare: Pixels, noisy: Pixels, points: readonly Point[]): number {
  const [lastX, lastY] = points.at(-1)!.slice(1) as [number, number];
  const marker = placeOnBowl(lastX, lastY);
  const left = 1.1 * Math.exp(-Math.max(points.length - 500, 0) / 600);
  let shown = 0;
  let places = 0;
  for (let u = -0.12; u <= 0.12; u += 0.01) {
    for (let v = -0.12; v <= 0.12; v += 0.01) {
      const place = placeOnBowl(-0.3 + left + u, 0.3 - left + v);
      if (Math.hypot(place.xPx - marker.xPx, place.yPx - marker.yPx) < 24) continue;
      // The line is white: what is left of the way from it to the surface's red.
      const [ground] = bare.at(place.xPx, place.yPx);
      const [seen] = noisy.at(place.xPx, place.yPx);
      shown += Math.min(Math.max((255 - seen) / (255 - ground), 0), 1);
      places++;
    }
  }
  expect(places).toBeGreaterThan(300);
  return shown / places;
}

it.each(picked([2_000, 58_000], (steps) => steps === 58_000))(
  '[LINE-4] under %i steps of noise half of the colour of the surface shows through, and the start stands at step 0',
  async (steps) => {
    const points = createNoisyDescent(steps);
    const bare = await alone();
    const noisy = await draw({ ...BOWL, points });
    const share = computeShownShare(bare, noisy, points);
    expect(share).toBeGreaterThan(0.5);
    // And the way is seen: it is not as if nothing were there.
    expect(share).toBeLessThan(0.9);
    // No more than a pixel is left out.
    expect(noisy.words).not.toContain('simplified');
    // The start's dark dot in its white ring.
    const start = placeOnBowl(0.8, -0.8);
    expect(Math.max(...noisy.at(start.xPx, start.yPx))).toBeLessThan(60);
    expect(brightnessAt(noisy, { xPx: start.xPx + 4.5, yPx: start.yPx })).toBeGreaterThan(200);
  },
);

itOnce(
  '[LINE-1] says how far it may lie from its points where it has more to show than it has vertices',
  async () => {
    const random = createRandom();
    const jumps = Array.from({ length: 8000 }, (_, step): Point => [
      step,
      2 * random() - 1,
      2 * random() - 1,
    ]);
    const { words } = await draw({ ...BOWL, points: jumps });
    // A unit is 170 px: 1/543 for points that share a vertex, 1/768 for what is simplified, 1.41/96 for what is shown already.
    expect(words).toContain('The line is simplified: at most 3.1 px from the points');
  },
);

itOnce(
  '[LINE-4] under 2,000 points without neighbours half of the colour of the surface shows through',
  async () => {
    const points = createNoisyDescent(2_000).map(([step, x, y]): Point => [50 * step, x, y]);
    const share = computeShownShare(await alone(), await draw({ ...BOWL, points }), points);
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.9);
  },
);

itOnce('[GAP-6] shows points without neighbours in a crowd too, with nothing between them', async () => {
  const points = createNoisyDescent(2_000).map(([step, x, y]): Point => [50 * step, x, y]);
  const dots = await draw({ ...BOWL, points }, { missingSteps: 'blank' });
  const share = computeShownShare(await alone(), dots, points);
  expect(share).toBeGreaterThan(0.5);
  expect(share).toBeLessThan(0.98);
});

itOnce('draws a crowded path in full where the host says so', async () => {
  const points = createNoisyDescent(2_000);
  const full = await draw({ ...BOWL, points }, { crowdedPath: 'full' });
  expect(computeShownShare(await alone(), full, points)).toBeLessThan(0.2);
});

itOnce('[LINE-4] draws a line that does not cross itself in full, in however small steps', async () => {
  const way = (step: number): Point => [step, -0.7 + step / 20_000, -0.5 + step / 40_000];
  const pixels = await draw({ ...BOWL, points: Array.from({ length: 28_000 }, (_, step) => way(step)) });
  for (let step = 2_000; step < 26_000; step += 1_000) {
    const { xPx, yPx } = placeOnBowl(way(step)[1], way(step)[2]);
    const brightest = Math.max(...[-1, 0, 1].map((offPx) => brightnessAt(pixels, { xPx, yPx: yPx + offPx })));
    expect(brightest).toBeGreaterThan(225);
  }
});

const SPARSE: readonly Point[] = Array.from({ length: 9 }, (_, n): Point => [n * 50, -0.8 + 0.2 * n, -0.4]);

itOnce(
  '[GAP-6] shows a dot for every point without neighbours, and dashes over what was not reported',
  async () => {
    const pixels = await draw({ ...BOWL, points: SPARSE });
    for (const [, x, y] of SPARSE.slice(1, -1)) {
      const { xPx, yPx } = placeOnBowl(x, y);
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        expect(brightnessAt(pixels, { xPx: xPx + dx, yPx: yPx + dy })).toBeGreaterThan(200);
      }
    }
    // Along a join there are dashes and gaps, by turns.
    const isDash = lookAlongJoin(pixels);
    const changes = isDash.filter((dash, n) => n > 0 && dash !== isDash[n - 1]).length;
    expect(changes).toBeGreaterThanOrEqual(3);
    expect(isDash.filter(Boolean).length).toBeGreaterThan(50);
    expect(isDash.filter(Boolean).length).toBeLessThan(160);
  },
);

itOnce('leaves missing steps blank where the host says so, and shows the points all the same', async () => {
  const pixels = await draw({ ...BOWL, points: SPARSE }, { missingSteps: 'blank' });
  expect(lookAlongJoin(pixels).filter(Boolean)).toHaveLength(0);
  for (const [, x, y] of SPARSE.slice(1, -1)) {
    expect(brightnessAt(pixels, placeOnBowl(x, y))).toBeGreaterThan(200);
  }
});

/** Whether there is something of the line at places along the join of two points. */
function lookAlongJoin(pixels: Pixels): boolean[] {
  return Array.from({ length: 200 }, (_, n) => {
    const place = placeOnBowl(-0.57 + (n / 200) * 0.14, -0.4);
    return [-1, 0, 1].some((offPx) => brightnessAt(pixels, { ...place, yPx: place.yPx + offPx }) > 150);
  });
}

itOnce('[GAP-7] shows a whole line and no dots where a point was to come every 50 steps', async () => {
  const pixels = await draw({ ...BOWL, points: SPARSE, reportEvery: 50 });
  for (let x = -0.75; x < 0.6; x += 0.0125) {
    const place = placeOnBowl(x, -0.4);
    const brightest = Math.max(
      ...[-1, 0, 1].map((offPx) => brightnessAt(pixels, { ...place, yPx: place.yPx + offPx })),
    );
    expect(brightest).toBeGreaterThan(225);
  }
});

itOnce('[LINE-3] keeps what lies near in view when a step goes a million domains away', async () => {
  const near = Array.from({ length: 100 }, (_, step): Point => [step, -0.8 + step / 100, -0.3]);
  const pixels = await draw({
    kind: 'bowl',
    params: { a: 1e-15, b: 1e-15, tiltX: 0.3 },
    points: [...near, [100, 2e6, 1e6], [101, -1e300, 1e300], [102, 0.5, 0.5]],
  });
  const place = { domainHalf: 6, zScale: 0.3, min: -1.8, max: 1.8 };
  for (const [, x, y] of near.slice(5)) {
    const { xPx, yPx } = projectToFrame({ x, y, z: 1.8 * x }, place, FRAME);
    const brightest = Math.max(...[-1, 0, 1].map((offPx) => brightnessAt(pixels, { xPx, yPx: yPx + offPx })));
    expect(brightest).toBeGreaterThan(225);
  }
  const marker = projectToFrame({ x: 0.5, y: 0.5, z: 0.9 }, place, FRAME);
  expect(pixels.at(marker.xPx, marker.yPx)).toEqual([255, 61, 46]);
});

/** On a steep bowl the near wall hides the far bottom's near side: the surface is x² + y² of a narrow kind. */
itOnce.each(['ring', 'faint'] as const)(
  '[LINE-6] where the surface hides the marker it is shown as a %s',
  async (hiddenMarker) => {
    const wall = { kind: 'multi_hill', params: {} } as const;
    const hill = { x: -0.6, y: -3.6, amp: 10, sigma: 1 };
    const events = createEvents({
      ...wall,
      points: [
        [0, 0.5, 0.5],
        [1, 0.03, -0.36],
      ],
    });
    const spec = events[0] as { event: { payload: { surface_spec: { params: object } } } };
    spec.event.payload.surface_spec.params = { bowlStrength: 0, hills: [hill] };
    const heightAt = (x: number, y: number): number =>
      hill.amp * Math.exp(-((6 * x - hill.x) ** 2 + (6 * y - hill.y) ** 2) / 2);
    const { container } = render(
      <div style={{ width: WIDTH_PX, height: HEIGHT_PX, background: '#fff' }}>
        <GradientDescentViz
          showTimeline={false}
          theme="light"
          surfaceSource="illustrative"
          stepTicks={false}
          pathColor="plain"
          events={events}
          hiddenMarker={hiddenMarker}
        />
      </div>,
    );
    await untilDrawnAndStill();
    const pixels = await takePixels(container.querySelector('.gdv')!);
    const place = { domainHalf: 6, zScale: 0.3, min: heightAt(1, 1), max: hill.amp };
    const z = heightAt(0.03, -0.36);
    const { xPx, yPx } = projectToFrame({ x: 0.03, y: -0.36, z }, place, FRAME);
    const isRed = ([red, green, blue]: readonly [number, number, number]): boolean =>
      red > 200 && green < 120 && blue < 120;
    const ring = Array.from({ length: 24 }, (_, n) => (n / 24) * 2 * Math.PI).filter((angle) =>
      isRed(pixels.at(xPx + 6.25 * Math.cos(angle), yPx + 6.25 * Math.sin(angle))),
    );
    if (hiddenMarker === 'faint') expect(ring).toHaveLength(0);
    else expect(ring.length).toBeGreaterThanOrEqual(22);
    // It is a ring, not a disc: the surface is seen in it.
    expect(isRed(pixels.at(xPx, yPx))).toBe(false);
    const floorY = projectToFloor(0.03, -0.36, (place.max - place.min) * (0.3 / 6));
    const drop = Array.from({ length: 9 }, (_, n) => (n + 2) / 11).filter((share) => {
      const at = yPx + 9 + (floorY.yPx - yPx - 9) * share;
      return [-1, 0, 1].some((offPx) => isRed(pixels.at(xPx + (floorY.xPx - xPx) * share + offPx, at)));
    });
    if (hiddenMarker === 'faint') expect(drop).toHaveLength(0);
    else expect(drop.length).toBeGreaterThanOrEqual(7);
  },
);

/** Where the floor under a place is seen: 0.06 world units below the lowest of a surface of this height. */
function projectToFloor(x: number, y: number, height: number): { xPx: number; yPx: number } {
  const camera = new PerspectiveCamera(computeFovDeg(WIDTH_PX / HEIGHT_PX), WIDTH_PX / HEIGHT_PX, 0.1, 60);
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(new Vector3(...CAMERA_TARGET));
  camera.updateMatrixWorld();
  const world = new Vector3(x, -height / 2 - 0.06, -y).project(camera);
  return { xPx: ((world.x + 1) / 2) * WIDTH_PX, yPx: ((1 - world.y) / 2) * HEIGHT_PX };
}
