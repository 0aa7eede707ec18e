using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Mini-batches, which hold floats and lie in lane blocks already, as the rows of a call.</summary>
internal static unsafe class MiniBatchData
{
    /// <summary>Checks a mini-batch, which has one target.</summary>
    public static BatchData<float> Of(NetworkProgram<float> program, MiniBatch batch, Feed* target, float* scales)
    {
        if (batch.FeatureCount != program.InputSize)
            throw new ArgumentException($"'{program.Layout.Network}' needs {program.InputSize} numbers a row; the batch has {batch.FeatureCount} features.", nameof(batch));
        if (batch.Rows == 0)
            throw new ArgumentException("The batch has no rows.", nameof(batch));
        CheckTargets(program, batch);
        var ignores = BatchData<float>.FillScales(program, target, batch.Rows, scales, nameof(batch));
        return new BatchData<float> { Rows = batch.Rows, LaneInputs = batch.Inputs, Targets = target, Scales = scales, IgnoresRows = ignores };
    }

    /// <summary>Checks that a batch has the kind of target that the network is trained on, and as many numbers.</summary>
    private static void CheckTargets(NetworkProgram<float> program, MiniBatch batch)
    {
        var port = program.Targets[0];
        if (port.IsClasses && batch.Labels.Length != batch.Rows)
        {
            var found = batch.HasProbabilities
                ? "probabilities, which Mixup has made of them. Declare [CrossEntropy(Targets = Targets.Probabilities)], or leave Mixup out"
                : "none";
            throw new ArgumentException($"'{program.Layout.Network}' is trained on class labels; the batch has {found}.", nameof(batch));
        }
        if (!port.IsClasses && batch.Targets.Length != (long)batch.Rows * port.Size)
        {
            var found = batch.Labels.IsEmpty
                ? $"{batch.Targets.Length} for {batch.Rows} rows"
                : "class labels. OneHot.Encode makes targets of labels, and Augmentation.Mixup makes mixtures of them";
            throw new ArgumentException($"'{program.Layout.Network}' needs {port.Size} targets for each row; the batch has {found}.", nameof(batch));
        }
    }
}
