using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Kernels;

/// <summary>
/// What is done to each number of a product before it is written, while it is still in a register: an activation, its derivative, a summand, the factor and
/// summand of a channel.
/// </summary>
/// <param name="Name">What it adds to the product's name.</param>
/// <param name="Summary">What it computes from y, for the product's documentation.</param>
/// <param name="Value">The formula, of the variable <see cref="Sum"/>, of one number of each of the buffers, and of numbers of channel <c>c</c>.</param>
/// <param name="Buffers">The further buffers, in the order of their parameters.</param>
internal sealed record Epilogue(string Name, string Summary, Expr Value, EquatableArray<EpilogueBuffer> Buffers)
{
    /// <summary>The product's own number.</summary>
    public static Variable Sum { get; } = new("sum");

    /// <summary>The number that lay where the product is written.</summary>
    public static Variable Target { get; } = new("target");

    /// <summary>Whether the product is added to what is there and nothing else is done.</summary>
    public bool OnlyAccumulates => Value == Sum + Target;

    /// <summary>Whether it is short enough to be written in full for each number of a tile, while the product holds the registers.</summary>
    public bool IsShort => Value.WrittenOperations <= 40;

    /// <summary>Whether what was there is read.</summary>
    public bool ReadsTarget => Value.Reads(Target);

    /// <summary>One after the other.</summary>
    public Epilogue Then(Epilogue next) => new(
        Name + next.Name, $"{Summary}, {next.Summary}", next.Value.Replace(Sum, Value), [.. Buffers, .. next.Buffers]);
}

/// <summary>A buffer that an epilogue reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OfChannels">Whether it has numbers for each channel, the same for all rows; else it has the product's own shape.</param>
internal sealed record EpilogueBuffer(string Name, bool OfChannels);
