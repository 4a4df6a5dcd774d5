"""Trajectories of PyTorch's own optimizers in float64, for the tests beside this folder.

    python3 test/descent/reference/make_trajectories.py
    npx prettier --write test/descent/reference/trajectories.json

Needs PyTorch (written with 1.13, Debian's python3-torch). The objectives are written here a second time, and their
gradients are those of autograd. Deterministic. Writes `trajectories.json`: for every objective the cases of every
optimizer, each with its start and the flat rows `step, x, y` of every tenth step and the last.
"""

import json
import pathlib

import torch

torch.set_num_threads(1)
STEPS = 500
EVERY = 10

HILLS = [
    {"x": 1.5, "y": -0.75, "amp": 2.0, "sigma": 1.1},
    {"x": -2.25, "y": 1.5, "amp": -3.0, "sigma": 1.4},
    {"x": 0.5, "y": 2.5, "amp": 1.25, "sigma": -0.8},
]

PARAMS = {
    "fixed_example": {},
    "bowl": {"a": 0.18, "b": 0.45, "tiltX": 0.1, "tiltY": -0.2, "offset": 1.0},
    "multi_hill": {"bowlStrength": 0.06, "offset": 0.5, "hills": HILLS},
    "ripples": {"amp": 2.5, "freq": 2.0, "decay": 0.15, "bowlStrength": 0.06, "offset": 0.0},
}


def bowl(x, y, p=PARAMS["bowl"]):
    return p["a"] * x**2 + p["b"] * y**2 + p["tiltX"] * x + p["tiltY"] * y + p["offset"]


def multi_hill(x, y, p=PARAMS["multi_hill"]):
    z = p["bowlStrength"] * (x**2 + y**2) + p["offset"]
    for h in p["hills"]:
        z = z + h["amp"] * torch.exp(-((x - h["x"]) ** 2 + (y - h["y"]) ** 2) / (2 * max(h["sigma"] ** 2, 1e-4)))
    return z


def ripples(x, y, p=PARAMS["ripples"]):
    fade = torch.exp(-p["decay"] * (x**2 + y**2))
    wave = p["amp"] * torch.sin(p["freq"] * x) * torch.cos(p["freq"] * y)
    return wave * fade + p["bowlStrength"] * (x**2 + y**2) + p["offset"]


def fixed_example(x, y):
    r = x**2 + y**2
    return 8 * torch.sin(x) * torch.cos(y) * torch.exp(-r / 20) + r / 10 - 3


def ackley(x, y):
    waves = torch.exp((torch.cos(2 * torch.pi * x) + torch.cos(2 * torch.pi * y)) / 2)
    return 20 * (1 - torch.exp(-0.2 * torch.sqrt((x**2 + y**2) / 2))) + torch.e - waves


def rastrigin(x, y):
    return 20 + x**2 + y**2 - 10 * torch.cos(2 * torch.pi * x) - 10 * torch.cos(2 * torch.pi * y)


# The objective, a start, and a rate for plain descent that its curvature bears.
OBJECTIVES = {
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, (-1.2, 1.0), 1e-3),
    "himmelblau": (lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, (0.5, -0.5), 5e-3),
    "fixed_example": (fixed_example, (2.5, 2.0), 0.05),
    "bowl": (bowl, (5.0, -4.0), 0.1),
    "multi_hill": (multi_hill, (2.0, 3.5), 0.1),
    "ripples": (ripples, (1.6, -2.4), 0.01),
    "beale": (
        lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        (1.0, 1.5),
        5e-3,
    ),
    "ackley": (ackley, (-3.4, 2.7), 0.01),
    "rastrigin": (rastrigin, (2.4, -1.35), 1e-3),
    "styblinski_tang": (
        lambda x, y: (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2,
        (-0.3, -4.5),
        5e-3,
    ),
    "six_hump_camel": (
        lambda x, y: (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2,
        (0.6, -1.3),
        5e-3,
    ),
}

# What the tests call an option, and PyTorch.
NAMES = {
    "learningRate": "lr",
    "learningRateDecay": "lr_decay",
    "initialAccumulator": "initial_accumulator_value",
    "epsilon": "eps",
    "weightDecay": "weight_decay",
}
CLASSES = {
    "sgd": torch.optim.SGD,
    "momentum": torch.optim.SGD,
    "nesterov": torch.optim.SGD,
    "adagrad": torch.optim.Adagrad,
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}
IMPLIED = {"momentum": {"momentum": 0.9}, "nesterov": {"momentum": 0.9, "nesterov": True}}


def create_cases(rate):
    """The optimizers, each with its defaults where they move at all, and each option at least once.

    The centered RMSprop has a large epsilon: with a small one it leaps to and fro at a bottom, where the gradient's
    variance vanishes, and every leap multiplies what rounding has left.
    """
    return [
        {"name": "sgd", "learningRate": rate},
        {"name": "sgd", "learningRate": rate / 2, "momentum": 0.5, "dampening": 0.25, "weightDecay": 0.02},
        {"name": "momentum", "learningRate": rate / 10},
        {"name": "nesterov", "learningRate": rate / 10},
        {"name": "adagrad"},
        {"name": "adagrad", "learningRate": 0.2, "learningRateDecay": 0.01, "initialAccumulator": 0.1,
         "epsilon": 1e-6, "weightDecay": 0.03},
        {"name": "rmsprop", "learningRate": 0.002},
        {"name": "rmsprop", "learningRate": 0.0002, "alpha": 0.95, "epsilon": 0.1, "centered": True,
         "momentum": 0.6, "weightDecay": 0.01},
        {"name": "adam"},
        {"name": "adam", "learningRate": 0.02, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-6, "amsgrad": True,
         "weightDecay": 0.05},
        {"name": "adamw"},
        {"name": "adamw", "learningRate": 0.03, "weightDecay": 0.2, "amsgrad": True},
    ]


def create_optimizer(case, weights):
    given = {NAMES.get(key, key): value for key, value in case.items() if key != "name"}
    if "beta1" in given:
        given["betas"] = (given.pop("beta1"), given.pop("beta2"))
    if case["name"] in ("sgd", "momentum", "nesterov"):
        given = {"lr": 1e-3, **IMPLIED.get(case["name"], {}), **given}
    return CLASSES[case["name"]]([weights], **given)


def run(objective, start, case):
    weights = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = create_optimizer(case, weights)
    rows = []
    for step in range(STEPS + 1):
        if step % EVERY == 0 or step == STEPS:
            rows += [step, *weights.tolist()]
        optimizer.zero_grad()
        objective(weights[0], weights[1]).backward()
        optimizer.step()
    return rows


written = []
for name, (objective, start, rate) in OBJECTIVES.items():
    cases = [{"optimizer": case, "rows": run(objective, start, case)} for case in create_cases(rate)]
    x, y = (torch.tensor(t, dtype=torch.float64) for t in start)
    params = {"params": {"kind": name, **PARAMS[name]}} if name in PARAMS else {}
    written.append({"objective": name, **params, "start": start, "value": objective(x, y).item(), "cases": cases})

target = pathlib.Path(__file__).with_name("trajectories.json")
target.write_text("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in written) + "\n]\n")
print(f"{target.name}: {target.stat().st_size} bytes, PyTorch {torch.__version__}")
