import type { Answer, Raster } from './observation.js';

/** Device pixels of the drawing per pixel of the picture. */
const SCALE = 2;
const COLORS = { holds: '#00d26a', fails: '#ff00e1' } as const;

/** Lays the oracle's answers over a picture: a small ring where each was asked, and in words each that does not hold. */
export function drawAnswers(pixels: Raster, answers: readonly Answer[]): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SCALE * pixels.width, SCALE * pixels.height];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  const plain = document.createElement('canvas');
  [plain.width, plain.height] = [pixels.width, pixels.height];
  const image = new ImageData(Uint8ClampedArray.from(pixels.data), pixels.width);
  plain.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(plain, 0, 0, canvas.width, canvas.height);
  context.font = '11px sans-serif';
  for (const { what, xPx, yPx, observed, holds } of answers) {
    if (xPx === undefined || yPx === undefined) continue;
    context.strokeStyle = holds ? COLORS.holds : COLORS.fails;
    context.lineWidth = holds ? 1 : 2;
    context.beginPath();
    context.arc(SCALE * xPx, SCALE * yPx, holds ? 2.5 : 5, 0, 2 * Math.PI);
    context.stroke();
    if (holds) continue;
    context.fillStyle = COLORS.fails;
    context.fillText(`${what}: ${observed}`, SCALE * xPx + 7, SCALE * yPx + 4);
  }
  return canvas.toDataURL('image/png');
}
