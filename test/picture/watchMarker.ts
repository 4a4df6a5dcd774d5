import { nextFrame } from '../support/pageActivity.js';

/** The marker's red, which nothing else of a picture has. */
const isMarker = (red: number, green: number, blue: number): boolean =>
  red > 220 && green < 110 && blue < 100;

/**
 * Where the marker is seen from frame to frame. Until it is stopped each frame counts as a sixtieth of a second, however
 * long this machine takes for it.
 * @returns its places from left to right in device pixels, each once, in the order in which it was there
 */
export function watchMarker(canvas: HTMLCanvasElement): { stop(): number[] } {
  const { performance } = globalThis;
  const now = performance.now.bind(performance);
  let nowMs = now();
  performance.now = () => nowMs;
  const places = [findMarker(canvas)];
  let isWatched = true;
  const watch = async (): Promise<void> => {
    // The page's own frames alone say whether it is still.
    await nextFrame();
    if (!isWatched) return;
    const place = findMarker(canvas);
    if (Math.abs(place - places.at(-1)!) >= 1) places.push(place);
    nowMs += 1000 / 60;
    await watch();
  };
  void watch();
  return {
    stop() {
      isWatched = false;
      performance.now = now;
      return places;
    },
  };
}

/** The middle of the marker's pixels. */
function findMarker(canvas: HTMLCanvasElement): number {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let [sum, count] = [0, 0];
  for (let n = 0; n < data.length; n += 4) {
    if (!isMarker(data[n]!, data[n + 1]!, data[n + 2]!)) continue;
    sum += (n / 4) % canvas.width;
    count++;
  }
  if (count === 0) throw new Error('no marker is seen');
  return sum / count;
}
