import { PassThrough, Readable, Writable } from 'node:stream';
import type { CommandHost, CommandOutput, ExitCode } from '../../src/cli/commandHost.js';
import { runCommandLine } from '../../src/cli/runCommandLine.js';

/** A command that runs, and all that it has written so far. */
export interface RunningCommand {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /** Asks it to end, as Ctrl-C does. */
  readonly interrupt: () => void;
  readonly exitCode: Promise<ExitCode>;
}

/** What a command is given beside its arguments. */
export interface CommandSetting {
  readonly stdin?: string | Readable;
  readonly isTerminal?: boolean;
  readonly env?: CommandHost['env'];
  readonly stdout?: CommandOutput;
}

/** An output that keeps its text. */
class TextOutput extends Writable {
  text = '';
  readonly columns = 100;
  private readonly watchers = new Set<() => void>();

  constructor(readonly isTTY: boolean) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    this.text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    this.watchers.forEach((watch) => watch());
    done();
  }

  /** Waits until the text matches. @returns the match */
  waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      const watch = (): void => {
        const match = pattern.exec(this.text);
        if (match === null) return;
        this.watchers.delete(watch);
        resolve(match);
      };
      this.watchers.add(watch);
      watch();
    });
  }
}

/** Starts a command in this process. */
export function startCommand(args: readonly string[], setting: CommandSetting = {}): RunningCommand {
  const { stdin = '', isTerminal = false, env = {} } = setting;
  const stdout = new TextOutput(isTerminal);
  const stderr = new TextOutput(isTerminal);
  const interrupt = new AbortController();
  let nowMs = 0;
  const host: CommandHost = {
    stdin: typeof stdin === 'string' ? Readable.from([Buffer.from(stdin)]) : stdin,
    stdout: setting.stdout ?? stdout,
    stderr,
    env,
    interrupt: interrupt.signal,
    now: () => (nowMs += 1000),
  };
  return {
    stdout,
    stderr,
    interrupt: () => interrupt.abort(),
    exitCode: runCommandLine(args, host),
  };
}

/** Runs a command to its end. */
export async function runCommand(
  args: readonly string[],
  setting: CommandSetting = {},
): Promise<{ readonly exitCode: ExitCode; readonly stdout: string; readonly stderr: string }> {
  const running = startCommand(args, setting);
  const exitCode = await running.exitCode;
  return { exitCode, stdout: running.stdout.text, stderr: running.stderr.text };
}

/** An output whose reader has left. */
export function createBrokenOutput(): CommandOutput {
  const output = new PassThrough();
  output.on('error', () => undefined);
  output.write = (_chunk: unknown, ...rest: unknown[]): boolean => {
    const done = rest.at(-1) as (error: Error) => void;
    done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    return false;
  };
  return output;
}
