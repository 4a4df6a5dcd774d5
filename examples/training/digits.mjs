// @ts-check
// Ten thousand handwritten digits of MNIST, from the package `mnist`.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const SIDE = 28;
/** Images are reduced to a quarter of their pixels: a network with a tenth of the weights is nearly as accurate. */
const POOLED_SIDE = SIDE / 2;

/** Values of an image. */
export const IMAGE_VALUES = POOLED_SIDE * POOLED_SIDE;
export const CLASSES = 10;

/** Number of test images of each digit. */
const TESTED_PER_DIGIT = 200;

/**
 * Images with their digits.
 * @typedef {object} Digits
 * @property {Float32Array} images - `count` rows of `IMAGE_VALUES` values in [0, 1], row by row from the upper left
 * @property {Uint8Array} labels - the digit of each
 * @property {number} count
 */

/** @typedef {{ readonly image: Float32Array, readonly digit: number }} Row */

/**
 * Reads the digits of the training set and of the test set.
 * @returns {{ readonly learned: Digits, readonly tested: Digits }}
 */
export function readDigits() {
  /** @type {Row[]} */
  const learned = [];
  /** @type {Row[]} */
  const tested = [];
  for (let digit = 0; digit < CLASSES; digit += 1) {
    const { data } = require(`mnist/src/digits/${digit}.json`);
    const count = data.length / (SIDE * SIDE);
    for (let i = 0; i < count; i += 1) {
      const image = pool(data, i * SIDE * SIDE);
      (i < TESTED_PER_DIGIT ? tested : learned).push({ image, digit });
    }
  }
  return { learned: gather(learned), tested: gather(tested) };
}

/**
 * Some of the images.
 * @param {Digits} digits
 * @param {ArrayLike<number>} indices
 * @returns {Digits}
 */
export function selectDigits({ images, labels }, indices) {
  const selected = {
    images: new Float32Array(indices.length * IMAGE_VALUES),
    labels: new Uint8Array(indices.length),
    count: indices.length,
  };
  for (let row = 0; row < indices.length; row += 1) {
    const at = /** @type {number} */ (indices[row]);
    selected.images.set(images.subarray(at * IMAGE_VALUES, (at + 1) * IMAGE_VALUES), row * IMAGE_VALUES);
    selected.labels[row] = /** @type {number} */ (labels[at]);
  }
  return selected;
}

/**
 * @param {readonly number[]} data
 * @param {number} from - where the image begins
 */
function pool(data, from) {
  const valueAt = (/** @type {number} */ x, /** @type {number} */ y) => data[from + y * SIDE + x] ?? 0;
  return Float32Array.from({ length: IMAGE_VALUES }, (_, i) => {
    const x = 2 * (i % POOLED_SIDE);
    const y = 2 * Math.floor(i / POOLED_SIDE);
    return (valueAt(x, y) + valueAt(x + 1, y) + valueAt(x, y + 1) + valueAt(x + 1, y + 1)) / 4;
  });
}

/**
 * @param {readonly Row[]} rows
 * @returns {Digits}
 */
function gather(rows) {
  const images = new Float32Array(rows.length * IMAGE_VALUES);
  for (const [row, { image }] of rows.entries()) images.set(image, row * IMAGE_VALUES);
  return { images, labels: Uint8Array.from(rows, ({ digit }) => digit), count: rows.length };
}
