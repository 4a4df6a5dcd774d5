import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { LogEncodingError } from '../log/readLines.js';
import { CommandFailure, errorCodeOf } from './commandFailure.js';
import type { CommandHost, ExitCode } from './commandHost.js';
import { createConvertCommand } from './convert/convertCommand.js';
import { createInfoCommand } from './info/infoCommand.js';
import { createRecordCommand } from './record/recordCommand.js';
import { createReplayCommand } from './replay/replayCommand.js';
import { createServeCommand } from './serve/serveCommand.js';
import { createSchemaCommand } from './schemaCommand.js';
import { createSimulateCommand } from './simulate/simulateCommand.js';
import { selectPalette } from './terminal/palette.js';
import { writeText } from './terminal/writeText.js';
import { createValidateCommand } from './validate/validateCommand.js';

const HELP = `
Examples:
  $ gradient-descent-viz validate run.ndjson
  $ gradient-descent-viz record ws://127.0.0.1:8000/ws -o run.ndjson
  $ gradient-descent-viz serve run.ndjson

\`gradient-descent-viz COMMAND --help\` has the options of each, and examples.
`;

/**
 * Runs one command of the command line.
 * @param args - without the program's own name
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[], host: CommandHost): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(host, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainError(error, host);
  }
}

function createProgram(host: CommandHost, onExit: (code: ExitCode) => void): Command {
  const program = new Command('gradient-descent-viz')
    .description('For backends that send gradient descent: check, look at, record and play what they send.')
    .option('--version', 'print the version')
    .on('option:version', () => {
      const version = readVersion();
      host.stdout.write(`${version}\n`);
      throw new CommanderError(0, 'commander.version', version);
    })
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', HELP);
  program.addCommand(createValidateCommand(host, onExit));
  program.addCommand(createInfoCommand(host));
  program.addCommand(createRecordCommand(host));
  program.addCommand(createReplayCommand(host));
  program.addCommand(createServeCommand(host));
  program.addCommand(createSimulateCommand(host));
  program.addCommand(createConvertCommand(host));
  program.addCommand(createSchemaCommand(host));
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .helpOption('--help', 'print this help')
      .showHelpAfterError('(--help lists what there is)')
      .configureOutput({
        writeOut: (text) => void host.stdout.write(text),
        writeErr: (text) => void host.stderr.write(text),
        getOutHelpWidth: () => host.stdout.columns ?? 100,
        getErrHelpWidth: () => host.stderr.columns ?? 100,
      });
  }
  return program;
}

async function explainError(error: unknown, host: CommandHost): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  // The reader of the output has closed it (`… | head`).
  if (['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET'].includes(errorCodeOf(error))) return 0;
  if (!(error instanceof CommandFailure || error instanceof LogEncodingError)) throw error;
  const palette = selectPalette(host.stderr, host.env);
  await writeText(host.stderr, `${palette.error('error:')} ${error.message}\n`);
  return 1;
}

/** The version of the package: two folders up from this file, both in `src` and in `dist`. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'),
  );
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
