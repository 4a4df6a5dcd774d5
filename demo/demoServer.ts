import {
  createDashboardServer,
  type DashboardServer,
  type DashboardServerOptions,
} from '../src/dashboard/server/dashboardServer.js';
import { createTrainingRuns } from './trainingRuns.js';
import { computeIrisRun, IRIS_RUN_ID } from '../examples/iris/irisRun.js';
import { LOG_DETAILS, LOG_TITLES } from './logTitles.js';

/** Creates the dashboard's server with the run on Iris added to the given options, and the training on digits if they have no runs. */
export async function createDemoServer(options: DashboardServerOptions): Promise<DashboardServer> {
  const iris = {
    title: 'Iris, true loss',
    detail:
      'Two weights on the petals of Iris: the surface is their loss, measured at every point of a grid.',
    compute: () => {
      const { ndjson, grid } = computeIrisRun(Date.now());
      return { ndjson, assets: new Map([[`/${grid.url}`, grid.bytes]]) };
    },
  };
  const training = options.runs === undefined ? createTrainingRuns(options.onProblem ?? console.error) : null;
  const server = await createDashboardServer({
    ...(training === null ? {} : { runs: training.runs }),
    ...options,
    computed: new Map([[IRIS_RUN_ID, iris]]),
    titles: LOG_TITLES,
    details: LOG_DETAILS,
  });
  return {
    ...server,
    close() {
      training?.close();
      return server.close();
    },
  };
}
