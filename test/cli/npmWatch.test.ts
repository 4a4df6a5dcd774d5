import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNpmWatch, type ProcessTree } from '../../src/cli/npmWatch.js';
import { processTree } from '../../src/cli/processTree.js';

const NPM = { npm_config_user_agent: 'npm/11.0.0 node/v22.12.0 linux x64' };
const PROCESSES = { 10: { name: 'npm exec gradie', parent: 5 }, 11: { name: 'sh', parent: 10 } };

/** Processes by their ids, and the parent of the one that watches. */
function createTree(parent: number, processes: Record<number, { name: string; parent: number }>) {
  const tree = { parent, processes: { ...processes } };
  const read: ProcessTree = {
    readParent: () => tree.parent,
    readProcess: (id) => tree.processes[id] ?? null,
  };
  return { tree, read };
}

describe('where npm started the process', () => {
  it('notices that the shell between has ended', () => {
    const { tree, read } = createTree(11, PROCESSES);
    const hasEnded = createNpmWatch(NPM, read);
    expect(hasEnded?.()).toBe(false);
    tree.parent = 1;
    expect(hasEnded?.()).toBe(true);
  });

  it.each(['sh', '/bin/bash', '-zsh', 'busybox'])(
    'notices that npm has ended and left its shell, %s',
    (name) => {
      const { tree, read } = createTree(11, { ...PROCESSES, 11: { name, parent: 10 } });
      const hasEnded = createNpmWatch(NPM, read);
      expect(hasEnded?.()).toBe(false);
      tree.processes[11] = { name, parent: 1 };
      expect(hasEnded?.()).toBe(true);
    },
  );

  it('does not mind that what started npm ends, where the shell gave its process to the command', () => {
    const { tree, read } = createTree(10, PROCESSES);
    const hasEnded = createNpmWatch(NPM, read);
    tree.processes[10] = { name: 'npm exec gradie', parent: 1 };
    expect(hasEnded?.()).toBe(false);
    tree.parent = 1;
    expect(hasEnded?.()).toBe(true);
  });

  it('goes on where the system does not say who the shell is, or ceases to', () => {
    const { tree, read } = createTree(11, PROCESSES);
    const hasEnded = createNpmWatch(NPM, read);
    tree.processes = {};
    expect(hasEnded?.()).toBe(false);
    expect(createNpmWatch(NPM, read)?.()).toBe(false);
  });

  it('goes on where a script left it in the background, and npm was gone before it began', () => {
    const { read } = createTree(1, { 1: { name: 'systemd', parent: 0 } });
    expect(createNpmWatch(NPM, read)?.()).toBe(false);
  });
});

it('watches nobody where another than npm started the process', () => {
  expect(createNpmWatch({}, createTree(11, PROCESSES).read)).toBeNull();
});

describe.skipIf(process.platform === 'win32')('the processes of this system', () => {
  it('have a name and a parent as long as they run', async () => {
    const child = spawn('sh', ['-c', 'echo; read line; true'], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const found = processTree.readProcess(child.pid!);
    expect(found?.name).toMatch(/(?:^|\/)sh$/);
    expect(found?.parent).toBe(process.pid);
    child.stdin.end();
    await once(child, 'close');
    expect(processTree.readProcess(child.pid!)).toBeNull();
  });

  it("say who this process's own parent is", () => {
    expect(processTree.readProcess(process.pid)?.parent).toBe(processTree.readParent());
  });
});
