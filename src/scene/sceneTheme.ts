import type { SceneColorName } from '../view/vizTheme.js';

/** Colours of what the scene draws beside the surface; CSS colours that three.js reads. */
export type SceneTheme = Readonly<Record<SceneColorName, string>>;

export type ThemeName = 'light' | 'dark';

/** The marker's colour: it occurs in none of the colour maps. */
const MARKER = '#ff3d2e';

/** The best point's: a white that no line has, with a dark edge. */
const BEST = '#ffe14d';

/** Colours of the four ends: dark enough for a light sign on them. */
const ENDS = {
  endConverged: '#0b8043',
  endStepLimit: '#b35c00',
  endCancelled: '#566072',
  endFailed: '#d0021b',
} as const;

export const SCENE_THEMES: Readonly<Record<ThemeName, SceneTheme>> = {
  light: {
    gridLine: '#d5dae3',
    frame: '#a3acbb',
    ground: '#c6cfdc',
    groundHatch: '#a9b5c6',
    pathOld: '#c3cfe1',
    pathNew: '#ffffff',
    pathCasing: '#141a26',
    marker: MARKER,
    markerRing: '#ffffff',
    start: '#141a26',
    best: BEST,
    ...ENDS,
  },
  dark: {
    gridLine: '#2b3342',
    frame: '#4d586b',
    ground: '#19202c',
    groundHatch: '#333e50',
    pathOld: '#b3c1d6',
    pathNew: '#ffffff',
    pathCasing: '#05070c',
    marker: MARKER,
    markerRing: '#ffffff',
    start: '#05070c',
    best: BEST,
    ...ENDS,
  },
};
