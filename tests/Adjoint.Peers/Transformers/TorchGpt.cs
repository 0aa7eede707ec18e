using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Adjoint.Peers.Transformers;

/// <summary>The same network as functions of tensors, with the library's own attention, which keeps nothing for each pair of positions either.</summary>
internal sealed class TorchGpt : IDisposable
{
    private readonly Dictionary<string, Parameter> named = [];
    private readonly int heads, layers, width;

    /// <summary>The network with the weights of one of Adjoint's.</summary>
    public TorchGpt(ITrainableNetwork<float> network, int heads)
    {
        this.heads = heads;
        for (var i = 0; i < network.Layout.Parameters.Count; i++)
        {
            var (info, values) = (network.Layout.Parameters[i], new float[network.Layout.Parameters[i].Length]);
            network.View(i).CopyTo(values);
            named.Add(info.Name, new Parameter(tensor(values, [.. info.Shape.Select(static size => (long)size)])));
        }
        width = (int)this["wte.weight"].shape[1];
        layers = named.Keys.Count(static name => name.EndsWith("attn.c_attn.weight", StringComparison.Ordinal));
    }

    public Parameter[] Weights => [.. named.Values];

    private Parameter this[string name] => named[name];

    /// <summary>The logits of all positions.</summary>
    public Tensor Forward(Tensor tokens)
    {
        var x = this["wte.weight"].index_select(0, tokens.flatten()).view(tokens.shape[0], tokens.shape[1], width) + this["wpe.weight"];
        for (var i = 0; i < layers; i++)
            x = Block(x, $"h.{i}");
        return F.linear(Norm(x, "ln_f"), this["wte.weight"]);
    }

    /// <summary>The mean loss.</summary>
    public Tensor Loss(Tensor tokens, Tensor labels)
    {
        var logits = Forward(tokens);
        return F.cross_entropy(logits.flatten(0, 1), labels.flatten());
    }

    /// <summary>The logits of one position more; keys and values of those before are kept by layer, and those of this one added.</summary>
    public Tensor Step(Tensor token, int position, Tensor[] keys, Tensor[] values)
    {
        var x = this["wte.weight"].index_select(0, token) + this["wpe.weight"][position];
        for (var i = 0; i < layers; i++)
        {
            var name = $"h.{i}";
            var parts = F.linear(Norm(x, $"{name}.ln_1"), this[$"{name}.attn.c_attn.weight"]).view(3, 1, heads, 1, width / heads).unbind(0);
            keys[i].narrow(2, position, 1).copy_(parts[1]);
            values[i].narrow(2, position, 1).copy_(parts[2]);
            var mixed = F.scaled_dot_product_attention(parts[0], keys[i].narrow(2, 0, position + 1), values[i].narrow(2, 0, position + 1)).reshape(1, width);
            x = x + F.linear(mixed, this[$"{name}.attn.c_proj.weight"]);
            x = x + F.linear(F.gelu(F.linear(Norm(x, $"{name}.ln_2"), this[$"{name}.mlp.c_fc.weight"])), this[$"{name}.mlp.c_proj.weight"]);
        }
        return F.linear(Norm(x, "ln_f"), this["wte.weight"]);
    }

    /// <summary>Room for the keys, or the values, of each layer.</summary>
    public Tensor[] Kept() => [.. Enumerable.Range(0, layers).Select(_ => zeros(1, heads, this["wpe.weight"].shape[0], width / heads))];

    public void Dispose()
    {
        foreach (var weight in named.Values)
            weight.Dispose();
    }

    private Tensor Block(Tensor x, string name)
    {
        var (rows, positions) = (x.shape[0], x.shape[1]);
        var parts = F.linear(Norm(x, $"{name}.ln_1"), this[$"{name}.attn.c_attn.weight"]).view(rows, positions, 3, heads, width / heads).permute(2, 0, 3, 1, 4).unbind(0);
        var mixed = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true).transpose(1, 2).reshape(rows, positions, width);
        x = x + F.linear(mixed, this[$"{name}.attn.c_proj.weight"]);
        var hidden = F.gelu(F.linear(Norm(x, $"{name}.ln_2"), this[$"{name}.mlp.c_fc.weight"]));
        return x + F.linear(hidden, this[$"{name}.mlp.c_proj.weight"]);
    }

    private Tensor Norm(Tensor x, string name) => F.layer_norm(x, [width], this[$"{name}.weight"]);
}
