/** Sends a whole log at once, as fast as the client reads it. */
export const AT_ONCE = 0;

/**
 * Reads a playing speed: a multiple of the recorded pace, or `0` or `max` for all at once.
 * @returns null where the text is neither
 */
export function parseSpeed(text: string): number | null {
  if (text === 'max') return AT_ONCE;
  const speed = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(speed) && speed >= 0 ? speed : null;
}
