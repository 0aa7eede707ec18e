#!/usr/bin/env python3
"""Writes architectures.json: what PyTorch makes of small relatives of the networks in samples/Zoo, built of the same blocks.

Keyed by the declaration, as layers.json. Outputs are those of prediction; loss and gradients are those of training, with batch normalisation by the batch.

Run with PyTorch 1.13 (Debian's python3-torch):  python3 tests/Golden/architectures.py
"""
import json
import pathlib
import re
from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional as F

from layers import labels, normal, numbers, record, single

torch.manual_seed(30)


def conv(inputs, outputs, kernel=3, **options):
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, **options)


class BasicBlock(nn.Module):
    """torchvision's."""

    def __init__(self, inputs, width):
        super().__init__()
        stride = width // inputs
        self.conv1, self.bn1 = conv(inputs, width, stride=stride, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = conv(width, width, bias=False), nn.BatchNorm2d(width)
        self.downsample = nn.Identity() if stride == 1 else nn.Sequential(conv(inputs, width, 1, stride=stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        h = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(h)) + self.downsample(x))


class Bottleneck(nn.Module):
    """torchvision's, from any width to another."""

    def __init__(self, inputs, width, stride):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = conv(width, width, stride=stride, bias=False), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = conv(width, 4 * width, 1, bias=False), nn.BatchNorm2d(4 * width)
        self.downsample = nn.Sequential(conv(inputs, 4 * width, 1, stride=stride, bias=False), nn.BatchNorm2d(4 * width))

    def forward(self, x):
        h = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return F.relu(self.bn3(self.conv3(h)) + self.downsample(x))


class BasicConv2d(nn.Module):
    """torchvision's."""

    def __init__(self, inputs, outputs, kernel=1):
        super().__init__()
        self.conv, self.bn = conv(inputs, outputs, kernel, bias=False), nn.BatchNorm2d(outputs, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


class Inception(nn.Module):
    """torchvision's."""

    def __init__(self, inputs, ch1x1, ch3x3red, ch3x3, ch5x5red, ch5x5, pool):
        super().__init__()
        self.branch1 = BasicConv2d(inputs, ch1x1)
        self.branch2 = nn.Sequential(BasicConv2d(inputs, ch3x3red), BasicConv2d(ch3x3red, ch3x3, 3))
        self.branch3 = nn.Sequential(BasicConv2d(inputs, ch5x5red), BasicConv2d(ch5x5red, ch5x5, 3))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1), BasicConv2d(inputs, pool))

    def forward(self, x):
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1)


class MgLevel(nn.Module):
    """Two steps u ← u + ReLU(bn(B ReLU(bn(f − A u))))."""

    def __init__(self, width):
        super().__init__()
        self.A, self.bn1 = conv(width, width, bias=False), nn.BatchNorm2d(width)
        self.B, self.bn2 = conv(width, width, bias=False), nn.BatchNorm2d(width)
        self.bn3, self.bn4 = nn.BatchNorm2d(width), nn.BatchNorm2d(width)

    def forward(self, u, f):
        u = u + F.relu(self.bn2(self.B(F.relu(self.bn1(f - self.A(u))))))
        return u + F.relu(self.bn4(self.B(F.relu(self.bn3(f - self.A(u))))))


class Restriction(nn.Module):
    """To half the size."""

    def __init__(self, width):
        super().__init__()
        self.conv1 = conv(width, width, stride=2, bias=False)

    def forward(self, x):
        return self.conv1(x)


class MgNet(nn.Sequential):
    """Two levels, with u = 0 on the first."""

    def forward(self, x):
        f = F.relu(self.bn1(self.conv1(x)))
        u = self.restriction1(self.level1(f - f, f))
        return self.fc(mean(self.level2(u, self.restriction2(f))))


class Do(nn.Module):
    """A function of the batch."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def mean(x):
    return x.mean((2, 3))


def architecture(rows, inputs, kind=nn.Sequential, **modules):
    """Prediction, then loss and gradients of training, on one batch."""
    model = kind(OrderedDict(modules)).double()
    for name, p in model.named_parameters():
        p.data = single(p.data if p.dim() > 1 else p.data + torch.rand(p.shape) / 2)
    x, target = normal(rows, *inputs), labels(rows, 3)
    named = dict(model.named_parameters())
    y = model.eval()(x)
    loss = F.cross_entropy(model.train()(x), target)
    gradients = torch.autograd.grad(loss, list(named.values()))
    return {
        "rows": rows, "x": numbers(x), "labels": target.tolist(), "parameters": record(named), "y": numbers(y), "loss": numbers(loss)[0],
        "gradients": {name: numbers(g) for name, g in zip(named, gradients)},
    }


def architectures():
    return {
        'Input(3, 8, 8), Conv2D(4, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, Use<BasicBlock>(4, Name = "layer1"), '
        'Use<BasicBlock>(8, Name = "layer2"), GlobalAveragePool2D, Dense(3, Name = "fc"), CrossEntropy': architecture(
            19, (3, 8, 8), conv1=conv(3, 4, bias=False), bn1=nn.BatchNorm2d(4), relu=nn.ReLU(), layer1=BasicBlock(4, 4), layer2=BasicBlock(4, 8),
            mean=Do(mean), fc=nn.Linear(8, 3)),
        'Input(4, 4, 4), Use<Bottleneck>(2, Name = "layer1"), GlobalAveragePool2D, Dense(3, Name = "fc"), CrossEntropy': architecture(
            5, (4, 4, 4), layer1=Bottleneck(4, 2, 2), mean=Do(mean), fc=nn.Linear(8, 3)),
        'Input(4, 5, 5), Use<Inception>(2, 3, 4, 2, 3, 1, Name = "inception"), GlobalAveragePool2D, Dense(3, Name = "fc"), CrossEntropy': architecture(
            6, (4, 5, 5), inception=Inception(4, 2, 3, 4, 2, 3, 1), mean=Do(mean), fc=nn.Linear(10, 3)),
        'Input(3, 8, 8), Conv2D(4, Kernel = 3, Padding = 1, Name = "features.0"), ReLU, MaxPool2D(2), Conv2D(8, Kernel = 3, Padding = 1, Name = "features.3"), '
        'ReLU, MaxPool2D(2), Flatten, Dense(6, Name = "classifier.0"), ReLU, Dense(3, Name = "classifier.2"), CrossEntropy': architecture(
            5, (3, 8, 8), features=nn.Sequential(conv(3, 4), nn.ReLU(), nn.MaxPool2d(2), conv(4, 8), nn.ReLU(), nn.MaxPool2d(2)),
            flatten=nn.Flatten(), classifier=nn.Sequential(nn.Linear(32, 6), nn.ReLU(), nn.Linear(6, 3))),
        'Input(3, 8, 8), Conv2D(4, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, As("f1"), Subtract("f1"), As("u1"), '
        'Use<MgLevel>(From = new[] { "u1", "f1" }, Name = "level1"), Use<Restriction>, As("u2"), Use<Restriction>(From = new[] { "f1" }), As("f2"), '
        'Use<MgLevel>(From = new[] { "u2", "f2" }, Name = "level2"), GlobalAveragePool2D, Dense(3, Name = "fc"), CrossEntropy': architecture(
            6, (3, 8, 8), MgNet, conv1=conv(3, 4, bias=False), bn1=nn.BatchNorm2d(4), level1=MgLevel(4), restriction1=Restriction(4), restriction2=Restriction(4),
            level2=MgLevel(4), fc=nn.Linear(4, 3)),
    }


def main():
    # One array a line keeps differences readable.
    golden = {"generator": f"PyTorch {torch.__version__}", "architectures": architectures()}
    text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
    pathlib.Path(__file__).with_name("architectures.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
