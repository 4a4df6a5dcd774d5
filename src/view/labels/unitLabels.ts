import type { Counted } from './labelKinds.js';

/** Amounts with their units. */
export interface UnitLabels {
  readonly seconds: Counted;
  readonly minutes: Counted;
  readonly hours: Counted;
  readonly bytes: Counted;
  readonly kilobytes: Counted;
  readonly megabytes: Counted;
  readonly pixels: Counted;
  readonly percent: Counted;
}

export const ENGLISH_UNITS: UnitLabels = {
  seconds: (text) => `${text} s`,
  minutes: (text) => `${text} min`,
  hours: (text) => `${text} h`,
  bytes: (text) => `${text} B`,
  kilobytes: (text) => `${text} kB`,
  megabytes: (text) => `${text} MB`,
  pixels: (text) => `${text} px`,
  percent: (text) => `${text} %`,
};
