// @ts-check
// Evaluates the network's loss beside its training: on a thread of its own, and always on the same digits.
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createLoss, prepareNetwork } from './network.mjs';

await prepareNetwork();
const computeLoss = createLoss(workerData);
parentPort?.on('message', (/** @type {Float32Array | 'give way'} */ message) => {
  if (message === 'give way') giveWay();
  else parentPort?.postMessage(computeLoss(message));
});
parentPort?.postMessage('ready');

/**
 * A quarter of a core that it has to share with the training: less, and a busy machine would show no surface.
 * Only Linux has a priority for each thread: elsewhere it would be the whole process's.
 */
function giveWay() {
  if (process.platform === 'linux') setPriority(5);
}
