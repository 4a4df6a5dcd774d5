import type { RunStore, RunStoreOptions } from '../../src/run/runStore.js';
import { LOG_NAMES, readLog } from '../fixtures/readLog.js';
import { findImbalance } from '../run/properties.js';
import { writeMessage } from './messageGrammar.js';
import { mutateText } from './mutateText.js';
import { Random } from './random.js';

/** What the store did wrong with an input, and the input. */
interface FuzzFault {
  readonly what: string;
  readonly input: string;
}

/** What came of many inputs. */
export interface FuzzReport {
  readonly inputs: number;
  readonly chars: number;
  readonly read: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly faults: readonly FuzzFault[];
}

export const MAX_INPUT_CHARS = 65_536;
const LINES = LOG_NAMES.flatMap(readLog);
/** Inputs that share a store: enough that runs and points pile up, few enough that a store stays small. */
const INPUTS_PER_STORE = 10_000;
/** Inputs between two neighbours. */
const BATCH_INPUTS = 4;
const NEIGHBOUR = 'the neighbour of what is fuzzed';
/** Low, so that every limit is reached again and again. */
const OPTIONS: RunStoreOptions = { maxRuns: 8, maxPointsPerRun: 300, maxDiagnostics: 20 };

/** Makes one input. */
export type InputSource = (random: Random) => string;

/** A message of the grammar. */
export const writeGrammarInput: InputSource = (random) => writeMessage(random).slice(0, MAX_INPUT_CHARS);

/** A recorded line with some bytes changed. */
export const mutateRecordedInput: InputSource = (random) =>
  mutateText(random, random.pick(LINES), random.pick(LINES)).slice(0, MAX_INPUT_CHARS);

/** One of either. */
export const createInput: InputSource = (random) =>
  random.oneIn(2) ? writeGrammarInput(random) : mutateRecordedInput(random);

/** A valid update whose loss would be seen: step `step` of a run that no input names. */
function createNeighbour(step: number): object {
  const payload = { run_id: NEIGHBOUR, step_start: step, points: [{ x: 0.5, y: -0.5 }] };
  const event = { name: 'GD_PATH_UPDATE', payload };
  return { v: 1, type: 'EVENT', project_id: 'p', seq: step + 1, ts: 1_790_000_000_000 + step, event };
}

/** Feeds a store `count` inputs, every few of them between two valid neighbours, and says what went wrong. */
export function fuzzStore(
  createRunStore: (options?: RunStoreOptions) => RunStore,
  seed: number,
  count: number,
  source: InputSource = createInput,
): FuzzReport {
  const random = new Random(seed);
  const total = { inputs: 0, chars: 0, read: 0, ignored: 0, rejected: 0 };
  const faults: FuzzFault[] = [];
  while (total.inputs < count && faults.length < 10) {
    const store = createRunStore(OPTIONS);
    const feeder = new Feeder(store);
    for (let i = 0; i < INPUTS_PER_STORE && total.inputs < count && faults.length < 10; i++) {
      const input = source(random);
      const what = feeder.feed(input, i);
      if (what !== null) faults.push({ what, input });
      total.inputs++;
      total.chars += input.length;
    }
    const { read, ignored, rejected } = store.getState().messages;
    total.read += read;
    total.ignored += ignored;
    total.rejected += rejected;
  }
  return { ...total, faults };
}

class Feeder {
  private step = 0;
  private readonly key: string;

  constructor(private readonly store: RunStore) {
    store.ingest(createNeighbour(this.step));
    this.key = store.getState().runKeys[0]!;
    // The run that is shown is never evicted.
    store.showRun(this.key);
  }

  /** Text most times; as an object, or in an array with its neighbours, where it is JSON. */
  feed(input: string, i: number): string | null {
    const value = i % 8 === 0 ? parseOrNothing(input) : undefined;
    let message: unknown = input;
    if (value !== undefined) {
      const before = createNeighbour(++this.step);
      message = i % 16 === 0 ? value : [before, value, createNeighbour(++this.step)];
      if (i % 16 === 0) this.store.ingest(before);
    }
    try {
      this.store.ingest(message);
      if (i % BATCH_INPUTS === 0) this.store.ingest(createNeighbour(++this.step));
    } catch (error) {
      return `thrown: ${String(error)}`;
    }
    const path = this.store.getState().runs.get(this.key)?.path;
    if (path?.lastStep !== this.step || path.length !== Math.min(this.step + 1, 300))
      return 'a neighbour was lost';
    return findImbalance(this.store.getState());
  }
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
