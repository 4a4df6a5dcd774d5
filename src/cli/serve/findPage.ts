import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandFailure } from '../commandFailure.js';

/** Where the built page lies, seen from this file: in the package, and in a working copy of its sources. */
const PLACES = ['../../dashboard', '../../../dist/dashboard'] as const;

/**
 * Finds the folder of the dashboard's page.
 * @throws CommandFailure if it has not been built
 */
export function findPage(): string {
  const folders = PLACES.map((place) => path.join(import.meta.dirname, place));
  const found = folders.find((folder) => existsSync(path.join(folder, 'index.html')));
  if (found !== undefined) return found;
  throw new CommandFailure('the page of the dashboard is not there: `npm run build` builds it.');
}
