import { createDiagnostic, type Diagnostic } from './diagnostic.js';

/** A message longer than the transport's limit, of whose content nothing was kept. */
export interface MessageRefusal {
  /** Its true length, in characters (UTF-16 code units). */
  readonly chars: number;
  /** The limit that it exceeds. */
  readonly maxChars: number;
}

/**
 * A refusal in place of a message, for sinks that only take messages. No message can forge one: a store recognizes it by a
 * private field, whose check runs no code of the object.
 */
export class RefusedMessage implements MessageRefusal {
  readonly #isRefusal = true;

  constructor(
    readonly chars: number,
    readonly maxChars: number,
  ) {}

  /** Whether a value is one; never throws, whatever the value is. */
  static is(value: unknown): value is RefusedMessage {
    return typeof value === 'object' && value !== null && #isRefusal in value;
  }
}

/** The diagnostic of a message that is too long. @param limitName - the option that sets the limit */
export function explainTooLarge({ chars, maxChars }: MessageRefusal, limitName: string): Diagnostic {
  return createDiagnostic(
    'message_too_large',
    { projectId: null, runId: null, seq: null },
    {
      path: 'message',
      found: `${chars}`,
      expected: `at most ${maxChars} characters`,
      hint: `split the message, or raise ${limitName}`,
    },
  );
}
