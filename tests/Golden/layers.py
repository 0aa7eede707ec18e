#!/usr/bin/env python3
"""Writes layers.json: what PyTorch's activations, layers, losses, initialisers and training do, for the C# tests to repeat.

Everything is keyed by the declaration that says the same in C#. Numbers that go in are rounded to float32 first; what comes out is
computed in double, so that a difference can only come from the generated code.

Run with PyTorch 1.13 (Debian's python3-torch):  python3 tests/Golden/layers.py
"""
import json
import math
import pathlib
import re

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn import init

torch.manual_seed(20)

# ±0, the kinks at 0 and ±3, what is tiny, and what overflows a careless exponential.
MAGNITUDES = [
    0.0, 1e-30, 1e-10, 1e-5, 1e-3, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 2.999, 3.0, 3.001, 4.0, 5.5, 8.0, 12.0, 19.0, 21.0, 30.0, 60.0, 90.0,
    200.0, 1e4,
]
SPECIAL = [math.inf, -math.inf, math.nan]

ACTIVATIONS = {
    "ReLU": F.relu,
    "Scale(0.3f)": lambda x: 0.3 * x,
    "LeakyReLU": F.leaky_relu,
    "LeakyReLU(0.3f)": lambda x: F.leaky_relu(x, 0.3),
    "LeakyReLU(-0.5f)": lambda x: F.leaky_relu(x, -0.5),
    "PReLU": lambda x: F.prelu(x, torch.tensor([0.25], dtype=x.dtype)),
    "ELU": F.elu,
    "ELU(0.3f)": lambda x: F.elu(x, 0.3),
    "SELU": F.selu,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Softplus": F.softplus,
    "GELU": F.gelu,
    "GELU(Approximate = true)": lambda x: F.gelu(x, approximate="tanh"),
    "SiLU": F.silu,
    "Mish": F.mish,
    "Hardswish": F.hardswish,
    "Hardsigmoid": F.hardsigmoid,
}


def single(values):
    """Rounded to float32, kept in double."""
    return torch.as_tensor(values, dtype=torch.float32).double()


def numbers(tensor):
    """Nine significant digits are enough to tell any two float32 apart; JSON has no names for the rest."""
    return [float(f"{x:.9g}") if math.isfinite(x) else str(x) for x in tensor.detach().flatten().tolist()]


def activation(function):
    x = single([sign * m for m in MAGNITUDES for sign in (1.0, -1.0)]).requires_grad_()
    y = function(x)
    y.sum().backward()
    return {"x": numbers(x), "y": numbers(y), "dx": numbers(x.grad), "special": numbers(function(single(SPECIAL)))}


class Dense(nn.Linear):
    def __init__(self, inputs, outputs, bias=True):
        super().__init__(inputs, outputs, bias)
        for p in self.parameters():
            p.data = single(p.data)


class Bn(nn.BatchNorm1d):
    """Batch normalisation of values of shape [C], or [C, positions]."""

    def __init__(self, channels, **options):
        super().__init__(channels, **options)
        for p in self.parameters():
            p.data = single(p.data + torch.rand(channels) / 2)
        self.double()


class Shaped(nn.Module):
    """Flatten and Reshape: the batch is not part of the shape."""

    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


class Function(nn.Module):
    """A layer without parameters, as a function of a batch."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def slope(value):
    module = nn.PReLU()
    module.weight.data = single([value])
    return module


def parameters(layers):
    """By the names that C# gives: the operator's, in lower case, with a number; a convolution's without its axes."""
    counts, named = {}, {}
    for layer in layers:
        kind = getattr(layer, "stem", type(layer).__name__.lower())
        counts[kind] = counts.get(kind, 0) + 1
        for name, parameter in layer.named_parameters():
            named[f"{kind}{counts[kind]}.{name}"] = parameter
    return named


def record(named):
    return {name: numbers(p) for name, p in named.items()}


def network(layers, loss, x, target, forward=None):
    """Values, loss and gradients of one batch; without a forward function the layers run one after the other."""
    y = (forward or nn.Sequential(*layers))(x)
    value = loss(y, target)
    named = parameters(layers)
    gradients = torch.autograd.grad(value, list(named.values()))
    return {
        "rows": len(x), "x": numbers(x), **targets(target), "parameters": record(named), "y": numbers(y), "loss": numbers(value)[0],
        "gradients": {name: numbers(g) for name, g in zip(named, gradients)},
    }


def targets(target):
    return {"labels": target.flatten().tolist()} if target.dtype == torch.int64 else {"targets": numbers(target)}


def normal(*shape):
    return single(torch.randn(*shape) * 2)


def labels(rows, classes):
    return torch.arange(rows) * 7 % classes


def signs(*shape):
    return torch.sign(normal(*shape))


def shares(rows, classes):
    return single(torch.softmax(normal(rows, classes), -1))


WEIGHTS = single([0.5, 1.0, 2.0, 0.25, 1.5])
WITH_IGNORED = torch.tensor([0, 4, 2, 2, 3, 4, 1, 2])


def classifier(loss, target):
    return network([Dense(3, 5)], loss, normal(len(target), 3), target)


def regression(loss, target):
    return network([Dense(3, 4)], loss, normal(len(target), 3), target)


def hinge(y, t):
    return torch.relu(1 - t * y).mean()


def squared_hinge(y, t):
    return (torch.relu(1 - t * y) ** 2).mean()


def losses():
    """Every loss with every option, after one dense layer."""
    weights = "ClassWeights = new[] { 0.5f, 1f, 2f, 0.25f, 1.5f }"
    return {
        "Input(3), Dense(5), CrossEntropy": classifier(F.cross_entropy, labels(9, 5)),
        "Input(3), Dense(5), CrossEntropy(LabelSmoothing = 0.1f)": classifier(lambda y, t: F.cross_entropy(y, t, label_smoothing=0.1), labels(9, 5)),
        f"Input(3), Dense(5), CrossEntropy({weights})": classifier(lambda y, t: F.cross_entropy(y, t, WEIGHTS), labels(9, 5)),
        "Input(3), Dense(5), CrossEntropy(IgnoreIndex = 2)": classifier(lambda y, t: F.cross_entropy(y, t, ignore_index=2), WITH_IGNORED),
        f"Input(3), Dense(5), CrossEntropy({weights}, LabelSmoothing = 0.2f, IgnoreIndex = 2)": classifier(
            lambda y, t: F.cross_entropy(y, t, WEIGHTS, ignore_index=2, label_smoothing=0.2), WITH_IGNORED),
        "Input(3), Dense(5), CrossEntropy(Targets = Targets.Probabilities)": classifier(F.cross_entropy, shares(9, 5)),
        f"Input(3), Dense(5), CrossEntropy(Targets = Targets.Probabilities, {weights}, LabelSmoothing = 0.2f)": classifier(
            lambda y, t: F.cross_entropy(y, t, WEIGHTS, label_smoothing=0.2), shares(9, 5)),
        "Input(3), Dense(4), MeanSquaredError": regression(F.mse_loss, normal(9, 4)),
        "Input(3), Dense(4), MeanAbsoluteError": regression(F.l1_loss, normal(9, 4)),
        "Input(3), Dense(4), Huber": regression(F.huber_loss, normal(9, 4)),
        "Input(3), Dense(4), Huber(0.4f)": regression(lambda y, t: F.huber_loss(y, t, delta=0.4), normal(9, 4)),
        "Input(3), Dense(4), BinaryCrossEntropy": regression(F.binary_cross_entropy_with_logits, single(torch.rand(9, 4))),
        "Input(3), Dense(4), Hinge": regression(hinge, signs(9, 4)),
        "Input(3), Dense(4), SquaredHinge": regression(squared_hinge, signs(9, 4)),
    }


def layers():
    """Layers that mix features, and shapes with more than one axis."""
    return {
        "Input(5), Dense(7), Softmax, MeanSquaredError": network([Dense(5, 7), nn.Softmax(-1)], F.mse_loss, normal(9, 5), normal(9, 7)),
        "Input(5), Dense(7), LogSoftmax, MeanSquaredError": network([Dense(5, 7), nn.LogSoftmax(-1)], F.mse_loss, normal(9, 5), normal(9, 7)),
        "Input(4, 5), Dense(3), Softmax, Flatten, Dense(2), MeanSquaredError": network(
            [Dense(5, 3), nn.Softmax(-1), Shaped(12), Dense(12, 2)], F.mse_loss, normal(9, 4, 5), normal(9, 2)),
        "Input(2, 3, 4), Dense(5, Bias = false), Tanh, Reshape(6, -1), LogSoftmax, Dense(2), MeanSquaredError": network(
            [Dense(4, 5, bias=False), nn.Tanh(), Shaped(6, 5), nn.LogSoftmax(-1), Dense(5, 2)], F.mse_loss, normal(9, 2, 3, 4), normal(9, 6, 2)),
        "Input(3, 2), Dense(17), PReLU, Dense(2), PReLU, MeanSquaredError": network(
            [Dense(2, 17), slope(0.25), Dense(17, 2), slope(-0.5)], F.mse_loss, normal(9, 3, 2), normal(9, 3, 2)),
    }


def graphs():
    """Layers that merge values."""
    a, b, c = Dense(4, 3), Dense(3, 3), Dense(7, 2)
    d, e = Dense(5, 6), Dense(6, 5)
    return {
        'Input(4), As("in"), Dense(3), Tanh, As("a"), Dense(3), Add("a"), Concat("in"), Dense(2), MeanSquaredError': network(
            [a, b, c], F.mse_loss, normal(9, 4), normal(9, 2), lambda x: (lambda h: c(torch.cat([b(h) + h, x], 1)))(torch.tanh(a(x)))),
        'Input(3, 5), As("in"), Dense(6), Tanh, Dense(5), Subtract("in"), As("r"), Sigmoid, Multiply("r", "in"), Concat("r", Axis = -1), MeanSquaredError': network(
            [d, e], F.mse_loss, normal(9, 3, 5), normal(9, 3, 10),
            lambda x: (lambda r: torch.cat([torch.sigmoid(r) * r * x, r], -1))(e(torch.tanh(d(x))) - x)),
    }


def rotated(x, positions, base, interleaved):
    """RoPE as complex numbers, [rows, heads, positions, width]."""
    half = x.shape[-1] // 2
    angles = positions[:, None] * base ** (-torch.arange(half, dtype=torch.float64) / half)
    a, b = (x[..., 0::2], x[..., 1::2]) if interleaved else (x[..., :half], x[..., half:])
    turned = torch.complex(a.double(), b.double()) * torch.polar(torch.ones_like(angles), angles)
    parts = [turned.real.to(x.dtype), turned.imag.to(x.dtype)]
    return torch.stack(parts, -1).flatten(-2) if interleaved else torch.cat(parts, -1)


def attend(q, k, v, heads, key_heads=None, causal=False, window=None, scale=None, rotary=None, interleaved=False, dead=None):
    """Attention as its paper states it, [rows, positions, heads · width]; the last positions of queries and keys are at one place."""
    key_heads = key_heads or heads
    apart = lambda x, count: x.reshape(x.shape[0], x.shape[1], count, -1).transpose(1, 2)
    if rotary:
        together = lambda x: x.transpose(1, 2).flatten(2)
        first = k.shape[1] - q.shape[1] if causal else 0
        q = together(rotated(apart(q, heads), torch.arange(q.shape[1]) + first, rotary, interleaved))
        k = together(rotated(apart(k, key_heads), torch.arange(k.shape[1]), rotary, interleaved))
    q, k, v = apart(q, heads), apart(k, key_heads).repeat_interleave(heads // key_heads, 1), apart(v, key_heads).repeat_interleave(heads // key_heads, 1)
    scores = q @ k.mT * (scale or 1 / math.sqrt(q.shape[-1]))
    far = torch.arange(k.shape[2]) - (torch.arange(q.shape[2]) + k.shape[2] - q.shape[2])[:, None]
    hidden = (far > 0 if causal else far > math.inf) | (far <= -(window or math.inf))
    hidden = hidden if dead is None else hidden | dead[:, None, None, :]
    # A query that sees no key yields 0.
    scores = scores.masked_fill(hidden, -math.inf)
    scores = scores.masked_fill(torch.isinf(scores).all(-1, keepdim=True), -1e300) if dead is not None else scores
    return (torch.softmax(scores, -1) @ v).transpose(1, 2).flatten(2)


def attention():
    """Attention: packed and causal, with shared keys and a window, and of two values of other lengths."""
    def packed(heads, key_heads, width, positions, **options):
        count = (heads + 2 * key_heads) * width
        first, last = Dense(4, count), Dense(heads * width, 2)
        parts = [heads * width, key_heads * width, key_heads * width]
        return network([first, last], F.mse_loss, normal(5, positions, 4), normal(5, positions, 2),
                       lambda x: last(attend(*first(x).split(parts, -1), heads, key_heads, **options)))
    # Without a bias of the keys: it moves all scores of a query alike, and its gradient is zero but for rounding.
    k, v, q, o = Dense(4, 6, bias=False), Dense(4, 6), Dense(4, 6), Dense(6, 2)
    return {
        "Input(7, 4), Dense(18), Attention(3), Dense(2), MeanSquaredError": packed(3, 3, 2, 7),
        "Input(33, 4), Dense(24), Attention(2, Causal = true), Dense(2), MeanSquaredError": packed(2, 2, 4, 33, causal=True),
        "Input(37, 4), Dense(30), Attention(4, KeyHeads = 1, Causal = true, Window = 6, Scale = 0.3f), Dense(2), MeanSquaredError":
            packed(4, 1, 5, 37, causal=True, window=6, scale=0.3),
        'Input(19, 4), As("in"), Dense(6, Bias = false), As("k"), From("in"), Dense(6), As("v"), From("in"), Slice(0, 2, 5), Dense(6), '
        'Attention(2, Key = "k", Value = "v", Causal = true), Dense(2), MeanSquaredError': network(
            [k, v, q, o], F.mse_loss, normal(5, 19, 4), normal(5, 5, 2), lambda x: o(attend(q(x[:, 2:7]), k(x), v(x), 2, causal=True))),
        "Input(19, 4), Dense(32), Attention(2, KeyHeads = 1, Causal = true, Rotary = 10000), Dense(2), MeanSquaredError":
            packed(2, 1, 8, 19, causal=True, rotary=10000),
        "Input(18, 4), Dense(36), Attention(2, Rotary = 50, Interleaved = true), Dense(2), MeanSquaredError":
            packed(2, 2, 6, 18, rotary=50, interleaved=True),
    }


def sinusoids():
    """Sines and cosines of positions, as Vaswani et al. state them."""
    def table(positions, size, base):
        angles = torch.arange(positions)[:, None] * base ** (-(torch.arange(size) // 2 * 2) / size)
        return torch.where(torch.arange(size) % 2 == 0, angles.sin(), angles.cos())
    d, e = Dense(4, 7), Dense(7, 2)
    return {"Input(18, 4), Dense(7), SinusoidalPositions(Base = 300), Dense(2), MeanSquaredError": network(
        [d, e], F.mse_loss, normal(5, 18, 4), normal(5, 18, 2), lambda x: e(d(x) + table(18, 7, 300)))}


def products():
    """Products of values: attention, and one factor for several products."""
    q, k, v, o = Dense(4, 6), Dense(4, 6, bias=False), Dense(4, 5), Dense(5, 2)
    a, b, c = Dense(3, 6), Dense(6, 4), Dense(4, 2)
    return {
        'Input(7, 4), As("in"), Dense(6), As("q"), From("in"), Dense(6, Bias = false), As("k"), From("in"), Dense(5), As("v"), '
        'From("q"), MatMul("k", TransposeB = true), Softmax, MatMul("v"), Dense(2), MeanSquaredError': network(
            [q, k, v, o], F.mse_loss, normal(9, 7, 4), normal(9, 7, 2), lambda x: o(torch.softmax(q(x) @ k(x).mT, -1) @ v(x))),
        'Input(5, 3), Dense(6), As("a"), Tanh, Reshape(2, 5, 3), As("b"), From("a"), Dense(4), As("c"), From("b"), '
        'MatMul("c", TransposeA = true), As("d"), MatMul("d", TransposeB = true), MatMul("d"), Dense(2), MeanSquaredError': network(
            [a, b, c], F.mse_loss, normal(9, 5, 3), normal(9, 2, 3, 2),
            lambda x: (lambda h: (lambda d: c(d @ d.mT @ d))(torch.tanh(h).reshape(-1, 2, 5, 3).mT @ b(h)[:, None]))(a(x))),
    }


def after_dense(shape, layer, bias=True, rows=5):
    """A layer behind a dense one, on its last axis, and before one more."""
    x, dense = normal(rows, *shape[:-1], 2), Dense(2, shape[-1], bias)
    with torch.no_grad():
        size = layer(dense(x)).flatten(1).shape[1]
    return network([dense, layer, nn.Flatten(), Dense(size, 2)], F.mse_loss, x, normal(rows, 2))


def embedding(tokens, size, padding=None):
    table = rounded(nn.Embedding(tokens, size, padding_idx=padding), "embedding")
    if padding is not None:
        # It may be set, and is not trained.
        table.weight.data[padding] = 0.5
    return table


class Positions(nn.Module):
    stem = "position"

    def __init__(self, *shape):
        super().__init__()
        self.weight = nn.Parameter(normal(*shape))

    def forward(self, x):
        return x + self.weight


def token_rows(rows, *shape, tokens):
    return torch.randint(0, tokens, (rows, *shape))


def per_position(loss):
    """PyTorch has the classes second."""
    return lambda y, t: loss(y.transpose(1, -1), t if t.dtype == torch.int64 else t.transpose(1, -1))


def tokens():
    """Tables of vectors, positions, and a label for each position."""
    weights = "ClassWeights = new[] { 0.5f, 1f, 2f, 0.25f, 1.5f }"
    ignored = token_rows(8, 4, tokens=5)
    return {
        "Input(6, Tokens = 9), Embedding(7), Flatten, Dense(2), MeanSquaredError": network(
            [embedding(9, 7), Shaped(42), Dense(42, 2)], F.mse_loss, token_rows(19, 6, tokens=9), normal(19, 2)),
        "Input(6, Tokens = 5), Embedding(17, Padding = 3), Tanh, Dense(2), MeanSquaredError": network(
            [embedding(5, 17, 3), nn.Tanh(), Dense(17, 2)], F.mse_loss, token_rows(9, 6, tokens=5), normal(9, 6, 2)),
        "Input(6, Tokens = 5), Embedding(4), PositionEmbedding, Tanh, Dense(5), CrossEntropy(PerPosition = true)": network(
            [embedding(5, 4), Positions(6, 4), nn.Tanh(), Dense(4, 5)], per_position(F.cross_entropy), token_rows(17, 6, tokens=5), token_rows(17, 6, tokens=5)),
        "Input(4, Tokens = 5), OneHot, Dense(5), CrossEntropy(PerPosition = true, IgnoreIndex = 2, LabelSmoothing = 0.1f)": network(
            [Function(lambda x: F.one_hot(x, 5).double()), Dense(5, 5)], per_position(lambda y, t: F.cross_entropy(y, t, ignore_index=2, label_smoothing=0.1)),
            token_rows(8, 4, tokens=5), ignored),
        f"Input(4, 3), Dense(5), CrossEntropy({weights}, PerPosition = true, IgnoreIndex = 2)": network(
            [Dense(3, 5)], per_position(lambda y, t: F.cross_entropy(y, t, WEIGHTS, ignore_index=2)), normal(8, 4, 3), ignored),
        f"Input(4, 3), Dense(5), CrossEntropy({weights}, PerPosition = true, LabelSmoothing = 0.2f, IgnoreIndex = 2)": network(
            [Dense(3, 5)], per_position(lambda y, t: F.cross_entropy(y, t, WEIGHTS, ignore_index=2, label_smoothing=0.2)), normal(8, 4, 3), ignored),
        "Input(4, 3), Dense(5), CrossEntropy(PerPosition = true, Targets = Targets.Probabilities)": network(
            [Dense(3, 5)], per_position(F.cross_entropy), normal(8, 4, 3), single(torch.softmax(normal(8, 4, 5), -1))),
        "Input(4, 3), Dense(5), BinaryCrossEntropy": network([Dense(3, 5)], F.binary_cross_entropy_with_logits, normal(8, 4, 3), single(torch.rand(8, 4, 5))),
    }


class Variable(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.weight = nn.Parameter(normal(*shape))


def variables():
    """A trained tensor as a value."""
    a, v, b = Dense(3, 5), Variable(4, 5), Dense(5, 2)
    return {
        'Input(4, 3), Dense(5), As("a"), Variable(4, 5), Tanh, Multiply("a"), Dense(2), MeanSquaredError': network(
            [a, v, b], F.mse_loss, normal(9, 4, 3), normal(9, 4, 2), lambda x: b(torch.tanh(v.weight) * a(x))),
    }


def broadcasts():
    """Merges of values whose shapes differ in axes of size 1, or in the number of axes."""
    a, b, c, d = Dense(3, 5), Dense(5, 2), Dense(4, 7), Dense(7, 2)
    return {
        'Input(6, 3), Dense(5), As("a"), Mean(0), Sigmoid, Multiply("a"), Dense(2), MeanSquaredError': network(
            [a, b], F.mse_loss, normal(9, 6, 3), normal(9, 6, 2), lambda x: (lambda h: b(torch.sigmoid(h.mean(1, keepdim=True)) * h))(a(x))),
        'Input(2, 3, 4), Dense(7), As("a"), Max(2), Reshape(2, 3, 1), Subtract("a"), As("s"), Mean(0, KeepAxes = true), Add("a", "s"), Dense(2), MeanSquaredError': network(
            [c, d], F.mse_loss, normal(9, 2, 3, 4), normal(9, 2, 3, 2),
            lambda x: (lambda h: (lambda s: d(s.mean(1, keepdim=True) + h + s))(h.max(3)[0][..., None] - h))(c(x))),
    }


def sinusoid(t, size, base):
    """sin and cos of one number."""
    half = size // 2
    angles = t * base ** (-torch.arange(half, dtype=torch.float64) / half)
    return torch.cat([torch.sin(angles), torch.cos(angles)], -1)


def generative():
    """What objectives are made of: constant targets, penalties, divergences and times."""
    a, b, c, d, e, f = Dense(3, 5), Dense(3, 5), Dense(1, 1), Dense(8, 2), Dense(3, 4), Dense(4, 4)
    standard = torch.distributions.Normal(torch.zeros(5, dtype=torch.float64), torch.ones(5, dtype=torch.float64))

    def divergence(x):
        return torch.distributions.kl_divergence(torch.distributions.Normal(a(x), torch.exp(torch.tanh(b(x)) / 2)), standard).sum(-1, keepdim=True)

    return {
        'Input(3), As("x"), Dense(5), As("m"), From("x"), Dense(5), Tanh, As("l"), NormalDivergence("m", "l"), Penalty': network(
            [a, b], lambda y, t: y.mean(), normal(9, 3), normal(9, 1), divergence),
        'Input(1), Dense(1), SinusoidalEmbedding(8, Base = 100), Dense(2), MeanSquaredError': network(
            [c, d], F.mse_loss, normal(9, 1), normal(9, 2), lambda x: d(sinusoid(c(x), 8, 100))),
        'Input(3), Dense(4), BinaryCrossEntropy(Target = 1, Weight = 0.5f)': network(
            [e], lambda y, t: 0.5 * F.binary_cross_entropy_with_logits(y, torch.ones_like(y)), normal(9, 3), normal(9, 4)),
        'Input(3), Dense(4), Tanh, As("a"), Detach, Dense(4), Multiply("a"), MeanSquaredError': network(
            [e, f], F.mse_loss, normal(9, 3), normal(9, 4), lambda x: (lambda h: f(h.detach()) * h)(torch.tanh(e(x)))),
        'Input(3), Dense(4), MeanSquaredError(Target = -0.5)': network([e], lambda y, t: ((y + 0.5) ** 2).mean(), normal(9, 3), normal(9, 4)),
    }


def ties(layer):
    """Small whole numbers, so that many are equal and the gradient shows which of them a maximum was taken to be."""
    dense = Dense(2, 6)
    dense.weight.data = single(torch.arange(12).reshape(6, 2) % 3 - 1)
    dense.bias.data = single(torch.zeros(6))
    x = single(torch.randint(-1, 2, (7, 2, 6, 2)))
    size = layer(dense(x)).flatten(1).shape[1]
    return network([dense, layer, nn.Flatten(), Dense(size, 2)], F.mse_loss, x, normal(7, 2))


def pooling():
    """Windows, bins and reductions with every option, between two dense layers."""
    sequences = {
        ("MaxPool1D(2)", (2, 7)): nn.MaxPool1d(2),
        ("MaxPool1D(3, Stride = 2, Padding = 1)", (2, 8)): nn.MaxPool1d(3, 2, 1),
        ("MaxPool1D(3, Stride = 1, Padding = 1, Dilation = 2)", (2, 8)): nn.MaxPool1d(3, 1, 1, dilation=2),
        ("MaxPool1D(2, CeilMode = true)", (2, 7)): nn.MaxPool1d(2, ceil_mode=True),
        ("AveragePool1D(3)", (2, 9)): nn.AvgPool1d(3),
        ("AveragePool1D(5, Stride = 2, Padding = 2, CountIncludePad = false)", (2, 8)): nn.AvgPool1d(5, 2, 2, count_include_pad=False),
        ("AveragePool1D(3, Stride = 2, Padding = 1, CeilMode = true)", (2, 8)): nn.AvgPool1d(3, 2, 1, ceil_mode=True),
        ("GlobalAveragePool1D", (3, 9)): Function(lambda x: x.mean(-1)),
    }
    images = {
        ("MaxPool2D(2)", (2, 6, 6)): nn.MaxPool2d(2),
        ("MaxPool2D(3, Stride = 2)", (2, 7, 7)): nn.MaxPool2d(3, 2),
        ("MaxPool2D(3, Stride = 2, Padding = 1)", (2, 6, 8)): nn.MaxPool2d(3, 2, 1),
        ("MaxPool2D(3, Stride = 2, CeilMode = true)", (2, 6, 5)): nn.MaxPool2d(3, 2, ceil_mode=True),
        ("MaxPool2D(2, Stride = 2, Padding = 1, CeilMode = true)", (2, 5, 6)): nn.MaxPool2d(2, 2, 1, ceil_mode=True),
        ("MaxPool2D(2, 3, Strides = new[] { 1, 2 }, Paddings = new[] { 0, 1 }, Dilations = new[] { 2, 1 })", (2, 5, 6)):
            nn.MaxPool2d((2, 3), (1, 2), (0, 1), (2, 1)),
        ("MaxPool2D(5, Stride = 2, Padding = 2)", (1, 9, 7)): nn.MaxPool2d(5, 2, 2),
        ("AveragePool2D(2)", (2, 6, 6)): nn.AvgPool2d(2),
        ("AveragePool2D(3, Stride = 2, Padding = 1)", (2, 6, 7)): nn.AvgPool2d(3, 2, 1),
        ("AveragePool2D(3, Stride = 2, Padding = 1, CountIncludePad = false)", (2, 6, 7)): nn.AvgPool2d(3, 2, 1, count_include_pad=False),
        ("AveragePool2D(3, Stride = 2, Padding = 1, CeilMode = true)", (2, 6, 8)): nn.AvgPool2d(3, 2, 1, ceil_mode=True),
        ("AveragePool2D(3, Stride = 2, Padding = 1, CeilMode = true, CountIncludePad = false)", (2, 6, 8)):
            nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False),
        ("AdaptiveAveragePool2D(3)", (2, 6, 6)): nn.AdaptiveAvgPool2d(3),
        ("AdaptiveAveragePool2D(3, 4)", (2, 5, 7)): nn.AdaptiveAvgPool2d((3, 4)),
        ("AdaptiveAveragePool2D(4)", (2, 3, 2)): nn.AdaptiveAvgPool2d(4),
        ("GlobalAveragePool2D", (3, 3, 5)): Function(lambda x: x.mean((-1, -2))),
        ("GlobalMaxPool2D", (3, 3, 5)): Function(lambda x: x.amax((-1, -2))),
        ("Mean(1)", (3, 4, 5)): Function(lambda x: x.mean(2)),
        ("Mean(0, 2, KeepAxes = true)", (3, 4, 5)): Function(lambda x: x.mean((1, 3), keepdim=True)),
        ("Mean", (3, 4, 5)): Function(lambda x: x.mean((1, 2, 3))[:, None]),
        ("Sum(-1)", (3, 4, 5)): Function(lambda x: x.sum(3)),
        ("Max(1)", (3, 4, 5)): Function(lambda x: x.max(2)[0]),
    }
    found = {}
    for (layer, shape), module in (sequences | images).items():
        recorded = after_dense(shape, module)
        sizes = ", ".join(map(str, shape[:-1]))
        found[f"Input({sizes}, 2), Dense({shape[-1]}), {layer}, Flatten, Dense(2), MeanSquaredError"] = recorded
    for layer, module in {
        "MaxPool2D(2)": nn.MaxPool2d(2),
        "MaxPool2D(3, Stride = 2, Padding = 1)": nn.MaxPool2d(3, 2, 1),
        "GlobalMaxPool2D": nn.Sequential(nn.Flatten(2), Function(lambda x: x.max(2)[0])),
    }.items():
        found[f"Input(2, 6, 2), Dense(6), {layer}, Flatten, Dense(2), MeanSquaredError"] = ties(module)
    return found


class LayerNorm(nn.LayerNorm):
    pass


class GroupNorm(nn.GroupNorm):
    pass


class RMSNorm(nn.Module):
    """As PyTorch has it from 2.4 on."""

    def __init__(self, size, eps=2.0 ** -23):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x):
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + self.eps) * self.weight


class InstanceNorm(nn.Module):
    def __init__(self, channels, affine=False):
        super().__init__()
        if affine:
            self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return F.instance_norm(x, weight=getattr(self, "weight", None), bias=getattr(self, "bias", None))


def norms():
    found = {}
    for (layer, shape), module in {
        ("LayerNorm", (3, 7)): LayerNorm(7),
        ("LayerNorm(Axes = 2, Epsilon = 0.01f)", (2, 3, 5)): LayerNorm((3, 5), eps=0.01),
        ("LayerNorm(Affine = false)", (3, 7)): LayerNorm(7, elementwise_affine=False),
        ("RMSNorm", (3, 7)): RMSNorm(7),
        ("RMSNorm(Epsilon = 0.01f)", (17,)): RMSNorm(17, 0.01),
        ("GroupNorm(2)", (6, 2, 5)): GroupNorm(2, 6),
        ("GroupNorm(3, Affine = false)", (6, 5)): GroupNorm(3, 6, affine=False),
        ("InstanceNorm", (3, 2, 5)): InstanceNorm(3),
        ("InstanceNorm(Affine = true)", (3, 9)): InstanceNorm(3, affine=True),
        ("LocalResponseNorm(5)", (7, 2, 3)): nn.LocalResponseNorm(5),
        ("LocalResponseNorm(4, Alpha = 0.5f, Beta = 0.6f, K = 2f)", (7, 2, 3)): nn.LocalResponseNorm(4, 0.5, single([0.6])[0].item(), 2.0),
    }.items():
        for p in module.parameters():
            p.data = single(torch.rand(p.shape) * 2 - 0.5)
        inputs = "".join(f"{size}, " for size in shape[:-1])
        found[f"Input({inputs}2), Dense({shape[-1]}), {layer}, Flatten, Dense(2), MeanSquaredError"] = after_dense(shape, module)
    return found


def shapes():
    """Layers that move values, and activations along other axes than the last."""
    found = {}
    for (layer, shape), module in {
        ("Permute(1, 2, 0)", (2, 3, 4)): Function(lambda x: x.permute(0, 2, 3, 1)),
        ("Transpose", (2, 3, 4)): Function(lambda x: x.transpose(-1, -2)),
        ("Transpose(0, 2)", (2, 3, 4)): Function(lambda x: x.transpose(1, 3)),
        ("Slice(1, 1, 2)", (2, 4, 3)): Function(lambda x: x[:, :, 1:3]),
        ("Slice(-1, 1, 3, Step = 2)", (2, 3, 7)): Function(lambda x: x[..., 1:6:2]),
        ("PixelShuffle(2)", (8, 2, 3)): nn.PixelShuffle(2),
        ("Pad(1, 2)", (2, 3, 4)): Function(lambda x: F.pad(x, (1, 2))),
        ("Pad(1, 2, 0, 3, Value = 0.5f)", (2, 3, 4)): Function(lambda x: F.pad(x, (1, 2, 0, 3), value=0.5)),
        ("Pad(2, 1, 1, 2, Mode = PaddingMode.Reflect)", (2, 3, 4)): Function(lambda x: F.pad(x, (2, 1, 1, 2), mode="reflect")),
        ("Pad(2, 1, 5, 0, Mode = PaddingMode.Replicate)", (2, 3, 4)): Function(lambda x: F.pad(x, (2, 1, 5, 0), mode="replicate")),
        ("Pad(4, 1, 3, 2, Mode = PaddingMode.Circular)", (2, 3, 4)): Function(lambda x: F.pad(x, (4, 1, 3, 2), mode="circular")),
        ("Pad(3, Mode = PaddingMode.Reflect)", (2, 5)): Function(lambda x: F.pad(x, (3, 3), mode="reflect")),
        ("Upsample(2)", (2, 3, 4)): nn.Upsample(scale_factor=2),
        ("Upsample(Size = new[] { 7, 3 })", (2, 3, 4)): nn.Upsample(size=(7, 3)),
        ("Upsample(3)", (2, 5)): nn.Upsample(scale_factor=3),
        ("Upsample(2, Mode = UpsampleMode.Bilinear)", (2, 3, 4)): nn.Upsample(scale_factor=2, mode="bilinear"),
        ("Upsample(2, Mode = UpsampleMode.Bilinear, AlignCorners = true)", (2, 3, 4)): nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
        ("Upsample(Size = new[] { 5, 3 }, Mode = UpsampleMode.Bilinear)", (2, 3, 4)): nn.Upsample(size=(5, 3), mode="bilinear"),
        ("Upsample(Size = new[] { 1, 9 }, Mode = UpsampleMode.Bilinear, AlignCorners = true)", (2, 3, 4)):
            nn.Upsample(size=(1, 9), mode="bilinear", align_corners=True),
        ("Upsample(3, Mode = UpsampleMode.Bilinear)", (2, 5)): nn.Upsample(scale_factor=3, mode="linear"),
    }.items():
        inputs = "".join(f"{size}, " for size in shape[:-1])
        found[f"Input({inputs}2), Dense({shape[-1]}), {layer}, Flatten, Dense(2), MeanSquaredError"] = after_dense(shape, module)
    # The axes before the last have the same bias everywhere, and softmax does not see what is the same everywhere.
    for (layer, shape), module in {
        ("Softmax(Axis = 0)", (3, 2, 4)): nn.Softmax(1),
        ("Softmax(Axis = 1)", (3, 2, 4)): nn.Softmax(2),
        ("LogSoftmax(Axis = -2)", (3, 4)): nn.LogSoftmax(-2),
    }.items():
        inputs = "".join(f"{size}, " for size in shape[:-1])
        found[f"Input({inputs}2), Dense({shape[-1]}, Bias = false), {layer}, Flatten, Dense(2), MeanSquaredError"] = after_dense(shape, module, bias=False)
    for shape in [(3, 2, 4), (3,)]:
        slopes = nn.PReLU(3)
        slopes.weight.data = single([0.25, -0.5, 1.5])
        inputs = "".join(f"{size}, " for size in shape[:-1])
        found[f"Input({inputs}2), Dense({shape[-1]}), PReLU(Slopes = 3), Flatten, Dense(2), MeanSquaredError"] = after_dense(shape, slopes)
    return found


def rounded(module, stem):
    """A layer of PyTorch's own with its parameters rounded."""
    for p in module.parameters():
        p.data = single(p.data)
    module.stem = stem
    return module


def conv(rank, *sizes, **options):
    return rounded([nn.Conv1d, nn.Conv2d, nn.Conv3d][rank - 1](*sizes, **options), "conv")


def transpose(*sizes, **options):
    return rounded(nn.ConvTranspose2d(*sizes, **options), "convTranspose")


def image_network(shape, *layers, rows=5):
    x = normal(rows, *shape)
    return network(layers, F.mse_loss, x, normal(*nn.Sequential(*layers)(x).shape))


def convolutions():
    """Every option of every rank, with an input gradient behind it."""
    declared = {
        "Input(3, 9), Conv1D(4, Kernel = 3), Tanh, Conv1D(5, Kernel = 4, Stride = 2, Padding = 2, Dilation = 2)": (
            (3, 9), conv(1, 3, 4, 3), nn.Tanh(), conv(1, 4, 5, 4, stride=2, padding=2, dilation=2)),
        "Input(2, 6), Conv1D(4, Kernel = 4, Same = true, PaddingMode = PaddingMode.Reflect), Tanh, Conv1D(4, Kernel = 3, Groups = 4, Padding = 1, Bias = false)": (
            (2, 6), conv(1, 2, 4, 4, padding="same", padding_mode="reflect"), nn.Tanh(), conv(1, 4, 4, 3, groups=4, padding=1, bias=False)),
        "Input(2, 7, 6), Conv2D(5, Kernel = 3), Tanh, Conv2D(3, Kernel = 2, Stride = 2, Padding = 1)": (
            (2, 7, 6), conv(2, 2, 5, 3), nn.Tanh(), conv(2, 5, 3, 2, stride=2, padding=1)),
        "Input(2, 6, 7), Conv2D(6, Kernels = new[] { 3, 2 }, Strides = new[] { 1, 2 }, Paddings = new[] { 2, 1 }, Dilations = new[] { 2, 1 }), Tanh, Conv2D(4, Kernel = 3, Groups = 2)": (
            (2, 6, 7), conv(2, 2, 6, (3, 2), stride=(1, 2), padding=(2, 1), dilation=(2, 1)), nn.Tanh(), conv(2, 6, 4, 3, groups=2)),
        "Input(4, 5, 5), Conv2D(4, Kernel = 4, Same = true), Tanh, Conv2D(8, Kernel = 3, Groups = 4, Stride = 2)": (
            (4, 5, 5), conv(2, 4, 4, 4, padding="same"), nn.Tanh(), conv(2, 4, 8, 3, groups=4, stride=2)),
        "Input(2, 4, 5), Conv2D(3, Kernel = 3, Padding = 2, PaddingMode = PaddingMode.Replicate), Tanh, Conv2D(2, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Circular)": (
            (2, 4, 5), conv(2, 2, 3, 3, padding=2, padding_mode="replicate"), nn.Tanh(), conv(2, 3, 2, 3, padding=1, padding_mode="circular")),
        "Input(2, 3, 4, 5), Conv3D(4, Kernel = 2), Tanh, Conv3D(3, Kernel = 3, Padding = 1, Strides = new[] { 1, 2, 1 })": (
            (2, 3, 4, 5), conv(3, 2, 4, 2), nn.Tanh(), conv(3, 4, 3, 3, padding=1, stride=(1, 2, 1))),
        "Input(3, 3, 4), ConvTranspose2D(4, Kernel = 3), Tanh, ConvTranspose2D(2, Kernel = 4, Stride = 3, Padding = 1, OutputPadding = 2)": (
            (3, 3, 4), transpose(3, 4, 3), nn.Tanh(), transpose(4, 2, 4, stride=3, padding=1, output_padding=2)),
        "Input(4, 3, 3), ConvTranspose2D(6, Kernel = 2, Groups = 2, Dilation = 2, Bias = false), Tanh, ConvTranspose2D(6, Kernel = 3, Groups = 6, Stride = 2)": (
            (4, 3, 3), transpose(4, 6, 2, groups=2, dilation=2, bias=False), nn.Tanh(), transpose(6, 6, 3, groups=6, stride=2)),
    }
    return {f"{declaration}, MeanSquaredError": image_network(*layers) for declaration, layers in declared.items()}


def lenet():
    """A small LeNet-5, trained."""
    return {
        "Input(1, 12, 12), Conv2D(6, Kernel = 5), ReLU, Conv2D(16, Kernel = 5, Stride = 2, Padding = 1), ReLU, Flatten, Dense(10), ReLU, Dense(4), CrossEntropy": trajectory(
            [conv(2, 1, 6, 5), nn.ReLU(), conv(2, 6, 16, 5, stride=2, padding=1), nn.ReLU(), Shaped(144), Dense(144, 10), nn.ReLU(), Dense(10, 4)],
            F.cross_entropy, normal(21, 1, 12, 12), labels(21, 4), lr=0.005),
    }


def fans():
    """The fans of a weight, which bound how it and its bias are drawn."""
    drawn = {
        "Input(4, 6, 6), Conv2D(6, Kernels = new[] { 2, 3 }, Groups = 2)": nn.Conv2d(4, 6, (2, 3), groups=2),
        "Input(4, 6), Conv1D(6, Kernel = 5)": nn.Conv1d(4, 6, 5),
        "Input(4, 6, 6), ConvTranspose2D(6, Kernels = new[] { 2, 3 }, Groups = 2)": nn.ConvTranspose2d(4, 6, (2, 3), groups=2),
    }
    return {name: list(init._calculate_fan_in_and_fan_out(module.weight)) for name, module in drawn.items()}


def trajectory(modules, loss, x, target, **adam):
    """Twenty steps of Adam on one batch."""
    model, named = nn.Sequential(*modules), parameters(modules)
    start, history = record(named), []
    optimizer = torch.optim.Adam(named.values(), **adam)
    for _ in range(20):
        optimizer.zero_grad()
        value = loss(model(x), target)
        value.backward()
        optimizer.step()
        history.append(numbers(value)[0])
    return {"rows": len(x), "x": numbers(x), **targets(target), "rate": adam["lr"], "parameters": start, "losses": history, "end": record(named | statistics_of(modules))}


def statistics_of(modules):
    """The running statistics, which are no parameters."""
    norms = [m for m in modules if isinstance(m, Bn)]
    return {f"bn{i + 1}.{name}": getattr(norm, name) for i, norm in enumerate(norms) for name in ("running_mean", "running_var")}


def normalised():
    """Batch normalisation, in training: the running statistics are part of where it ends."""
    return {
        "Input(4), Dense(6, Bias = false), BatchNorm, ReLU, Dense(3, Bias = false), BatchNorm(Momentum = 0.4f, Epsilon = 0.001f), CrossEntropy": trajectory(
            [Dense(4, 6, bias=False), Bn(6), nn.ReLU(), Dense(6, 3, bias=False), Bn(3, momentum=0.4, eps=1e-3)], F.cross_entropy, normal(37, 4), labels(37, 3), lr=0.01),
        "Input(5, 3), BatchNorm, Dense(4), Tanh, BatchNorm, Flatten, Dense(2), MeanSquaredError": trajectory(
            [Bn(5), Dense(3, 4), nn.Tanh(), Bn(5), Shaped(20), Dense(20, 2)], F.mse_loss, normal(21, 5, 3), normal(21, 2), lr=0.02),
    }


def trajectories():
    return {
        "Input(4), Dense(16), ReLU, Dense(3), CrossEntropy": trajectory(
            [Dense(4, 16), nn.ReLU(), Dense(16, 3)], F.cross_entropy, normal(37, 4), labels(37, 3), lr=0.01),
        "Input(3, 2), Dense(5), Tanh, Flatten, Dense(9), SiLU, Dense(2), Huber": trajectory(
            [Dense(2, 5), nn.Tanh(), Shaped(15), Dense(15, 9), nn.SiLU(), Dense(9, 2)], F.huber_loss, normal(33, 3, 2), normal(33, 2), lr=0.02),
    }


def edge_rows(rows, nodes, edges):
    """Edges of each row, the first half of the numbers sources and the second targets; one of five is none, −1 at both ends."""
    ends = torch.randint(0, nodes, (rows, 2, edges))
    return torch.where(torch.rand(rows, 1, edges) < 0.2, -1, ends)


def with_nodes(ends, x):
    """Edges and nodes side by side, as rows of a network of several inputs are written."""
    return torch.cat([ends.double().flatten(1), x.flatten(1)], 1)


def over_graphs(nodes, edges, function):
    """A function of one graph, (edges that are there, which of them, nodes), for all rows."""
    def forward(rows):
        outputs = []
        for row in rows:
            ends, x = row[: 2 * edges].long().reshape(2, edges), row[2 * edges:].reshape(nodes, -1)
            outputs.append(function(ends, ends[0] >= 0, x))
        return torch.stack(outputs)
    return forward


def at(x, ends, there):
    return torch.where(there[:, None], x[ends.clamp(min=0)], torch.zeros(()).double())


def summed(m, ends, there, nodes, mean=False):
    y = torch.zeros(nodes, m.shape[1]).double().index_add(0, ends[there], m[there])
    return y / torch.bincount(ends[there], minlength=nodes).clamp(min=1)[:, None] if mean else y


def softmax_into(x, ends, there, nodes):
    """Each edge's share among those into the same node."""
    y = torch.zeros_like(x)
    for node in range(nodes):
        into = there & (ends == node)
        if into.any():
            y = y.index_add(0, into.nonzero()[:, 0], torch.softmax(x[into], 0))
    return y


def looped(ends, there, nodes):
    kept = there & (ends[0] != ends[1])
    all_ends = torch.cat([torch.where(kept, ends, -1), torch.arange(nodes).repeat(2, 1)], 1)
    return all_ends, all_ends[0] >= 0


def propagate(ends, there, x, loops=True):
    """D^(−½) A D^(−½) X, with d the edges into a node."""
    nodes = len(x)
    if loops:
        ends, there = looped(ends, there, nodes)
    matrix = torch.zeros(nodes, nodes).double()
    for source, target in ends[:, there].T.tolist():
        matrix[target, source] += 1
    d = matrix.sum(1)
    factors = torch.where(d > 0, d.clamp(min=1) ** -0.5, torch.zeros(()).double())
    return (factors[:, None] * matrix * factors) @ x


class GraphConv(nn.Module):
    stem = "conv"

    def __init__(self, inputs, outputs):
        super().__init__()
        self.lin, self.bias = Dense(inputs, outputs, False), nn.Parameter(normal(outputs))

    def forward(self, ends, there, x):
        return propagate(ends, there, self.lin(x)) + self.bias


class GraphAttention(nn.Module):
    stem = "attention"

    def __init__(self, inputs, width, heads):
        super().__init__()
        self.lin, self.heads = Dense(inputs, heads * width, False), heads
        self.att_src, self.att_dst = nn.Parameter(normal(1, heads, width)), nn.Parameter(normal(1, heads, width))
        self.bias = nn.Parameter(normal(heads * width))

    def forward(self, ends, there, x):
        nodes, h = len(x), self.lin(x)
        ends, there = looped(ends, there, nodes)
        by_head = h.reshape(nodes, self.heads, -1)
        scores = F.leaky_relu(at((by_head * self.att_src).sum(-1), ends[0], there) + at((by_head * self.att_dst).sum(-1), ends[1], there), 0.2)
        shares = softmax_into(scores, ends[1], there, nodes)
        messages = at(h, ends[0], there).reshape(len(scores), self.heads, -1) * shares[..., None]
        return summed(messages.flatten(1), ends[1], there, nodes) + self.bias


def edges():
    """Graphs whose edges differ from row to row."""
    def case(layers, function, rows=9, nodes=5, count=7):
        x = with_nodes(edge_rows(rows, nodes, count), normal(rows, nodes, 3))
        return network(layers, F.mse_loss, x, normal(rows, nodes, 2), over_graphs(nodes, count, function))

    def messages(a, b):
        return lambda ends, there, x: b(summed(torch.tanh(at(a(x), ends[1], there) * at(a(x), ends[0], there)), ends[1], there, 5))

    def shares(a, b):
        def function(ends, there, x):
            m = at(a(x), ends[0], there)
            return b(summed(softmax_into(m, ends[1], there, 5) * m, ends[1], there, 5, mean=True))
        return function

    def with_loops(a, b):
        def function(ends, there, x):
            all_ends, all_there = looped(ends, there, 5)
            return b(torch.tanh(summed(at(a(x), all_ends[0], all_there), all_ends[1], all_there, 5)))
        return function

    graph = 'Input("edges", 7, Edges = 5), Input("x", 5, 3)'
    one, two, three, four = [(Dense(3, 4), Dense(4, 2)) for _ in range(4)]
    conv, attention, last = GraphConv(3, 4), GraphAttention(3, 4, 2), Dense(8, 2)
    return {
        f'{graph}, Dense(4), As("h"), AtSources("edges"), As("s"), From("h"), AtTargets("edges"), Multiply("s"), Tanh, Aggregate("edges"), Dense(2), MeanSquaredError': case(one, messages(*one)),
        f'{graph}, Dense(4), AtSources("edges"), As("m"), EdgeSoftmax("edges"), Multiply("m"), Aggregate("edges", Mean = true), Dense(2), MeanSquaredError': case(two, shares(*two)),
        f'{graph}, Dense(4), Propagate("edges", SelfLoops = false), Tanh, Dense(2), MeanSquaredError': case(
            three, lambda ends, there, x: three[1](torch.tanh(propagate(ends, there, three[0](x), loops=False)))),
        f'{graph}, Dense(4), As("h"), From("edges"), SelfLoops, As("all"), From("h"), AtSources("all"), Aggregate("all"), Tanh, Dense(2), MeanSquaredError': case(four, with_loops(*four)),
        f'{graph}, GraphConv(4, "edges"), Tanh, Dense(2), MeanSquaredError': case(
            [conv, one[1]], lambda ends, there, x: one[1](torch.tanh(conv(ends, there, x)))),
        f'{graph}, GraphAttention(4, 2, "edges"), Tanh, Dense(2), MeanSquaredError': case(
            [attention, last], lambda ends, there, x: last(torch.tanh(attention(ends, there, x)))),
    }


def roots():
    first, second = Dense(4, 5), Dense(5, 2)
    return {
        "Input(4), Dense(5), Softplus, Sqrt(Epsilon = 0.25f), Dense(2), MeanSquaredError": network(
            [first, second], F.mse_loss, normal(9, 4), normal(9, 2), lambda x: second(torch.sqrt(F.softplus(first(x)) + 0.25))),
    }


def statistics(tensor):
    return {"min": tensor.min().item(), "max": tensor.max().item(), "mean": tensor.mean().item(), "std": tensor.std().item()}


def initialisers():
    """Weight and bias of a layer of 300 inputs and 200 outputs."""
    weight, linear = torch.empty(200, 300), nn.Linear(300, 200)
    drawn = {
        "Default": linear.weight.data,
        "GlorotUniform": init.xavier_uniform_(weight.clone()),
        "GlorotNormal": init.xavier_normal_(weight.clone()),
        "KaimingUniform": init.kaiming_uniform_(weight.clone(), nonlinearity="relu"),
        "KaimingNormal": init.kaiming_normal_(weight.clone(), nonlinearity="relu"),
        "LeCunNormal": init.kaiming_normal_(weight.clone(), nonlinearity="linear"),
        "TruncatedNormal": init.trunc_normal_(weight.clone(), 0, 0.02, -0.04, 0.04),
        "Orthogonal": init.orthogonal_(weight.clone()),
        "Normal": init.normal_(weight.clone()),
    }
    return {name: statistics(values) for name, values in drawn.items()} | {"DefaultBias": statistics(linear.bias.data)}


def apart(seed, function):
    """What is drawn in here moves nothing that is drawn elsewhere."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return function()


def main():
    golden = {
        "generator": f"PyTorch {torch.__version__}",
        "activations": {name: activation(function) for name, function in ACTIVATIONS.items()},
        "networks": losses() | layers() | apart(21, pooling) | apart(22, graphs) | apart(24, convolutions) | apart(27, norms) | apart(28, shapes) | apart(29, products)
        | apart(31, tokens) | apart(32, broadcasts) | apart(33, variables) | apart(34, attention) | apart(35, sinusoids) | apart(36, generative)
        | apart(37, edges) | apart(38, roots),
        "trajectories": trajectories() | apart(23, normalised) | apart(25, lenet),
        "initialisers": initialisers(),
        "fans": apart(26, fans),
    }
    # One array a line keeps differences readable.
    text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
    pathlib.Path(__file__).with_name("layers.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
