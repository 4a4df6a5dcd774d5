import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS, OPTIMIZER_NAMES } from '../../../src/descent/optimizers/optimizerOptions.js';
import { TEST_FUNCTIONS } from '../../../src/descent/testFunctions/testFunctions.js';
import { parseReport } from '../../../src/cli/simulate/parseReport.js';
import { SURFACE_KINDS } from '../../../src/protocol/index.js';
import { runCommand } from '../runCommand.js';

const SURFACES = [...SURFACE_KINDS, ...Object.keys(TEST_FUNCTIONS)].join(', ');
const SGD = ['--optimizer', 'sgd'];
const FLAT = [...SGD, '--surface', 'bowl', '--params', '{"a":0,"b":0}'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gdv-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the options of simulate', () => {
  it('have help with examples, and a flag for every setting of every optimizer', async () => {
    const { stdout, exitCode } = await runCommand(['simulate', '--help']);
    expect(stdout).toMatch(/Examples:\n {2}\$ gradient-descent-viz simulate /);
    for (const name of OPTIMIZER_NAMES) {
      for (const setting of Object.keys(OPTIMIZER_DEFAULTS[name])) {
        const flag = setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        expect(stdout).toContain(` --${flag} `);
      }
    }
    expect(exitCode).toBe(0);
  });

  it.each([
    [[], 'expected --optimizer and its name, or --training, or --losses'],
    [[...SGD, '--surface', 'bowll'], `Allowed choices are ${SURFACES}.`],
    [['--optimizer', 'adamm'], `Allowed choices are ${OPTIMIZER_NAMES.join(', ')}.`],
    [
      ['--optimizer', 'adam', '--momentum', '1'],
      '--momentum: adam has no such option; it has --learning-rate',
    ],
    [['--optimizer', 'adam', '--beta1', '1'], 'adam: beta1: expected a number in [0, 1), got 1'],
    [[...SGD, '--learning-rate', '-1'], 'Expected a number of at least 0.'],
    [[...SGD, '--learning-rate', ''], 'Expected a number of at least 0.'],
    [[...SGD, '--nesterov'], 'nesterov'],
    [[...SGD, '--training'], "'--optimizer <name>' cannot be used with option '--training'"],
    [[...SGD, '--goal-loss', '1'], "cannot be used with option '--goal-loss <n>'"],
    [['--training', '--steps', '9'], "'--training' cannot be used with option '--steps <n>'"],
    [['--training', '--beta1', '0'], "'--training' cannot be used with option '--beta1 <n>'"],
    [['--losses', 'x', '--epochs', '9'], "cannot be used with option '--epochs <n>'"],
    [['--training', '--epochs', '0'], 'epochs: expected an integer of at least 1, got 0'],
    [['--training', '--noise', '1'], 'noise: expected a number in [0, 1), got 1'],
    [['--training', '--first-loss', 'x'], 'Expected a finite number.'],
    [['--training', '--seed', '0.5'], 'Expected an integer of at least 0.'],
    [[...SGD, '--start', '1'], 'Expected x,y in surface units'],
    [[...SGD, '--start', '1,'], 'Expected x,y in surface units'],
    [[...SGD, '--start', '1,2,3'], 'Expected x,y in surface units'],
    [[...SGD, '--params', '[]'], 'Expected a JSON object'],
    [[...SGD, '--params', '{'], 'Expected a JSON object'],
    [[...SGD, '--params', '{"a":1}'], '--params: fixed_example has no a; it has none'],
    [
      [...SGD, '--surface', 'bowl', '--params', '{"q":1}'],
      'bowl has no q; it has a, b, tiltX, tiltY, offset',
    ],
    [[...SGD, '--surface', 'bowl', '--params', '{"a":"1"}'], '--params.a: expected a finite number'],
    [[...SGD, '--surface', 'multi_hill', '--params', '{"hills":[{"x":1}]}'], '--params.hills[0].y: expected'],
    [[...SGD, '--surface', 'beale', '--params', '{}'], '--params: beale is a test function'],
    [[...SGD, '--surface', 'beale', '--domain-half', '2'], '--domain-half: beale is a test function'],
    [[...SGD, '--domain-half', '1e-300'], '--domain-half: expected a finite number above 0, got 1e-300'],
    [[...SGD, '--surface', 'beale', '--nodes', '1025'], 'Expected an integer from 2 to 1024.'],
    [[...SGD, '--nodes', '9'], '--nodes: fixed_example is sent as a formula'],
    [[...SGD, '--z-scale', '0'], 'Expected a finite number other than 0.'],
    [[...SGD, '--start-time', '1700000000'], 'Expected Unix time in milliseconds'],
    [[...SGD, '--step-ms', '86400001'], 'a day at most'],
    [[...SGD, '--project', ''], 'Expected a text that is not empty.'],
    [[...SGD, '--port', '0', '-o', 'x'], "cannot be used with option '-o, --output <file>'"],
    [
      [...SGD, '--port', '0', '--start-time', '1700000000000'],
      "cannot be used with option '--start-time <ms>'",
    ],
  ])('end it with 2 where they are %j', async (args, says) => {
    const { exitCode, stdout, stderr } = await runCommand(['simulate', ...args]);
    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([
    [[...SGD, '--start', '1e200,0'], 'the surface has no finite value at the start'],
    [[...FLAT, '--domain-half', '1e-30', '--start', '1e30,0'], 'start: point0: expected finite x and y'],
    [['--losses', 'nowhere.txt'], 'nowhere.txt: there is no such file.'],
    [['--losses', import.meta.dirname], 'expected a file, found a folder.'],
    [[...SGD, '-o', path.join(import.meta.dirname, 'nowhere', 'x')], 'x: cannot be written: no such file'],
    [['--losses', 'a.txt', '-o', './a.txt'], 'is the input itself'],
  ])('end it with 1, and a sentence, where they are %j', async (args, says) => {
    const { exitCode, stderr } = await runCommand(['simulate', ...args]);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });

  it('leave a file as it is where a run does not begin', async () => {
    const file = path.join(folder, 'kept.ndjson');
    writeFileSync(file, 'kept');
    await runCommand(['simulate', ...SGD, '--start', '1e200,0', '-o', file]);
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });
});

describe('a line of losses', () => {
  it.each([
    ['0.25', 0.25],
    [' -1e-3\r', -0.001],
    ['NaN', NaN],
    ['-inf', NaN],
    ['Infinity', NaN],
    ['{"loss": 3}', 3],
    ['{"loss": null}', NaN],
    ['{"a": [NaN], "loss": NaN, "b": -Infinity}', NaN],
    ['', null],
    ['{"epoch": 3}', null],
  ])('reads %j as %s', (line, loss) => {
    expect(parseReport(line, 'x:1')).toEqual(loss === null ? null : { loss });
  });

  it.each(['epoch 3', '[1]', '"1"', '{"loss": "1"}', '{"loss": 1', '1,2', 'null'])('is not %j', (line) => {
    expect(() => parseReport(line, 'losses.txt:7')).toThrow(
      /^losses\.txt:7: expected a number, or a JSON object/,
    );
  });
});
