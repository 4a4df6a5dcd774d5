import { EVENT_NAMES } from '../../protocol/contract/contract.js';

const MAX_NAMES = 1024;

/**
 * Creates what says which event a name that is none of ours was probably meant to be; null for the other events of a
 * pipeline. It remembers the names it was asked for, 1,024 of them.
 */
export function createEventGuess(): (name: string) => string | null {
  const guesses = new Map<string, string | null>();
  return (name) => {
    if (!guesses.has(name) && guesses.size < MAX_NAMES) guesses.set(name, findIntendedName(name));
    return guesses.get(name) ?? null;
  };
}

function findIntendedName(name: string): string | null {
  const letters = lettersOf(name);
  const intended =
    EVENT_NAMES.find((known) => lettersOf(known) === letters) ??
    // With its first part left out, with a letter more, or cut short.
    EVENT_NAMES.find((known) => {
      const core = lettersOf(known).replace(/^(?:GD|LOSS)(?=PATH|SURFACE)/, '');
      return letters.includes(core.replace(/(?:ED|READY)$/, ''));
    });
  if (intended !== undefined) return `"${intended}"`;
  return name.startsWith('GD_') ? `one of ${EVENT_NAMES.join(', ')}` : null;
}

function lettersOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z]/g, '');
}
