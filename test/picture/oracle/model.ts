import type { PictureCase } from '../pictureCase.js';
import type { Vector } from '../observation.js';
import { computeRoundStep } from './rounding.js';
import { createSurface, findDomainHalf, interpolate, type Surface } from './surface.js';

/** A surface taller than this, in world units of which the domain is 2 wide, is compressed to it. */
const MOST_HEIGHT = 1.2;
/** Nodes a side at which a formula is looked at for its range. */
const RANGE_NODES = 257;
/** About so many contours are drawn. */
const CONTOURS = 14;
/** World units from the surface's lowest point down to the floor; an unknown surface lies on it. */
const FLOOR_GAP = 0.06;

/** What must be seen of a surface, by docs/contract.md. World units: the domain is 2 wide, y points up. */
export interface Model {
  readonly surface: Surface | null;
  readonly domainHalf: number;
  /** The least and the greatest loss that is drawn. */
  readonly min: number;
  readonly max: number;
  /** Height of the surface in world units; below 0 where `zScale` is. */
  readonly height: number;
  /** Share of its own height to which the surface was compressed; 1 where it was not. */
  readonly compression: number;
  readonly floorY: number;
  /** Where a loss lies between the least and the greatest that is drawn, as height and colour show it. */
  shareOfLoss(z: number): number;
  /** The same for the drawn surface at a normalized place; NaN over a hole. */
  shareAt(x: number, y: number): number;
  /** Whether a corner of the triangle at a normalized place lies beyond the losses that are drawn. */
  isCutAt(x: number, y: number): boolean;
  /** Whether all its corners do. */
  isWholeCutAt(x: number, y: number): boolean;
  /** Contours lie where this is whole; NaN where there are none. */
  contourLevel(share: number): number;
  /** The place on the drawn surface, in world units. */
  placeOn(x: number, y: number): Vector;
}

export function createModel(example: PictureCase): Model {
  const surface = createSurface(example);
  const domainHalf = findDomainHalf(example);
  if (surface === null) return createGround(domainHalf);
  const losses = listLosses(surface);
  const { lossRange } = example.props;
  const given = typeof lossRange === 'object' ? lossRange : null;
  const [min, max] = given ?? [Math.min(...losses), Math.max(...losses)];
  const isLog = example.props.heightScale === 'log';
  const toDisplay = (z: number): number => (isLog ? Math.log10(z) : z);
  const span = toDisplay(max) - toDisplay(min);
  const shareOfLoss = (z: number): number => (toDisplay(z) - toDisplay(min)) / span;
  const limit = (share: number): number => (given ? Math.min(Math.max(share, 0), 1) : share);
  const isBeyond = (z: number): boolean => z < min || z > max;
  const shares = surface.samples && Float64Array.from(surface.samples, (z) => limit(shareOfLoss(z)));
  const beyond = surface.samples && Float64Array.from(surface.samples, (z) => (isBeyond(z) ? 1 : 0));
  const exact = ((max - min) * Math.abs(surface.zScale)) / domainHalf;
  const height = Math.sign(surface.zScale) * Math.min(exact, MOST_HEIGHT);
  const valueAt = (x: number, y: number): number => surface.valueAt(x * domainHalf, y * domainHalf);
  const shareAt = (x: number, y: number): number =>
    shares ? interpolate(shares, x, y) : limit(shareOfLoss(valueAt(x, y)));
  const step = computeRoundStep(span, CONTOURS);
  return {
    surface,
    domainHalf,
    min,
    max,
    height,
    compression: Math.min(MOST_HEIGHT / exact, 1),
    floorY: -Math.abs(height) / 2 - FLOOR_GAP,
    shareOfLoss,
    shareAt,
    isCutAt: (x, y) => (beyond ? interpolate(beyond, x, y) > 0 : isBeyond(valueAt(x, y))),
    isWholeCutAt: (x, y) => (beyond ? interpolate(beyond, x, y) > 0.999 : isBeyond(valueAt(x, y))),
    contourLevel: (share) => (toDisplay(min) + share * span) / step,
    placeOn: (x, y) => [x, (shareAt(x, y) - 0.5) * height, -y],
  };
}

/** Where the surface is not known there is flat ground, and no height. */
function createGround(domainHalf: number): Model {
  return {
    surface: null,
    domainHalf,
    min: NaN,
    max: NaN,
    height: 0,
    compression: 1,
    floorY: 0,
    shareOfLoss: () => NaN,
    shareAt: () => 0.5,
    isCutAt: () => false,
    isWholeCutAt: () => false,
    contourLevel: () => NaN,
    placeOn: (x, y) => [x, 0, -y],
  };
}

function listLosses({ samples, valueAt, domainHalf }: Surface): number[] {
  if (samples !== null) return [...samples].filter(Number.isFinite);
  const places = Array.from(
    { length: RANGE_NODES },
    (_, i) => domainHalf * ((2 * i) / (RANGE_NODES - 1) - 1),
  );
  return places.flatMap((y) => places.map((x) => valueAt(x, y)));
}
