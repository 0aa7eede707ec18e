using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Which kernels compute a node and its gradients. What they compute the operator says; here is how.</summary>
internal abstract class Lowering
{
    /// <summary>Appends the calls that compute the output.</summary>
    public abstract void Forward(NodeContext node, ICollection<KernelCall> calls);

    /// <summary>The same outside of training, where it differs.</summary>
    public virtual void Predict(NodeContext node, ICollection<KernelCall> calls) => Forward(node, calls);

    /// <summary>Appends the calls that compute the gradients that the operator names, given that of the output.</summary>
    public abstract void Backward(NodeContext node, BackwardCalls calls);
}

/// <summary>The kernel calls of a node's backward pass.</summary>
internal sealed class BackwardCalls
{
    /// <summary>Calls that run block by block, depth first.</summary>
    public List<KernelCall> Blocks { get; } = [];

    /// <summary>Calls that run once all blocks have passed, over all rows: the gradients of parameters.</summary>
    public List<KernelCall> Parameters { get; } = [];
}

/// <summary>A node's operands and equations, as calls name them.</summary>
internal static class NodeOperands
{
    extension(NodeContext node)
    {
        public Operand X => node.XAt(0);

        public Operand Y => Operand.Value(node.Output.Id).Written;

        public Operand Dy => Operand.Gradient(node.Output.Id);

        public Operand Dx => node.DxAt(0);

        /// <summary>The equation of the output.</summary>
        public Equation OfOutput => node.Operator.Forward(node);

        public Operand XAt(int input) => Operand.Value(node.InputAt(input).Id);

        public Operand DxAt(int input) => Operand.Gradient(node.InputAt(input).Id).Written;

        /// <summary>A parameter.</summary>
        public Operand Tensor(int index) => Operand.Parameter(node.Parameter(index).Id);

        /// <summary>The gradient with respect to a parameter.</summary>
        public Operand DTensor(int index) => Operand.ParameterGradient(node.Parameter(index).Id);

        /// <summary>The parts of the gradient with respect to a parameter that the rows contribute.</summary>
        public Operand Parts(int index) => new(OperandKind.RowGradient, node.Parameter(index).Id);

        /// <summary>The equation of the gradient with respect to an input.</summary>
        public Equation OfInput(int index) => node.Of(GradientKind.Input, index);

        /// <summary>The equation of the gradient with respect to a parameter.</summary>
        public Equation OfParameter(int index) => node.Of(GradientKind.Parameter, index);

        /// <summary>What each row contributes to the gradient with respect to a parameter.</summary>
        public Equation PartOf(int index) => node.OfParameter(index).ForEachRow is var each ? each with { Target = each.Target + " of each row" } : each;

        /// <summary>The sum of what the rows contribute.</summary>
        public Equation SumOf(int index) => node.OfParameter(index) is var of ? of with { Right = $"{of.Target} of each row", Over = Equation.Rows } : of;

        private Equation Of(GradientKind kind, int index) => node.Operator.Backward(node).First(g => g.Kind == kind && g.Index == index).Equation;
    }
}
