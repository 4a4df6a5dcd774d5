import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandFailure } from '../../../src/cli/commandFailure.js';
import { findHdf5Start } from '../../../src/cli/convert/findHdf5Start.js';
import { readHdf5 } from '../../../src/cli/convert/readHdf5.js';
import expected from '../../fixtures/hdf5/expected.json' with { type: 'json' };
import { describeRewriting } from '../../../src/cli/convert/hdf5Rewriting.js';
import { runCommand } from '../runCommand.js';
import { describeOnce, itOnce, scaled } from '../../support/testLength.js';

const FOLDER = path.join(import.meta.dirname, '../../fixtures/hdf5');
const NAMES = Object.keys(expected) as (keyof typeof expected)[];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-hdf5-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function convert(name: string, ...options: string[]) {
  const output = path.join(folder, 'out.f32');
  return runCommand(['convert', path.join(FOLDER, name), '-o', output, ...options]);
}

describeOnce('convert, of HDF5 as h5py can store it', () => {
  itOnce.each(NAMES)('%s: reads what h5py reads', (name) => {
    const bytes = readFileSync(path.join(FOLDER, name));
    const { values, columns } = readHdf5(bytes, { dataset: 'train_loss', isTransposed: false, file: name });
    const rows = expected[name].map((_, j) =>
      Array.from({ length: columns }, (_value, i) => values[j * columns + i]!),
    );
    expect(rows).toEqual(expected[name]);
  });

  itOnce.each([
    ['deep.h5', ['--dataset', 'runs/7/surface/train_loss']],
    ['deep.h5', ['--dataset', '/runs/7/surface/train_loss']],
    ['deep.h5', ['--dataset', '//runs/./7/surface/train_loss/']],
    ['deep.h5', ['--dataset', 'surface/train_loss']],
    ['deep.h5', []],
    ['deep-latest.h5', ['--dataset', 'surface/train_loss']],
    ['twice.h5', ['--dataset', 'b/train_loss']],
    ['soft-link.h5', ['--dataset', 'real/loss']],
  ])('finds a dataset in groups: %s %j', async (name, options) => {
    const { exitCode, stdout, stderr } = await convert(name, ...options);
    expect(stderr).not.toContain('error');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ resolution: 9, domainHalf: 1 });
  });

  itOnce('says where it found a dataset that was not at the path given', async () => {
    expect((await convert('deep.h5')).stderr).toContain('Losses are those of runs/7/surface/train_loss.');
    expect((await convert('plain.h5')).stderr).not.toContain('Losses are those of');
  });

  itOnce('says how many values were never written, and what they are', async () => {
    const { stderr } = await convert('partly-written.h5');
    expect(stderr).toContain('65 values of train_loss, never written, are its fill value, 7.');
  });
});

const REMEDY = `Write it anew: python3 -c "import h5py; f = h5py.File('${FOLDER}/`;

describeOnce('convert, of HDF5 that it does not read', () => {
  itOnce(
    'writes names into the line of Python so that neither a shell nor Python takes them for more',
    () => {
      const line = describeRewriting(String.raw`it's "50%" $HOME\x`, ['a`b!']);
      expect(line).toContain(String.raw`h5py.File('it\x27s \x2250%\x22 \x24HOME\x5cx')`);
      expect(line).toContain(String.raw`for k in ['a\x60b\x21'] if`);
    },
  );

  itOnce('does not write the file anew over itself', () => {
    expect(describeRewriting('runs/plain.h5', ['a'])).toContain("h5py.File('plain-2.h5', 'w')");
  });

  itOnce.each([
    ['chunked-latest.h5', "has chunks with an index of HDF5 1.10 (h5py's libver='latest')", true],
    ['lzf.h5', 'went through the filter lzf', true],
    ['szip.h5', 'went through the filter szip', true],
    ['scale-offset.h5', 'went through the filter scale-offset', true],
    ['12-bits.h5', 'holds integers of 12 bits in 4 bytes', true],
    ['long-double.h5', 'holds floats of 80 bits', true],
    ['committed.h5', 'has a committed (named) type', true],
    ['external.h5', 'has its entries in another file (external storage)', true],
    ['virtual.h5', 'has its entries in other datasets (a virtual dataset)', true],
    ['external-link.h5', 'it has a link to another file (elsewhere: other.h5:/loss)', true],
    ['complex.h5', 'holds records (complex numbers are records)', false],
    ['records.h5', 'holds records', false],
    ['texts.h5', 'holds texts', false],
    ['lists.h5', 'holds lists of variable length', false],
    ['references.h5', 'holds references', false],
    ['arrays.h5', 'holds arrays', false],
    ['empty.h5', 'is empty', false],
    ['scalar.h5', 'expected two axes, found a single number', false],
    ['three-axes.h5', 'expected two axes, found 3 axes', false],
    ['cut.h5', 'is cut short', false],
    ['twice.h5', "expected a dataset 'train_loss', found a/train_loss, b/train_loss", false],
  ])('%s: says that it %s', async (name, cause, hasRemedy) => {
    const { exitCode, stdout, stderr } = await convert(name);
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(stderr).toContain(`${name}: `);
    expect(stderr).toContain(cause);
    expect(stderr.includes(`${REMEDY}${name}')`)).toBe(hasRemedy);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  itOnce.each([
    [
      'deep.h5',
      'nothing',
      "expected a dataset 'nothing', found runs/7/surface/train_loss, runs/7/surface/xcoordinates",
    ],
    [
      'deep.h5',
      'runs/7',
      "'runs/7' is a group: expected a dataset 'runs/7', found runs/7/surface/train_loss",
    ],
    ['soft-link.h5', 'gone', "'gone' is a link that leads nowhere in this file"],
    ['crowded.h5', 'd99', 'and 43 more'],
    ['plain.h5', 'constructor', "expected a dataset 'constructor', found train_loss"],
  ])('%s --dataset %s: lists what there is', async (name, dataset, says) => {
    const { exitCode, stderr } = await convert(name, '--dataset', dataset);
    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });

  itOnce('writes a command that the shell takes as it stands', async () => {
    const { stderr } = await convert('lzf.h5');
    expect(stderr).toContain(
      `/lzf.h5'); g = h5py.File('plain.h5', 'w'); [g.create_dataset(k, data=f[k][()].astype('f8')) for k in ['train_loss', 'xcoordinates', 'ycoordinates'] if k in f]"`,
    );
  });

  itOnce('says of a checksum that is wrong that it is', async () => {
    const bytes = readFileSync(path.join(FOLDER, 'checked-odd.h5'));
    const start = bytes.indexOf(Buffer.from([3, 2, 2, 2]));
    const spoilt = path.join(folder, 'spoilt.h5');
    bytes[start] = 4;
    writeFileSync(spoilt, bytes);
    const { stderr } = await runCommand(['convert', spoilt]);
    expect(stderr).toMatch(/checksum \(fletcher32\) is not that of its bytes/);
  });
});

/** Numbers as good as random, the same each time (Park and Miller's). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const CUTS = scaled({ short: 12, long: 50 });
const CHANGES = scaled({ short: 20, long: 100 });

describe('convert, of HDF5 that is damaged (seed 7)', () => {
  /** Reads it, or says why not: anything else fails the test. */
  function attempt(bytes: Uint8Array, name: string): boolean {
    if (findHdf5Start(bytes) < 0) return false;
    try {
      readHdf5(bytes, { dataset: 'train_loss', isTransposed: false, file: name });
      return true;
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      expect(error.message).not.toMatch(/Error|undefined|not a function|\[object|\n/);
      return false;
    }
  }

  it.each([...NAMES, 'external-link.h5', 'lzf.h5', 'chunked-latest.h5', 'records.h5'])(
    '%s: reads it or says why not, wherever it is cut and whatever byte is changed',
    (name) => {
      const bytes = readFileSync(path.join(FOLDER, name));
      const random = createRandom(7);
      for (let length = 8; length < bytes.length; length += Math.ceil(bytes.length / CUTS))
        expect(attempt(bytes.subarray(0, length), name)).toBe(false);
      for (let round = 0; round < CHANGES; round++) {
        const spoilt = Uint8Array.from(bytes);
        for (let i = random(3); i >= 0; i--)
          spoilt[random(bytes.length)] = [0, 1, 255, random(256)][random(4)]!;
        attempt(spoilt, name);
      }
    },
  );
});
