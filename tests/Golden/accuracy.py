"""Writes accuracy.json: activations and binary cross-entropy with their derivatives, for doubles, correctly rounded from mpmath's hundred digits.

    /usr/bin/python3 tests/Golden/accuracy.py
"""
import json
import os
import random
import struct

import mpmath as mp

mp.mp.dps = 100
RANDOM = random.Random(2)


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def phi(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def cdf(x):
    if abs(x) > 1000:
        return mp.mpf(1 if x > 0 else 0)
    return mp.erfc(-x / mp.sqrt(2)) / 2


def gelu_tanh(x):
    u = mp.sqrt(2 / mp.pi) * (x + mp.mpf(44715) / 10 ** 6 * x ** 3)
    slope = mp.sqrt(2 / mp.pi) * (1 + 3 * mp.mpf(44715) / 10 ** 6 * x * x)
    s = sigmoid(2 * u)
    return x * s, s + x * 2 * s * (1 - s) * slope


def mish(x):
    t = mp.tanh(mp.log1p(mp.exp(x)))
    return x * t, t + x * (1 - t * t) * sigmoid(x)


def elu(x, scale, alpha):
    return (scale * x, scale) if x > 0 else (scale * alpha * mp.expm1(x), scale * alpha * mp.exp(x))


def ramp(x):
    return min(max((x + 3) / 6, mp.mpf(0)), mp.mpf(1))


SELU = mp.mpf("1.0507009873554804934"), mp.mpf("1.6732632423543772848")

# For each x the value and the derivative.
ACTIVATIONS = {
    "ReLU": lambda x: (max(x, mp.mpf(0)), mp.mpf(1 if x > 0 else 0)),
    "LeakyReLU": lambda x: (x, mp.mpf(1)) if x > 0 else (x / 100, mp.mpf(1) / 100),
    "PReLU": lambda x: (x, mp.mpf(1)) if x > 0 else (x / 4, mp.mpf(1) / 4),
    "ELU": lambda x: elu(x, 1, 1),
    "SELU": lambda x: elu(x, *SELU),
    "Sigmoid": lambda x: (sigmoid(x), sigmoid(x) * sigmoid(-x)),
    "Tanh": lambda x: (mp.tanh(x), mp.sech(x) ** 2),
    "Softplus": lambda x: (mp.log1p(mp.exp(x)), sigmoid(x)),
    "GELU": lambda x: (x * cdf(x), cdf(x) + x * phi(x)),
    "GELU, approximate": gelu_tanh,
    "SiLU": lambda x: (x * sigmoid(x), sigmoid(x) * (1 + x * sigmoid(-x))),
    "Mish": mish,
    "Hardswish": lambda x: (x * ramp(x), mp.mpf(0) if x <= -3 else mp.mpf(1) if x >= 3 else (2 * x + 3) / 6),
    "Hardsigmoid": lambda x: (ramp(x), mp.mpf(1) / 6 if -3 < x < 3 else mp.mpf(0)),
}


def spread(low, high, count):
    return [RANDOM.uniform(low, high) for _ in range(count)]


def small(low, high, count):
    """Magnitudes spread evenly over their exponents, of both signs."""
    return [RANDOM.choice((-1, 1)) * 10 ** RANDOM.uniform(low, high) for _ in range(count)]


POINTS = spread(-6, 6, 60) + spread(-40, 40, 60) + spread(-700, 40, 30) + small(-300, 300, 20) + small(-18, 0, 20) + [-3.0, 3.0, 5e-324, 1.7e308, -1.7e308]


def bce(y, t):
    """The loss, and its derivative with respect to the logit."""
    return t * mp.log1p(mp.exp(-y)) + (1 - t) * mp.log1p(mp.exp(y)), (1 - t) * sigmoid(y) - t * sigmoid(-y)


LOGITS = spread(-6, 6, 30) + spread(-40, 40, 30) + spread(-700, 700, 20) + small(-18, 0, 10) + [15.0, -15.0]
TARGETS = [0.0, 1.0, 0.25, 2.0 ** -30]


def softmax(x):
    return [mp.exp(n) / sum(mp.exp(m) for m in x) for n in x]


def through_softmax(x, dy):
    y = softmax(x)
    dot = sum(a * b for a, b in zip(y, dy))
    return y, [a * (b - dot) for a, b in zip(y, dy)]


def through_log_softmax(x, dy):
    y, total = softmax(x), sum(dy)
    return [mp.log(n) for n in y], [b - a * total for a, b in zip(y, dy)]


def through_local_response(x, dy, channels=11, positions=3, size=5, alpha=mp.mpf(1) / 2, beta=mp.mpf(3) / 4):
    """Of [channels, positions]; k is 1."""
    def around(c, p, before, behind):
        return [j * positions + p for j in range(c - before, c + behind + 1) if 0 <= j < channels]

    places = [(c, p) for c in range(channels) for p in range(positions)]
    d = [1 + alpha / size * sum(x[i] ** 2 for i in around(c, p, size // 2, (size - 1) // 2)) for c, p in places]
    y = [a * b ** -beta for a, b in zip(x, d)]
    terms = [g * a / b for g, a, b in zip(dy, y, d)]
    sums = [sum(terms[i] for i in around(c, p, (size - 1) // 2, size // 2)) for c, p in places]
    return y, [g * b ** -beta - 2 * alpha * beta / size * a * s for g, a, b, s in zip(dy, x, d, sums)]


def floats(numbers):
    return [struct.unpack("f", struct.pack("f", n))[0] for n in numbers]


# Layers of 33 numbers: inputs, a gradient of the outputs, the outputs, the gradient of the inputs. All given numbers are floats.
LAYERS = {"Softmax": through_softmax, "LogSoftmax": through_log_softmax, "LocalResponseNorm": through_local_response}
INPUTS = [spread(-3, 3, 33), [10000 + i * 1e-3 for i in range(33)], spread(-80, 80, 33), [20.0] + spread(-1, 1, 32), spread(-1e-3, 1e-3, 33), spread(-1e3, 1e3, 33)]


def rounded(numbers):
    return [float(n) for n in numbers]


values = {name: [[x] + rounded(f(mp.mpf(x))) for x in POINTS] for name, f in ACTIVATIONS.items()}
for name, logits in ("BinaryCrossEntropy", LOGITS), ("BinaryCrossEntropyOfFloats", floats(y for y in LOGITS if abs(y) < 80)):
    values[name] = [[y, t] + rounded(bce(mp.mpf(y), mp.mpf(t))) for y in logits for t in TARGETS]
for name, through in LAYERS.items():
    rows = [(floats(x), floats(spread(-1, 1, 33))) for x in INPUTS]
    values[name] = [x + dy + sum((rounded(n) for n in through([mp.mpf(v) for v in x], [mp.mpf(v) for v in dy])), []) for x, dy in rows]
for logits in [floats(spread(-4, 4, 5)) for _ in range(16)] + [[10000.0, 10000.5, 9999.75, 9990.0, 10001.0], [80.0, -80.0, 0.0, 1.0, 2.0]] + [floats(spread(-60, 60, 5)) for _ in range(5)]:
    exact, label = [mp.mpf(v) for v in logits], RANDOM.randrange(5)
    p = softmax(exact)
    values.setdefault("CrossEntropy", []).append(logits + [label, float(-mp.log(p[label]))] + rounded(q - (c == label) for c, q in enumerate(p)))
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "accuracy.json")
with open(path, "w") as file:
    file.write("{\n")
    file.write(",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for name, rows in values.items()))
    file.write("\n}\n")
