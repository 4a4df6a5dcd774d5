import type { Answer, ShownText, Vector } from '../observation.js';
import { computeRoundStep, listMultiples } from './rounding.js';
import { distanceOf, type Scene } from './scene.js';
import type { Place } from './view.js';

/** About so many ticks are along a side. */
const TICKS = 6;
/** World units: how far beyond the floor's edge a tick or a title may stand. */
const BEYOND = { tick: [1.02, 1.25], title: [1.2, 1.5] } as const;
/** How far a label's middle may be from its value's place, in CSS pixels: labels stand on whole ones,
 * and half of one is where its middle is. */
const ROOM_PX = 2;

/** A number as it is shown: with a minus sign, and perhaps a power of ten. */
export function readNumber(text: string): number {
  const plain = text.replace(/\u2212/g, '-').replace(/[\s≤≥]/g, '');
  const power = /^(-?[\d.]*)(?:×|·)10(.+)$/.exec(plain);
  return power ? Number(power[1]) * 10 ** Number(power[2]) : Number(plain);
}

/** Ticks and titles of x and y: each stands beside the near edge of the floor, where its value lies on the axis. */
export function answerLabels(scene: Scene): Answer[] {
  const { model, view, seen } = scene;
  const { domainHalf, floorY } = model;
  const labels = seen.texts.filter(({ className }) => className.includes('gdv-label'));
  const placed = labels.map((label) => {
    const middle = {
      xPx: label.box.leftPx + label.box.widthPx / 2,
      yPx: label.box.topPx + label.box.heightPx / 2,
    };
    const [x, , z] = view.liftToPlane(middle, floorY);
    return { label, ...middle, x, z };
  });
  const [eyeX, , eyeZ] = view.pose.position;
  const near = { x: Math.sign(eyeX), z: Math.sign(eyeZ) };
  const find = (axis: 'x' | 'y', kind: 'tick' | 'title', isText: (label: ShownText) => boolean) =>
    placed.filter(({ label, x, z }) => {
      const beyond = axis === 'x' ? z * near.z : x * near.x;
      const [from, to] = BEYOND[kind];
      return label.className.includes(kind) && beyond > from && beyond < to && isText(label);
    });
  const values = listMultiples(computeRoundStep(2 * domainHalf, TICKS), -domainHalf, domainHalf);
  const answers = (['x', 'y'] as const).flatMap((axis) => [
    ...values.map((value) => {
      const there = find(axis, 'tick', ({ text }) => Math.abs(readNumber(text) - value) < 1e-9 * domainHalf);
      return answerPlace(
        scene,
        `${axis} tick ${Number(value.toPrecision(6))}`,
        axis,
        value / domainHalf,
        there,
      );
    }),
    answerPlace(
      scene,
      `title ${axis}`,
      axis,
      0,
      find(axis, 'title', ({ text }) => text === axis),
    ),
  ]);
  const expected = 2 * values.length + 2;
  return [
    ...answers,
    {
      what: 'labels of the floor',
      expected: String(expected),
      observed: String(labels.length),
      holds: labels.length === expected,
    },
  ];
}

interface Placed extends Place {
  readonly x: number;
  readonly z: number;
}

function answerPlace(
  { view, model }: Scene,
  what: string,
  axis: 'x' | 'y',
  place: number,
  there: readonly Placed[],
): Answer {
  const found = there.map(({ x, z }) => (axis === 'x' ? x : -z));
  const first = there[0];
  const expected: Vector | undefined =
    first && (axis === 'x' ? [place, model.floorY, first.z] : [first.x, model.floorY, -place]);
  return {
    what,
    ...(first && { xPx: first.xPx, yPx: first.yPx }),
    expected: `one at ${place.toFixed(3)} of the side`,
    observed:
      expected === undefined
        ? 'none'
        : `${found.map((at) => at.toFixed(3)).join(' and ')}, ${distanceOf(view.project(expected), first!).toFixed(2)} px away`,
    holds: found.length === 1 && distanceOf(view.project(expected!), first!) < ROOM_PX,
  };
}
