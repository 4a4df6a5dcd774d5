/** What of the live benchmark is measured; each is a variable of the environment, its values set apart by commas. */
export interface LiveChoice {
  /** `GDV_LIVE_SUBJECTS`, of `LIVE_SUBJECTS`. */
  readonly subjects: readonly string[];
  /** `GDV_LIVE_RATES`: updates a second. */
  readonly rates: readonly number[];
  /** `GDV_LIVE_LENGTHS`: points that are there before it begins. */
  readonly lengths: readonly number[];
  /** `GDV_LIVE_SECONDS`: how long a cell is measured. */
  readonly seconds: number;
}

/** `high`, `low` and `auto` are the component with that `quality`; `bare` draws the same things with react-three-fiber alone. */
const LIVE_SUBJECTS = ['high', 'low', 'auto', 'bare', 'echarts', 'plotly'] as const;

declare module 'vitest' {
  interface ProvidedContext {
    live: LiveChoice;
  }
}

/** @throws RangeError for a subject that there is not, or what is no number above 0 */
export function readLiveChoice(env: Readonly<Record<string, string | undefined>>): LiveChoice {
  const subjects = env['GDV_LIVE_SUBJECTS']?.split(',') ?? LIVE_SUBJECTS;
  const unknown = subjects.find((name) => !LIVE_SUBJECTS.some((known) => known === name));
  if (unknown !== undefined) {
    throw new RangeError(`GDV_LIVE_SUBJECTS: expected of ${LIVE_SUBJECTS.join(', ')}, got ${unknown}`);
  }
  const numbers = (name: string, otherwise: string): number[] =>
    (env[name] ?? otherwise).split(',').map((text) => {
      const value = Number(text);
      if (!(value > 0)) throw new RangeError(`${name}: expected numbers above 0, got ${text}`);
      return value;
    });
  return {
    subjects,
    rates: numbers('GDV_LIVE_RATES', '4,20,200'),
    lengths: numbers('GDV_LIVE_LENGTHS', '1000,10000,100000'),
    seconds: numbers('GDV_LIVE_SECONDS', '6')[0]!,
  };
}
