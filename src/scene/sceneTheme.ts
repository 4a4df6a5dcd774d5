/** Colours of what the scene draws beside the surface; CSS colours. */
export interface SceneTheme {
  readonly gridLine: string;
  readonly frame: string;
  /** Where the surface is not known, and the lines that hatch it. */
  readonly ground: string;
  readonly groundHatch: string;
  readonly pathOld: string;
  readonly pathNew: string;
  readonly pathCasing: string;
  readonly marker: string;
  readonly markerRing: string;
  readonly start: string;
}

export type ThemeName = 'light' | 'dark';

/** The marker's colour: it occurs in none of the colour maps. */
const MARKER = '#ff3d2e';

export const SCENE_THEMES: Readonly<Record<ThemeName, SceneTheme>> = {
  light: {
    gridLine: '#d5dae3',
    frame: '#a3acbb',
    ground: '#c6cfdc',
    groundHatch: '#a9b5c6',
    pathOld: '#f3f5f9',
    pathNew: '#ffffff',
    pathCasing: '#141a26',
    marker: MARKER,
    markerRing: '#ffffff',
    start: '#141a26',
  },
  dark: {
    gridLine: '#2b3342',
    frame: '#4d586b',
    ground: '#19202c',
    groundHatch: '#333e50',
    pathOld: '#dfe5ef',
    pathNew: '#ffffff',
    pathCasing: '#05070c',
    marker: MARKER,
    markerRing: '#ffffff',
    start: '#05070c',
  },
};
