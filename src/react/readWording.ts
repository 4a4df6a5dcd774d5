import { PLAIN_NUMBERS } from '../view/formatNumber.js';
import type { GradientDescentVizLabelOverrides } from '../view/labels.js';
import { isKnownLocale, numberFormatOf } from '../view/localeNumbers.js';
import { readLabels } from '../view/readLabels.js';
import type { Wording } from '../view/wording.js';
import { readProp, warnOnce } from './readProp.js';

/** The words and the numbers of a host. What makes no sense of its props is named on the console, each label once. */
export function readWording(
  givenLabels: GradientDescentVizLabelOverrides | undefined,
  givenLocale: string | undefined,
): Wording {
  const labels = readProp('labels', givenLabels, isObject, 'an object', undefined);
  const locale = readProp('locale', givenLocale, isLocale, LOCALE, undefined);
  return {
    labels: readLabels(labels, warnOnce),
    numbers: locale === undefined ? PLAIN_NUMBERS : numberFormatOf(locale),
  };
}

const LOCALE = 'a language tag that this host knows';
const isObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
const isLocale = (value: unknown): boolean => typeof value === 'string' && isKnownLocale(value);
