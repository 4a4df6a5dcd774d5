import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ProcessTree } from './npmWatch.js';

/** On Linux from `/proc`, which a container without `ps` has too, elsewhere from `ps`; Windows has neither. */
export const processTree: ProcessTree = {
  readParent: () => process.ppid,
  readProcess: (id) => {
    try {
      const [, name, parent] = process.platform === 'linux' ? readProc(id) : askPs(id);
      return name === undefined || parent === undefined ? null : { name, parent: Number(parent) };
    } catch {
      return null;
    }
  },
};

/** `26804 (node) S 26803 …`, where the name may hold anything: see proc_pid_stat(5). */
function readProc(id: number): readonly (string | undefined)[] {
  return /^\d+ \((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${id}/stat`, 'latin1')) ?? [];
}

function askPs(id: number): readonly (string | undefined)[] {
  const said = execFileSync('ps', ['-o', 'ppid=', '-o', 'comm=', '-p', String(id)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [, parent, name] = /^\s*(\d+)\s+(.*\S)\s*$/.exec(said) ?? [];
  return [said, name, parent];
}
