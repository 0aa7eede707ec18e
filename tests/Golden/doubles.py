"""Writes doubles.json: elementary functions of doubles, correctly rounded from mpmath's fifty digits.

    /usr/bin/python3 tests/Golden/doubles.py
"""
import json
import os
import random

import mpmath as mp

mp.mp.dps = 50
RANDOM = random.Random(1)


def spread(low, high, count):
    return [RANDOM.uniform(low, high) for _ in range(count)]


def small(low, high, count):
    """Magnitudes spread evenly over their exponents, of both signs."""
    return [RANDOM.choice((-1, 1)) * 10 ** RANDOM.uniform(low, high) for _ in range(count)]


FUNCTIONS = {
    "Exp": (mp.exp, spread(-700, 709, 60) + spread(-2, 2, 60) + small(-18, 0, 20)),
    "Expm1": (mp.expm1, spread(-40, 709, 40) + spread(-2, 2, 80) + small(-18, 0, 40)),
    "Log": (mp.log, [abs(x) for x in small(-307, 308, 60)] + spread(0.5, 2, 80) + [5e-324, 1e-310]),
    "Log1p": (mp.log1p, spread(-0.999, 3, 80) + small(-18, -1, 40) + [abs(x) for x in small(0, 307, 30)]),
    "Sigmoid": (lambda x: 1 / (1 + mp.exp(-x)), spread(-700, 40, 60) + spread(-5, 5, 60)),
    "Softplus": (lambda x: mp.log1p(mp.exp(x)), spread(-700, 60, 60) + spread(-5, 5, 60)),
    "Tanh": (mp.tanh, spread(-25, 25, 40) + spread(-2, 2, 80) + small(-18, 0, 40)),
    "Erf": (mp.erf, spread(-6.5, 6.5, 60) + spread(-1, 1, 80) + small(-18, 0, 40) + [0.65, 0.6499999]),
    "Sin": (mp.sin, spread(-10, 10, 80) + spread(-1e5, 1e5, 40) + small(-18, 0, 20) + [float(k * mp.pi / 2) for k in range(1, 40)] + [2e5, 1e9]),
    "Cos": (mp.cos, spread(-10, 10, 80) + spread(-1e5, 1e5, 40) + small(-18, 0, 20) + [float(k * mp.pi / 2) for k in range(1, 40)] + [2e5, 1e9]),
    "NormalCdf": (lambda x: mp.erfc(-x / mp.sqrt(2)) / 2, spread(-37.4, 9, 80) + spread(-3, 3, 80) + small(-18, 0, 20)),
    "NormalDensity": (lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi), spread(-37.4, 37.4, 80) + spread(-3, 3, 40) + small(-18, 0, 20)),
    "Exp2": (lambda t: mp.mpf(2) ** t, spread(-1020, 1023, 60) + spread(-2, 2, 60) + small(-18, 0, 20)),
    # Around its zero at -0.75 the error is an absolute one, which the tests of layers measure.
    "GELUDerivative": (lambda x: mp.erfc(-x / mp.sqrt(2)) / 2 + x * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi), spread(-37.4, -2.2, 60) + spread(0, 9, 60)),
}

values = {name: [[x, float(function(mp.mpf(x)))] for x in xs] for name, (function, xs) in FUNCTIONS.items()}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "doubles.json")
with open(path, "w") as file:
    file.write("{\n")
    file.write(",\n".join(f'"{name}": [\n' + ",\n".join(json.dumps(pair) for pair in pairs) + "\n]" for name, pairs in values.items()))
    file.write("\n}\n")
