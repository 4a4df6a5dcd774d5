import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { encodeNpy, encodeRawGrid } from '../../projection/encodeGrid.js';
import { isNpy } from '../../surface/grid/npyHeader.js';
import { CommandFailure, describeFailure } from '../commandFailure.js';
import type { CommandHost } from '../commandHost.js';
import { describeReadFailure } from '../log/logInput.js';
import { parseCount, parsePositive } from '../parseOption.js';
import { formatBytes } from '../terminal/formatAmount.js';
import { writeText } from '../terminal/writeText.js';
import { findHdf5Start } from './findHdf5Start.js';
import { convertSurface, type ConvertedSurface } from './convertSurface.js';
import { isZip } from './isZip.js';
import { isText } from './parseTable.js';
import { readCsv } from './readCsv.js';
import { readNpy } from './readNpy.js';
import { orient, type SampledArray } from './sampledArray.js';

interface ConvertOptions {
  readonly output?: string;
  readonly dataset?: string;
  readonly transpose?: true;
  readonly resample?: number;
  readonly domainHalf?: number;
  readonly keepMinusOne?: true;
  readonly float32?: true;
  readonly runId: string;
  readonly assetUrl?: string;
}

const HELP = `
Reads the files of loss-landscape's plot_surface.py (Li et al. 2018): \`xcoordinates\`, \`ycoordinates\` and \`train_loss\`.
They have the shape (x, y) and the order of (y, x): rows are of one y, and so they are read. Where another program
wrote entry [i][j] for (x[i], y[j]), say --transpose.

Writes raw little-endian float32, or .npy where the output's name ends so, and prints the payload that announces it.
Where float32 would lose more than 0.1 % of the range of the losses it writes a .npy file of float64, and says so.

Examples:
  $ gradient-descent-viz convert resnet56_surface.h5
  $ gradient-descent-viz convert surface.h5 --dataset surface/test_loss -o test.f32
  $ gradient-descent-viz convert surface.npz --dataset losses
  $ gradient-descent-viz convert surface.csv
  $ gradient-descent-viz convert losses.npy --domain-half 1 --resample 129
`;

const NAMED_OTHERWISE =
  'It is a .npy file though its name does not end in .npy: the component knows it by its first bytes.';

/** `convert SURFACE`: a sampled loss surface as the asset that the contract asks for. */
export function createConvertCommand(host: CommandHost): Command {
  return new Command('convert')
    .summary('make a sampled surface what the contract asks for')
    .description(
      'Turns a sampled loss surface (.h5 of loss-landscape, .npy, .npz, .csv) into the asset of LOSS_SURFACE_GRID_READY.',
    )
    .argument('<surface>', 'an HDF5, .npy or .npz file, or a table of x, y and loss')
    .option(
      '-o, --output <file>',
      'where to write it (beside the input, as .f32, or .npy where it is float64)',
    )
    .option(
      '--dataset <name>',
      'dataset (path in an HDF5 file), array or column of the losses (train_loss, loss)',
    )
    .option('--transpose', 'the first axis of the array is x, not y')
    .option('--resample <n>', 'sample anew, n a side, by bilinear interpolation', parseNodes)
    .option(
      '--domain-half <number>',
      'half the side of the domain, where the file has no coordinates',
      parsePositive,
    )
    .option('--keep-minus-one', 'a loss of -1 is a loss, and not one that was not computed')
    .option('--float32', 'write float32 even where that loses small differences on a large loss')
    .option('--run-id <id>', 'run_id of the payload that is printed', 'run_1')
    .option('--asset-url <url>', 'asset_url of that payload (the name of the file)')
    .addHelpText('after', HELP)
    .action((file: string, options: ConvertOptions) => convert(file, options, host));
}

async function convert(file: string, options: ConvertOptions, host: CommandHost): Promise<void> {
  const converted = await convertFile(file, options);
  const { samples, nodes } = converted;
  const output = options.output ?? nameOutput(file, samples instanceof Float64Array);
  // Raw samples are float32; a .npy file is known by its first bytes, whatever its name.
  const isArray = samples instanceof Float64Array || output.endsWith('.npy');
  const bytes = isArray ? encodeNpy(samples, nodes) : encodeRawGrid(samples);
  await writeOutput(output, bytes, path.resolve(file));
  const payload = {
    run_id: options.runId,
    asset_url: options.assetUrl ?? path.basename(output),
    grid_format: isArray ? 'npy' : 'float32',
    resolution: nodes,
    domainHalf: converted.domainHalf,
    zScale: converted.zScale,
    source: 'measured',
  };
  const lines = [
    `${output}: ${nodes} × ${nodes} samples, ${formatBytes(bytes.length)}.`,
    ...converted.notes,
    ...(isArray && !output.endsWith('.npy') ? [NAMED_OTHERWISE] : []),
    'Payload of LOSS_SURFACE_GRID_READY, with your run_id and the address at which the file is served:',
  ];
  await writeText(host.stderr, `${lines.join('\n')}\n`);
  await writeText(host.stdout, `${JSON.stringify(payload, null, 2)}\n`);
}

/** A file beside the input, but never the input itself. */
function nameOutput(file: string, isFloat64: boolean): string {
  const extension = path.extname(file);
  const name = file.slice(0, file.length - extension.length);
  if (!isFloat64) return `${name}.f32`;
  return extension === '.npy' ? `${name}.float64.npy` : `${name}.npy`;
}

async function convertFile(file: string, options: ConvertOptions): Promise<ConvertedSurface> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new CommandFailure(describeReadFailure(file, error));
  });
  try {
    return convertSurface(await readSamples(bytes, file, options), {
      resample: options.resample ?? null,
      domainHalf: options.domainHalf ?? null,
      hasUnfinished: options.keepMinusOne !== true,
      isFloat32: options.float32 === true,
    });
  } catch (error) {
    throw error instanceof CommandFailure ? new CommandFailure(`${file}: ${error.message}`) : error;
  }
}

async function readSamples(bytes: Uint8Array, file: string, options: ConvertOptions): Promise<SampledArray> {
  const isTransposed = options.transpose === true;
  const { dataset } = options;
  if (findHdf5Start(bytes) >= 0) {
    // Imported on demand: the reader has 0.2 MB.
    const { readHdf5 } = await import('./readHdf5.js');
    return readHdf5(bytes, { dataset: dataset ?? 'train_loss', isTransposed, file });
  }
  if (isNpy(bytes)) return orient(readNpy(bytes), isTransposed);
  if (isZip(bytes)) {
    const { readNpz } = await import('./readNpz.js');
    return readNpz(bytes, { dataset, isTransposed });
  }
  if (bytes.length === 0) throw new CommandFailure('is empty.');
  if (isText(bytes)) return readCsv(bytes, { dataset, isTransposed });
  throw new CommandFailure(
    'expected HDF5, .npy, .npz or a table of x, y and loss, found the first bytes of none. A raw float32 file needs no conversion.',
  );
}

async function writeOutput(output: string, bytes: Uint8Array, input: string): Promise<void> {
  if (path.resolve(output) === input)
    throw new CommandFailure(`${output}: is the input itself: name another file with --output.`);
  await writeFile(output, bytes).catch((error: unknown) => {
    throw new CommandFailure(`${output}: cannot be written: ${describeFailure(error)}`);
  });
}

function parseNodes(text: string): number {
  const nodes = parseCount(text);
  if (nodes >= 2 && nodes <= 4096) return nodes;
  throw new InvalidArgumentError('Expected an integer from 2 to 4096.');
}
