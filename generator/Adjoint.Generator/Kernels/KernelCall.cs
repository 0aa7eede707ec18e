using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Kernels;

/// <summary>One call of a kernel's method: a line of a generated pass.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Method">Its method.</param>
/// <param name="Operands">What it reads and writes, in the order of the method's parameters.</param>
/// <param name="UnitsPerRow">How many units of the kernel one row has: 1, or the number of steps or features that it treats one by one.</param>
/// <param name="Equations">What the call computes, in the lectures' notation.</param>
/// <param name="InPlace">Whether the last operand may lie where the first lies.</param>
/// <param name="Timing">When it runs.</param>
internal sealed record KernelCall(
    Kernel Kernel, string Method, EquatableArray<Operand> Operands, int UnitsPerRow, EquatableArray<Equation> Equations, bool InPlace = false, Timing Timing = Timing.Blocks)
{
    /// <summary>The arguments, where they are not those that most kernels take.</summary>
    public EquatableArray<CallArgument> Arguments { get; init; }

    /// <summary>Whether the call only copies: there is nothing to do where its target may lie where its source lies.</summary>
    public bool IsCopy { get; init; }

    /// <summary>
    /// Where in a larger value the numbers lie, side by side and in order, that the call copies out of it or, in a gradient, back to it: whoever reads or writes them could do so there.
    /// </summary>
    public int? PartFrom { get; init; }

    /// <summary>Whether one slice does it all.</summary>
    public bool InFirstSlice { get; init; }

    /// <summary>The method that does the same for one row, with vectors over features: one of its own where features meet, else the same.</summary>
    public string RowMethod => Kernel.RowMethod(Method);
}

/// <summary>When a call of training runs.</summary>
internal enum Timing
{
    /// <summary>Block by block, depth first.</summary>
    Blocks,

    /// <summary>Over all rows, when all blocks have come so far: the gradient of a parameter.</summary>
    Sum,

    /// <summary>The same, and what follows waits for it: a statistic of all rows.</summary>
    Meeting,
}

/// <summary>A method that some pass calls; what no pass calls is not written.</summary>
internal sealed record KernelUse(Kernel Kernel, string Method);

/// <summary>Something that a kernel reads or writes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The number of the value, the parameter, the loss, or the part.</param>
/// <param name="Writes">Whether the kernel writes it.</param>
/// <param name="Buffer">The buffer that it is, where a lowering has declared one.</param>
internal sealed record Operand(OperandKind Kind, int Id, bool Writes = false, Buffer? Buffer = null)
{
    /// <summary>What identifies its memory.</summary>
    public BufferKey Key => new(Kind, Id, Buffer);

    public static Operand Value(int id) => new(OperandKind.Value, id);

    public static Operand Gradient(int id) => new(OperandKind.Gradient, id);

    public static Operand GradientPart(int id) => new(OperandKind.GradientPart, id);

    /// <summary>A buffer that a lowering declares.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="value">The number of the value that it belongs to.</param>
    public static Operand Of(Buffer buffer, int value) => new(OperandKind.Buffer, value, Buffer: buffer);

    public static Operand Parameter(int id) => new(OperandKind.Parameter, id);

    public static Operand ParameterGradient(int id) => new(OperandKind.ParameterGradient, id, Writes: true);

    /// <summary>Of a part of a value or of its gradient, the number that it begins with; nothing where it is the whole.</summary>
    public int? From { get; init; }

    /// <summary>The same, written.</summary>
    public Operand Written => this with { Writes = true };
}

/// <summary>The kinds of operands.</summary>
internal enum OperandKind
{
    /// <summary>A value of the graph, in lane blocks.</summary>
    Value,

    /// <summary>The gradient of the loss with respect to a value, in lane blocks.</summary>
    Gradient,

    /// <summary>What one of several readers of a value contributes to the gradient with respect to it, still to be added.</summary>
    GradientPart,

    /// <summary>A trainable tensor.</summary>
    Parameter,

    /// <summary>The gradient of the loss with respect to a trainable tensor.</summary>
    ParameterGradient,

    /// <summary>The gradient with respect to a trainable tensor, one part for each row, still to be summed.</summary>
    RowGradient,

    /// <summary>A buffer that a lowering declares.</summary>
    Buffer,

    /// <summary>1 for each lane that has a row, else 0.</summary>
    RowMask,

    /// <summary>The target of a loss, in lane blocks.</summary>
    Target,

    /// <summary>The weight of each row in the mean of a loss.</summary>
    RowWeight,

    /// <summary>Each row's share of a loss.</summary>
    Loss,
}
