/** What of a series says which it is. */
interface Named {
  readonly name: string;
  readonly split: string;
}

/** The order in which series are listed: by name, then by split, by their code units. */
export function compareNames(a: Named, b: Named): number {
  return compareTexts(a.name, b.name) || compareTexts(a.split, b.split);
}

/** The order in which series are kept where there are too many: losses before the others. */
export function compareWorth(a: Named, b: Named): number {
  return Number(isLoss(b)) - Number(isLoss(a)) || compareNames(a, b);
}

/** The key of a series; the length makes it unambiguous, whatever the two hold. */
export function createSeriesKey(name: string, split: string): string {
  return `${name.length}:${name}${split}`;
}

function isLoss({ name }: Named): boolean {
  return name.toLowerCase().includes('loss');
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
