using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>
/// A loss: one number for each row from an output y and a target t. Each row has a weight r in the mean (1/rows, or 0 for a row
/// that does not count), so that the loss is Σ r ℓ and the gradient comes out scaled: dy = r ∂ℓ/∂y. A row that does not count has 0 for both, also where
/// ℓ or its gradient is not finite.
/// </summary>
/// <param name="Common">What any loss can say.</param>
internal abstract record LossOperator(LossOptions Common) : Operator
{
    /// <summary>Whether it judges the steps of a sequence whose rows have lengths of their own, so that each has a weight.</summary>
    public bool HasLengths { get; init; }

    /// <summary>The loss as the lectures write it.</summary>
    public abstract string Formula(string y);

    /// <summary>Its gradient as the lectures write it.</summary>
    public abstract string GradientFormula(string y);

    /// <summary>What documentation calls it.</summary>
    public virtual string Title => Name;

    /// <summary>The parts of an output that have a target and a weight each: 1 where a row is judged as a whole.</summary>
    public virtual int Positions(TensorShape output) => HasLengths ? output.Sizes[0] : 1;

    /// <summary>The layer that makes probabilities of the output, where that is logits; else null.</summary>
    public virtual Operator? Probabilities => null;

    /// <summary>What sets kernels of this loss with other arguments apart.</summary>
    public virtual string Variant => "";

    /// <summary>Whether its kernel reads a target: one that is given, or another value.</summary>
    public bool ReadsTarget => Common.Compares && Common.TargetNumber is null;

    public override Equation Forward(NodeContext node) => new("L", $"r {Formula(node.x())}{Where(node)}") { Over = Equation.Rows };

    /// <summary>What t is, where the declaration says it.</summary>
    private string Where(NodeContext node) =>
        Common.TargetName is not null ? $" with t = {node.x(1)}," : Common.TargetNumber is { } number ? FormattableString.Invariant($" with t = {number},") : "";

    public override IEnumerable<Gradient> Backward(NodeContext node) => [node.ToInput(0, $"r {GradientFormula(node.x())}")];
}
