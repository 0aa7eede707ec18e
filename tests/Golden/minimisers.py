#!/usr/bin/env python3
"""Writes minimisers.json: how PyTorch's L-BFGS and SciPy's Levenberg-Marquardt walk down the loss of a small network of doubles.

A 3-5-2 network with tanh, 23 rows, the mean of squares. Parameters and data are multiples of 2^-24 from one linear congruential generator, so
that C# can rebuild them bit for bit. Each walk is run again and again from the start for one iteration (L-BFGS) or one evaluation
(Levenberg-Marquardt) more: what is recorded is where it is then.

Run with PyTorch 1.13 and SciPy 1.10 (Debian's python3-torch and python3-scipy):  python3 tests/Golden/minimisers.py
"""
import json
import pathlib
import re

import numpy as np
import scipy
import torch
from scipy.optimize import least_squares

ROWS, INPUTS, HIDDEN, OUTPUTS = 23, 3, 5, 2
SHAPES = [(HIDDEN, INPUTS), (HIDDEN,), (OUTPUTS, HIDDEN), (OUTPUTS,)]
COUNT = sum(int(np.prod(s)) for s in SHAPES)


def uniform(count, state):
    """`count` multiples of 2^-24 in [0, 1) and the generator's next state."""
    values = []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values.append((state >> 8) / 2**24)
    return np.array(values), state


start, state = uniform(COUNT, 1)
start = 1.6 * start - 0.8
x, state = uniform(ROWS * INPUTS, state)
x = (2 * x - 1).reshape(ROWS, INPUTS)
targets = np.stack([np.sin(2 * x[:, 0]) + 0.25 * x[:, 1], x[:, 1] * x[:, 2]], axis=1)


def tensors(p):
    parts, at = [], 0
    for shape in SHAPES:
        size = int(np.prod(shape))
        parts.append(p[at:at + size].reshape(shape))
        at += size
    return parts


def residuals(p):
    w1, b1, w2, b2 = tensors(p)
    y = np.tanh(x @ w1.T + b1) @ w2.T + b2
    return ((y - targets) / np.sqrt(ROWS * OUTPUTS)).ravel()


def jacobian(p):
    w1, b1, w2, b2 = tensors(p)
    h = np.tanh(x @ w1.T + b1)
    rows = []
    for i in range(ROWS):
        for k in range(OUTPUTS):
            back = w2[k] * (1 - h[i] ** 2)
            to_w2, to_b2 = np.zeros((OUTPUTS, HIDDEN)), np.zeros(OUTPUTS)
            to_w2[k], to_b2[k] = h[i], 1
            rows.append(np.concatenate([np.outer(back, x[i]).ravel(), back, to_w2.ravel(), to_b2]))
    return np.array(rows) / np.sqrt(ROWS * OUTPUTS)


def lbfgs(iterations, **settings):
    p = [torch.tensor(t.copy(), dtype=torch.float64, requires_grad=True) for t in tensors(start)]
    inputs, wanted = torch.tensor(x), torch.tensor(targets)
    optimizer = torch.optim.LBFGS(p, max_iter=iterations, max_eval=10**6, **settings)

    def loss():
        optimizer.zero_grad()
        w1, b1, w2, b2 = p
        value = torch.nn.functional.mse_loss(torch.tanh(inputs @ w1.T + b1) @ w2.T + b2, wanted)
        value.backward()
        return value

    optimizer.step(loss)
    return np.concatenate([t.detach().numpy().ravel() for t in p]), optimizer.state[p[0]]["func_evals"]


def walk(find, counts):
    """Where a walk is after each of some counts."""
    recorded = {}
    for count in counts:
        p, evaluations = find(count)
        recorded[str(count)] = {"evaluations": int(evaluations), "loss": float(residuals(p) @ residuals(p)), "parameters": p.tolist()}
    return recorded


def levenberg_marquardt(evaluations, x_scale="jac"):
    found = least_squares(residuals, start, jac=jacobian, method="lm", x_scale=x_scale, ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=evaluations)
    return found.x, found.nfev


golden = {
    "generator": f"PyTorch {torch.__version__}, SciPy {scipy.__version__}",
    "lbfgs": walk(lambda n: lbfgs(n, line_search_fn="strong_wolfe"), [1, 2, 3, 5, 10, 20, 40]),
    "lbfgs-memory": walk(lambda n: lbfgs(n, line_search_fn="strong_wolfe", history_size=3, lr=0.5), [1, 2, 5, 10, 20]),
    "lbfgs-too-long": walk(lambda n: lbfgs(n, line_search_fn="strong_wolfe", lr=30), [1, 2, 3, 5, 10, 20]),
    "lbfgs-plain": walk(lambda n: lbfgs(n, lr=0.5), [1, 2, 5, 10]),
    "levenberg-marquardt": walk(levenberg_marquardt, [2, 3, 4, 6, 9, 14, 20]),
    "levenberg-marquardt-alike": walk(lambda n: levenberg_marquardt(n, x_scale=1.0), [2, 3, 4, 6, 9, 14, 20]),
}
text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
pathlib.Path(__file__).with_name("minimisers.json").write_text(text + "\n")
