import { PLAIN_NUMBERS } from '../view/formatNumber.js';
import type { GradientDescentVizLabelOverrides } from '../view/labels.js';
import { numberFormatOf } from '../view/localeNumbers.js';
import { readLabels } from '../view/readLabels.js';
import type { Wording } from '../view/wording.js';
import { warnOnce } from './readProp.js';

/**
 * The words and the numbers of a host. What makes no sense of its labels is named on the console, each label once.
 * @param locale - one that `isKnownLocale`; undefined writes plain numbers
 */
export function readWording(
  labels: GradientDescentVizLabelOverrides | undefined,
  locale: string | undefined,
): Wording {
  return {
    labels: readLabels(labels, warnOnce),
    numbers: locale === undefined ? PLAIN_NUMBERS : numberFormatOf(locale),
  };
}
