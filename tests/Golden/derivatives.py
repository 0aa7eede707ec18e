#!/usr/bin/env python3
"""Writes derivatives.json: Jacobians, Hessians and products with them as torch.autograd.functional computes them, of networks and of plain functions.

Networks are keyed by the declaration that says the same in C#, functions by their body in C#. Numbers that go into a network are rounded to float32 first; what comes out
is computed in double.

Run with PyTorch 1.13 (Debian's python3-torch):  python3 tests/Golden/derivatives.py
"""
import json
import pathlib
import re

import torch
from torch.autograd import functional as A
from torch.nn import functional as F

torch.manual_seed(12)


def single(*shape, scale=1.0):
    """Random numbers that float32 can hold."""
    return (scale * (2 * torch.rand(*shape) - 1)).float().double()


def dense(p, name, x):
    return F.linear(x, p[name + ".weight"], p.get(name + ".bias"))


def conv2d(p, name, x, **options):
    return F.conv2d(x, p[name + ".weight"], p.get(name + ".bias"), **options)


def two_sided(p, a, b):
    return dense(p, "dense3", torch.sigmoid(dense(p, "dense2", torch.cat([torch.tanh(dense(p, "dense1", a)), b], 1))))


# Declaration: the sizes of the inputs, the shapes of the parameters, the network, the loss.
NETWORKS = {
    "Input(2), Dense(3), Tanh, Dense(1), MeanSquaredError": (
        [[2]], {"dense1.weight": [3, 2], "dense1.bias": [3], "dense2.weight": [1, 3], "dense2.bias": [1]},
        lambda p, x: dense(p, "dense2", torch.tanh(dense(p, "dense1", x))), F.mse_loss),
    "Input(3), Dense(5), ELU, Dense(4), Sigmoid, Dense(2), Huber": (
        [[3]], {"dense1.weight": [5, 3], "dense1.bias": [5], "dense2.weight": [4, 5], "dense2.bias": [4], "dense3.weight": [2, 4], "dense3.bias": [2]},
        lambda p, x: dense(p, "dense3", torch.sigmoid(dense(p, "dense2", F.elu(dense(p, "dense1", x))))), F.huber_loss),
    "Input(4), Dense(6), GELU, Dense(5), SiLU, Dense(3), CrossEntropy": (
        [[4]], {"dense1.weight": [6, 4], "dense1.bias": [6], "dense2.weight": [5, 6], "dense2.bias": [5], "dense3.weight": [3, 5], "dense3.bias": [3]},
        lambda p, x: dense(p, "dense3", F.silu(dense(p, "dense2", F.gelu(dense(p, "dense1", x))))), F.cross_entropy),
    "Input(2), Dense(4), Mish, Dense(5), Softplus, MeanSquaredError": (
        [[2]], {"dense1.weight": [4, 2], "dense1.bias": [4], "dense2.weight": [5, 4], "dense2.bias": [5]},
        lambda p, x: F.softplus(dense(p, "dense2", F.mish(dense(p, "dense1", x)))), F.mse_loss),
    "Input(4), Dense(6), LayerNorm, Tanh, Dense(3), Softmax, MeanSquaredError": (
        [[4]], {"dense1.weight": [6, 4], "dense1.bias": [6], "layernorm1.weight": [6], "layernorm1.bias": [6], "dense2.weight": [3, 6], "dense2.bias": [3]},
        lambda p, x: F.softmax(dense(p, "dense2", torch.tanh(F.layer_norm(dense(p, "dense1", x), [6], p["layernorm1.weight"], p["layernorm1.bias"]))), -1), F.mse_loss),
    "Input(1, 6, 6), Conv2D(4, Kernel = 3, Padding = 1), Tanh, MaxPool2D(2), GroupNorm(2), Flatten, Dense(2), MeanSquaredError": (
        [[1, 6, 6]],
        {"conv1.weight": [4, 1, 3, 3], "conv1.bias": [4], "groupnorm1.weight": [4], "groupnorm1.bias": [4], "dense1.weight": [2, 36], "dense1.bias": [2]},
        lambda p, x: dense(p, "dense1", F.group_norm(F.max_pool2d(torch.tanh(conv2d(p, "conv1", x, padding=1)), 2), 2, p["groupnorm1.weight"], p["groupnorm1.bias"]).flatten(1)),
        F.mse_loss),
    "Input(2, 5, 5), Conv2D(3, Kernel = 2, Stride = 2), BatchNorm, PReLU, AveragePool2D(2), Flatten, Dense(3), CrossEntropy": (
        [[2, 5, 5]],
        {"conv1.weight": [3, 2, 2, 2], "conv1.bias": [3], "bn1.weight": [3], "bn1.bias": [3], "prelu1.weight": [1], "dense1.weight": [3, 3], "dense1.bias": [3]},
        # As it predicts, from the running statistics that it begins with.
        lambda p, x: dense(p, "dense1", F.avg_pool2d(F.prelu(F.batch_norm(
            conv2d(p, "conv1", x, stride=2), torch.zeros(3).double(), torch.ones(3).double(), p["bn1.weight"], p["bn1.bias"]), p["prelu1.weight"]), 2).flatten(1)),
        F.cross_entropy),
    'Input("a", 2), Input("b", 3), From("a"), Dense(4), Tanh, Concat("b"), Dense(4), Sigmoid, Dense(2), MeanSquaredError': (
        [[2], [3]], {"dense1.weight": [4, 2], "dense1.bias": [4], "dense2.weight": [4, 7], "dense2.bias": [4], "dense3.weight": [2, 4], "dense3.bias": [2]},
        two_sided, F.mse_loss),
}

# The body in C#, with M for Math; the same in Python; where.
FUNCTIONS = {
    "=> M.Sin(x + y) + y * y * z;": (lambda x, y, z: torch.sin(x + y) + y * y * z, [0.3, -1.2, 0.8]),
    "=> (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);": (lambda x, y, z: (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1.0, 0.0]),
    "=> M.Pow(x * x + y - 11, 2) + M.Pow(x + y * y - 7, 2);": (lambda x, y, z: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, [0.7, -0.4, 0.0]),
    "=> M.Exp(-(x * x + y * y + z * z) / 2);": (lambda x, y, z: torch.exp(-(x * x + y * y + z * z) / 2), [0.5, -0.7, 1.1]),
    "=> M.Log(M.Exp(x) + M.Exp(y) + M.Exp(z));": (lambda x, y, z: torch.log(torch.exp(x) + torch.exp(y) + torch.exp(z)), [0.2, 1.4, -2.1]),
    "=> M.Pow(x, y) * M.Tanh(z);": (lambda x, y, z: x ** y * torch.tanh(z), [1.7, 2.3, 0.4]),
    "=> M.Sqrt(x * x + y * y) * M.Atan2(y, x) + z / (1 + M.Exp(-z * x));": (lambda x, y, z: torch.sqrt(x * x + y * y) * torch.atan2(y, x) + z * torch.sigmoid(z * x), [0.9, -0.5, 1.3]),
    "=> x > 0 ? M.Log(1 + x * y * y) : M.Cos(x * z);": (lambda x, y, z: torch.log(1 + x * y * y) if x > 0 else torch.cos(x * z), [0.6, 1.1, 2.0]),
    "{ T s = 0; for (int i = 0; i < 4; i++) s += M.Sin(i * x) * M.Cosh(y) / (i + 1 + z * z); return s; }": (
        lambda x, y, z: sum(torch.sin(i * x) * torch.cosh(y) / (i + 1 + z * z) for i in range(4)), [0.8, 0.3, -0.6]),
}


def network(sizes, shapes, model, loss, rows=3):
    names = list(shapes)
    values = [single(*shape, scale=0.9) for shape in shapes.values()]
    x = [single(rows, *size, scale=1.5) for size in sizes]
    y = lambda parameters, inputs: model(dict(zip(names, parameters)), *inputs)
    out = y(values, x)
    classes = loss is F.cross_entropy
    target = torch.randint(out.shape[1], (rows,)) if classes else single(*out.shape)
    along, toward = [single(*v.shape) for v in values], [single(*v.shape) for v in x]
    cotangent = single(*out.shape)
    count = len(names)
    both = lambda *a: y(a[:count], a[count:])
    mean = lambda *parameters: loss(y(parameters, x), target)

    _, pulled = A.vjp(both, tuple(values + x), cotangent)
    _, pushed = A.jvp(both, tuple(values + x), tuple(along + toward))
    _, of_inputs = A.jvp(lambda *inputs: y(values, inputs), tuple(x), tuple(toward))
    value, product = A.vhp(mean, tuple(values), tuple(along))
    _, gradient = A.vjp(mean, tuple(values))
    flat = lambda tensors: [t.flatten().tolist() for t in tensors]
    named = lambda tensors: {n: t.flatten().tolist() for n, t in zip(names, tensors)}
    result = {
        "rows": rows, "parameters": named(values), "inputs": flat(x), "labels" if classes else "targets": target.flatten().tolist(),
        "parameterTangent": named(along), "inputTangents": flat(toward), "cotangent": cotangent.flatten().tolist(),
        "y": out.flatten().tolist(), "vjp": {"parameters": named(pulled[:count]), "inputs": flat(pulled[count:])}, "jvp": pushed.flatten().tolist(),
        "jvpOfInputs": of_inputs.flatten().tolist(), "along": sum((g * v).sum() for g, v in zip(gradient, along)).item(), "hvp": named(product),
    }
    if len(x) == 1:
        rows_of = [A.jacobian(lambda one: y(values, [one.unsqueeze(0)])[0], row).reshape(out.shape[1], -1) for row in x[0]]
        result["jacobian"] = torch.cat(rows_of).flatten().tolist()
    if sum(v.numel() for v in values) < 20:
        shapes_of, sizes_of = [v.shape for v in values], [v.numel() for v in values]
        split = lambda v: [part.reshape(shape) for part, shape in zip(torch.split(v, sizes_of), shapes_of)]
        # In the order of the names, each tensor row by row.
        result["hessian"] = A.hessian(lambda v: mean(*split(v)), torch.cat([v.flatten() for v in values])).flatten().tolist()
    return result


def function(body, at):
    x, v = torch.tensor(at, dtype=torch.float64), torch.tensor([0.3, -1.2, 0.7], dtype=torch.float64)
    f = lambda a: body(a[0], a[1], a[2])
    return {
        "at": at, "value": f(x).item(), "gradient": A.jacobian(f, x).tolist(), "direction": v.tolist(), "jvp": A.jvp(f, x, v)[1].item(),
        "hessian": A.hessian(f, x).flatten().tolist(), "hvp": A.hvp(f, x, v)[1].tolist(),
    }


def main():
    golden = {
        "networks": {declaration: network(*parts) for declaration, parts in NETWORKS.items()},
        "functions": {body: function(*parts) for body, parts in FUNCTIONS.items()},
    }
    text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
    (pathlib.Path(__file__).parent / "derivatives.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
