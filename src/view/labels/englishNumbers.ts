/** A noun, in its plural unless the count is 1. */
export const plural = (noun: string, count: number): string => `${noun}${count === 1 ? '' : 's'}`;

const ORDINAL_ENDS = ['th', 'st', 'nd', 'rd'] as const;

/** An ordinal number from 1: `50th`, `2nd`, `1 001st`. */
export function ordinal(text: string, value: number): string {
  const tens = value % 100;
  const end = tens > 10 && tens < 20 ? 'th' : (ORDINAL_ENDS[value % 10] ?? 'th');
  return `${text}${end}`;
}
