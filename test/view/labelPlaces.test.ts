import { describe, expect, it } from 'vitest';
import { LabelPlaces, type LabelPlace, type LabelWish } from '../../src/view/marks/labelPlaces.js';
import { createRandom } from '../surface/surfaceArbitraries.js';

const SIZE = { widthPx: 400, heightPx: 300 };

const wish = (key: string, xPx: number, yPx: number, rank = 1): LabelWish => ({
  key,
  xPx,
  yPx,
  widthPx: 30,
  heightPx: 14,
  clearPx: 9,
  rank,
});

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const rectOf = ({ xPx, yPx }: LabelPlace, { widthPx, heightPx }: LabelWish): Rect => ({
  left: xPx - widthPx / 2,
  right: xPx + widthPx / 2,
  top: yPx - heightPx / 2,
  bottom: yPx + heightPx / 2,
});

const overlap = (a: Rect, b: Rect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const place = (places: LabelPlaces, wishes: readonly LabelWish[], inTheWay: readonly Rect[] = []) =>
  places.place(wishes, inTheWay, SIZE.widthPx, SIZE.heightPx);

describe('places of labels', () => {
  it('none lies over another, over what is in the way, or beyond the edge, as places move at random', () => {
    const random = createRandom(2101);
    const places = new LabelPlaces();
    const inTheWay = [
      { left: 0, top: 0, right: 120, bottom: 90 },
      { left: 300, top: 200, right: 330, bottom: 214 },
    ];
    const spots = Array.from({ length: 16 }, (_, i) => ({
      key: `s${i}`,
      x: 400 * random(),
      y: 300 * random(),
    }));
    let shownInAll = 0;
    for (let frame = 0; frame < 400; frame++) {
      for (const spot of spots) {
        spot.x += 6 * (random() - 0.5);
        spot.y += 6 * (random() - 0.5);
      }
      const wishes = spots.map(({ key, x, y }, i) => wish(key, x, y, i % 3));
      const shown = place(places, wishes, inTheWay);
      shownInAll += shown.size;
      const rects = wishes.flatMap((one) => {
        const at = shown.get(one.key);
        return at === undefined ? [] : [rectOf(at, one)];
      });
      for (const [i, one] of rects.entries()) {
        expect(one.left >= 0 && one.top >= 0 && one.right <= 400 && one.bottom <= 300).toBe(true);
        expect([...rects.slice(i + 1), ...inTheWay].some((other) => overlap(one, other))).toBe(false);
      }
    }
    expect(shownInAll).toBeGreaterThan(400 * 8);
  });

  it('of two in one place the one of the greater rank is shown, whichever was shown before', () => {
    const places = new LabelPlaces();
    const crowd = Array.from({ length: 40 }, (_, i) =>
      wish(`low ${i}`, 200 + (i % 8) * 8, 150 + Math.floor(i / 8) * 6),
    );
    place(places, crowd);
    expect(place(places, [...crowd, wish('best', 220, 160, 2)]).has('best')).toBe(true);
  });

  it('a label keeps its side while that is free, and one that is shown its place before an equal one', () => {
    const places = new LabelPlaces();
    const one = wish('one', 200, 150);
    const before = place(places, [one], [{ left: 150, top: 100, right: 250, bottom: 140 }]).get('one')!;
    expect(before.yPx).toBeGreaterThan(140);
    // Above it is free now, and would be the better side.
    expect(place(places, [one])).toEqual(new Map([['one', before]]));
    const other = wish('other', before.xPx, before.yPx);
    expect(place(places, [other, one]).get('one')).toEqual(before);
  });

  it('none comes and goes as a place trembles by less than a few pixels', () => {
    const places = new LabelPlaces();
    const wall = [
      { left: 0, top: 0, right: 400, bottom: 120 },
      { left: 0, top: 160, right: 400, bottom: 300 },
    ];
    // Between the walls there is just room, or just none.
    const counts = Array.from({ length: 60 }, (_, frame) => {
      const wishes = [wish('one', 200, 140 + 2 * Math.sin(frame))];
      return place(places, wishes, wall).size;
    });
    const changes = counts.slice(1).filter((count, i) => count !== counts[i]).length;
    expect(changes).toBeLessThanOrEqual(1);
  });
});
