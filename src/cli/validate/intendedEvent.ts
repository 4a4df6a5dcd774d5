import { EVENT_NAMES } from '../../protocol/contract/contract.js';

const MAX_NAMES = 1024;

/**
 * Creates a function that guesses which of the contract's events an unknown name was meant to be; null for other events of a
 * pipeline. It caches the results of 1,024 names.
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
    // The name without its first part, with a letter more, or cut short.
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
