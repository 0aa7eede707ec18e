namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// The loops of a convolution's sum at one position. The channels are outermost forward and innermost transposed, where their weights lie side by side; an
/// axis with one tap that always counts has no loop.
/// </summary>
internal static class ConvSum
{
    /// <param name="product">The convolution.</param>
    /// <param name="rows">The rows that lie side by side in memory.</param>
    /// <param name="from">The first channel of the sum, which p and q point at.</param>
    /// <param name="to">The first channel after it.</param>
    public static IReadOnlyList<NestedLoop> Loops(ConvProduct product, int rows, string from, string to)
    {
        List<NestedLoop> loops = [];
        for (var i = 0; i < product.Walks.Count; i++)
        {
            var walk = product.Walks[i];
            if (walk.IsSingle)
                continue;
            var step = walk.TapStep == 1 ? $"{walk.Tap}++" : $"{walk.Tap} += {walk.TapStep}";
            loops.Add(new(
                $"{Start(walk.Tap, walk.From)}; {walk.Tap} < {walk.To}; {step}", walk.SourceStep * product.SourceStride(i) * rows, walk.TapStep * product.WeightOfTap(i)));
        }
        if (!product.Kernel.IsDepthwise)
        {
            loops.Insert(
                product.Transposed ? loops.Count : 0,
                new($"{Start(product.Sum, from)}; {product.Sum} < {to}; {product.Sum}++", product.SourcePlane * rows, product.WeightOfSum));
        }
        return loops;
    }

    private static string Start(string variable, string from) => from == "0" ? $"nint {variable} = 0" : $"var {variable} = {from}";
}
