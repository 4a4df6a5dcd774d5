import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDigits, selectDigits, type Digits } from '../../examples/training/digits.mjs';
import { createLossEvaluator, type LossEvaluator } from '../../examples/training/lossEvaluator.js';
import { createLoss, createNetwork, prepareNetwork } from '../../examples/training/network.mjs';

let digits: Digits;
let evaluator: LossEvaluator;
let rows: readonly Float32Array[];

beforeAll(async () => {
  await prepareNetwork();
  digits = selectDigits(readDigits().tested, [1, 250, 470, 900, 1800]);
  evaluator = await createLossEvaluator(digits);
  rows = [1, 2, 3, 4].map((seed) => {
    const network = createNetwork({ seed, learningRate: 0.1, momentum: 0 });
    const weights = network.readWeights();
    network.dispose();
    return weights;
  });
});
afterAll(() => evaluator.close());

it('answers many questions at once, each with the loss at its own weights as they were', async () => {
  const computeLoss = createLoss(digits);
  const scratch = new Float32Array(rows[0]!.length);
  const answers = rows.map((weights) => {
    scratch.set(weights);
    return evaluator.evaluate(scratch);
  });
  expect(await Promise.all(answers)).toEqual(rows.map((weights) => computeLoss(weights)));
});

it('a thread that dies fails what it was asked, and the next question has another', async () => {
  const before = await evaluator.evaluate(rows[0]!);
  // A network of three weights: the thread dies of it.
  const asked = [evaluator.evaluate(new Float32Array(3)), evaluator.evaluate(rows[1]!)];
  const ends = await Promise.allSettled(asked);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await evaluator.evaluate(rows[0]!)).toBe(before);
});

it('gives way, and goes on', async () => {
  const before = await evaluator.evaluate(rows[2]!);
  evaluator.giveWay();
  expect(await evaluator.evaluate(rows[2]!)).toBe(before);
});

it('closed, it fails what it was asked and what comes later', async () => {
  const closing = await createLossEvaluator(digits);
  const asked = closing.evaluate(rows[0]!);
  closing.close();
  await expect(asked).rejects.toThrow('the evaluator of losses is closed');
  await expect(closing.evaluate(rows[0]!)).rejects.toThrow('the evaluator of losses is closed');
  closing.close();
});
