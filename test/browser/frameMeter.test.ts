import { afterEach, expect, it, vi } from 'vitest';
import { FrameMeter } from '../../src/scene/stage/frameMeter.js';

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform int rounds;
out vec4 color;
void main() {
  float sum = 0.0;
  for (int i = 0; i < rounds; i++) sum = sin(sum + gl_FragCoord.x);
  color = vec4(sum);
}`;

let context: WebGL2RenderingContext;

/** A context, and what draws a triangle over all of it that computes for a while. */
function createDrawing(): (rounds: number) => void {
  const canvas = document.createElement('canvas');
  context = canvas.getContext('webgl2')!;
  const program = context.createProgram();
  for (const [type, text] of [
    [context.VERTEX_SHADER, VERTEX],
    [context.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = context.createShader(type)!;
    context.shaderSource(shader, text);
    context.compileShader(shader);
    context.attachShader(program, shader);
  }
  context.linkProgram(program);
  context.useProgram(program);
  const place = context.getUniformLocation(program, 'rounds');
  return (rounds) => {
    context.uniform1i(place, rounds);
    context.drawArrays(context.TRIANGLES, 0, 3);
  };
}

afterEach(() => {
  context.getExtension('WEBGL_lose_context')?.loseContext();
});

/** The cost of a drawing, in ms; drawn again where a busy machine leaves no sure figure. */
async function measure(draw: () => void): Promise<number> {
  let costMs: number | null = null;
  const meter = new FrameMeter((ms) => (costMs = ms));
  await vi.waitFor(() => {
    if (costMs === null) {
      draw();
      meter.start(context);
    }
    expect(costMs).not.toBe(null);
  });
  meter.stop();
  return costMs!;
}

it('says what a drawing costs: more where more is computed', async () => {
  const draw = createDrawing();
  await measure(() => draw(1));
  // What else the machine does may come into any one of them.
  await vi.waitFor(async () => {
    const least = await measure(() => draw(1));
    const much = await measure(() => draw(3000));
    expect(much).toBeGreaterThan(2 * least);
  });
});

it('measures one drawing at a time', () => {
  createDrawing()(1);
  const meter = new FrameMeter(() => undefined);
  expect(meter.start(context)).toBe(true);
  expect(meter.start(context)).toBe(false);
  meter.stop();
  expect(meter.start(context)).toBe(true);
  meter.stop();
});

it('says nothing of a drawing that was stopped or whose context was lost, nor measures with a lost one', async () => {
  const draw = createDrawing();
  const costs: number[] = [];
  const meter = new FrameMeter((ms) => costs.push(ms));
  const deleted = vi.spyOn(context, 'deleteSync');
  draw(1);
  meter.start(context);
  meter.stop();
  expect(deleted).toHaveBeenCalledTimes(1);
  draw(1);
  meter.start(context);
  context.getExtension('WEBGL_lose_context')!.loseContext();
  expect(meter.start(context)).toBe(false);
  await vi.waitFor(() => expect(deleted).toHaveBeenCalledTimes(2));
  // Of another context, so that a figure of the others would have come by now.
  const drawAnew = createDrawing();
  drawAnew(1);
  await vi.waitFor(() => {
    meter.start(context);
    expect(costs).toHaveLength(1);
  });
  meter.stop();
});
