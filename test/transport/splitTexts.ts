import { splitFrame } from '../../src/transport/splitFrame.js';

/** The texts of a frame's messages, parsed or not. */
export function splitTexts(frame: string, maxMessageChars: number): string[] {
  return splitFrame(frame, maxMessageChars).map((message) =>
    typeof message === 'string' ? message : message.text,
  );
}
