import type { CommandHost, CommandOutput } from '../commandHost.js';

/** Colours of a terminal, or none. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  /** For less important text. */
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;
const PLAIN: Palette = { error: plain, warning: plain, note: plain, faint: plain, strong: plain };

/** SGR codes of ECMA-48. Node's `styleText` would check the process's own output, which need not be this one. */
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

/** Colours if the output is a terminal that has them, unless `NO_COLOR` is set (https://no-color.org). */
export function selectPalette(output: CommandOutput, env: CommandHost['env']): Palette {
  const isColoured = output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return isColoured ? COLOURED : PLAIN;
}
