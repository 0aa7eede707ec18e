namespace Theory.Closure;

/// <summary>A ReLU network as mathematics has it: affine maps with a ReLU between each two.</summary>
internal sealed record ReluChain(IReadOnlyList<AffineLayer> Layers)
{
    /// <summary>The declaration of such a network.</summary>
    public string Declaration => $"[Network, Input({Layers[0].Inputs})] [{string.Join(", ReLU, ", Layers.Select(static layer => $"Dense({layer.Outputs})"))}]";

    /// <summary>Reads the layers of a network that is declared as such a chain.</summary>
    public static ReluChain Of(INetwork<float> network)
    {
        var layers = new List<AffineLayer>();
        for (var tensor = 0; tensor < network.Layout.Parameters.Count; tensor += 2)
        {
            var (w, b) = (network.View(tensor), network.View(tensor + 1));
            var weight = new double[w.Shape[0], w.Shape[1]];
            for (var i = 0; i < w.Shape[0]; i++)
            {
                for (var j = 0; j < w.Shape[1]; j++)
                    weight[i, j] = w[i, j];
            }
            layers.Add(new AffineLayer(weight, [.. Enumerable.Range(0, b.Length).Select(i => (double)b[i])]));
        }
        return new ReluChain(layers);
    }

    /// <summary>Gives a network of this declaration these layers.</summary>
    public void WriteTo(INetwork<float> network)
    {
        for (var layer = 0; layer < Layers.Count; layer++)
        {
            var (w, b) = (network.View(2 * layer), network.View(2 * layer + 1));
            w.CopyFrom([.. Layers[layer].Weight.Cast<double>().Select(static value => (float)value)]);
            b.CopyFrom([.. Layers[layer].Bias.Select(static value => (float)value)]);
        }
    }

    /// <summary>f + g: hidden layers side by side, the last ones added.</summary>
    public static ReluChain Sum(ReluChain f, ReluChain g)
    {
        var depth = Math.Max(f.Layers.Count, g.Layers.Count);
        var (a, b) = (f.Deepened(depth).Layers, g.Deepened(depth).Layers);
        var layers = new List<AffineLayer> { a[0].Above(b[0]) };
        for (var layer = 1; layer < depth - 1; layer++)
            layers.Add(a[layer].Beside(b[layer]));
        layers.Add(a[^1].Plus(b[^1]));
        return new ReluChain(layers);
    }

    /// <summary>h ∘ f: where they meet, two affine maps are one.</summary>
    public static ReluChain Compose(ReluChain h, ReluChain f) =>
        new([.. f.Layers.SkipLast(1), h.Layers[0].After(f.Layers[^1]), .. h.Layers.Skip(1)]);

    /// <summary>The same function with more layers: behind a ReLU nothing is negative, so that a further ReLU changes nothing.</summary>
    private ReluChain Deepened(int depth)
    {
        var layers = Layers.ToList();
        while (layers.Count < depth)
            layers.Insert(layers.Count - 1, AffineLayer.Identity(layers[^1].Inputs));
        return new ReluChain(layers);
    }
}
