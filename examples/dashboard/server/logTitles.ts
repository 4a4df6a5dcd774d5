/** Titles of the streams that come with the package, in the order in which they are listed. */
export const LOG_TITLES: ReadonlyMap<string, string> = new Map([
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
