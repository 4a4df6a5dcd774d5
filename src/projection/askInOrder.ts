/** What is asked for, and who takes it. */
interface Inquiry<Answer> {
  /** The first that is asked for, and the one past the last. */
  readonly from: number;
  readonly end: number;
  /** The most that are asked for and not answered; integer of at least 1. */
  readonly inFlight: number;
  /** What it throws counts as an answer that failed. */
  readonly ask: (n: number) => Answer | Promise<Answer>;
  /** What it throws ends the inquiry. */
  readonly take: (answer: Answer, n: number) => void;
}

/**
 * Asks for some at a time and takes the answers in the order of asking, whichever comes first: what has been taken is a
 * beginning. It ends with the first that fails, once all that were asked for are answered.
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
        // Reported when its turn comes, or not at all after one that failed.
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
