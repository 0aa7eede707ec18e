using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// A convolution in one of its two directions: forward, <c>y[o, p] = b[o] + Σ w[c, k, o] x[c, p s + k d]</c>; transposed, the same with the roles of x and y
/// exchanged, which is the input gradient and, with a bias, the layer that is called a transposed convolution.
/// </summary>
/// <param name="Kernel">The convolution.</param>
/// <param name="Transposed">The direction.</param>
/// <param name="Method">The method that computes it, without its width.</param>
/// <param name="Summary">What it computes, for its documentation.</param>
/// <param name="Source">The buffer that is read.</param>
/// <param name="Target">The buffer that is written.</param>
/// <param name="Bias">Whether the sum starts at b.</param>
internal sealed record ConvProduct(ConvKernel Kernel, bool Transposed, string Method, string Summary, string Source, string Target, bool Bias)
{
    public static ConvProduct Forward(ConvKernel kernel) =>
        new(kernel, false, "Forward", $"y = W ∗ x{(kernel.Bias ? " + b" : "")}", "x", "y", kernel.Bias);

    public static ConvProduct InputGradient(ConvKernel kernel) => new(kernel, true, "InputGradient", "dx = Wᵀ ∗ dy", "dy", "dx", false);

    public static ConvProduct TransposedForward(ConvKernel kernel) =>
        new(kernel, true, "Transposed", $"y = Wᵀ ∗ x{(kernel.Bias ? " + b" : "")}", "x", "y", kernel.Bias);

    /// <summary>The method's parameters.</summary>
    public IReadOnlyList<(string Type, string Name)> Parameters =>
        [("T*", Source), ("T*", "w"), .. Bias ? [("T*", "b")] : Array.Empty<(string, string)>(), .. Then.Parameters, ("T*", Target), ("nint", "units")];

    /// <summary>What is done to each sum before it is written.</summary>
    public EpilogueText Then => new(Kernel.Then, Target);

    /// <summary>The parameters as arguments, for so many units.</summary>
    public string Arguments(string units) => string.Join(", ", Parameters.Take(Parameters.Count - 1).Select(static p => p.Name).Append(units));

    /// <summary>Whether all taps along the last axis are known to lie in the image.</summary>
    public bool WholeRow { get; init; }

    /// <summary>The walks along all axes, outermost first.</summary>
    public IReadOnlyList<ConvWalk> Walks =>
        [.. Kernel.Axes.Select((axis, i) => new ConvWalk(axis, ConvWalk.LetterOf(Kernel, i), Transposed, WholeRow && i == Kernel.Axes.Count - 1))];

    /// <summary>The letter of the channels that are summed over.</summary>
    public string Sum => Transposed ? "o" : "c";

    /// <summary>The letter of the channels that are computed.</summary>
    public string Tile => Transposed ? "c" : "o";

    /// <summary>The channels of one group that are summed over.</summary>
    public int SumChannels => (Transposed ? Kernel.Out : Kernel.In) / Kernel.Groups;

    /// <summary>The channels of one group that are computed.</summary>
    public int TileChannels => (Transposed ? Kernel.In : Kernel.Out) / Kernel.Groups;

    /// <summary>The positions of one channel that is read.</summary>
    public int SourcePlane => Transposed ? Kernel.OutPlane : Kernel.InPlane;

    /// <summary>The positions of one channel that is written.</summary>
    public int TargetPlane => Transposed ? Kernel.InPlane : Kernel.OutPlane;

    public int SourceSize => (Transposed ? Kernel.Out : Kernel.In) * SourcePlane;

    public int TargetSize => (Transposed ? Kernel.In : Kernel.Out) * TargetPlane;

    /// <summary>How far apart in w two neighbouring channels of the sum are.</summary>
    public int WeightOfSum => Transposed ? 1 : Kernel.Taps * Kernel.Out;

    /// <summary>How far apart in w two neighbouring channels of a tile are; a depthwise weight has one channel a tap.</summary>
    public int WeightOfTile => Transposed && !Kernel.IsDepthwise ? Kernel.Taps * Kernel.Out : 1;

    /// <summary>How far apart in w two neighbouring taps along an axis are.</summary>
    public int WeightOfTap(int axis) => Kernel.Axes.Skip(axis + 1).Aggregate(Kernel.Out, static (product, a) => product * a.Kernel);

    /// <summary>How far apart two neighbouring positions along an axis of the source are.</summary>
    public int SourceStride(int axis) => Walks.Skip(axis + 1).Aggregate(1, static (product, walk) => product * walk.Sources);

    /// <summary>How far apart two neighbouring positions along an axis of the target are.</summary>
    public int TargetStride(int axis) => Walks.Skip(axis + 1).Aggregate(1, static (product, walk) => product * walk.Targets);
}
