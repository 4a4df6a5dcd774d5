import { RunEmitter } from '../../src/emitter/createEmitter.js';
import type { Sink } from '../../src/emitter/emittedEvent.js';
import type { EmitterOptions } from '../../src/emitter/emitterOptions.js';
import type { EmitterProblem } from '../../src/emitter/errors.js';
import type { Envelope } from '../../src/protocol/envelope.js';
import { createRunStore } from '../../src/run/runStore.js';
import { createFakeClock } from '../transport/fakeClock.js';
import { readFacts, type ShownFacts } from '../run/properties.js';

/** An emitter of the run `r` of project `p`, with what its first sink got. */
export function createTestEmitter(options: Partial<EmitterOptions> = {}) {
  const clock = createFakeClock();
  const texts: string[] = [];
  const problems: EmitterProblem[] = [];
  const emitter = new RunEmitter({
    projectId: 'p',
    runId: 'r',
    epoch: 'e',
    clock,
    send: (text) => void texts.push(text),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  return { clock, emitter, texts, problems };
}

/** A sink that keeps the texts it gets. */
export function createCollector() {
  const texts: string[] = [];
  const sink: Sink = (text) => void texts.push(text);
  return { texts, sink };
}

/** A sink whose answers the test gives. */
export function createHeldSink() {
  const texts: string[] = [];
  const waiting: { resolve(): void; reject(error: unknown): void }[] = [];
  const sink: Sink = (text) =>
    new Promise<void>((resolve, reject) => {
      texts.push(text);
      waiting.push({ resolve, reject });
    });
  return {
    texts,
    sink,
    /** Takes what the sink was sent last; resolves when the emitter knows of it. */
    async answer(): Promise<void> {
      waiting.shift()?.resolve();
      await settle();
    },
    async refuse(error: unknown): Promise<void> {
      waiting.shift()?.reject(error);
      await settle();
    },
  };
}

/** Lets every promise that can go on do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether a promise has been resolved, after all that could go on has. */
export async function isResolved(promise: Promise<unknown>): Promise<boolean> {
  let resolved = false;
  void promise.then(() => (resolved = true));
  await settle();
  return resolved;
}

export function envelopesOf(texts: readonly string[]): Envelope[] {
  return texts.map((text) => JSON.parse(text) as Envelope);
}

/** What an update, a start or an end says in short. */
export function summaryOf(texts: readonly string[]): string[] {
  return envelopesOf(texts).map(({ event: { name, payload } }) => {
    const { step_start: stepStart, points } = payload as { step_start?: number; points?: unknown[] };
    return points === undefined ? name : `${stepStart}+${points.length}`;
  });
}

/** The facts of the run in a store that got these texts, and nothing else. */
export function factsAfter(texts: readonly string[], maxPointsPerRun = Infinity): ShownFacts | null {
  const store = createRunStore({ maxPointsPerRun });
  for (const text of texts) store.ingest(text);
  const { diagnosticCounts, messages } = store.getState();
  if (messages.rejected > 0) throw new Error(JSON.stringify(diagnosticCounts));
  return readFacts(store).get('p r') ?? null;
}
