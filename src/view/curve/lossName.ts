/** What the name of a reported series says of it. */
export interface LossName {
  /** Its name without the split, in lower case. */
  readonly plainName: string;
  /** What it was measured on, as the pipeline says it; empty where it does not. */
  readonly split: string;
  readonly isHeldOut: boolean;
  /** Of several losses the one with the least is the run's. */
  readonly rank: number;
  /** Of several held-out splits the one with the least is shown. */
  readonly splitRank: number;
}

/** Held-out splits, those first that a training is judged by while it goes on. */
const HELD_OUT = ['validation', 'valid', 'val', 'dev', 'eval', 'evaluation', 'heldout', 'test'];
const TRAINED = ['train', 'training', 'batch'];
const WHOLE = ['loss', 'total loss', 'full loss', 'objective', 'cost'];

/**
 * Reads whether a reported series is a loss: `loss`, `train_loss`, `val/loss`, `total-loss`, `cross_entropy_loss`, in any
 * case. Its split is what the pipeline says, else a word of its name.
 * @returns null for any other, such as `accuracy`
 */
export function readLossName(name: string, split: string): LossName | null {
  const words = wordsOf(name);
  const plain = words.filter((word) => !HELD_OUT.includes(word) && !TRAINED.includes(word));
  const plainName = plain.join(' ');
  const whole = WHOLE.indexOf(plainName);
  if (whole < 0 && !plain.includes('loss')) return null;
  const inName = words.find((word) => HELD_OUT.includes(word) || TRAINED.includes(word)) ?? '';
  const said = split === '' ? inName : split;
  const heldOut = wordsOf(said).map((word) => HELD_OUT.indexOf(word));
  const splitRank = Math.max(-1, ...heldOut);
  return {
    plainName,
    split: said,
    isHeldOut: splitRank >= 0,
    rank: whole < 0 ? WHOLE.length : whole,
    splitRank,
  };
}

/** `valLoss`, `val_loss` and `Val/Loss` are the same words. */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
