import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What the lock file says of an installed package; npm asks a registry for the same fields. */
interface LockEntry {
  readonly version: string;
  /** Where the folder has another name. */
  readonly name?: string;
}

export interface LocalRegistry {
  readonly url: string;
  close(): void;
}

/**
 * Serves the packages that our `node_modules` holds, in the versions of the lock file, as an npm registry on this machine.
 * An install from it needs no network, and what npm installs changes with package.json alone.
 */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockEntry>>;
  };
  const server = createServer((request, response) => {
    const pathname = decodeURIComponent(new URL(request.url ?? '', 'http://registry').pathname);
    const [name = '', folder] = pathname.slice(1).split('/-/');
    if (folder !== undefined) {
      const place = path.join(ROOT, folder);
      // npm takes the first folder off each path, whatever it is called.
      const args = ['-czf', '-', '--exclude', `${path.basename(place)}/node_modules`];
      const tar = spawn('tar', [...args, '-C', path.dirname(place), path.basename(place)]);
      tar.stdout.pipe(response);
      return;
    }
    const versions = Object.entries(packages)
      .filter(([place, entry]) => nameOf(place, entry) === name)
      .map(([place, entry]) => {
        const tarball = new URL(`/${name}/-/${place}`, `http://${request.headers.host}`).href;
        return [entry.version, { ...entry, name, dist: { tarball } }] as const;
      });
    if (versions.length === 0) response.writeHead(404).end('{}');
    else {
      const latest = packages[`node_modules/${name}`]?.version ?? versions[0]?.[0];
      response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(versions) }));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** @param place - in the lock file: `node_modules/a/node_modules/@scope/b` */
function nameOf(place: string, entry: LockEntry): string {
  return entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
