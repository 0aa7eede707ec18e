#!/usr/bin/env python3
"""Writes transformers.json: what PyTorch's transformer layers, GPT-2's and Llama's blocks compute, and their gradients, for the C# tests to repeat.

Keyed by the declaration, as layers.json. PyTorch's layers are its own; GPT-2 and Llama are written here as nanoGPT and Hugging Face name their tensors.

Run with PyTorch 1.13 (Debian's python3-torch):  python3 tests/Golden/transformers.py
"""
import json
import pathlib
import re

import torch
from torch import nn
from torch.nn import functional as F

from layers import attend, normal, numbers, per_position, record, single, targets, token_rows

torch.manual_seed(50)
ROWS = 3


class Model(nn.Module):
    """Modules by name, and what is made of them."""

    def __init__(self, forward, **modules):
        super().__init__()
        for name, module in modules.items():
            self.add_module(name, module)
        self.run = forward

    def forward(self, *inputs):
        return self.run(self, *inputs)


def recorded(model, loss, x, target):
    """Values, loss and gradients of one batch."""
    model = model.double()
    for name, p in model.named_parameters():
        p.data = single(p.data if p.dim() > 1 else p.data + torch.rand(p.shape) / 2)
    named = dict(model.named_parameters())
    y = model(x)
    value = loss(y, target)
    gradients = torch.autograd.grad(value, list(named.values()))
    return {
        "rows": len(x), "x": numbers(x), **targets(target), "parameters": record(named), "y": numbers(y), "loss": numbers(value)[0],
        "gradients": {name: numbers(g) for name, g in zip(named, gradients)},
    }


def regression(positions, features, forward, outputs=2, seen=None, **modules):
    width = modules.pop("width", features)
    return recorded(Model(forward, **modules, out=nn.Linear(width, outputs)), F.mse_loss, normal(ROWS, positions, features), normal(ROWS, seen or positions, outputs))


def causal(positions):
    return torch.triu(torch.full((positions, positions), float("-inf")), 1).double()


def encoder(layers, features, heads, hidden, norm_first=False, activation="relu", norm=None):
    return nn.TransformerEncoder(nn.TransformerEncoderLayer(features, heads, hidden, 0.0, activation, batch_first=True, norm_first=norm_first), layers, norm)


def decoder(layers, features, heads, hidden, norm_first=False, norm=None):
    return nn.TransformerDecoder(nn.TransformerDecoderLayer(features, heads, hidden, 0.0, batch_first=True, norm_first=norm_first), layers, norm)


class GptBlock(nn.Module):
    """nanoGPT's: x + attn(ln_1 x), x + mlp(ln_2 x)."""

    def __init__(self, width, heads, approximate="none"):
        super().__init__()
        self.heads, self.approximate = heads, approximate
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = nn.ModuleDict({"c_attn": nn.Linear(width, 3 * width), "c_proj": nn.Linear(width, width)})
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, 4 * width), "c_proj": nn.Linear(4 * width, width)})

    def forward(self, x):
        q, k, v = self.attn["c_attn"](self.ln_1(x)).split(x.shape[-1], -1)
        x = x + self.attn["c_proj"](attend(q, k, v, self.heads, causal=True))
        return x + self.mlp["c_proj"](F.gelu(self.mlp["c_fc"](self.ln_2(x)), approximate=self.approximate))


class RmsNorm(nn.Module):
    def __init__(self, width, epsilon=1e-5):
        super().__init__()
        self.weight, self.epsilon = nn.Parameter(torch.ones(width)), epsilon

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon)


class LlamaBlock(nn.Module):
    """Hugging Face's names; pairs half a head apart, or neighbours."""

    def __init__(self, width, heads, keys, hidden, interleaved=False):
        super().__init__()
        self.options = {"heads": heads, "key_heads": keys, "causal": True, "rotary": 10000, "interleaved": interleaved}
        self.input_layernorm, self.post_attention_layernorm = RmsNorm(width), RmsNorm(width)
        linear = lambda inputs, outputs: nn.Linear(inputs, outputs, bias=False)
        of_keys = width * keys // heads
        self.self_attn = nn.ModuleDict({"q_proj": linear(width, width), "k_proj": linear(width, of_keys), "v_proj": linear(width, of_keys), "o_proj": linear(width, width)})
        self.mlp = nn.ModuleDict({"gate_proj": linear(width, hidden), "up_proj": linear(width, hidden), "down_proj": linear(hidden, width)})

    def forward(self, x):
        n = self.input_layernorm(x)
        q, k, v = (self.self_attn[name](n) for name in ("q_proj", "k_proj", "v_proj"))
        x = x + self.self_attn["o_proj"](attend(q, k, v, **self.options))
        n = self.post_attention_layernorm(x)
        return x + self.mlp["down_proj"](F.silu(self.mlp["gate_proj"](n)) * self.mlp["up_proj"](n))


def gpt(positions, tokens, width, layers, heads, approximate="none"):
    def run(m, x):
        h = m.wte(x) + m.wpe(torch.arange(positions))
        for block in m.h:
            h = block(h)
        return F.linear(m.ln_f(h), m.wte.weight)
    model = Model(run, wte=nn.Embedding(tokens, width), wpe=nn.Embedding(positions, width), h=nn.ModuleList([GptBlock(width, heads, approximate) for _ in range(layers)]), ln_f=nn.LayerNorm(width))
    return recorded(model, per_position(F.cross_entropy), token_rows(ROWS, positions, tokens=tokens), token_rows(ROWS, positions, tokens=tokens))


def llama(positions, tokens, width, layers, heads, keys, hidden, interleaved=False):
    def run(m, x):
        h = m.embed_tokens(x)
        for block in m.layers:
            h = block(h)
        return m.lm_head(m.norm(h))
    blocks = nn.ModuleList([LlamaBlock(width, heads, keys, hidden, interleaved) for _ in range(layers)])
    model = Model(run, embed_tokens=nn.Embedding(tokens, width), layers=blocks, norm=RmsNorm(width), lm_head=nn.Linear(width, tokens, bias=False))
    return recorded(model, per_position(F.cross_entropy), token_rows(ROWS, positions, tokens=tokens), token_rows(ROWS, positions, tokens=tokens))


def vit():
    """ViT: patches, a class token before them, learned positions, an encoder that normalises first, and the class token's row."""
    def run(m, x):
        patches = m.patches(x).flatten(2).transpose(1, 2)
        h = torch.cat([m.class_token.expand(len(x), 1, -1), patches], 1) + m.positions
        return m.head(m.encoder(h)[:, 0])
    model = Model(run, patches=nn.Conv2d(3, 8, 2, 2))
    model.class_token, model.positions = nn.Parameter(torch.randn(1, 8)), nn.Parameter(torch.randn(17, 8))
    model.add_module("encoder", encoder(2, 8, 2, 16, True, "gelu", nn.LayerNorm(8)))
    model.add_module("head", nn.Linear(8, 3))
    return recorded(model, F.cross_entropy, normal(5, 3, 8, 8), torch.arange(5) * 7 % 3)


def translator():
    """Encoder and decoder over two parts of one input."""
    def run(m, x):
        memory = m.encoder(m.source(x[:, :11]))
        return m.out(m.decoder(m.target(x[:, 11:]), memory, causal(9)))
    return regression(20, 4, run, seen=9, width=12, source=nn.Linear(4, 12), encoder=encoder(2, 12, 3, 20), target=nn.Linear(4, 12), decoder=decoder(2, 12, 3, 20))


def of_lengths(steps, lengths, features, forward, options, **modules):
    """Rows of different lengths; what stands behind their ends is not seen, and what comes out there is 0."""
    counts = torch.tensor(lengths)
    exists = torch.arange(steps) < counts[:, None]

    def run(m, x):
        return m.out(forward(m, x.reshape(len(x), steps, features), ~exists)) * exists[:, :, None]

    def loss(y, target):
        return (((y - target) ** 2) * exists[:, :, None]).sum() / exists.sum() / 2

    model = Model(run, **modules, out=nn.Linear(options["width"], 2))
    if "positions" in options:
        model.positions = options["positions"]
    return {**recorded(model, loss, normal(len(lengths), steps, features), normal(len(lengths), steps, 2)), "lengths": lengths}


def lengths():
    return {
        'Input(19, 3, Lengths = true), Dense(8, Name = "first"), TransformerEncoder(2, 2, Hidden = 12, Dropout = 0, Name = "encoder"), Dense(2, Name = "out"), MeanSquaredError': of_lengths(
            19, [19, 1, 16, 7], 3, lambda m, x, dead: m.encoder.train()(m.first(x), src_key_padding_mask=dead), {"width": 8}, first=nn.Linear(3, 8), encoder=encoder(2, 8, 2, 12)),
        'Input(34, 3, Lengths = true), Dense(6, Name = "first"), MultiHeadAttention(3, Causal = true, Name = "attn"), Dense(2, Name = "out"), MeanSquaredError': of_lengths(
            34, [33, 34, 2], 3, lambda m, x, dead: (lambda h: m.attn(h, h, h, attn_mask=causal(34))[0])(m.first(x)), {"width": 6}, first=nn.Linear(3, 6),
            attn=nn.MultiheadAttention(6, 3, batch_first=True)),
        'Input(19, 3, Lengths = true), Dense(8, Name = "first"), PositionEmbedding(Name = "positions"), MultiHeadAttention(2, Name = "attn"), Dense(2, Name = "out"), MeanSquaredError': of_lengths(
            19, [19, 4, 16], 3, lambda m, x, dead: (lambda h: m.attn(h, h, h, key_padding_mask=dead)[0])(m.first(x) + m.positions), {"width": 8, "positions": nn.Parameter(torch.randn(19, 8))},
            first=nn.Linear(3, 8), attn=nn.MultiheadAttention(8, 2, batch_first=True)),
        'Input(18, 3, Lengths = true), Dense(24, Name = "first"), Attention(2, Window = 5), Dense(2, Name = "out"), MeanSquaredError': of_lengths(
            18, [18, 3, 17], 3, lambda m, x, dead: attend(*m.first(x).split(8, -1), 2, window=5, dead=dead), {"width": 8}, first=nn.Linear(3, 24)),
    }


def networks():
    attention = lambda features, heads, **options: nn.MultiheadAttention(features, heads, batch_first=True, **options)
    return {
        "Input(17, 12), MultiHeadAttention(3, Name = \"attn\"), Dense(2, Name = \"out\"), MeanSquaredError": regression(
            17, 12, lambda m, x: m.out(m.attn(x, x, x)[0]), attn=attention(12, 3)),
        "Input(19, 12), MultiHeadAttention(2, Causal = true, Bias = false, Name = \"attn\"), Dense(2, Name = \"out\"), MeanSquaredError": regression(
            19, 12, lambda m, x: m.out(m.attn(x, x, x, attn_mask=causal(19))[0]), attn=attention(12, 2, bias=False)),
        'Input(19, 8), As("m"), Slice(0, 0, 5), MultiHeadAttention(2, Memory = "m", Name = "attn"), Dense(2, Name = "out"), MeanSquaredError': regression(
            19, 8, lambda m, x: m.out(m.attn(x[:, :5], x, x)[0]), seen=5, attn=attention(8, 2)),
        "Input(17, 12), TransformerEncoder(2, 3, Hidden = 20, Dropout = 0, Name = \"encoder\"), Dense(2, Name = \"out\"), MeanSquaredError": regression(
            17, 12, lambda m, x: m.out(m.encoder(x)), encoder=encoder(2, 12, 3, 20)),
        "Input(18, 12), TransformerEncoder(2, 2, Hidden = 20, Dropout = 0, NormFirst = true, GELU = true, Norm = true, Causal = true, Name = \"encoder\"), Dense(2, Name = \"out\"), MeanSquaredError":
            regression(18, 12, lambda m, x: m.out(m.encoder(x, causal(18))), encoder=encoder(2, 12, 2, 20, True, "gelu", nn.LayerNorm(12))),
        "Input(7, 8), TransformerEncoderLayer(4, Hidden = 9, Dropout = 0, Name = \"layer\"), Dense(2, Name = \"out\"), MeanSquaredError": regression(
            7, 8, lambda m, x: m.out(m.layer(x)), layer=encoder(1, 8, 4, 9).layers[0]),
        'Input(19, 8), As("m"), Slice(0, 2, 17), TransformerDecoderLayer(2, "m", Hidden = 12, Dropout = 0, NormFirst = true, Name = "layer"), Dense(2, Name = "out"), MeanSquaredError': regression(
            19, 8, lambda m, x: m.out(m.layer(x[:, 2:], x, causal(17))), seen=17, layer=decoder(1, 8, 2, 12, True).layers[0]),
        'Input(20, 4), As("both"), Slice(0, 0, 11), Dense(12, Name = "source"), TransformerEncoder(2, 3, Hidden = 20, Dropout = 0, Name = "encoder"), As("memory"), From("both"), Slice(0, 11, 9), '
        'Dense(12, Name = "target"), TransformerDecoder(2, 3, "memory", Hidden = 20, Dropout = 0, Name = "decoder"), Dense(2, Name = "out"), MeanSquaredError': translator(),
        'Input(18, Tokens = 11), Embedding(12, Name = "wte"), PositionEmbedding(Name = "wpe"), Repeat<GptBlock>(2, 3, Name = "h"), LayerNorm(Name = "ln_f"), '
        'Dense(11, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)': gpt(18, 11, 12, 2, 3),
        'Input(17, Tokens = 7), Embedding(8, Name = "wte"), PositionEmbedding(Name = "wpe"), Repeat<GptBlock>(1, 2, 0, 1, 0.01, 1, Name = "h"), LayerNorm(Name = "ln_f"), '
        'Dense(7, Bias = false, SharedWith = "wte", Name = "lm_head"), CrossEntropy(PerPosition = true)': gpt(17, 7, 8, 1, 2, "tanh"),
        'Input(19, Tokens = 11), Embedding(16, Name = "embed_tokens"), Repeat<LlamaBlock>(2, 4, 2, 20, Name = "layers"), RMSNorm(Epsilon = 1e-5f, Name = "norm"), '
        'Dense(11, Bias = false, Name = "lm_head"), CrossEntropy(PerPosition = true)': llama(19, 11, 16, 2, 4, 2, 20),
        'Input(16, Tokens = 9), Embedding(12, Name = "embed_tokens"), Repeat<LlamaBlock>(1, 2, 1, 15, 10000, 1, Name = "layers"), RMSNorm(Epsilon = 1e-5f, Name = "norm"), '
        'Dense(9, Bias = false, Name = "lm_head"), CrossEntropy(PerPosition = true)': llama(16, 9, 12, 1, 2, 1, 15, True),
        'Input(3, 8, 8), Conv2D(8, Kernel = 2, Stride = 2, Name = "patches"), Reshape(8, 16), Transpose, As("p"), Variable(1, 8, Name = "class_token"), Concat("p", Axis = 0), '
        'PositionEmbedding(Name = "positions"), TransformerEncoder(2, 2, Hidden = 16, Dropout = 0, NormFirst = true, GELU = true, Norm = true, Name = "encoder"), Slice(0, 0, 1), Flatten, '
        'Dense(3, Name = "head"), CrossEntropy': vit(),
    }


RENAMED = {"class_token": "class_token.weight", "positions": "positions.weight"}


def main():
    found = networks()
    for network in found.values():
        for part in ("parameters", "gradients"):
            network[part] = {RENAMED.get(name, name): values for name, values in network[part].items()}
    ragged = lengths()
    for network in ragged.values():
        for part in ("parameters", "gradients"):
            network[part] = {RENAMED.get(name, name): values for name, values in network[part].items()}
    golden = {"generator": f"PyTorch {torch.__version__}", "transformers": found, "lengths": ragged}
    text = re.sub(r"\[[^\[\]]*\]", lambda array: " ".join(array[0].split()).replace("[ ", "[").replace(" ]", "]"), json.dumps(golden, indent=1))
    pathlib.Path(__file__).with_name("transformers.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
