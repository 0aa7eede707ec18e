namespace Adjoint.Generator.Declare;

/// <summary>What all losses can say.</summary>
internal abstract record LossOptions : LayerOptions
{
    /// <summary>The loss's factor in the sum of losses.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The name of the output that it judges; null for the only one.</summary>
    public string? On { get; init; }

    /// <summary>The name of the value that the output is compared with; null where it is none of the network's.</summary>
    public string? TargetName { get; init; }

    /// <summary>The number that each element is compared with; null where it is none.</summary>
    public double? TargetNumber { get; init; }

    /// <summary>Whether it compares with anything.</summary>
    public virtual bool Compares => true;

    /// <summary>Whether users give what it compares with.</summary>
    public bool IsGiven => Compares && TargetName is null && TargetNumber is null;

    /// <summary>What the output is compared with.</summary>
    public virtual TargetKind Target => TargetKind.Numbers;

    /// <summary>Whether that is labels.</summary>
    public bool TakesClasses => Target != TargetKind.Numbers;

    /// <summary>Whether the output that it judges is logits, which stand for probabilities.</summary>
    public virtual bool ReadsLogits => false;
}

/// <summary>The options of a loss that has no more.</summary>
internal sealed record PlainLossOptions : LossOptions;

/// <summary>The options of an output that is a loss itself.</summary>
internal sealed record PenaltyOptions : LossOptions
{
    public override bool Compares => false;

    public static PenaltyOptions Read(AttributeUse use) => new();
}

/// <summary>What an output is compared with.</summary>
internal enum TargetKind
{
    /// <summary>As many numbers as it has.</summary>
    Numbers,

    /// <summary>A class for each row.</summary>
    Class,

    /// <summary>A class for each position of a row.</summary>
    ClassOfPosition,

    /// <summary>0 or 1 for each of its numbers.</summary>
    Answer,
}

/// <summary>The options of a loss that reads logits, and takes labels or the probabilities of classes.</summary>
/// <param name="Targets">The number of a <c>Targets</c>.</param>
/// <param name="IgnoreIndex">The label that does not count.</param>
/// <param name="ClassWeights">A weight for each class, or none.</param>
internal abstract record ClassLossOptions(int Targets, int IgnoreIndex, EquatableArray<double> ClassWeights) : LossOptions
{
    /// <summary>The number of <c>Targets.Classes</c> and of <c>Targets.Probabilities</c>.</summary>
    protected const int OfClasses = 0, OfProbabilities = 1;

    public override bool ReadsLogits => true;
}

/// <summary>The options of cross-entropy.</summary>
/// <param name="Targets">The number of a <c>Targets</c>.</param>
/// <param name="LabelSmoothing">The share ε of a target that all classes have in equal parts.</param>
/// <param name="IgnoreIndex">The label of rows that do not count.</param>
/// <param name="ClassWeights">A weight for each class, or none.</param>
/// <param name="PerPosition">Whether each position has a target of its own.</param>
internal sealed record CrossEntropyOptions(int Targets, double LabelSmoothing, int IgnoreIndex, EquatableArray<double> ClassWeights, bool PerPosition)
    : ClassLossOptions(Targets, IgnoreIndex, ClassWeights)
{
    public override TargetKind Target => Targets != OfClasses ? TargetKind.Numbers : PerPosition ? TargetKind.ClassOfPosition : TargetKind.Class;

    public static CrossEntropyOptions Read(AttributeUse use) =>
        new(use.Int("Targets", OfClasses), use.Number("LabelSmoothing"), use.Int("IgnoreIndex", -100), use.Numbers("ClassWeights").ToEquatableArray(), use.Bool("PerPosition"));
}

/// <summary>The options of binary cross-entropy.</summary>
/// <param name="Targets">The number of a <c>Targets</c>.</param>
/// <param name="IgnoreIndex">The label that does not count.</param>
/// <param name="ClassWeights">The weights of the labels 0 and 1, or none.</param>
internal sealed record BinaryCrossEntropyOptions(int Targets, int IgnoreIndex, EquatableArray<double> ClassWeights) : ClassLossOptions(Targets, IgnoreIndex, ClassWeights)
{
    public override TargetKind Target => Targets == OfClasses ? TargetKind.Answer : TargetKind.Numbers;

    public static BinaryCrossEntropyOptions Read(AttributeUse use) =>
        new(use.Int("Targets", OfProbabilities), use.Int("IgnoreIndex", -100), use.Numbers("ClassWeights").ToEquatableArray());
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
