using Adjoint.Generator.Declare;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>A node with its surroundings, as an operator sees it.</summary>
internal sealed class NodeContext(ShapedNetwork network, Node node, bool needsInputGradient)
{
    public AttributeUse Use => node.Use;

    public string Name => node.Name;

    /// <summary>The value that the node reads.</summary>
    public Value Input => network.Values[node.Inputs[0]];

    /// <summary>The value that the node computes.</summary>
    public Value Output => network.Values[node.Output];

    /// <summary>Whether anything before the node has parameters; if not, the gradient with respect to its input is not computed.</summary>
    public bool NeedsInputGradient => needsInputGradient;

    public Operand X => Operand.Value(Input.Id);

    public Operand Y => Operand.Value(Output.Id).Written;

    public Operand Dy => Operand.Gradient(Output.Id);

    public Operand Dx => Operand.Gradient(Input.Id).Written;

    public Parameter Parameter(int index) => network.Parameters[node.Parameters[index]];

    /// <summary>A value on the node's way from its input to its output.</summary>
    public Value Intermediate(int index) => network.Values[node.Intermediates[index]];

    public bool HasParameter(int index) => index < node.Parameters.Count;
}

/// <summary>The kernel calls of a node's backward pass.</summary>
internal sealed class BackwardCalls
{
    /// <summary>Calls that run block by block, depth first.</summary>
    public List<KernelCall> Blocks { get; } = [];

    /// <summary>Calls that run once all blocks have passed, over all rows: the gradients of parameters.</summary>
    public List<KernelCall> Parameters { get; } = [];
}
