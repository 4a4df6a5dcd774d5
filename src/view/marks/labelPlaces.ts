/** A rectangle of the screen, in CSS pixels from the picture's upper left corner. */
export interface ScreenRect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What no label may cover; but the label with the same key may come close to it. */
export interface Obstacle extends ScreenRect {
  readonly key?: string;
}

/** A label that is to stand beside a place. */
export interface LabelWish {
  readonly key: string;
  /** Where what it names is, CSS pixels from the picture's upper left corner. */
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** CSS pixels that are left free around the place. */
  readonly clearPx: number;
  /** Of two that are in each other's way the greater is placed. */
  readonly rank: number;
}

/** The middle of a label. */
export interface LabelPlace {
  readonly xPx: number;
  readonly yPx: number;
}

/** A label that was not shown needs this much more room, in CSS pixels: so that none flickers as the camera turns. */
const HYSTERESIS_PX = 6;
/** CSS pixels between a label and anything else, and the picture's edge. */
const LEAST_GAP_PX = 2;

/** On which side of its place a label may stand, the better ones first: y downwards. */
const SIDES = [
  [0, -1],
  [1, -0.7],
  [-1, -0.7],
  [1, 0],
  [-1, 0],
  [0, 1],
  [1, 0.7],
  [-1, 0.7],
] as const;
/** How much further from its place a label may stand than it has to, in CSS pixels: the nearer first. */
const FURTHER_PX = [0, 12, 24];

/**
 * Decides which labels are shown and on which side of their places: none over another, over what is in the way, or beyond the
 * picture's edge. Greedy: by rank, and of equal ones those first that are shown already. A label keeps its side while it can.
 */
export class LabelPlaces {
  /** The side of each label that is shown. */
  private sides = new Map<string, number>();

  /** @param inTheWay - what no label may cover @returns the labels that are shown */
  place(
    wishes: readonly LabelWish[],
    inTheWay: readonly Obstacle[],
    widthPx: number,
    heightPx: number,
  ): ReadonlyMap<string, LabelPlace> {
    const before = this.sides;
    const taken: Obstacle[] = [...inTheWay];
    const shown = new Map<string, LabelPlace>();
    this.sides = new Map();
    const order = [...wishes].sort(
      (a, b) => b.rank - a.rank || Number(before.has(b.key)) - Number(before.has(a.key)),
    );
    for (const wish of order) {
      const kept = before.get(wish.key);
      const isFree = (side: number, gapPx: number): boolean => {
        const rect = grow(rectOf(wish, side), gapPx);
        const isInside = rect.left >= 0 && rect.top >= 0 && rect.right <= widthPx && rect.bottom <= heightPx;
        return isInside && !taken.some((other) => other.key !== wish.key && overlaps(rect, other));
      };
      const side =
        kept !== undefined && isFree(kept, LEAST_GAP_PX)
          ? kept
          : STANDS.findIndex((_, at) => isFree(at, LEAST_GAP_PX + HYSTERESIS_PX));
      if (side < 0) continue;
      const rect = rectOf(wish, side);
      taken.push(rect);
      this.sides.set(wish.key, side);
      shown.set(wish.key, { xPx: (rect.left + rect.right) / 2, yPx: (rect.top + rect.bottom) / 2 });
    }
    return shown;
  }
}

const STANDS = FURTHER_PX.flatMap((furtherPx) => SIDES.map(([x, y]) => ({ x, y, furtherPx })));

function rectOf({ xPx, yPx, widthPx, heightPx, clearPx }: LabelWish, stand: number): ScreenRect {
  const { x, y, furtherPx } = STANDS[stand]!;
  const middleX = xPx + x * (clearPx + furtherPx + widthPx / 2);
  const middleY = yPx + y * (clearPx + furtherPx + heightPx / 2);
  return {
    left: middleX - widthPx / 2,
    right: middleX + widthPx / 2,
    top: middleY - heightPx / 2,
    bottom: middleY + heightPx / 2,
  };
}

function grow({ left, top, right, bottom }: ScreenRect, px: number): ScreenRect {
  return { left: left - px, top: top - px, right: right + px, bottom: bottom + px };
}

function overlaps(a: ScreenRect, b: ScreenRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
