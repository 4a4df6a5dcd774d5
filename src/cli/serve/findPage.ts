import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandFailure } from '../commandFailure.js';

/** Where the built page lies, seen from this file: built or in a working copy of its sources, it is three folders up. */
const PAGE_FOLDER = path.join(import.meta.dirname, '../../../dist/dashboard/page');

/**
 * Finds the folder of the dashboard's page.
 * @throws CommandFailure if it has not been built
 */
export function findPage(): string {
  if (existsSync(path.join(PAGE_FOLDER, 'index.html'))) return PAGE_FOLDER;
  throw new CommandFailure('the page of the dashboard is not there: `npm run build` builds it.');
}
