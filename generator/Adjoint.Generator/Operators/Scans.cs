namespace Adjoint.Generator.Operators;

/// <summary>A value as a loop reads it, step by step along its first axis. Nothing is computed: where step t lies, that is row t.</summary>
internal sealed record StepsOf : ViewOperator
{
    public override string Name => "Steps";

    public override TensorShape? Infer(ShapeContext context) => new([.. context.Input.Sizes.Skip(1)]);

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()}, step by step");
}

/// <summary>What a loop yields, the steps along the first axis.</summary>
internal sealed record Sequence(int Steps) : ViewOperator
{
    public override string Name => "Scan";

    public override TensorShape? Infer(ShapeContext context) => new([Steps, .. context.Input.Sizes]);

    public override Equation Forward(NodeContext node) => node.Is($"{node.x()} of all steps");
}

/// <summary>
/// A state: what a value of the loop was one step before, <c>sₜ = hₜ₋₁</c>, and at the first step 0, or a given value. It is the only way from one step to the next, so that a recurrence is a
/// circle in the graph that goes through a delay.
/// <para>
/// Gradients. hₜ is read by the step after it, so (1) dhₜ = dsₜ₊₁, and 0 at the last step: the gradient goes from the last step to the first (backpropagation through time,
/// Werbos, 1990). (2) The given value has the gradient ds₁ of the first step.
/// </para>
/// <para>Where rows have lengths n, a state behind the end is 0, so that nothing grows there: sₜ = hₜ₋₁ for t ≤ n. What comes back from behind the end is 0 already.</para>
/// </summary>
/// <param name="HasInitial">Whether it begins with a given value, the second that it reads.</param>
/// <param name="HasLengths">Whether rows have lengths, the last value that it reads.</param>
internal sealed record Delay(bool HasInitial = false, bool HasLengths = false) : Operator
{
    public override string Name => "State";

    public override string Symbol => "s";

    public override bool IsLinear => true;

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is(
        $"{node.x()} of the step before, and {(HasInitial ? node.x(1) : "0")} at the first{(HasLengths ? $"; 0 behind step {node.x(node.InputCount - 1)}" : "")}");

    public override IEnumerable<Gradient> Backward(NodeContext node)
    {
        if (node.NeedsGradient(0))
            yield return node.ToInput(0, $"{node.dy} of the step after, and 0 at the last");
        if (HasInitial && node.NeedsGradient(1))
            yield return node.ToInput(1, $"{node.dy} of the first step", 2);
    }
}
