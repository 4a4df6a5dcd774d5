/** How one of the line's parts is drawn; sizes in CSS pixels, at any distance. */
interface LinePart {
  /** Half its width. */
  readonly radiusPx: number;
  /** Half its width where the line crosses itself again and again; 0 if it is not drawn there. */
  readonly crowdedRadiusPx: number;
  /** Half the width of the dashes of a join, over missing steps. */
  readonly joinRadiusPx: number;
  /** Radius of a point without neighbours. */
  readonly dotRadiusPx: number;
  /** Of the part as a whole: it is no more opaque where it lies over itself. */
  readonly opacity: number;
}

/**
 * The line's parts, each a channel of its coverage: its dark edge and the line itself, where the surface does not hide them;
 * and the line where it does.
 */
const LINE_PARTS: readonly [edge: LinePart, core: LinePart, hidden: LinePart] = [
  { radiusPx: 2.75, crowdedRadiusPx: 0, joinRadiusPx: 1.75, dotRadiusPx: 4.25, opacity: 0.8 },
  { radiusPx: 1.5, crowdedRadiusPx: 0.6, joinRadiusPx: 0.8, dotRadiusPx: 3, opacity: 1 },
  { radiusPx: 1, crowdedRadiusPx: 0.6, joinRadiusPx: 0.75, dotRadiusPx: 2.25, opacity: 0.3 },
];

/**
 * The line's oldest stretch has this share of its width, and of its opacity where it is crowded. By its vertices: from one share
 * of the way to the marker on it is wider, from the other on in full.
 */
export const AGE = { width: 0.68, crowdedOpacity: 0.5, from: 0.1, to: 0.92 } as const;

/** The furthest that a line reaches from its middle, in CSS pixels. */
export const LINE_REACH_PX = Math.max(...LINE_PARTS.map((part) => Math.max(part.radiusPx, part.dotRadiusPx)));

/** Share of a dash and the gap after it that is dash. */
export const DASH_SHARE = 0.56;

/** One number of each part, in GLSL. */
export function listParts(key: keyof LinePart): string {
  return `vec3(${LINE_PARTS.map((part) => part[key].toFixed(4)).join(', ')})`;
}

/** What the vertex shader hands to the fragment shader; vectors have an element for each part. */
export const LINE_VARYINGS = /* glsl */ `
varying vec3 vRadiusPx;
varying vec3 vOpacity;
/** Radii of a dot at the beginning and at the end. */
flat varying vec3 vFirstDotPx;
flat varying vec3 vLastDotPx;
/** Whether the ground hides them: above 0. */
flat varying vec2 vHiddenDots;
varying float vAge;
/** Of a join: dashes from its beginning to the piece's, and dashes per device pixel; else 0. */
flat varying vec2 vDashes;
`;
