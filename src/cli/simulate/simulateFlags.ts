import { Option } from 'commander';
import { OPTIMIZER_NAMES, type OptimizerName } from '../../descent/optimizers/optimizerOptions.js';
import { DEFAULT_DOMAIN_HALF } from '../../protocol/events.js';
import { ALLOW_ORIGIN_HELP } from '../admitPages.js';
import {
  MAX_CLIENTS_HELP,
  parseCount,
  parseMaxClients,
  parseOrigins,
  parsePort,
  parsePositive,
} from '../parseOption.js';
import { SURFACE_NAMES, type SurfaceChoice } from './chooseSurface.js';
import { createOptimizerFlags, OPTIMIZER_SETTINGS } from './optimizerFlags.js';
import {
  parseId,
  parseNodes,
  parseNotNegative,
  parseNumber,
  parseParams,
  parsePlace,
  parseStartTime,
  parseStepMs,
  parseZScale,
} from './parseSimulateOption.js';
import type { ServeRunOptions } from './serveRun.js';

/** The options of `simulate`; for those of the optimizers see `chooseOptimizer`. */
export interface SimulateOptions extends SurfaceChoice, Omit<ServeRunOptions, 'port'> {
  readonly optimizer?: OptimizerName;
  readonly start?: { readonly x: number; readonly y: number };
  readonly steps?: number;
  readonly tolGrad?: number;
  readonly tolStep?: number;
  readonly training?: true;
  readonly epochs?: number;
  readonly firstLoss?: number;
  readonly lastLoss?: number;
  readonly noise?: number;
  readonly goalLoss?: number;
  readonly losses?: string;
  readonly seed?: number;
  readonly stepMs?: number;
  readonly startTime?: number;
  readonly project: string;
  readonly run: string;
  readonly output?: string;
  readonly port?: number;
}

const DESCENT_NAMES = ['optimizer', 'start', 'steps', 'tolGrad', 'tolStep', ...OPTIMIZER_SETTINGS];
const MADE_UP_NAMES = ['epochs', 'firstLoss', 'lastLoss', 'noise'];

/** The flags of `simulate`, in the order of its help. */
export function createSimulateFlags(): Option[] {
  return [
    ...grouped('Surface:', createSurfaceFlags()),
    ...grouped("An optimizer's run:", [...createDescentFlags(), ...createOptimizerFlags()]),
    ...grouped('An illustrated training:', createTrainingFlags()),
    ...grouped('Output:', createOutputFlags()),
  ];
}

function grouped(heading: string, flags: readonly Option[]): Option[] {
  return flags.map((flag) => flag.helpGroup(heading));
}

function createSurfaceFlags(): Option[] {
  return [
    new Option('--surface <name>', 'which surface').choices(SURFACE_NAMES).default('fixed_example'),
    new Option('--params <json>', "parameters of the formula, where they are not the contract's").argParser(
      parseParams,
    ),
    new Option(
      '--domain-half <n>',
      `half the side of the domain of a formula (${DEFAULT_DOMAIN_HALF})`,
    ).argParser(parsePositive),
    new Option('--z-scale <n>', 'scene units per loss unit').argParser(parseZScale),
    new Option('--nodes <n>', 'samples a side of a test function (65)').argParser(parseNodes),
  ];
}

function createDescentFlags(): Option[] {
  return [
    new Option('--optimizer <name>', 'which optimizer goes down')
      .choices(OPTIMIZER_NAMES)
      .conflicts(['training', 'losses', 'goalLoss', ...MADE_UP_NAMES]),
    new Option('--start <x,y>', "where it begins, in surface units (the surface's own)").argParser(
      parsePlace,
    ),
    new Option('--steps <n>', 'the most steps (1000)').argParser(parseCount),
    new Option('--tol-grad <n>', 'length of the gradient at which it ends (1e-6)').argParser(
      parseNotNegative,
    ),
    new Option('--tol-step <n>', 'length of a move at which it ends (1e-9)').argParser(parseNotNegative),
  ];
}

function createTrainingFlags(): Option[] {
  return [
    new Option('--training', 'a training, its losses made up').conflicts(DESCENT_NAMES),
    new Option('--epochs <n>', 'how many losses (100)').argParser(parseCount),
    new Option('--first-loss <n>', 'the loss that it begins with (2.3)').argParser(parseNumber),
    new Option('--last-loss <n>', 'the loss that it falls toward (0.05)').argParser(parseNumber),
    new Option('--noise <n>', 'part of the loss that an epoch is off at most (0.05)').argParser(
      parseNotNegative,
    ),
    new Option(
      '--losses <file>',
      'a training whose losses are read, one a line; - as they are piped in',
    ).conflicts([...DESCENT_NAMES, ...MADE_UP_NAMES]),
    new Option('--goal-loss <n>', 'the loss at which it is expected to end').argParser(parseNumber),
  ];
}

function createOutputFlags(): Option[] {
  return [
    new Option('--seed <n>', "of a training's way and losses (1), or of an optimizer's start").argParser(
      parseCount,
    ),
    new Option('--step-ms <n>', 'time between two steps (50), of a training two losses (500)').argParser(
      parseStepMs,
    ),
    new Option('--start-time <ms>', 'Unix time of the first event (now)').argParser(parseStartTime),
    new Option('--project <id>', 'project_id of the events').argParser(parseId).default('simulation'),
    new Option('--run <id>', 'run_id of the events').argParser(parseId).default('run_1'),
    new Option('-o, --output <file>', 'where to write (standard output); written over'),
    new Option('--port <n>', 'serve it as it goes on; 0 takes a free port')
      .argParser(parsePort)
      .conflicts(['output', 'startTime']),
    new Option('--host <address>', 'address to listen on').default('127.0.0.1'),
    new Option('--allow-origin <url>', ALLOW_ORIGIN_HELP).argParser(parseOrigins).default([]),
    new Option('--max-clients <n>', MAX_CLIENTS_HELP).argParser(parseMaxClients),
  ];
}
