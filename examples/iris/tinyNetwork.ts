/**
 * The smallest neural network with a hidden layer: one input, one tanh unit, one output, no biases, so that
 * `output = v · tanh(w · input)`. It has only two weights, so a surface over them shows its loss completely. The loss is the
 * mean squared error over the whole data set.
 *
 * It is not convex: `(w, v)` and `(-w, -v)` are the same function, so there are two equal valleys, with a saddle at 0.
 */
export interface TinyNetwork {
  lossAt(w: number, v: number): number;
  /** The loss as a function of `v`, for one `w`: what depends on `w` alone is computed once, which makes a grid cheap. */
  lossAlong(w: number): (v: number) => number;
  /** The loss's derivatives by `w` and `v`, in closed form. */
  gradientAt(w: number, v: number): readonly [dw: number, dv: number];
}

/**
 * Creates the network for a data set: `targets[i]` is the wanted output for `inputs[i]`.
 * @throws RangeError if there are no samples, or not as many targets as inputs
 */
export function createTinyNetwork(inputs: readonly number[], targets: readonly number[]): TinyNetwork {
  const n = inputs.length;
  if (n === 0 || targets.length !== n)
    throw new RangeError(`expected as many targets as inputs, got ${targets.length} for ${n}`);

  function lossAlong(w: number): (v: number) => number {
    const hidden = inputs.map((input) => Math.tanh(w * input));
    return (v) => {
      let sum = 0;
      for (let i = 0; i < n; i += 1) {
        const error = v * hidden[i]! - targets[i]!;
        sum += error * error;
      }
      return sum / n;
    };
  }

  return {
    lossAt: (w, v) => lossAlong(w)(v),
    lossAlong,
    gradientAt(w, v) {
      let dw = 0;
      let dv = 0;
      for (let i = 0; i < n; i += 1) {
        const hidden = Math.tanh(w * inputs[i]!);
        const error = v * hidden - targets[i]!;
        dw += error * v * (1 - hidden * hidden) * inputs[i]!;
        dv += error * hidden;
      }
      return [(2 * dw) / n, (2 * dv) / n];
    },
  };
}

/** Options of plain gradient descent on the whole data set. */
export interface DescentOptions {
  readonly start: readonly [w: number, v: number];
  /** Learning rate. */
  readonly eta: number;
  readonly maxSteps: number;
  /** The descent has converged where the gradient is shorter than this. */
  readonly tolGrad: number;
}

/** A descent: its position before each step and after the last. */
export interface Descent {
  /** `points[i]` is the position after `i` steps, with the start first. */
  readonly points: readonly { readonly w: number; readonly v: number; readonly loss: number }[];
  readonly reason: 'converged' | 'max_steps';
}

/** Descends a network's loss: each step goes against the gradient, `eta` times its length. */
export function descend(network: TinyNetwork, { start, eta, maxSteps, tolGrad }: DescentOptions): Descent {
  let [w, v] = start;
  const points = [{ w, v, loss: network.lossAt(w, v) }];
  for (;;) {
    const [dw, dv] = network.gradientAt(w, v);
    if (Math.hypot(dw, dv) < tolGrad) return { points, reason: 'converged' };
    if (points.length > maxSteps) return { points, reason: 'max_steps' };
    w -= eta * dw;
    v -= eta * dv;
    points.push({ w, v, loss: network.lossAt(w, v) });
  }
}

/** Shifts and scales values to mean 0 and variance 1. */
export function standardize(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}
