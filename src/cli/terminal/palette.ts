import type { CommandHost, CommandOutput } from '../commandHost.js';

/** Colours of a terminal, or none. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  /** What matters less. */
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;
const PLAIN: Palette = { error: plain, warning: plain, note: plain, faint: plain, strong: plain };

/** Codes of ECMA-48, SGR. Node's `styleText` would look at the process's own output, which need not be this one. */
const COLOURED: Palette = {
  error: wrap(31, 39),
  warning: wrap(33, 39),
  note: wrap(36, 39),
  faint: wrap(2, 22),
  strong: wrap(1, 22),
};

function wrap(on: number, off: number): (text: string) => string {
  return (text) => `\x1b[${on}m${text}\x1b[${off}m`;
}

/** Colours where the output is a terminal that has them, and nobody asked for none (https://no-color.org). */
export function selectPalette(output: CommandOutput, env: CommandHost['env']): Palette {
  const isColoured = output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return isColoured ? COLOURED : PLAIN;
}
