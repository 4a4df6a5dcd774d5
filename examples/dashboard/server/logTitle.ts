/** Names of the streams that come with the package. */
const KNOWN_TITLES: ReadonlyMap<string, string> = new Map([
  ['iris-true-loss', 'Iris, true loss'],
  ['real-diabetes', 'Diabetes'],
  ['real-iris', 'Iris'],
  ['real-two-runs-concurrent', 'Two runs at once'],
  ['real-reconnect-midrun', 'Reconnected midway'],
  ['real-late-join', 'Joined late'],
  ['real-restart-midrun', 'Backend restarted'],
  ['real-fit-failure', 'Training failed'],
  ['real-nan-regression', 'Bare NaN in the stream'],
  ['real-steps0', 'No steps'],
  ['real-steps1', 'One step'],
  ['variant-kind-multi_hill', 'Hills, none given'],
  ['variant-kind-saddle', 'Unknown surface kind'],
]);

/** Compares two logs' ids for the order in which they are listed: the known ones first, then by name. */
export function compareLogIds(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || a.localeCompare(b, 'en');
}

function placeOf(id: string): number {
  const place = [...KNOWN_TITLES.keys()].indexOf(id);
  return place === -1 ? KNOWN_TITLES.size : place;
}

/** Computes what a log is called on the page: `my-first_run` becomes `My first run`. */
export function computeLogTitle(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return KNOWN_TITLES.get(id) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
