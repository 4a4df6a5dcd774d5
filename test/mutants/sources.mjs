// @ts-check
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * What is mutated: the text of every module and style sheet of `src`.
 * @param {string} root - the repository
 * @returns {Map<string, string>} text by path, `src/view/playhead.ts`
 */
export function readSources(root) {
  return readTexts(root, 'src', /(?<!\.d)\.(?:tsx?|css)$/);
}

/**
 * Files of a folder and of the folders in it.
 * @param {string} root - the repository
 * @param {string} folder - relative to it
 * @param {RegExp} name - which of them
 * @returns {Map<string, string>} text by path relative to `root`, with `/`, sorted
 */
export function readTexts(root, folder, name) {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => name.test(file))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

/** The room of what lies at the top of `src`: the component and its two halves. */
export const TOP_ROOM = 'component';

/**
 * The room that a file of `src` is in: the outermost folder.
 * @param {string} file - `src/view/playhead.ts`
 */
export function roomOfSource(file) {
  return file.split('/').length > 2 ? /** @type {string} */ (file.split('/')[1]) : TOP_ROOM;
}
