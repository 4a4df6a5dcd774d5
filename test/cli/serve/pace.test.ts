import path from 'node:path';
import { expect, it } from 'vitest';
import { computeSocketUrl, parseChoice } from '../../../src/dashboard/page/choice.js';
import type { LogList } from '../../../src/dashboard/server/answerRequests.js';
import { runCommand, startCommand } from '../runCommand.js';

const FILE = path.join(import.meta.dirname, '../../fixtures/logs/real-iris.ndjson');

/** The speed at which the page asks for a log that it plays first. */
async function readFirstSpeed(...options: readonly string[]): Promise<string | null> {
  const serving = startCommand(['serve', FILE, '--port', '0', ...options]);
  const [, url = ''] = await serving.stdout.waitFor(/Dashboard: (\S+)\n/);
  const list = (await (await fetch(new URL('api/logs', url))).json()) as LogList;
  serving.interrupt();
  await serving.exitCode;
  return new URL(computeSocketUrl(parseChoice('', list), url)).searchParams.get('speed');
}

it('serve plays a log at the pace that its help says', async () => {
  expect(await readFirstSpeed()).toBe('1');
  expect(await readFirstSpeed('--speed', '4')).toBe('4');
  expect(await readFirstSpeed('--speed', 'max')).toBe('0');
  for (const command of ['serve', 'replay']) {
    const { stdout } = await runCommand([command, '--help']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /--speed <n> multiple of the recorded pace; [^)]*\(default: 1\)/,
    );
  }
});
