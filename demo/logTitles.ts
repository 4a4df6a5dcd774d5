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

/** Descriptions of the streams, each a sentence. */
export const LOG_DETAILS: ReadonlyMap<string, string> = new Map([
  ['real-diabetes', 'A recorded training; its path goes down a made-up surface.'],
  ['real-iris', 'A recorded training; its path goes down a made-up surface.'],
  [
    'real-two-runs-concurrent',
    'Two runs of one backend, their events mixed; the one that began last is shown.',
  ],
  [
    'real-reconnect-midrun',
    'The link broke and came back: the steps in between are missing, and the line is broken there.',
  ],
  ['real-late-join', 'A client that came when the run had begun, and was sent what it lacked.'],
  ['real-restart-midrun', 'The backend began anew in the middle of a run.'],
  ['real-fit-failure', 'A training that ended with an error.'],
  ['real-nan-regression', 'A backend that wrote NaN where JSON has none; those messages are refused.'],
  ['real-steps0', 'A run that ended where it began.'],
  ['real-steps1', 'A run of a single step.'],
  ['variant-kind-multi_hill', 'A surface of hills for which none were given.'],
  ['variant-kind-saddle', 'A surface of a kind that is not in the contract, and so is not drawn.'],
]);
