import { createLossRanges } from '../../path/lossRanges.js';
import type { LossPoints } from '../curve/lossSeries.js';
import { roundUp } from './roundSteps.js';

/** All steps are averaged to at most so many parts of 1, 2, 5, 10, … steps each, which stay the same as the run grows. */
const PARTS = 64;
const ranges = createLossRanges(PARTS + 1);

/** Noise is measured over the last so many parts, and at the beginning of a run over as many to come. */
const NOISE_PARTS = 32;

/** Median size of a second difference of independent normal numbers: 0.6745 √6. */
const MEDIAN_SECOND_DIFFERENCE = 1.652;

/** So many parts are averaged. */
const AVERAGED = 6;

/** A gain is one of more than so many times the noise. */
const GAIN = 2.5;

/** A standstill is one of at least this share of the steps so far. */
const LEAST_SHARE = 0.05;

/**
 * For how many steps a loss has not become better; 0 where that is fewer than a twentieth of its steps so far, NaN where it
 * has too few. It became better where the mean of six parts fell below the last such mean that was a gain, by more than two
 * and a half times its noise. That is measured by second differences of the parts, which a trend does not enlarge (T. Gasser,
 * L. Sroka, C. Jennen-Steinmetz 1986, doi:10.1093/biomet/73.3.625). In noise alone the standstill is more than three tenths
 * of all steps in 95 % of the runs.
 * @param until - the newest step that counts
 */
export function computeStandstill(points: LossPoints, until: number): number {
  const end = points.lowerBound(until + 1);
  if (end < 2) return Number.NaN;
  const first = points.stepAt(0);
  const last = points.stepAt(end - 1);
  const width = roundUp((last - first + 1) / PARTS);
  const from = Math.floor(first / width) * width;
  // The last part counts once it is whole.
  const parts = Math.floor((last + 1 - from) / width);
  points.lossRangesInto(parts, from, from + parts * width, ranges);
  const gain = findLastGain(parts);
  if (gain === null) return Number.NaN;
  const steps = last + 1 - (from + (gain + 1) * width);
  return steps >= Math.max(LEAST_SHARE * (last - first + 1), 2 * width) ? steps : 0;
}

/** The last part that was better than all before it; null where fewer than three have a value. */
function findLastGain(parts: number): number | null {
  const means: number[] = [];
  const places: number[] = [];
  for (let part = 0; part < parts; part++) {
    const mean = ranges.mean[part]!;
    if (!Number.isFinite(mean)) continue;
    means.push(mean);
    places.push(part);
  }
  if (means.length < 3) return null;
  const curves = means
    .map((mean, i) => (i < 2 ? 0 : Math.abs(mean - 2 * means[i - 1]! + means[i - 2]!)))
    .slice(2);
  let gain = 0;
  let best = means[0]!;
  for (let i = 1; i < means.length; i++) {
    const to = Math.max(i - 1, NOISE_PARTS);
    const noise = median(curves.slice(Math.max(to - NOISE_PARTS, 0), to)) / MEDIAN_SECOND_DIFFERENCE;
    const averaged = means.slice(Math.max(i - AVERAGED + 1, 0), i + 1);
    const mean = averaged.reduce((sum, one) => sum + one) / averaged.length;
    if (mean >= best - (GAIN * noise) / Math.sqrt(averaged.length)) continue;
    best = mean;
    // The mean goes on to fall for five parts after the parts themselves have come to rest.
    gain = i - averaged.length + 1;
    while (means[gain]! > means[i]! + noise) gain++;
  }
  return places[gain]!;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
