import fc from 'fast-check';
import { envelopesOf } from './runArbitraries.js';

const value = fc.constantFrom(-1, 0, 0.25, 2, 1e300);
const word = fc.constantFrom('FAILED', 'error', 'COMPLETED', 'success', 'cancelled', 'IN_PROGRESS');

function payloadOf(run_id: string, leastStep: number): fc.Arbitrary<object> {
  const metric = fc
    .record(
      {
        name: fc.constantFrom('loss', 'accuracy', 'loss/a'),
        split: fc.constantFrom('train', 'test', 'val'),
        step: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: leastStep, max: leastStep + 5 }) },
          fc.constant(2 ** 53 - 1),
        ),
        value: fc.oneof({ weight: 8, arbitrary: value }, fc.constantFrom(null, 'NaN', Infinity)),
      },
      { requiredKeys: ['name', 'step', 'value'] },
    )
    .map((fields) => ({ name: 'METRIC_SCALAR', payload: { run_id, ...fields } }));
  const progress = fc
    .record(
      {
        step: fc.integer({ min: 0, max: 9 }),
        steps: fc.constantFrom(10, -1),
        epoch: fc.constant(0.5),
        eta_s: value,
      },
      { requiredKeys: [] },
    )
    .map((fields) => ({ name: 'TRAIN_PROGRESS', payload: { run_id, ...fields } }));
  const finished = word.map((status) => ({ name: 'TRAIN_RUN_FINISHED', payload: { run_id, status } }));
  const stage = fc
    .record({ stage_id: fc.constantFrom('TRAIN', 'train', 'REVIEW_EDIT'), status: word })
    .map((fields) => ({ name: 'STAGE_STATUS', payload: fields }));
  return fc.oneof(
    { weight: 8, arbitrary: metric },
    { weight: 1, arbitrary: progress },
    { weight: 1, arbitrary: finished },
    { weight: 2, arbitrary: stage },
  );
}

/** What a pipeline says of a run beside its path, at few distinct times, so that it meets and contradicts itself. */
function reportsOf(runId: string, leastStep: number): fc.Arbitrary<object[]> {
  const envelope = fc
    .record({
      seq: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.constant('x')),
      ts: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(1730000000, 1730000000000, 1730000000001) }),
      event: payloadOf(runId, leastStep),
    })
    .map((fields) => ({ v: 1, type: 'EVENT', project_id: 'p', ...fields }));
  return fc.array(envelope, { minLength: 1, maxLength: 16 });
}

/** A run's events with what is said beside them, in any order. */
export function reportedRun(runId: string): fc.Arbitrary<object[]> {
  // Of who joined late no step comes that says from where they count.
  return fc
    .constantFrom(0, 0, 2)
    .chain((leastStep) => fc.tuple(envelopesOf(runId), reportsOf(runId, leastStep)))
    .chain(([events, reports]) => shuffled([...events, ...reports]));
}

/** All of some envelopes in any order. */
export function shuffled(envelopes: readonly object[]): fc.Arbitrary<object[]> {
  return fc.shuffledSubarray([...envelopes], { minLength: envelopes.length });
}
