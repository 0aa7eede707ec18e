#!/usr/bin/env python3
"""Writes optimizers.json: what PyTorch's optimizers and schedules do to a small problem that C# can rebuild bit for bit.

    minimise  sum_i  a_i (w_i - c_i)^2 / 2  +  b_i w_i^4 / 4

over 37 parameters in two tensors, `weight` [4, 7] and `bias` [9]. All constants are multiples of 2^-24 from one linear congruential
generator. The gradient is computed in double from the float32 parameters and rounded once, so that a difference between the two
languages can only come from the optimizer.

Run with PyTorch 1.13 (Debian's python3-torch):  python3 tests/Golden/optimizers.py
"""
import json
import pathlib
import re

import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_
from torch.optim import SGD, Adagrad, Adam, AdamW, NAdam, Optimizer, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR, SequentialLR, StepLR

WEIGHTS, BIASES = 28, 9
STEPS = 25
RECORDED = [1, 2, 5, 10, 25]
SCHEDULE_STEPS = 40


def uniform(count, state):
    """`count` multiples of 2^-24 in [0, 1) and the generator's next state."""
    values = []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values.append((state >> 8) / 2**24)
    return values, state


class Problem:
    def __init__(self):
        count, state = WEIGHTS + BIASES, 1
        a, state = uniform(count, state)
        b, state = uniform(count, state)
        c, state = uniform(count, state)
        start, state = uniform(count, state)
        self.a = [torch.tensor([0.5 + x for x in part], dtype=torch.float64) for part in split(a)]
        self.b = [torch.tensor(part, dtype=torch.float64) for part in split(b)]
        self.c = [torch.tensor([2 * x - 1 for x in part], dtype=torch.float64) for part in split(c)]
        weight, bias = (torch.tensor([2 * x - 1 for x in part], dtype=torch.float32) for part in split(start))
        self.parameters = [weight.reshape(4, 7).requires_grad_(), bias.requires_grad_()]

    def set_gradient(self):
        for p, a, b, c in zip(self.parameters, self.a, self.b, self.c):
            w = p.detach().double().flatten()
            p.grad = (a * (w - c) + b * w * w * w).float().reshape(p.shape)

    def values(self):
        return [digits(x) for p in self.parameters for x in p.detach().flatten().tolist()]


def split(values):
    return values[:WEIGHTS], values[WEIGHTS:]


def digits(value):
    """Nine significant digits are enough to tell any two float32 apart."""
    return float(f"{value:.9g}")


def trajectory(create, clip=None, schedule=None):
    """The parameters after each recorded step."""
    problem = Problem()
    optimizer = create(problem.parameters)
    scheduler = schedule(optimizer) if schedule else None
    recorded = {}
    for step in range(1, STEPS + 1):
        problem.set_gradient()
        if clip:
            clip(problem.parameters)
        optimizer.step()
        if scheduler:
            scheduler.step()
        if step in RECORDED:
            recorded[str(step)] = problem.values()
    return recorded


def rates(lr, schedule):
    """The learning rates of the first steps."""
    optimizer = SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = schedule(optimizer)
    values = []
    for _ in range(SCHEDULE_STEPS):
        values.append(digits(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        scheduler.step()
    return values


class Lion(Optimizer):
    """Lion, which PyTorch has not: Algorithm 2 of Chen et al. (2023), line by line."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("exp_avg", torch.zeros_like(p))
                c = beta1 * m + (1 - beta1) * p.grad
                p.sub_(group["lr"] * (torch.sign(c) + group["weight_decay"] * p))
                m.copy_(beta2 * m + (1 - beta2) * p.grad)


def no_decay_on_bias(parameters):
    weight, bias = parameters
    return AdamW([{"params": [weight], "weight_decay": 0.1}, {"params": [bias], "weight_decay": 0.0}])


def warmup(o, steps, start):
    """A rise in `steps` steps of equal height: the first step is above `start` already, and the last has the whole rate."""
    return LinearLR(o, start_factor=start + (1 - start) / steps, total_iters=steps - 1)


def warmup_then(main, steps, start):
    return lambda o: SequentialLR(o, [warmup(o, steps, start), main(o)], milestones=[steps])


TRAJECTORIES = {
    "sgd": trajectory(lambda p: SGD(p, lr=0.05)),
    "sgd-momentum": trajectory(lambda p: SGD(p, lr=0.05, momentum=0.9)),
    "sgd-dampening": trajectory(lambda p: SGD(p, lr=0.05, momentum=0.9, dampening=0.3)),
    "sgd-nesterov": trajectory(lambda p: SGD(p, lr=0.05, momentum=0.9, nesterov=True)),
    "sgd-decay": trajectory(lambda p: SGD(p, lr=0.05, momentum=0.5, weight_decay=0.1)),
    "sgd-clip-norm": trajectory(lambda p: SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1), lambda p: clip_grad_norm_(p, 1.5)),
    "sgd-clip-value": trajectory(lambda p: SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1), lambda p: clip_grad_value_(p, 0.25)),
    "sgd-cosine": trajectory(lambda p: SGD(p, lr=0.1), schedule=lambda o: CosineAnnealingLR(o, T_max=30, eta_min=0.01)),
    "adam": trajectory(lambda p: Adam(p)),
    "adam-large": trajectory(lambda p: Adam(p, lr=0.1)),
    "adam-decay": trajectory(lambda p: Adam(p, lr=0.1, weight_decay=0.1)),
    "adam-betas": trajectory(lambda p: Adam(p, lr=0.05, betas=(0.5, 0.9), eps=1e-3)),
    "adamw": trajectory(lambda p: AdamW(p)),
    "adamw-large": trajectory(lambda p: AdamW(p, lr=0.1, weight_decay=0.2)),
    "adamw-no-decay-on-bias": trajectory(no_decay_on_bias),
    "rmsprop": trajectory(lambda p: RMSprop(p)),
    "rmsprop-momentum": trajectory(lambda p: RMSprop(p, lr=0.005, momentum=0.9)),
    "rmsprop-centered": trajectory(lambda p: RMSprop(p, lr=0.005, alpha=0.9, centered=True)),
    "rmsprop-all": trajectory(lambda p: RMSprop(p, lr=0.002, alpha=0.95, eps=1e-3, weight_decay=0.1, momentum=0.5, centered=True)),
}

# In PyTorch 1.13 the form that goes parameter by parameter multiplies by mu twice in mu_product_next; the form for all parameters has the formula, as later versions have in both.
TRAJECTORIES |= {
    "adagrad": trajectory(lambda p: Adagrad(p)),
    "adagrad-decay": trajectory(lambda p: Adagrad(p, lr=0.1, weight_decay=0.1, eps=1e-3)),
    "adagrad-initial": trajectory(lambda p: Adagrad(p, lr=0.1, initial_accumulator_value=0.25)),
    "nadam": trajectory(lambda p: NAdam(p, foreach=True)),
    "nadam-decay": trajectory(lambda p: NAdam(p, lr=0.004, weight_decay=0.1, foreach=True)),
    "nadam-betas": trajectory(lambda p: NAdam(p, lr=0.02, betas=(0.5, 0.95), eps=0.05, momentum_decay=0.1, foreach=True)),
    "lion": trajectory(lambda p: Lion(p)),
    "lion-decay": trajectory(lambda p: Lion(p, lr=0.01, betas=(0.8, 0.95), weight_decay=0.5)),
}

SCHEDULES = {
    "step": rates(0.5, lambda o: StepLR(o, step_size=7, gamma=0.3)),
    "exponential": rates(0.5, lambda o: ExponentialLR(o, gamma=0.9)),
    "cosine": rates(0.5, lambda o: CosineAnnealingLR(o, T_max=40, eta_min=0.05)),
    "warmup": rates(0.5, lambda o: warmup(o, 8, 0.25)),
    "warmup-cosine": rates(0.5, warmup_then(lambda o: CosineAnnealingLR(o, T_max=32), 8, 0.1)),
    "warmup-exponential": rates(0.5, warmup_then(lambda o: ExponentialLR(o, gamma=0.9), 5, 1 / 3)),
    "step-then-exponential": rates(
        0.5, lambda o: SequentialLR(o, [StepLR(o, step_size=4, gamma=0.5), ExponentialLR(o, gamma=0.8)], milestones=[13])
    ),
}


def main():
    golden = {"generator": f"PyTorch {torch.__version__}", "trajectories": TRAJECTORIES, "schedules": SCHEDULES}
    # One array a line keeps differences readable.
    text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
    pathlib.Path(__file__).with_name("optimizers.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
