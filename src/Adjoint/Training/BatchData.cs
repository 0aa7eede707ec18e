using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>The rows of one call: inputs by rows or already in lane blocks, and targets by classes, by numbers, or none.</summary>
internal unsafe ref struct BatchData
{
    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The inputs by rows; empty when they are in lane blocks.</summary>
    public ReadOnlySpan<float> Inputs;

    /// <summary>The inputs in lane blocks, or null.</summary>
    public AlignedBuffer? LaneInputs;

    /// <summary>The labels, where targets are classes.</summary>
    public ReadOnlySpan<int> Labels;

    /// <summary>The targets by rows, where they are numbers.</summary>
    public ReadOnlySpan<float> Targets;

    /// <summary>The weight of a row in the mean: 1/rows, or 1/Σ w of their classes; times the loss's own factor.</summary>
    public float Scale;

    /// <summary>Checks rows with class labels.</summary>
    public static BatchData Of(NetworkProgram program, ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        var rows = Checks.Rows(program, x.Length, nameof(x));
        if (labels.Length != rows)
            throw new ArgumentException($"'{program.Layout.Network}' needs one label for each row: x has {rows} rows, but there are {labels.Length} labels.", nameof(labels));
        return new BatchData { Rows = rows, Inputs = x, Labels = labels, Scale = ScaleOf(program, program.Classes!, labels, nameof(labels)) };
    }

    /// <summary>Checks rows with numbers as targets.</summary>
    public static BatchData Of(NetworkProgram program, ReadOnlySpan<float> x, ReadOnlySpan<float> targets)
    {
        var rows = Checks.Rows(program, x.Length, nameof(x));
        if (targets.Length != (long)rows * program.OutputSize)
        {
            throw new ArgumentException(
                $"'{program.Layout.Network}' needs {program.OutputSize} targets for each row: x has {rows} rows, so {(long)rows * program.OutputSize} are needed, but there are {targets.Length}.",
                nameof(targets));
        }
        return new BatchData { Rows = rows, Inputs = x, Targets = targets, Scale = program.LossWeight / rows };
    }

    /// <summary>Checks a mini-batch.</summary>
    public static BatchData Of(NetworkProgram program, MiniBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.FeatureCount != program.InputSize)
            throw new ArgumentException($"'{program.Layout.Network}' needs {program.InputSize} numbers a row; the batch has {batch.FeatureCount} features.", nameof(batch));
        if (batch.Rows == 0)
            throw new ArgumentException("The batch has no rows.", nameof(batch));
        if (program.Classes is { } classes)
        {
            if (batch.Labels.Length != batch.Rows)
            {
                var found = batch.HasProbabilities
                    ? "probabilities, which Mixup has made of them. Declare [CrossEntropy(Targets = Targets.Probabilities)], or leave Mixup out"
                    : "none";
                throw new ArgumentException($"'{program.Layout.Network}' is trained on class labels; the batch has {found}.", nameof(batch));
            }
            return new BatchData { Rows = batch.Rows, LaneInputs = batch.Inputs, Labels = batch.Labels, Scale = ScaleOf(program, classes, batch.Labels, nameof(batch)) };
        }
        if (batch.Targets.Length != (long)batch.Rows * program.OutputSize)
        {
            var found = batch.Labels.IsEmpty
                ? $"{batch.Targets.Length} for {batch.Rows} rows"
                : "class labels. OneHot.Encode makes targets of labels, and Augmentation.Mixup makes mixtures of them";
            throw new ArgumentException($"'{program.Layout.Network}' needs {program.OutputSize} targets for each row; the batch has {found}.", nameof(batch));
        }
        return new BatchData { Rows = batch.Rows, LaneInputs = batch.Inputs, Targets = batch.Targets, Scale = program.LossWeight / batch.Rows };
    }

    /// <summary>When every row is ignored the sum is 0 and so is the loss.</summary>
    private static float ScaleOf(NetworkProgram program, ClassTargets classes, ReadOnlySpan<int> labels, string argument)
    {
        var total = classes.TotalWeight(labels, argument);
        return total > 0 ? (float)(program.LossWeight / total) : 0;
    }
}
