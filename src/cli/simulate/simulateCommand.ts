import path from 'node:path';
import { Command } from 'commander';
import { createSeededRandom } from '../../maths/seededRandom.js';
import type { Place } from '../../descent/objective.js';
import { simulateLosses } from '../../descent/simulation/simulateLosses.js';
import type { SimulatedSurface } from '../../descent/simulation/simulatedSurface.js';
import { systemClock } from '../../host/systemClock.js';
import { CommandFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { findLogInput, type LogInput } from '../log/logInput.js';
import { formatAmount } from '../terminal/formatAmount.js';
import { writeText } from '../terminal/writeText.js';
import { chooseSurface } from './chooseSurface.js';
import type { RunOutcome } from './emitRun.js';
import { chooseOptimizer } from './optimizerFlags.js';
import { createKnownReports, createReadReports } from './readReports.js';
import { createStampedPace, createTimedPace, REPORTED_PACE, type RunPace } from './runPace.js';
import { serveRun } from './serveRun.js';
import { createDescentRun, createTrainingRun, type SimulatedRun } from './simulatedRun.js';
import { createSimulateFlags, type SimulateOptions } from './simulateFlags.js';
import { writeRun } from './writeRun.js';

const HELP = `
The same options give the same bytes, but for \`ts\`; with --start-time those too. A training's surface and path are made
up; its losses are those that are read, or made up from the seed. With --port the run goes on by the clock, whoever
comes late gets the run so far, and Ctrl-C ends it.

Examples:
  $ gradient-descent-viz simulate --optimizer adam --learning-rate 0.1 --steps 300 > run.ndjson
  $ gradient-descent-viz simulate --surface rosenbrock --optimizer rmsprop --start -1.5,1.8 -o run.ndjson
  $ gradient-descent-viz simulate --training --epochs 40 --seed 7 --port 8000
  $ python train.py | gradient-descent-viz simulate --losses - --port 8000
`;

/** Random starts lie within this share of the domain. */
const START_REACH = 0.8;
const DESCENT_STEP_MS = 50;
const TRAINING_STEP_MS = 500;

/** `simulate`: an optimizer's run, or an illustrated training, as a log or as a backend. */
export function createSimulateCommand(host: CommandHost): Command {
  const command = new Command('simulate')
    .summary('make a run: an optimizer on a surface, or a training that is illustrated')
    .description('Makes a run and writes it as a log, or serves it over WebSocket and server-sent events.');
  for (const flag of createSimulateFlags()) command.addOption(flag);
  return command
    .addHelpText('after', HELP)
    .action((options: SimulateOptions) => simulate(options, host, command));
}

async function simulate(options: SimulateOptions, host: CommandHost, command: Command): Promise<void> {
  if (options.optimizer === undefined && options.training !== true && options.losses === undefined)
    command.error('error: expected --optimizer and its name, or --training, or --losses', { exitCode: 2 });
  const losses = await findLosses(options, host);
  const isReportedLive = losses !== null && losses.sizeBytes === null;
  // If the command does not wait, Ctrl-C ends the process as usual.
  const signal = options.port !== undefined || isReportedLive ? host.interrupt : new AbortController().signal;
  const run = createRun(options, losses, signal, command);
  const pace = choosePace(options, isReportedLive, signal);
  const names = { projectId: options.project, runId: options.run };
  const onEnd = (outcome: RunOutcome): Promise<void> =>
    writeText(host.stderr, `${describeOutcome(outcome, options)}\n`);
  const { port } = options;
  if (port !== undefined) await serveRun(run, names, pace, { ...options, port }, host, onEnd);
  else await onEnd(await writeRun(run, names, pace, options.output ?? null, host));
}

async function findLosses({ losses, output }: SimulateOptions, host: CommandHost): Promise<LogInput | null> {
  if (losses === undefined) return null;
  if (output !== undefined && losses !== '-' && path.resolve(output) === path.resolve(losses))
    throw new CommandFailure(`${output}: is the input itself: name another file with --output.`);
  return findLogInput(losses, host);
}

/** Options that cannot be used end the command with exit code 2. */
function createRun(
  options: SimulateOptions,
  losses: LogInput | null,
  signal: AbortSignal,
  command: Command,
): SimulatedRun {
  try {
    const surface = chooseSurface(options);
    if (options.optimizer === undefined) return createTraining(options, surface, losses, signal);
    // Taken from commander's options by name: the type lists only those that are not of an optimizer.
    const optimizer = chooseOptimizer(options.optimizer, command.opts());
    return createDescentRun({ ...options, surface, optimizer, ...chooseStart(options, surface), signal });
  } catch (error) {
    if (error instanceof RangeError) return command.error(`error: ${error.message}`, { exitCode: 2 });
    throw error;
  }
}

function createTraining(
  options: SimulateOptions,
  surface: SimulatedSurface,
  losses: LogInput | null,
  signal: AbortSignal,
): SimulatedRun {
  const { seed = 1, goalLoss } = options;
  const reports =
    losses === null ? createKnownReports(simulateLosses(options), signal) : createReadReports(losses, signal);
  const goal = goalLoss === undefined ? {} : { goalLoss };
  return createTrainingRun({ surface, seed, ...goal }, reports, signal);
}

/** The start that was given, or a random one from the seed; else the surface's own. */
function chooseStart(
  { start, seed }: SimulateOptions,
  surface: SimulatedSurface,
): { readonly start?: Place } {
  if (start !== undefined || seed === undefined) return start === undefined ? {} : { start };
  const reach = START_REACH * domainHalfOf(surface);
  const random = createSeededRandom(seed);
  return { start: { x: reach * (2 * random.uniform() - 1), y: reach * (2 * random.uniform() - 1) } };
}

function domainHalfOf(surface: SimulatedSurface): number {
  return 'objective' in surface ? surface.objective.domainHalf : surface.domainHalf!;
}

function choosePace(options: SimulateOptions, isReportedLive: boolean, signal: AbortSignal): RunPace {
  const { startTime, stepMs = options.optimizer === undefined ? TRAINING_STEP_MS : DESCENT_STEP_MS } =
    options;
  if (isReportedLive && startTime === undefined) return REPORTED_PACE;
  if (options.port !== undefined) return createTimedPace(stepMs, signal);
  return createStampedPace(startTime ?? systemClock.now(), stepMs);
}

function describeOutcome({ steps, reason }: RunOutcome, { optimizer }: SimulateOptions): string {
  const hint =
    optimizer !== undefined && reason === 'error' ? '; it diverged, try a smaller --learning-rate' : '';
  return `simulated ${formatAmount(steps, 'step')}: ${reason ?? 'no end'}${hint}`;
}
