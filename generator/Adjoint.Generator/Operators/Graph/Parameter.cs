namespace Adjoint.Generator.Operators;

/// <summary>A tensor of the parameter block.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Layer">The name of the layer that owns it.</param>
/// <param name="Member">Its name within the layer, such as <c>weight</c>.</param>
/// <param name="Symbol">Its name in generated code, such as <c>w1</c>.</param>
/// <param name="Shape">Its shape as PyTorch states it.</param>
/// <param name="Offset">Where it starts in the parameter block.</param>
/// <param name="Role">The name of a <c>ParameterRole</c>.</param>
/// <param name="Initializer">The number of an <c>Initializer</c>.</param>
/// <param name="FanIn">The number of inputs that one output sums over.</param>
/// <param name="FanOut">The number of outputs that one input reaches.</param>
/// <param name="OutputsTogether">How many outputs, which the first axis counts, are stored side by side for each input: 1 is the order of the shape.</param>
/// <param name="IsTrained">Whether it has a gradient and is changed by optimizers.</param>
/// <param name="IsTangent">Whether it is no parameter but the given tangent of one, which lies where that one lies.</param>
/// <param name="Start">What all its numbers begin with, where that is none of what initializers give.</param>
internal sealed record Parameter(
    int Id, string Layer, string Member, string Symbol, TensorShape Shape, int Offset, string Role, int Initializer, int FanIn, int FanOut, int OutputsTogether,
    bool IsTrained = true, bool IsTangent = false, float? Start = null)
{
    /// <summary>The standard deviation of its initial values, where one is written.</summary>
    public double? Deviation { get; init; }

    /// <summary>Of a table of vectors, the row that is not trained; null where all are.</summary>
    public int? PaddingRow { get; init; }

    /// <summary>The names that it would have in layers which share it: files may hold it under these.</summary>
    public EquatableArray<string> Aliases { get; init; }

    public int Length => checked((int)Shape.Size);

    /// <summary>The name in saved files.</summary>
    public string Name => Layer + "." + Member;
}
