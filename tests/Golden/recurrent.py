#!/usr/bin/env python3
"""Writes recurrent.json: what PyTorch's RNN, LSTM and GRU compute, and their gradients, for the C# tests to repeat.

Run with PyTorch 1.13 (Debian's python3-torch):  python3 tests/Golden/recurrent.py
"""
import json
import pathlib
import re

import torch
from torch import nn

from layers import Dense, network, normal, single

torch.manual_seed(40)
FEATURES, UNITS, ROWS = 3, 5, 3


class Recurrent(nn.Module):
    """The layer with rows outermost; its parameters in the order in which the declaration has them."""

    def __init__(self, kind, layers, bidirectional, bias=True, relu=False):
        super().__init__()
        options = {"nonlinearity": "relu"} if relu else {}
        self.stem = kind.lower()
        self.inner = getattr(nn, kind)(FEATURES, UNITS, layers, bias=bias, batch_first=True, bidirectional=bidirectional, **options).double()
        for p in self.inner.parameters():
            p.data = single(p.data * 2)

    def named_parameters(self):
        names = dict(self.inner.named_parameters())
        parts = [name[len("weight_ih"):] for name in names if name.startswith("weight_ih")]
        return [(name + part, names[name + part]) for part in parts for name in ("weight_ih", "bias_ih", "weight_hh", "bias_hh") if name + part in names]

    def forward(self, x):
        return self.inner(x)[0]


def flattened(layer, steps, dense):
    return lambda x: dense(layer(x.reshape(len(x), steps, FEATURES)).flatten(1))


def final(layer, steps, dense):
    """The final states of the last layer, both directions side by side, as PyTorch returns them."""
    def run(x):
        states = layer.inner(x.reshape(len(x), steps, FEATURES))[1]
        states = states[0] if isinstance(states, tuple) else states
        directions = 2 if layer.inner.bidirectional else 1
        return dense(torch.cat(list(states[-directions:]), 1))
    return run


def case(kind, steps, layers=1, bidirectional=False, last=False, **options):
    layer = Recurrent(kind, layers, bidirectional, **options)
    width = UNITS * (2 if bidirectional else 1)
    dense = Dense(width if last else width * steps, 2).double()
    written = [str(UNITS)] + ([f"Layers = {layers}"] if layers > 1 else []) + (["Bidirectional = true"] if bidirectional else []) \
        + (["Bias = false"] if not options.get("bias", True) else []) + (["ReLU = true"] if options.get("relu") else [])
    declaration = f"Input({steps}, {FEATURES}), {kind}({', '.join(written)}), {'Last' if last else 'Flatten'}, Dense(2), MeanSquaredError"
    forward = (final if last else flattened)(layer, steps, dense)
    return declaration, network([layer, dense], nn.functional.mse_loss, normal(ROWS, steps * FEATURES), normal(ROWS, 2), forward)


def of_lengths(kind, steps, lengths, layers=1, bidirectional=False, last=False, mask=False):
    """Rows of different lengths, packed; what stands behind their ends is NaN, and what comes out there is 0."""
    layer = Recurrent(kind, layers, bidirectional)
    width = UNITS * (2 if bidirectional else 1)
    dense = Dense(width * steps if mask else width, 2).double()
    written = [str(UNITS)] + ([f"Layers = {layers}"] if layers > 1 else []) + (["Bidirectional = true"] if bidirectional else [])
    declaration = f"Input({steps}, {FEATURES}, Lengths = true), {kind}({', '.join(written)}), {'Last, ' if last else 'Mask, Flatten, ' if mask else ''}Dense(2), MeanSquaredError"
    counts = torch.tensor(lengths)
    exists = (torch.arange(steps) < counts[:, None]).double()

    def forward(x):
        packed = nn.utils.rnn.pack_padded_sequence(x.reshape(len(x), steps, FEATURES), counts, batch_first=True, enforce_sorted=False)
        y, states = layer.inner(packed)
        if mask:
            return dense(nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=steps)[0].flatten(1))
        if not last:
            return (dense(nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=steps)[0]) * exists[:, :, None]).flatten(1)
        states = states[0] if isinstance(states, tuple) else states
        return dense(torch.cat(list(states[-(2 if bidirectional else 1):]), 1))

    def loss(y, targets):
        if last or mask:
            return nn.functional.mse_loss(y, targets)
        squares = ((y - targets) ** 2).reshape(len(y), steps, 2) * exists[:, :, None]
        return squares.sum() / exists.sum() / 2

    x, targets = normal(len(lengths), steps * FEATURES), normal(len(lengths), 2 if last or mask else 2 * steps)
    recorded = network([layer, dense], loss, x, targets, forward)
    recorded["lengths"] = lengths
    return declaration, recorded


def main():
    cases = [case(kind, steps, layers, both) for kind in ("RNN", "LSTM", "GRU") for steps in (1, 3, 7, 17) for layers in (1, 2) for both in (False, True)]
    cases += [case(kind, 7, layers, both, last=True) for kind in ("RNN", "LSTM", "GRU") for layers, both in ((1, False), (2, True))]
    cases += [case("LSTM", 7, bias=False), case("RNN", 7, relu=True)]
    mixed = {1: [1, 1, 1], 3: [2, 3, 1], 7: [7, 2, 5], 17: [4, 17, 11]}
    packed = [of_lengths(kind, steps, mixed[steps], layers, both) for kind in ("RNN", "LSTM", "GRU") for steps in mixed for layers in (1, 2) for both in (False, True)]
    packed += [of_lengths(kind, 7, mixed[7], layers, both, last=True) for kind in ("RNN", "LSTM", "GRU") for layers in (1, 2) for both in (False, True)]
    packed.append(of_lengths("RNN", 7, mixed[7], mask=True))
    golden = {"generator": f"PyTorch {torch.__version__}", "networks": dict(cases), "lengths": dict(packed)}
    text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
    pathlib.Path(__file__).with_name("recurrent.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
