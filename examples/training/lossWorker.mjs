// @ts-check
// Evaluates the network's loss on a thread beside the training, always on the same digits.
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
 * Gives this thread about a quarter of a core that it shares with the training; with less, a busy machine would show no
 * surface. Only on Linux, where each thread has a priority; elsewhere it would be that of the whole process.
 */
function giveWay() {
  if (process.platform === 'linux') setPriority(5);
}
