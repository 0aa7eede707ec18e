using System.ComponentModel;

namespace Adjoint;

/// <summary>What a parameter is for; decides whether weight decay reaches it.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies its input: the weight of a dense layer or a convolution.</summary>
    Weight,

    /// <summary>Is added to an output.</summary>
    Bias,

    /// <summary>Scales or shifts an activation or a normalised value.</summary>
    Scale,

    /// <summary>A mean or variance that training keeps; it has no gradient.</summary>
    Statistic,
}

/// <summary>One tensor of a network: its name, its shape, and where its values are in the network's parameter block.</summary>
public sealed class ParameterInfo
{
    /// <summary>Describes one tensor.</summary>
    /// <param name="name">The name in saved files, as PyTorch writes it: <c>dense1.weight</c>.</param>
    /// <param name="shape">The shape as PyTorch states it: a dense weight is <c>[out, in]</c>.</param>
    /// <param name="offset">The index of the first value in the block.</param>
    /// <param name="role">What the tensor is for.</param>
    /// <param name="initializer">How the values are drawn.</param>
    /// <param name="fanIn">The number of inputs that one output sums over.</param>
    /// <param name="fanOut">The number of outputs that one input reaches.</param>
    /// <param name="outputsTogether">How many outputs (of the first axis of <paramref name="shape"/>) the block stores side by side, as kernels read them; at least 1.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterInfo(string name, int[] shape, int offset, ParameterRole role, Initializer initializer, int fanIn, int fanOut, int outputsTogether)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputsTogether, 1);
        Name = name;
        Shape = shape;
        Offset = offset;
        Role = role;
        Initializer = initializer;
        FanIn = fanIn;
        FanOut = fanOut;
        OutputsTogether = outputsTogether;
        Length = 1;
        foreach (var size in shape)
            Length = checked(Length * size);
    }

    /// <summary>The name in saved files, as PyTorch writes it.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether the tensor is trained: it has a gradient, and optimizers change it. What is not, frozen weights and running statistics, is after all
    /// that is in the block.
    /// </summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>The names under which other layers share the tensor (<c>SharedWith</c>); a file may hold it under any of them.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The name, and then the others.</summary>
    internal IEnumerable<string> Names => Aliases.Prepend(Name);

    /// <summary>The shape as PyTorch states it; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The index of the first value in the parameter block.</summary>
    public int Offset { get; }

    /// <summary>The number of values.</summary>
    public int Length { get; }

    /// <summary>What the tensor is for.</summary>
    public ParameterRole Role { get; }

    /// <summary>How the values are drawn when a network is constructed.</summary>
    public Initializer Initializer { get; }

    /// <summary>What all values begin with, where that is a number that no initializer gives; else nothing.</summary>
    public float? Start { get; init; }

    /// <summary>The standard deviation of <see cref="Initializer.Normal"/> and <see cref="Initializer.TruncatedNormal"/>, where one is written; else nothing.</summary>
    public double? Deviation { get; init; }

    /// <summary>Of a table of vectors, the row of the padding token: it begins with zeros, and its gradient is zero. Nothing where there is none.</summary>
    public int? PaddingRow { get; init; }

    /// <summary>The number of inputs that one output sums over.</summary>
    public int FanIn { get; }

    /// <summary>The number of outputs that one input reaches.</summary>
    public int FanOut { get; }

    /// <summary>
    /// How many outputs, which the first axis of <see cref="Shape"/> counts, are stored side by side for each input. With 1 the tensor is in the order of its shape; a dense
    /// weight of shape <c>[out, in]</c> has 16 and is stored as <c>[out / 16][in][16]</c>, the last group being as narrow as the outputs that are left: so every kernel reads it.
    /// </summary>
    public int OutputsTogether { get; }

    /// <summary>The index in the block of the value at <paramref name="index"/>, an index into <see cref="Shape"/> in row-major order.</summary>
    internal int Locate(int index)
    {
        if (OutputsTogether == 1 || Shape.Count < 2)
            return Offset + index;
        var inputs = Length / Shape[0];
        var (output, input) = (index / inputs, index % inputs);
        var (first, within) = (output - output % OutputsTogether, output % OutputsTogether);
        return Offset + first * inputs + input * Math.Min(OutputsTogether, Shape[0] - first) + within;
    }
}
