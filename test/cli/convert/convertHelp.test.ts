import { expect, it } from 'vitest';
import { runCommand } from '../runCommand.js';

/** What the help says of each option, in a line as wide as it takes. */
const OPTIONS = [
  '-o, --output <file> where to write it (beside the input, as .f32, or .npy where it is float64)',
  '--dataset <name> dataset (path in an HDF5 file), array or column of the losses (train_loss, loss)',
  '--transpose the first axis of the array is x, not y',
  '--resample <n> sample anew, n a side, by bilinear interpolation',
  '--domain-half <number> half the side of the domain, where the file has no coordinates',
  '--keep-minus-one a loss of -1 is a loss, and not one that was not computed',
  '--float32 write float32 even where that loses small differences on a large loss',
  '--run-id <id> run_id of the payload that is printed (default: "run_1")',
  '--asset-url <url> asset_url of that payload (the name of the file)',
];

it.each(OPTIONS)('convert --help has the whole of: %s', async (option) => {
  const { stdout } = await runCommand(['convert', '--help']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(` ${option} `);
});
