/** Titles by a log's id, in the order in which the logs are listed. */
export type LogTitles = ReadonlyMap<string, string>;

/** Compares two logs' ids for the order in which they are listed: those with a title first, then by name. */
export function compareLogIds(a: string, b: string, titles: LogTitles): number {
  return placeOf(a, titles) - placeOf(b, titles) || a.localeCompare(b, 'en');
}

function placeOf(id: string, titles: LogTitles): number {
  const place = [...titles.keys()].indexOf(id);
  return place === -1 ? titles.size : place;
}

/** The title of a log on the page: `my-first_run` becomes `My first run` where it has no title. */
export function computeLogTitle(id: string, titles: LogTitles): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return titles.get(id) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
