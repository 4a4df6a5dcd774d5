/** Options of {@link askInOrder}. */
interface Inquiry<Answer> {
  /** The first number to ask for, and the one past the last. */
  readonly from: number;
  readonly end: number;
  /** The most open questions; integer of at least 1. */
  readonly inFlight: number;
  /** If it throws the answer has failed. */
  readonly ask: (n: number) => Answer | Promise<Answer>;
  /** If it throws the inquiry ends. */
  readonly take: (answer: Answer, n: number) => void;
}

/**
 * Asks several questions at a time and takes the answers in the order of asking, whichever comes first, so that the answers
 * taken have no gaps. It ends with the first failure, once all open questions are answered.
 */
export async function askInOrder<Answer>(inquiry: Inquiry<Answer>): Promise<void> {
  const { from, end, inFlight, ask, take } = inquiry;
  const asked: Promise<Answer>[] = [];
  let next = from;
  const askNext = async (): Promise<Answer> => ask(next++);
  try {
    for (let n = from; n < end; n++) {
      while (next < end && asked.length < inFlight) {
        const answer = askNext();
        // Thrown in its turn, or not at all after an earlier failure.
        answer.catch(() => undefined);
        asked.push(answer);
      }
      const answer = await asked[0]!;
      void asked.shift();
      take(answer, n);
    }
  } finally {
    await Promise.allSettled(asked);
  }
}
