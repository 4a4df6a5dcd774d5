import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** One file of the built page. */
export interface StaticFile {
  readonly bytes: Uint8Array;
  /** Its `Content-Type`. */
  readonly type: string;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/**
 * Reads a folder's files, by the path under which each is served; `index.html` is also `/`. Files and folders whose
 * names begin with a dot are left out. All is kept in memory, for two reasons: a later build does not break a page that is
 * being served, and a requested path is only looked up, never opened, so that none leads out of the folder.
 * @throws Error if there is no such folder
 */
export async function readStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const names = relative(folder, path).split(sep);
    if (!entry.isFile() || names.some((name) => name.startsWith('.'))) continue;
    const type = TYPES.get(extname(entry.name)) ?? 'application/octet-stream';
    files.set(`/${names.join('/')}`, { bytes: await readFile(path), type });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}
