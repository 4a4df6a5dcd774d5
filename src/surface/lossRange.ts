/**
 * The range of losses for height and colour: `auto`, all but single samples that would flatten the rest; `full`, all; or
 * from one loss to another. Losses beyond are drawn at its ends.
 */
export type LossRangeSetting = 'auto' | 'full' | readonly [min: number, max: number];

/** Whether a host's value is a setting: two losses have to be finite in float32, the first below the second. */
export function isLossRange(value: unknown): value is LossRangeSetting {
  if (value === 'auto' || value === 'full') return true;
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [min, max] = value as readonly unknown[];
  return isLoss(min) && isLoss(max) && min < max;
}

function isLoss(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(Math.fround(value));
}
