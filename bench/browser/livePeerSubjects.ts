import * as echarts from 'echarts';
import 'echarts-gl';
import { extendTraces, newPlot, purge } from 'plotly.js-gl3d-dist-min';
import { createFrame, FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './frameElement.js';
import {
  computeGround,
  createFirstPoints,
  GROUND_NODES,
  GROUND_PLACES,
  readPoints,
  type Point,
} from './liveGround.js';
import type { Subject } from './subject.js';

const columns = (points: readonly Point[]) => ({
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
  z: points.map(([, , height]) => height),
});

const LINE_AND_MARKER = [1, 2];
const KEPT = [-1, 1];

/** plotly.js: a surface, a line and a marker, both extended in one call; all else by default, but for a title's margins. */
export function mountPlotly(updates: number): Subject {
  const { element, remove } = createFrame();
  const first = createFirstPoints(updates);
  const z = GROUND_PLACES.map((y) => GROUND_PLACES.map((x) => computeGround(x, y)));
  void newPlot(
    element,
    [
      { type: 'surface', x: GROUND_PLACES, y: GROUND_PLACES, z, showscale: false },
      { type: 'scatter3d', mode: 'lines', ...columns(first) },
      { type: 'scatter3d', mode: 'markers', ...columns(first.slice(-1)) },
    ],
    {
      width: FRAME_WIDTH_PX,
      height: FRAME_HEIGHT_PX,
      margin: { l: 0, r: 0, t: 0, b: 0 },
      showlegend: false,
    },
  );
  return {
    append(text) {
      const points = readPoints(text);
      const line = columns(points);
      const marker = columns(points.slice(-1));
      void extendTraces(
        element,
        { x: [line.x, marker.x], y: [line.y, marker.y], z: [line.z, marker.z] },
        LINE_AND_MARKER,
        { x: KEPT, y: KEPT, z: KEPT },
      );
    },
    unmount() {
      loseContexts(element);
      purge(element);
      remove();
    },
  };
}

/**
 * echarts-gl: a surface, a line and a marker, each update one call, whose drawing waits for the next frame: done at once it
 * draws every update, also those that nobody sees. Without the surface's lines along its cells; all else by default.
 */
export function mountEcharts(updates: number): Subject {
  const { element, remove } = createFrame();
  const points = createFirstPoints(updates);
  const ground = GROUND_PLACES.flatMap((y) => GROUND_PLACES.map((x): Point => [x, y, computeGround(x, y)]));
  const chart = echarts.init(element);
  const renewed = (): object[] => [
    { id: 'line', data: points },
    { id: 'marker', data: points.slice(-1) },
  ];
  const [line, marker] = renewed();
  chart.setOption({
    animation: false,
    xAxis3D: { type: 'value' },
    yAxis3D: { type: 'value' },
    zAxis3D: { type: 'value' },
    grid3D: {},
    series: [
      { type: 'surface', dataShape: [GROUND_NODES, GROUND_NODES], data: ground, wireframe: { show: false } },
      { type: 'line3D', lineStyle: { width: 3 }, ...line },
      { type: 'scatter3D', ...marker },
    ],
  });
  return {
    append(text) {
      points.push(...readPoints(text));
      chart.setOption({ series: renewed() }, { lazyUpdate: true });
    },
    unmount() {
      loseContexts(element);
      chart.dispose();
      remove();
    },
  };
}

/** A page has but sixteen, and they do not give theirs back. */
function loseContexts(element: HTMLElement): void {
  for (const canvas of element.querySelectorAll('canvas')) {
    const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
