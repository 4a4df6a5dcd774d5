import { Command } from 'commander';
import type { CommandHost, ExitCode } from '../commandHost.js';
import { findLogInputs } from '../log/logInput.js';
import { parseCount } from '../parseOption.js';
import { formatAmount, formatBytes } from '../terminal/formatAmount.js';
import { selectPalette } from '../terminal/palette.js';
import { writeText } from '../terminal/writeText.js';
import { checkLog, type CheckedLog } from './checkLog.js';
import { FindingReport, renderLevels, type FindingFormat } from './findingReport.js';

interface ValidateOptions {
  readonly json?: true;
  readonly strict?: true;
  readonly maxFindings: number;
}

const DEFAULT_MAX_FINDINGS = 20;

const HELP = `
Each line of a log is one message, as it went over the wire; a log of server-sent events is read too.
Errors are what is lost or misunderstood, warnings what a viewer misses, notes what is good to know.

Examples:
  $ gradient-descent-viz validate run.ndjson
  $ gradient-descent-viz validate --strict --json logs/*.ndjson > findings.ndjson
  $ my-backend | gradient-descent-viz validate

Exit codes: 0 nothing is wrong, 1 there are errors (with --strict: or warnings), 2 wrong usage.
`;

/** `validate LOG…`: checks recorded streams against the contract. */
export function createValidateCommand(host: CommandHost, onExit: (code: ExitCode) => void): Command {
  return new Command('validate')
    .summary('check recorded streams against the contract')
    .description(
      'Checks recorded streams of any backend, and says line by line what is wrong and what to change.',
    )
    .argument('[logs...]', 'files of one message a line; none, or -, is what is piped in')
    .option('--json', 'one JSON text a finding, and one a log with its counts')
    .option('--strict', 'count warnings as errors')
    .option(
      '--max-findings <n>',
      'findings of one code to write out for each log',
      parseCount,
      DEFAULT_MAX_FINDINGS,
    )
    .addHelpText('after', HELP)
    .action(async (logs: string[], options: ValidateOptions) => onExit(await validate(logs, options, host)));
}

async function validate(
  logs: readonly string[],
  options: ValidateOptions,
  host: CommandHost,
): Promise<ExitCode> {
  const isJson = options.json === true;
  const palette = selectPalette(host.stdout, host.env);
  const format: FindingFormat = { isJson, maxPerCode: options.maxFindings, palette };
  let isWrong = false;
  for (const input of await findLogInputs(logs, host)) {
    const report = new FindingReport(input.name, format);
    const checked = await checkLog(input, report, host);
    const { error, warning } = report.levels;
    isWrong ||= error > 0 || (options.strict === true && warning > 0);
    await writeText(
      host.stdout,
      isJson
        ? renderJsonSummary(input.name, checked, report)
        : report.renderLeftOut() + renderSummary(input.name, checked, report),
    );
  }
  return isWrong ? 1 : 0;
}

function renderSummary(name: string, checked: CheckedLog, report: FindingReport): string {
  const { lines, bytes, events, runs } = checked;
  const size = `${formatAmount(lines, 'line')} (${formatBytes(bytes)})`;
  const held = `${formatAmount(events, 'event')} of ${formatAmount(runs, 'run')}`;
  return `${name}: ${size}, ${held}: ${renderLevels(report.levels)}\n`;
}

function renderJsonSummary(file: string, checked: CheckedLog, report: FindingReport): string {
  const { error: errors, warning: warnings, note: notes } = report.levels;
  const summary = { ...checked, errors, warnings, notes, counts: report.countsByCode };
  return `${JSON.stringify({ file, summary })}\n`;
}
