using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>What stands for the layers of a block inside of another block that is checked by itself; no network has it.</summary>
internal sealed record OpaqueBlock(string Word) : Operator
{
    public override string Name => Word;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => throw new InvalidOperationException("A block is checked, not computed.");

    public override IEnumerable<Gradient> Backward(NodeContext node) => throw new InvalidOperationException("A block is checked, not computed.");
}
