#!/usr/bin/env python3
"""Gradient descent on a logistic regression, as events on standard output, one JSON text a line.

Needs nothing but Python 3.8. The model has two weights, so its loss surface is true: nothing is projected.

    python3 emit_descent.py > run.ndjson
    python3 emit_descent.py --eta 1e300    # diverges, and says so
"""

import argparse
import array
import base64
import json
import math
import random
import struct
import sys
import time
import uuid

BATCH = 10
DOMAIN_HALF = 6.0
SAMPLES = 65


class Emitter:
    """Writes events, each in its envelope."""

    def __init__(self, out, project_id):
        self.out = out
        self.project_id = project_id
        self.epoch = uuid.uuid4().hex
        self.seq = 0
        self.ts = 0

    def emit(self, name, **payload):
        self.seq += 1
        # Never decreases, even if the clock is set back.
        self.ts = max(self.ts, time.time_ns() // 1_000_000)
        envelope = {
            "v": 1,
            "type": "EVENT",
            "project_id": self.project_id,
            "seq": self.seq,
            "ts": self.ts,
            "stage": {"id": "TRAIN", "index": 3, "status": "running"},
            "epoch": self.epoch,
            "event": {"name": name, "payload": payload},
        }
        # Without allow_nan=False a NaN is written as `NaN`, which is not JSON: the whole message would be lost.
        print(json.dumps(envelope, allow_nan=False), file=self.out, flush=True)


def is_drawable(value):
    """Whether a number is finite, in float32 too."""
    try:
        return math.isfinite(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return False


class PathWriter:
    """Writes a path: its start, its points in batches, its end."""

    def __init__(self, emitter, run_id, domain_half):
        self.emitter = emitter
        self.run_id = run_id
        self.domain_half = domain_half
        self.step_start = 0
        self.points = []

    def normalize(self, x, y, loss):
        point = {"x": x / self.domain_half, "y": y / self.domain_half}
        if is_drawable(loss):
            point["loss"] = loss
        return point if is_drawable(point["x"]) and is_drawable(point["y"]) else None

    def start(self, x, y, loss):
        self.emitter.emit(
            "GD_PATH_STARTED",
            run_id=self.run_id,
            space="normalized",
            domainHalf=self.domain_half,
            point0=self.normalize(x, y, loss),
        )

    def add(self, step, x, y, loss):
        point = self.normalize(x, y, loss)
        # A step without a usable point is a hole: the batch ends before it, and step_start of the next one is after it.
        if point is None or step != self.step_start + len(self.points):
            self.flush()
        if point is None:
            return
        if not self.points:
            self.step_start = step
        self.points.append(point)
        if len(self.points) == BATCH:
            self.flush()

    def flush(self):
        if not self.points:
            return
        self.emitter.emit(
            "GD_PATH_UPDATE",
            run_id=self.run_id,
            space="normalized",
            step_start=self.step_start,
            points=self.points,
        )
        self.points = []

    def finish(self, final_step, reason):
        self.flush()
        self.emitter.emit("GD_PATH_FINISHED", run_id=self.run_id, final_step=final_step, reason=reason)


def create_grid_url(loss, domain_half, samples):
    """The samples of a loss as an address that holds them, and the scale at which they are half as high as wide."""
    axis = [-domain_half + 2 * domain_half * i / (samples - 1) for i in range(samples)]
    # Rows run along y, and within a row x runs: x is the inner loop.
    heights = array.array("f", (loss(x, y) for y in axis for x in axis))
    z_scale = domain_half / (max(heights) - min(heights))
    if sys.byteorder == "big":
        heights.byteswap()
    text = base64.b64encode(heights.tobytes()).decode("ascii")
    return "data:application/octet-stream;base64," + text, z_scale


def create_data(count, seed):
    """Hours of study beyond the second, and whether the exam was passed."""
    rng = random.Random(seed)
    hours = [6 * rng.random() for _ in range(count)]
    return [(h - 2, 1.0 if rng.random() < sigmoid(1.2 * (h - 3)) else 0.0) for h in hours]


def sigmoid(z):
    # By tanh, which never overflows: math.exp(710) raises.
    return 0.5 * (1 + math.tanh(z / 2))


def compute_loss(data, slope, offset):
    """Mean cross-entropy."""
    total = 0.0
    for hours, passed in data:
        z = slope * hours + offset
        total += max(z, 0.0) - z * passed + math.log1p(math.exp(-abs(z)))
    return total / len(data)


def compute_gradient(data, slope, offset):
    errors = [(sigmoid(slope * hours + offset) - passed, hours) for hours, passed in data]
    return sum(e * hours for e, hours in errors) / len(data), sum(e for e, _ in errors) / len(data)


def descend(data, path, slope, offset, eta, steps, tol_grad):
    """Runs the descent. Its path ends whatever happens: a viewer must not wait for what does not come."""
    step, reason = 0, "error"
    try:
        path.start(slope, offset, compute_loss(data, slope, offset))
        while True:
            d_slope, d_offset = compute_gradient(data, slope, offset)
            if math.hypot(d_slope, d_offset) < tol_grad:
                reason = "converged"
                return
            if step == steps:
                reason = "max_steps"
                return
            slope -= eta * d_slope
            offset -= eta * d_offset
            if not (is_drawable(slope) and is_drawable(offset)):
                return
            step += 1
            path.add(step, slope, offset, compute_loss(data, slope, offset))
    except KeyboardInterrupt:
        reason = "cancelled"
    finally:
        path.finish(step, reason)


def main():
    parser = argparse.ArgumentParser(description="Gradient descent on a logistic regression, as events.")
    parser.add_argument("--eta", type=float, default=0.5, help="learning rate (default: 0.5)")
    parser.add_argument("--steps", type=int, default=400, help="most steps (default: 400)")
    parser.add_argument("--tol-grad", type=float, default=1e-3, help="gradient at which it stops (default: 0.001)")
    args = parser.parse_args()

    data = create_data(count=40, seed=7)
    emitter = Emitter(sys.stdout, project_id="exam")
    run_id = uuid.uuid4().hex
    url, z_scale = create_grid_url(lambda x, y: compute_loss(data, x, y), DOMAIN_HALF, SAMPLES)
    emitter.emit(
        "LOSS_SURFACE_GRID_READY",
        run_id=run_id,
        asset_url=url,
        grid_format="float32",
        resolution=SAMPLES,
        domainHalf=DOMAIN_HALF,
        zScale=z_scale,
        source="measured",
    )
    emitter.emit("GD_HYPERPARAMS", run_id=run_id, eta=args.eta, steps=args.steps, tolGrad=args.tol_grad)
    path = PathWriter(emitter, run_id, DOMAIN_HALF)
    descend(data, path, slope=-4.0, offset=4.0, eta=args.eta, steps=args.steps, tol_grad=args.tol_grad)


if __name__ == "__main__":
    main()
