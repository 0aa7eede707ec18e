namespace Adjoint.Generator.Declare;

/// <summary>What all losses can say.</summary>
internal abstract record LossOptions : LayerOptions
{
    /// <summary>The loss's factor in the sum of losses.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The name of the output that it judges; null for the only one.</summary>
    public string? On { get; init; }

    /// <summary>Whether a row's target is a class index.</summary>
    public virtual bool TakesClasses => false;
}

/// <summary>The options of a loss that has no more.</summary>
internal sealed record PlainLossOptions : LossOptions;

/// <summary>The options of cross-entropy.</summary>
/// <param name="Targets">The number of a <c>Targets</c>.</param>
/// <param name="LabelSmoothing">The share ε of a target that all classes have in equal parts.</param>
/// <param name="IgnoreIndex">The label of rows that do not count.</param>
/// <param name="ClassWeights">A weight for each class, or none.</param>
internal sealed record CrossEntropyOptions(int Targets, double LabelSmoothing, int IgnoreIndex, EquatableArray<double> ClassWeights) : LossOptions
{
    public override bool TakesClasses => Targets == 0;

    public static CrossEntropyOptions Read(AttributeUse use) =>
        new(use.Int("Targets"), use.Number("LabelSmoothing"), use.Int("IgnoreIndex", -100), use.Numbers("ClassWeights").ToEquatableArray());
}

/// <summary>The options of Huber's loss.</summary>
/// <param name="Delta">Where the parabola ends.</param>
internal sealed record HuberOptions(double Delta) : LossOptions
{
    public static HuberOptions Read(AttributeUse use) => new(use.Number("delta", 1));
}

/// <summary>The options of a loss that is a function of the user's.</summary>
/// <param name="Function">What was found under the name that was written; null where the declaration is that of another project.</param>
internal sealed record FunctionLossOptions(LayerFunction? Function) : LossOptions
{
    public static FunctionLossOptions Read(AttributeUse use) => new(use.Function);
}
