import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createStampedPace } from '../../../src/cli/simulate/runPace.js';
import { settle } from '../../emitter/createTestEmitter.js';
import { runCommand, startCommand } from '../runCommand.js';

const WEB_SOCKET = /^WebSocket +(ws:\S+)\n/;

/** Each line's event, and of an update its losses. */
function summaryOf(log: string): string[] {
  const lines = log.trimEnd().split('\n');
  return lines.flatMap((line) => {
    const name = /"name":"(GD_PATH_\w+)"/.exec(line)?.[1];
    if (name === undefined) return [];
    const reason = /"reason":"(\w+)"/.exec(line)?.[1];
    const losses = [...line.matchAll(/"loss":([^},]+)/g)].map(([, loss]) => loss);
    return [[name, ...losses, reason ?? ''].join(' ').trimEnd()];
  });
}

describe('losses that are piped in', () => {
  it('are sent as they come, and the path ends where they do', async () => {
    const stdin = new PassThrough();
    const running = startCommand(['simulate', '--losses', '-'], { stdin });
    await running.stdout.waitFor(/GD_PATH_STARTED/);
    stdin.write('2\n');
    await running.stdout.waitFor(/"loss":2\}/);
    // Cut in the middle of a line, as a pipe cuts.
    stdin.write('{"loss":1.5}\n{"lo');
    await running.stdout.waitFor(/"loss":1\.5\}/);
    stdin.write('ss":1.25}\n');
    await running.stdout.waitFor(/"loss":1\.25\}/);
    expect(running.stdout.text).not.toContain('GD_PATH_FINISHED');
    stdin.end('1');
    expect(await running.exitCode).toBe(0);
    expect(summaryOf(running.stdout.text)).toEqual([
      'GD_PATH_STARTED',
      'GD_PATH_UPDATE 2',
      'GD_PATH_UPDATE 1.5',
      'GD_PATH_UPDATE 1.25',
      'GD_PATH_UPDATE 1',
      'GD_PATH_FINISHED max_steps',
    ]);
    // Stamped as they came, and not ahead of the clock.
    const times = [...running.stdout.text.matchAll(/"ts":(\d+)/g)].map(([, ts]) => Number(ts));
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
    const { exitCode, stdout } = await runCommand(['validate'], { stdin: running.stdout.text });
    expect(stdout).toContain('0 errors, 0 warnings, 0 notes');
    expect(exitCode).toBe(0);
  });

  it('are stamped at a pace where a start is named, however they come', async () => {
    const args = ['simulate', '--losses', '-', '--start-time', '1700000000000'];
    const whole = await runCommand(args, { stdin: '3\n2\n1\n' });
    const stdin = new PassThrough();
    const running = startCommand(args, { stdin });
    stdin.write('3\n');
    await running.stdout.waitFor(/"loss":3\}/);
    stdin.end('2\n1\n');
    expect(await running.exitCode).toBe(0);
    expect(running.stdout.text).toBe(whole.stdout);
    expect(whole.stdout).toContain('"ts":1700000001500,');
  });

  it('end as cancelled where the person asks for the end', async () => {
    const stdin = new PassThrough();
    const running = startCommand(['simulate', '--losses', '-'], { stdin });
    stdin.write('2\n');
    await running.stdout.waitFor(/"loss":2\}/);
    // By then it waits for more.
    await settle();
    running.interrupt();
    expect(await running.exitCode).toBe(0);
    expect(summaryOf(running.stdout.text).at(-1)).toBe('GD_PATH_FINISHED cancelled');
  });

  it.each([
    ['2\n1\nepoch 3\n0\n', 'stdin:3: expected a number, or a JSON object', 'GD_PATH_UPDATE 1'],
    ['', 'stdin: there is no loss in it.', 'GD_PATH_STARTED'],
    ['{"a":1}\n', 'stdin: there is no loss in it.', 'GD_PATH_STARTED'],
  ])('end the path, and the command with 1, where they are %j', async (stdin, says, last) => {
    const { exitCode, stdout, stderr } = await runCommand(['simulate', '--losses', '-'], { stdin });
    expect(summaryOf(stdout).slice(-2)).toEqual([last, 'GD_PATH_FINISHED cancelled']);
    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });
});

describe('a simulation that is served', () => {
  it('goes on for whoever connects, and for whoever comes late', async () => {
    const args = ['--optimizer', 'adam', '--surface', 'beale', '--steps', '12', '--step-ms', '1'];
    const running = startCommand(['simulate', ...args, '--port', '0']);
    const [, url = ''] = await running.stdout.waitFor(WEB_SOCKET);
    await running.stderr.waitFor(/^simulated 12 steps: max_steps\n$/);
    const [, streamUrl = ''] = await running.stdout.waitFor(/server-sent events +(http:\S+)\n/);
    for (const address of [url, streamUrl]) {
      const { stdout, exitCode } = await runCommand(['record', address, '--until-finished']);
      expect(exitCode).toBe(0);
      const validated = await runCommand(['validate', '--strict'], { stdin: stdout });
      expect(validated.stdout).toContain('0 errors, 0 warnings, 0 notes');
      expect((await runCommand(['info'], { stdin: stdout })).stdout).toContain('13 (0 to 12)');
    }
    running.interrupt();
    expect(await running.exitCode).toBe(0);
  });

  it('shows the losses that are piped in as they come', async () => {
    const stdin = new PassThrough();
    const running = startCommand(['simulate', '--losses', '-', '--port', '0'], { stdin });
    const [, url = ''] = await running.stdout.waitFor(WEB_SOCKET);
    const record = startCommand(['record', url, '--until-finished']);
    await record.stdout.waitFor(/GD_PATH_STARTED/);
    for (const loss of [4, 3]) {
      stdin.write(`${loss}\n`);
      await record.stdout.waitFor(new RegExp(`"loss":${loss}\\}`));
    }
    stdin.end();
    expect(await record.exitCode).toBe(0);
    expect(summaryOf(record.stdout.text).at(-1)).toBe('GD_PATH_FINISHED max_steps');
    running.interrupt();
    expect(await running.exitCode).toBe(0);
  });

  it.each([
    ['an optimizer', ['--optimizer', 'sgd']],
    ['a training', ['--training']],
  ])('ends the path of %s as cancelled where the person asks for the end', async (_whose, args) => {
    // A minute to a step: nothing but the interrupt ends the wait.
    const running = startCommand(['simulate', ...args, '--port', '0', '--step-ms', '60000']);
    const [, url = ''] = await running.stdout.waitFor(WEB_SOCKET);
    const record = startCommand(['record', url, '--until-finished']);
    await record.stdout.waitFor(/GD_PATH_STARTED/);
    running.interrupt();
    expect(await running.exitCode).toBe(0);
    expect(running.stderr.text).toMatch(/^simulated \d steps?: cancelled\n$/);
    expect(await record.exitCode).toBe(0);
    expect(summaryOf(record.stdout.text).at(-1)).toBe('GD_PATH_FINISHED cancelled');
  });

  it('exits with 1 where the port is taken', async () => {
    const first = startCommand(['simulate', '--training', '--port', '0']);
    const [, port = ''] = await first.stdout.waitFor(/^WebSocket +ws:\/\/127\.0\.0\.1:(\d+)/);
    const { exitCode, stderr } = await runCommand(['simulate', '--training', '--port', port]);
    expect(stderr).toContain(`Port ${port}`);
    expect(exitCode).toBe(1);
    first.interrupt();
    await first.exitCode;
  });
});

describe('a pace on paper', () => {
  it('calls timers when they are due, in their order, and one that a timer starts too', async () => {
    const { clock, waitForStep } = createStampedPace(1000, 100);
    const fired: string[] = [];
    const say = (name: string, delayMs: number) =>
      clock.startTimer(() => fired.push(`${name} ${clock.now()}`), delayMs);
    say('late', 90);
    say('early', 30);
    say('twin', 90);
    say('never', 50).cancel();
    say('next', 101);
    clock.startTimer(() => say('chained', 20), 40);
    await waitForStep();
    expect(fired).toEqual(['early 1030', 'chained 1060', 'late 1090', 'twin 1090']);
    expect(clock.now()).toBe(1100);
    await waitForStep();
    expect(fired.at(-1)).toBe('next 1101');
    expect(clock.now()).toBe(1200);
  });
});
