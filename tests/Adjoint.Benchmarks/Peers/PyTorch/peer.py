"""Runs PyTorch for the side-by-side benchmark.

Reads one JSON object a line from standard input and answers each with one on standard output. Arrays travel as base64 of little-endian float32.
Times are taken here, so that neither the pipe nor the parsing is counted. An answer holds "error" when the command failed.
"""
import base64
import ctypes
import json
import platform
import sys
import time

import numpy
import torch
import torch.nn.functional as F

ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh}
WARM_UP_SHARE = 10


def decode(text, shape):
    values = numpy.frombuffer(base64.b64decode(text), dtype="<f4").copy()
    return torch.from_numpy(values).reshape(shape)


def encode(tensor):
    return base64.b64encode(tensor.detach().contiguous().numpy().astype("<f4").tobytes()).decode("ascii")


def seconds(work, iterations):
    for _ in range(max(1, iterations // WARM_UP_SHARE)):
        work()
    start = time.perf_counter()
    for _ in range(iterations):
        work()
    return time.perf_counter() - start


class Run:
    """One network with its weights and its batch.

    Functional calls instead of modules: the same kernels without the cost of nn.Module.__call__, which is a third of a one-row prediction.
    """

    def __init__(self, request):
        self.start = [decode(w["values"], w["shape"]) for w in request["weights"]]
        self.layers = request["layers"]
        self.x = decode(request["inputs"], request["shape"])
        self.direction = [decode(v, w["shape"]) for v, w in zip(request["direction"], request["weights"])]
        self.labels = torch.tensor(request["labels"], dtype=torch.int64)
        self.foreach = False
        for layer in self.layers:
            if layer["kind"] == "batchnorm":
                layer["running"] = torch.zeros(layer["channels"]), torch.ones(layer["channels"])
        self.restart()

    def restart(self):
        self.weights = [torch.nn.Parameter(w.clone()) for w in self.start]
        self.optimizer = torch.optim.Adam(self.weights, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, foreach=self.foreach)

    def forward(self, training=False):
        values, weights = [self.x], iter(self.weights)
        for layer in self.layers:
            kind, y = layer["kind"], values[layer["from"]]
            if kind == "dense":
                y = F.linear(y.flatten(1), next(weights), next(weights))
            elif kind == "conv":
                y = F.conv2d(y, next(weights), next(weights) if layer["bias"] else None, stride=layer["stride"], padding=layer["padding"])
            elif kind == "batchnorm":
                y = F.batch_norm(y, *layer["running"], next(weights), next(weights), training, eps=layer["epsilon"])
            elif kind == "maxpool":
                y = F.max_pool2d(y, layer["size"])
            elif kind == "mean":
                y = y.mean((2, 3))
            elif kind == "add":
                y = y + values[layer["other"]]
            else:
                y = ACTIVATIONS[kind](y)
            values.append(y)
        return values[-1]

    def train(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.forward(training=True), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss

    def jacobian(self):
        """Rows do not meet, so that the gradient of an output's sum over rows is a row of each row's Jacobian."""
        for w in self.weights:
            w.requires_grad_(False)
        self.x.requires_grad_(True)
        y = self.forward()
        if self.batched:
            units = torch.eye(y.shape[1]).unsqueeze(1).expand(-1, y.shape[0], -1)
            return torch.autograd.grad(y, self.x, units, is_grads_batched=True)[0].transpose(0, 1)
        return torch.stack([torch.autograd.grad(y[:, i].sum(), self.x, retain_graph=True)[0] for i in range(y.shape[1])], 1)

    def choose_jacobian(self, iterations=20):
        """One backward pass for each output, or all in one that is vectorised over them: the faster one stays."""
        times = {}
        for self.batched in (False, True):
            times[self.batched] = seconds(self.jacobian, iterations)
        self.batched = times[True] < times[False]

    def hessian_vector(self):
        """Backward twice, which is how torch.autograd.functional.hvp does it."""
        loss = F.cross_entropy(self.forward(), self.labels)
        gradients = torch.autograd.grad(loss, self.weights, create_graph=True)
        slope = sum((g * v).sum() for g, v in zip(gradients, self.direction))
        return torch.cat([h.flatten() for h in torch.autograd.grad(slope, self.weights)])

    def time_train(self, iterations):
        self.restart()
        return seconds(self.train, iterations)

    def choose_optimizer(self, iterations):
        """Adam exists tensor by tensor and 'foreach'; which is faster depends on the network, so both are tried and the faster one stays."""
        best = {}
        for _ in range(3):
            for self.foreach in (False, True):
                best[self.foreach] = min(best.get(self.foreach, float("inf")), self.time_train(iterations))
        self.foreach = best[True] < best[False]


class Peer:
    """The commands: each is a method that takes the request and returns the answer."""

    def __init__(self):
        self.run = None

    def hello(self, request):
        torch.set_num_threads(request["threads"])
        capability = [line.split(":")[1].strip() for line in torch.__config__.show().splitlines() if "CPU capability" in line]
        return {
            "version": torch.__version__,
            "python": platform.python_version(),
            "threads": torch.get_num_threads(),
            "capability": capability[0] if capability else "",
            "blas": blas(),
        }

    def build(self, request):
        self.run = Run(request)
        return {}

    def forward(self, request):
        with torch.inference_mode():
            return {"values": encode(self.run.forward())}

    def time_forward(self, request):
        with torch.inference_mode():
            return {"seconds": seconds(self.run.forward, request["iterations"])}

    def jacobian(self, request):
        self.run.choose_jacobian()
        return {"values": encode(self.run.jacobian())}

    def time_jacobian(self, request):
        return {"seconds": seconds(self.run.jacobian, request["iterations"])}

    def hessian_vector(self, request):
        return {"values": encode(self.run.hessian_vector())}

    def time_hessian_vector(self, request):
        return {"seconds": seconds(self.run.hessian_vector, request["iterations"])}

    def choose_optimizer(self, request):
        self.run.choose_optimizer(request["iterations"])
        return {"foreach": self.run.foreach}

    def train_losses(self, request):
        self.run.restart()
        return {"values": encode(torch.stack([self.run.train().detach() for _ in range(request["steps"])]))}

    def time_train(self, request):
        return {"seconds": self.run.time_train(request["iterations"])}


def blas():
    """What multiplies the matrices: 'OpenBLAS <kernels>', the name of another library, or 'reference', which no one should measure."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = sorted({line.split()[-1] for line in maps if ".so" in line})
    except OSError:
        files = []
    for path in files:
        if "openblas" in path:
            library = ctypes.CDLL(path)
            library.openblas_get_corename.restype = ctypes.c_char_p
            return "OpenBLAS " + library.openblas_get_corename().decode("ascii")
    if torch.backends.mkl.is_available():
        return "MKL"
    for name in ("blis", "atlas", "mkl"):
        if any("lib" + name in path for path in files):
            return name
    return "reference" if any("/libblas.so" in path for path in files) else "unknown BLAS"


def main():
    peer = Peer()
    for line in sys.stdin:
        try:
            request = json.loads(line)
            answer = getattr(peer, request["command"])(request)
        except Exception as error:  # whatever it is, the benchmark prints it; a traceback here would be lost
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
