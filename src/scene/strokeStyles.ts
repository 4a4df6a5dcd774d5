/** How a stroke is drawn; sizes in CSS pixels, at any distance. */
export interface StrokeStyle {
  /** Half the width of a line, the radius of a dot. */
  readonly radiusPx: number;
  /** Width of a ring around that. */
  readonly ringPx: number;
  /** Width of a glow around that. */
  readonly haloPx: number;
  /** Share of the distance to the eye by which it comes nearer: strokes above others have more. */
  readonly lift: number;
  readonly opacity: number;
  /** Opacity of what a ring surrounds, as a share of `opacity`. */
  readonly fill: number;
}

/** A style of the line. */
interface LineStyle extends StrokeStyle {
  /** Half its width where it crosses itself again and again; 0: it is not drawn there. */
  readonly crowdedRadiusPx: number;
  /** Half the width of the dashes of a join, over missing steps. */
  readonly joinRadiusPx: number;
  /** Radius of a point without neighbours. */
  readonly dotRadiusPx: number;
}

/** Strokes that one draw call draws, in this order: the whole line in each of the line's styles, the start, the drop line, the marker. */
export interface StrokePasses {
  readonly lines: readonly LineStyle[];
  readonly start: StrokeStyle;
  /** From a marker that the surface hides down to the floor. */
  readonly drop: StrokeStyle;
  readonly marker: StrokeStyle;
  /** Drawn where the surface hides it, instead of where it does not. */
  readonly isHiddenPart: boolean;
}

/** Strokes that are not the line's: the start, the drop line, the marker. */
export const MARKS = 3;

/** Share of a dash and the gap after it that is dash. */
export const DASH_SHARE = 0.56;

/** All styles, in the order in which they are drawn and numbered. */
export function listStyles({ lines, start, drop, marker }: StrokePasses): StrokeStyle[] {
  return [...lines, start, drop, marker];
}

/** A constant array of one of the styles' numbers. */
export function createConstants<Key extends string>(
  styles: readonly Readonly<Record<Key, number>>[],
  name: string,
  key: Key,
): string {
  const type = `float[${styles.length}]`;
  return `const ${type} ${name} = ${type}(${styles.map((style) => style[key].toFixed(4)).join(', ')});`;
}

/** Declares the sizes that both shaders need. */
export const createSizes = (styles: readonly StrokeStyle[]): string => /* glsl */ `
${createConstants(styles, 'RING_PX', 'ringPx')}
${createConstants(styles, 'HALO_PX', 'haloPx')}
`;

/** What a vertex says of its stroke, to the fragments. */
export const VARYINGS = /* glsl */ `
flat varying int vStyle;
/** Device pixels from the stroke's beginning, along it and across. */
varying vec2 vAlong;
flat varying float vLengthPx;
varying float vAge;
varying float vRadiusPx;
varying float vOpacity;
/** Opacity of what a ring surrounds, as a share. */
flat varying float vFill;
/** 1 where a stroke is one of many in a row, whose round ends reach over each other. */
flat varying float vIsRow;
/** Of a join: dashes from its beginning on to this piece's, and for a device pixel; else 0. */
flat varying vec2 vDashes;
/** Radius of a dot at the beginning and at the end, in CSS pixels. */
flat varying vec2 vDotPx;
`;
