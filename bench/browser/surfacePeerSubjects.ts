import * as echarts from 'echarts';
import 'echarts-gl';
import { newPlot, purge } from 'plotly.js-gl3d-dist-min';
import { FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './frameElement.js';
import type { FreshSubject } from './surfaceSubject.js';

/** plotly.js, a surface trace: its rows are views of the bytes. Without a title's margins, all else by default. */
export const freshPlotly: FreshSubject = {
  name: 'plotly.js',
  sendsBytes: false,
  givesContextBack: false,
  mount(element, bytes, nodes) {
    const z = Array.from({ length: nodes }, (_, j) => new Float32Array(bytes, 4 * nodes * j, nodes));
    void newPlot(element, [{ type: 'surface', z }], {
      width: FRAME_WIDTH_PX,
      height: FRAME_HEIGHT_PX,
      margin: { l: 0, r: 0, t: 0, b: 0 },
    });
    return () => purge(element);
  },
};

/**
 * echarts-gl, a surface series: it wants x, y and z of every sample, in one array of numbers. Without its lines along
 * the cells, which the others do not draw either, and in one colour; all else by default.
 */
export const freshEcharts: FreshSubject = {
  name: 'echarts-gl',
  sendsBytes: false,
  givesContextBack: false,
  mount(element, bytes, nodes) {
    const chart = echarts.init(element);
    chart.setOption({
      xAxis3D: { type: 'value' },
      yAxis3D: { type: 'value' },
      zAxis3D: { type: 'value' },
      grid3D: {},
      series: [
        {
          type: 'surface',
          dataShape: [nodes, nodes],
          data: toPoints(new Float32Array(bytes), nodes),
          wireframe: { show: false },
        },
      ],
    });
    return () => chart.dispose();
  },
};

function toPoints(samples: Float32Array, nodes: number): Float32Array {
  const points = new Float32Array(3 * samples.length);
  for (let n = 0; n < samples.length; n++) {
    points[3 * n] = (2 * (n % nodes)) / (nodes - 1) - 1;
    points[3 * n + 1] = (2 * Math.floor(n / nodes)) / (nodes - 1) - 1;
    points[3 * n + 2] = samples[n]!;
  }
  return points;
}
