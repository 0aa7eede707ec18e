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
    EquatableArray<Problem> Problems) : IGraph
{
    /// <summary>How many of this network's rows, one behind the other, are the positions of one row of the declared network; 1 where rows are rows.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>The layers but for those of the attributes in which there are mistakes: as far as a declaration with errors can be understood.</summary>
    public IEnumerable<Node> NodesOfRightLayers => Nodes.Where(node => Problems.All(problem => problem.Place.Attribute != node.Attribute));

    /// <summary>The objectives and entries.</summary>
    public EquatableArray<ShapedFacet> Facets { get; init; } = [];

    /// <summary>The number of trainable values.</summary>
    public int ParameterCount => Parameters.Where(static p => p.IsTrained).Sum(static p => p.Length);
}
