import { BOWL, DESCENT, HYPERPARAMS, WIDE, without } from './caseParts.js';
import { END_PICTURES } from './endCases.js';
import { createEvents, grid, path, spec, spiral } from './events.js';
import { RATE_PICTURES } from './rateCases.js';
import { TIMELINE_PICTURES } from './timelineCases.js';
import type { PictureCase } from './pictureCase.js';

const NARROW = { widthPx: 300, heightPx: 440 } as const;

/** The first camera looks from here: 27° to the left, and 51° down from straight above. */
const FIRST = {
  azimuthRad: Math.atan2(-1.95, 3.85),
  polarRad: Math.acos(3.22 / Math.hypot(1.95, 3.22, 3.85)),
};

/** Steps of which none follows another, at no even distance. */
const ALONE = new Set([0, 4, 10, 13, 19, 26]);

/** A rough landscape without symmetry, above 0. */
const rough = (x: number, y: number): number =>
  2.2 + 1.3 * Math.sin(2.6 * x + 0.4) * Math.cos(1.9 * y) + 0.9 * x * y + 0.7 * y - 0.25 * x;

/** Losses over four decades. */
const decades = (x: number, y: number): number =>
  0.004 * 10 ** (1.9 * ((x - 0.25) ** 2 + 0.7 * (y + 0.2) ** 2) + 0.5 * Math.sin(3 * x));

const HILLS = [
  { x: -2.4, y: 1.6, amp: 2.4, sigma: 1.3 },
  { x: 2.6, y: 2.2, amp: -1.8, sigma: 1.6 },
  { x: 1.1, y: -2.9, amp: 1.7, sigma: 1.1 },
] as const;

/** The pictures that the oracle is asked about. */
export const PICTURES: readonly PictureCase[] = [
  {
    name: 'bowl',
    ...WIDE,
    events: createEvents([BOWL, HYPERPARAMS, ...path(DESCENT)]),
    props: { theme: 'light' },
  },
  {
    name: 'a past step',
    ...WIDE,
    events: createEvents([BOWL, HYPERPARAMS, ...path(DESCENT)]),
    props: { theme: 'light', playback: { mode: 'paused', step: 14 } },
  },
  {
    name: 'a past step, dark and from behind',
    ...WIDE,
    events: createEvents([
      spec('multi_hill', { hills: HILLS, offset: 0.5 }, { domainHalf: 6, zScale: 0.8 }),
      ...path(DESCENT),
    ]),
    props: { theme: 'dark', playback: { mode: 'paused', step: 9 } },
    camera: { ...FIRST, azimuthRad: FIRST.azimuthRad + Math.PI },
  },
  {
    name: 'fixed example, dark',
    ...WIDE,
    // So tall that it has to be compressed.
    events: createEvents([spec('fixed_example', {}, { zScale: 0.9 }), ...path(DESCENT)]),
    props: { theme: 'dark', colorMap: 'inferno' },
  },
  {
    name: 'hills, turned by 30°',
    ...WIDE,
    events: createEvents([
      spec('multi_hill', { hills: HILLS, offset: 0.5 }, { domainHalf: 6, zScale: 0.8 }),
      ...path(DESCENT),
    ]),
    props: { theme: 'light', colorMap: 'plasma' },
    camera: { ...FIRST, azimuthRad: FIRST.azimuthRad + Math.PI / 6 },
  },
  {
    name: 'ripples, from below',
    ...WIDE,
    events: createEvents([
      spec('ripples', { amp: 1.6, freq: 0.9, decay: 0.04, offset: 3 }, { domainHalf: 4, zScale: 0.4 }),
      ...path(DESCENT),
    ]),
    props: { theme: 'dark' },
    camera: { azimuthRad: 0.6, polarRad: 2.1 },
  },
  {
    name: 'sampled grid',
    ...WIDE,
    events: createEvents([grid(33, rough, { domainHalf: 2.5, zScale: 0.4 }), ...path(DESCENT)]),
    props: { theme: 'light', colorMap: 'magma' },
  },
  {
    name: 'logarithm',
    ...WIDE,
    events: createEvents([grid(41, decades, { domainHalf: 1, zScale: 0.1 }), ...path(DESCENT)]),
    props: { theme: 'light', heightScale: 'log' },
  },
  {
    name: 'holes',
    ...WIDE,
    events: createEvents([
      grid(
        25,
        (x, y) => (Math.hypot(x + 0.45, y + 0.35) < 0.2 || (x > 0.55 && y > 0.6) ? NaN : rough(x, y)),
        { domainHalf: 3, zScale: 0.5 },
      ),
      ...path([
        { x: -0.9, y: -0.52 },
        ...spiral(22, { from: { x: -0.7, y: -0.46 }, to: { x: 0.1, y: 0.3 }, turns: 0.3 }),
      ]),
    ]),
    props: { theme: 'dark', colorMap: 'cividis' },
  },
  {
    name: 'missing steps',
    ...WIDE,
    events: createEvents([BOWL, ...path(without(DESCENT, 9, 14))]),
    props: { theme: 'light' },
  },
  {
    name: 'missing steps, left blank',
    ...WIDE,
    events: createEvents([BOWL, ...path(without(DESCENT, 9, 14))]),
    props: { theme: 'dark', missingSteps: 'blank' },
  },
  {
    name: 'points without neighbours',
    ...WIDE,
    events: createEvents([BOWL, ...path(DESCENT.map((place, step) => (ALONE.has(step) ? place : null)))]),
    props: { theme: 'dark' },
  },
  {
    name: 'outside the surface',
    ...WIDE,
    events: createEvents([
      spec('bowl', { a: 0.05, b: 0.09 }, { domainHalf: 4, zScale: 0.5 }),
      ...path(spiral(18, { from: { x: -0.3, y: -0.2 }, to: { x: 1.15, y: 0.45 }, turns: 0.2 })),
    ]),
    props: { theme: 'light' },
  },
  {
    name: 'path limit',
    ...WIDE,
    events: createEvents([BOWL, ...path(DESCENT)]),
    maxPoints: 20,
    props: { theme: 'dark', colorMap: 'plasma' },
  },
  {
    name: 'projected training',
    ...WIDE,
    events: createEvents([
      grid(
        29,
        rough,
        { domainHalf: 1.5, zScale: 0.3 },
        {
          projection: {
            method: 'pca',
            explainedVariance: [0.61, 0.17],
            checkpoints: 40,
            randomWalk: [0.55, 0.12],
          },
          source: 'measured',
        },
      ),
      ...path(
        DESCENT.map((place, step) => ({ ...place, loss: 2.9 - 0.07 * step, residual: 0.4 + 0.01 * step })),
      ),
    ]),
    props: { theme: 'light' },
  },
  {
    name: 'losses cut at both ends',
    // A long note lies over a smaller one.
    widthPx: 720,
    heightPx: 520,
    events: createEvents([grid(33, rough, { domainHalf: 2.5, zScale: 0.5 }), ...path(DESCENT)]),
    props: { theme: 'light', lossRange: [1.4, 3] },
  },
  {
    name: 'narrow',
    ...NARROW,
    events: createEvents([BOWL, ...path(DESCENT)]),
    props: { theme: 'light' },
  },
  {
    name: 'right to left, upside down',
    ...WIDE,
    events: createEvents([spec('fixed_example', {}, { domainHalf: 3, zScale: -0.2 }), ...path(DESCENT)]),
    props: { theme: 'auto' },
    media: { colorScheme: 'dark', reducedMotion: 'reduce' },
    dir: 'rtl',
  },
  {
    name: 'unknown kind',
    ...WIDE,
    events: createEvents([spec('saddle', {}, { domainHalf: 5 }), ...path(DESCENT)]),
    props: { theme: 'light' },
  },
  ...END_PICTURES,
  ...TIMELINE_PICTURES,
  ...RATE_PICTURES,
];
