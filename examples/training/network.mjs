// @ts-check
// A network with one hidden layer that classifies digits, in TensorFlow.js on its JavaScript backend.
import { createRequire } from 'node:module';
import { CLASSES, IMAGE_VALUES } from './digits.mjs';

const require = createRequire(import.meta.url);
/** @type {typeof import('@tensorflow/tfjs-core')} */
const tf = require('@tensorflow/tfjs-core');
/** @type {typeof import('@tensorflow/tfjs-layers')} */
const { initializers, layers, sequential } = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');

const HIDDEN = 24;

/** @typedef {import('./digits.mjs').Digits} Digits */
/** @typedef {import('@tensorflow/tfjs-core').Tensor2D} Tensor2D */
/** @typedef {import('@tensorflow/tfjs-core').Scalar} Scalar */

/** How many tensors are allocated: those of networks and of losses that are not disposed of. */
export function countTensors() {
  return tf.memory().numTensors;
}

/** Initializes TensorFlow.js. */
export async function prepareNetwork() {
  // Else it advertises its native backend on the console.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  await tf.ready();
}

/** @param {number} seed - of the random weights */
function createModel(seed) {
  /** @param {number} ownSeed */
  const random = (ownSeed) => initializers.glorotNormal({ seed: ownSeed });
  return sequential({
    layers: [
      layers.dense({
        units: HIDDEN,
        activation: 'relu',
        inputShape: [IMAGE_VALUES],
        kernelInitializer: random(seed),
      }),
      layers.dense({ units: CLASSES, kernelInitializer: random(seed + 1) }),
    ],
  });
}

/** @param {Digits} digits */
function toTensors({ images, labels, count }) {
  return {
    images: tf.tensor2d(images, [count, IMAGE_VALUES]),
    targets: /** @type {Tensor2D} */ (tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES)),
  };
}

/**
 * The mean cross entropy, in nats.
 * @param {import('@tensorflow/tfjs-layers').Sequential} model
 * @param {ReturnType<typeof toTensors>} tensors
 */
function computeLoss(model, { images, targets }) {
  const logits = /** @type {Tensor2D} */ (model.apply(images));
  return /** @type {Scalar} */ (tf.losses.softmaxCrossEntropy(targets, logits));
}

/**
 * The loss on some digits as a function of all weights.
 * @param {Digits} digits - the same for every value of the function
 * @returns {(weights: Float32Array) => number} in nats
 */
export function createLoss(digits) {
  const model = createModel(0);
  const tensors = toTensors(digits);
  const shapes = model.getWeights().map(({ shape }) => shape);
  return (weights) =>
    tf.tidy(() => {
      let from = 0;
      const blocks = shapes.map((shape) => {
        const size = tf.util.sizeFromShape(shape);
        from += size;
        return tf.tensor(weights.subarray(from - size, from), shape);
      });
      model.setWeights(blocks);
      return computeLoss(model, tensors).dataSync()[0] ?? Number.NaN;
    });
}

/**
 * Creates a network with random weights, and its optimizer: stochastic gradient descent with momentum.
 * @param {{ readonly seed: number, readonly learningRate: number, readonly momentum: number }} options
 */
export function createNetwork({ seed, learningRate, momentum }) {
  const model = createModel(seed);
  const optimizer = tf.train.momentum(learningRate, momentum);
  const weightCount = model.countParams();
  return {
    /** How many weights there are. */
    weightCount,
    /** All weights as one row, block after block: kernel and bias of each layer. */
    readWeights() {
      const weights = new Float32Array(weightCount);
      let from = 0;
      for (const block of model.getWeights()) {
        weights.set(block.dataSync(), from);
        from += block.size;
      }
      return weights;
    },
    /**
     * One step on a batch.
     * @param {Digits} batch
     */
    train(batch) {
      tf.tidy(() => {
        const tensors = toTensors(batch);
        optimizer.minimize(() => computeLoss(model, tensors));
      });
    },
    dispose() {
      model.dispose();
      optimizer.dispose();
      // Disposes of the learning rate's scalar, which the optimizer with momentum does not do itself.
      tf.SGDOptimizer.prototype.dispose.call(optimizer);
    },
  };
}
