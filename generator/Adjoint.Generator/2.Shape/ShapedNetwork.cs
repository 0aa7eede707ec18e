using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A network of which every value's shape is known: an acyclic graph of named values and of the nodes that compute one from others.</summary>
/// <param name="Declaration">What was declared.</param>
/// <param name="Values">All values; the position is the value's number.</param>
/// <param name="Nodes">The layers in an order in which each value is computed before it is read.</param>
/// <param name="Losses">The losses.</param>
/// <param name="Parameters">The tensors, in the order of their declaration; each knows its place in the parameter block.</param>
/// <param name="Inputs">The numbers of the values that users supply.</param>
/// <param name="Outputs">The numbers of the values that users receive.</param>
/// <param name="Problems">What is wrong; a network with problems is never compiled further.</param>
internal sealed record ShapedNetwork(
    NetworkDeclaration Declaration,
    EquatableArray<Value> Values,
    EquatableArray<Node> Nodes,
    EquatableArray<Node> Losses,
    EquatableArray<Parameter> Parameters,
    EquatableArray<int> Inputs,
    EquatableArray<int> Outputs,
    EquatableArray<Problem> Problems)
{
    /// <summary>The number of trainable values.</summary>
    public int ParameterCount => Parameters.Where(static p => p.IsTrained).Sum(static p => p.Length);
}

/// <summary>A named value.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name in generated code, such as <c>z1</c>.</param>
/// <param name="Shape">Its shape, without the batch.</param>
internal sealed record Value(int Id, string Name, TensorShape Shape)
{
    public int Size => checked((int)Shape.Size);
}

/// <summary>A layer or a loss in the graph.</summary>
/// <param name="Operator">What it computes.</param>
/// <param name="Attribute">The attribute's number in the declaration.</param>
/// <param name="Name">The layer's name, such as <c>dense1</c>.</param>
/// <param name="Inputs">The numbers of the values that it reads.</param>
/// <param name="Output">The number of the value that it computes; −1 for a loss.</param>
/// <param name="Parameters">The numbers of its parameters.</param>
/// <param name="Intermediates">The numbers of the values on its way from its inputs to its output, which no other node reads.</param>
internal sealed record Node(
    Operator Operator, int Attribute, string Name, EquatableArray<int> Inputs, int Output, EquatableArray<int> Parameters, EquatableArray<int> Intermediates = default);

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
/// <param name="OutputInnermost">Whether the first axis is stored innermost.</param>
/// <param name="IsTrained">Whether it has a gradient and is changed by optimizers.</param>
/// <param name="IsTangent">Whether it is no parameter but the given tangent of one, which lies where that one lies.</param>
/// <param name="Start">What all its numbers begin with, where that is none of what initializers give.</param>
internal sealed record Parameter(
    int Id, string Layer, string Member, string Symbol, TensorShape Shape, int Offset, string Role, int Initializer, int FanIn, int FanOut, bool OutputInnermost,
    bool IsTrained = true, bool IsTangent = false, float? Start = null)
{
    /// <summary>The names that it would have in layers which share it: files may hold it under these.</summary>
    public EquatableArray<string> Aliases { get; init; }

    public int Length => checked((int)Shape.Size);

    /// <summary>The name in saved files.</summary>
    public string Name => Layer + "." + Member;
}
