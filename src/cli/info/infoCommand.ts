import { Command } from 'commander';
import type { CommandHost } from '../commandHost.js';
import { findLogInputs } from '../log/logInput.js';
import { selectPalette } from '../terminal/palette.js';
import { writeText } from '../terminal/writeText.js';
import { renderSummary } from './renderSummary.js';
import { summarizeLog } from './summarizeLog.js';

const HELP = `
Examples:
  $ gradient-descent-viz info run.ndjson
  $ gradient-descent-viz info --json run.ndjson | jq '.runs[].missingSteps'
`;

/** `info LOG…`: the contents of a log, run by run. */
export function createInfoCommand(host: CommandHost): Command {
  return new Command('info')
    .summary('say what is in recorded streams, run by run')
    .description('Says of each run its surface, steps, missing steps, losses, duration and rate.')
    .argument('[logs...]', 'files of one message a line; none, or -, is what is piped in')
    .option('--json', 'one JSON text a log')
    .addHelpText('after', HELP)
    .action((logs: string[], options: { readonly json?: true }) =>
      showLogs(logs, options.json === true, host),
    );
}

async function showLogs(logs: readonly string[], isJson: boolean, host: CommandHost): Promise<void> {
  const palette = selectPalette(host.stdout, host.env);
  for (const input of await findLogInputs(logs, host)) {
    const summary = await summarizeLog(input, host);
    const text = isJson
      ? `${JSON.stringify({ file: input.name, ...summary })}\n`
      : renderSummary(input.name, summary, palette);
    await writeText(host.stdout, text);
  }
}
