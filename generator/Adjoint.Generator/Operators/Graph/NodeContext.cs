using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Operators;

/// <summary>A node with its surroundings, as an operator sees it.</summary>
/// <param name="graph">The graph.</param>
/// <param name="node">The node.</param>
/// <param name="trained">The numbers of the values that depend on a trained parameter: the others need no gradient.</param>
internal sealed class NodeContext(IGraph graph, Node node, ISet<int> trained)
{
    public string Name => node.Name;

    /// <summary>The value that the node reads; the first, where it reads several.</summary>
    public Value Input => InputAt(0);

    /// <summary>The number of values that the node reads.</summary>
    public int InputCount => node.Inputs.Count;

    /// <summary>One of the values that the node reads.</summary>
    public Value InputAt(int index) => graph.Values[node.Inputs[index]];

    /// <summary>The value that the node computes.</summary>
    public Value Output => graph.Values[node.Output];

    /// <summary>The number of a loss among the network's losses.</summary>
    public int Loss => graph.Losses.ToList().IndexOf(node);

    /// <summary>Whether anything before the node's input has trained parameters; if not, the gradient with respect to it is not computed.</summary>
    public bool NeedsInputGradient => NeedsGradient(0);

    /// <inheritdoc cref="NeedsInputGradient"/>
    public bool NeedsGradient(int input) => trained.Contains(node.Inputs[input]);

    public Operand X => XAt(0);

    public Operand Y => Operand.Value(Output.Id).Written;

    public Operand Dy => Operand.Gradient(Output.Id);

    public Operand Dx => DxAt(0);

    public Operand XAt(int input) => Operand.Value(node.Inputs[input]);

    public Operand DxAt(int input) => Operand.Gradient(node.Inputs[input]).Written;

    /// <summary>The number of the node's parameters.</summary>
    public int ParameterCount => node.Parameters.Count;

    public Parameter Parameter(int index) => graph.Parameters[node.Parameters[index]];

    /// <summary>A value on the node's way from its input to its output.</summary>
    public Value Intermediate(int index) => graph.Values[node.Intermediates[index]];

    public bool HasParameter(int index) => index < node.Parameters.Count;

    /// <summary>Whether a parameter's gradient is wanted: not where it is frozen.</summary>
    public bool Trains(int parameter) => Parameter(parameter).IsTrained;
}

/// <summary>The kernel calls of a node's backward pass.</summary>
internal sealed class BackwardCalls
{
    /// <summary>Calls that run block by block, depth first.</summary>
    public List<KernelCall> Blocks { get; } = [];

    /// <summary>Calls that run once all blocks have passed, over all rows: the gradients of parameters.</summary>
    public List<KernelCall> Parameters { get; } = [];
}
