"""Writes values.json beside this file: the contract's four formulas, written a second time from its table.

Run: python3 test/surface/reference/make_reference.py
With mpmath the values and the gradients (its numerical derivative) are good to 30 digits before they are rounded;
without it they are plain float64 and the gradients are left out.
"""

import json
import math
import pathlib
import random

try:
    import mpmath as m

    m.mp.dps = 50
    number = m.mpf
except ImportError:
    m = None
    number = float

lib = m if m else math
rng = random.Random(20260131)


def value(params, x, y):
    x, y = number(x), number(y)
    p = {k: number(v) for k, v in params.items() if k not in ("kind", "hills")}
    r2 = x * x + y * y
    kind = params["kind"]
    if kind == "fixed_example":
        return 8 * lib.sin(x) * lib.cos(y) * lib.exp(-r2 / 20) + r2 / 10 - 3
    if kind == "bowl":
        return p["a"] * x * x + p["b"] * y * y + p["tiltX"] * x + p["tiltY"] * y + p["offset"]
    if kind == "ripples":
        wave = p["amp"] * lib.sin(p["freq"] * x) * lib.cos(p["freq"] * y)
        return wave * lib.exp(-p["decay"] * r2) + p["bowlStrength"] * r2 + p["offset"]
    total = p["bowlStrength"] * r2 + p["offset"]
    for hill in params["hills"]:
        h = {k: number(v) for k, v in hill.items()}
        d2 = (x - h["x"]) ** 2 + (y - h["y"]) ** 2
        total += h["amp"] * lib.exp(-d2 / (2 * max(h["sigma"] ** 2, number(1e-4))))
    return total


def scale(params):
    """The size of the terms that are summed, which is what rounding is relative to; over a domain of half side 6."""
    if params["kind"] == "fixed_example":
        return 20.0
    if params["kind"] == "bowl":
        return 1 + 36 * (abs(params["a"]) + abs(params["b"])) + 6 * (abs(params["tiltX"]) + abs(params["tiltY"])) + abs(params["offset"])
    tall = sum(abs(h["amp"]) for h in params["hills"]) if params["kind"] == "multi_hill" else abs(params["amp"]) * math.exp(max(0, -72 * params["decay"]))
    return 1 + tall + 72 * abs(params["bowlStrength"]) + abs(params["offset"])


def hills(count, low, high):
    return [
        {
            "x": rng.uniform(-7, 7),
            "y": rng.uniform(-7, 7),
            "amp": rng.uniform(-3, 3),
            "sigma": rng.choice([-1, 1]) * low * (high / low) ** rng.random(),
        }
        for _ in range(count)
    ]


def bowl():
    return {"kind": "bowl", **{k: rng.uniform(-2, 2) for k in ("a", "b", "tiltX", "tiltY", "offset")}}


def ripples():
    return {
        "kind": "ripples",
        "amp": rng.uniform(-5, 5),
        "freq": rng.uniform(0, 6),
        "decay": rng.uniform(-0.02, 0.5),
        "bowlStrength": rng.uniform(-0.5, 0.5),
        "offset": rng.uniform(-10, 10),
    }


def multi_hill(entries):
    return {"kind": "multi_hill", "bowlStrength": rng.uniform(-0.2, 0.2), "offset": rng.uniform(-5, 5), "hills": entries}


surfaces = [
    {"kind": "fixed_example"},
    {"kind": "bowl", "a": 0.18, "b": 0.18, "tiltX": 0, "tiltY": 0, "offset": 0},
    {"kind": "multi_hill", "bowlStrength": 0.06, "offset": 0, "hills": []},
    {"kind": "ripples", "amp": 2.5, "freq": 2, "decay": 0.15, "bowlStrength": 0.06, "offset": 0},
    *[bowl() for _ in range(4)],
    *[ripples() for _ in range(6)],
    *[multi_hill(hills(count, 0.3, 3)) for count in (1, 3, 12)],
    multi_hill([{"x": 1, "y": -2, "amp": 2, "sigma": s} for s in (0, 1e-3, -1e-3, 0.01, 0.02)]),
]


def points(params):
    spots = [(0.0, 0.0), (6.0, -6.0), (-7.5, 3.25)]
    spots += [(rng.uniform(-6, 6), rng.uniform(-6, 6)) for _ in range(24)]
    for hill in params.get("hills", []):
        width = max(abs(hill["sigma"]), 0.01)
        spots.append((hill["x"] + rng.uniform(-2, 2) * width, hill["y"] + rng.uniform(-2, 2) * width))
    return spots


def row(params, x, y):
    out = [x, y, float(value(params, x, y))]
    if m:
        out += [float(m.diff(lambda a: value(params, a, y), number(x))), float(m.diff(lambda b: value(params, x, b), number(y)))]
    return out


def main():
    cases = [
        {"params": p, "scale": scale(p), "rows": [row(p, x, y) for x, y in points(p)]} for p in surfaces
    ]
    text = "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"
    pathlib.Path(__file__).with_name("values.json").write_text(text)


main()
