// @ts-check
// Evaluates the network's loss beside its training: on a thread of its own, and always on the same digits.
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createLoss, prepareNetwork } from './network.mjs';

await prepareNetwork();
const computeLoss = createLoss(workerData);
parentPort?.on('message', (/** @type {Float32Array | 'give way'} */ message) => {
  if (message === 'give way') giveWay();
  else parentPort?.postMessage(computeLoss(message));
});
parentPort?.postMessage('ready');

/** Only Linux has a priority for each thread: elsewhere it would be the whole process's. */
function giveWay() {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
