using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Every loss as PyTorch's documentation states it: one row's part of a sum, and the number that the sum is divided by.</summary>
internal static class NaiveLoss
{
    /// <summary>Σ over the elements of one row, before any mean.</summary>
    public static T OfRow<T>(AttributeUse loss, int positions, T[] y, Batch batch, int row, Kinks kinks)
        where T : struct, IReal<T>
    {
        var factor = T.Of(loss.Number("Weight", 1));
        if (loss.Operator == "CrossEntropy")
            return factor * CrossEntropy(loss, positions, y, batch, row);
        var sum = T.Of(0);
        for (var i = row * y.Length; i < (row + 1) * y.Length; i++)
        {
            if (batch.Labels is { } labels && labels[i] == IgnoreIndex(loss))
                continue;
            // Of labels, each element has the weight of its class.
            sum += batch.Labels is null
                ? OfElement(loss, y[i % y.Length], loss.NumberIfWritten("TargetNumber") ?? batch.Targets![i], kinks)
                : T.Of(ClassWeight(loss, batch.Labels[i])) * OfElement(loss, y[i % y.Length], batch.Labels[i], kinks);
        }
        return factor * sum;
    }

    /// <summary>What the sum over all rows is divided by.</summary>
    public static double Divisor(AttributeUse loss, int positions, Batch batch, int outputs)
    {
        if (batch.Labels is null)
            return (double)batch.Rows * (loss.Operator == "CrossEntropy" ? positions : outputs);
        return batch.Labels.Where(label => label != IgnoreIndex(loss)).Sum(label => ClassWeight(loss, label));
    }

    private static T OfElement<T>(AttributeUse loss, T y, double target, Kinks kinks)
        where T : struct, IReal<T>
    {
        var (t, error) = (T.Of(target), y - T.Of(target));
        var delta = loss.Number("delta", 1);
        return loss.Operator switch
        {
            "Penalty" => y,
            "MeanSquaredError" => error * error,
            "MeanAbsoluteError" => Absolute(error, kinks),
            "Huber" when kinks.IsAbove(Absolute(error, kinks), delta) => T.Of(delta) * (Absolute(error, kinks) - T.Of(0.5 * delta)),
            "Huber" => T.Of(0.5) * error * error,
            // The only function among the samples'.
            "Loss" => Functions.Log(T.Of(1) + error * error),
            "BinaryCrossEntropy" => NaiveActivations.Softplus(y) - t * y,
            "Hinge" => Shortfall(t * y, kinks),
            "SquaredHinge" => Shortfall(t * y, kinks) * Shortfall(t * y, kinks),
            _ => throw new NotSupportedException($"The naive interpreter does not know '{loss.Operator}' yet: write its formula down beside the others."),
        };
    }

    private static T Absolute<T>(T x, Kinks kinks)
        where T : struct, IReal<T> => kinks.IsAbove(x, 0) ? x : T.Of(0) - x;

    /// <summary>max(0, 1 − ty).</summary>
    private static T Shortfall<T>(T product, Kinks kinks)
        where T : struct, IReal<T> => kinks.IsAbove(product, 1) ? T.Of(0) : T.Of(1) - product;

    /// <summary>The sum over the positions, of which there is one where a row has one label.</summary>
    private static T CrossEntropy<T>(AttributeUse loss, int positions, T[] y, Batch batch, int row)
        where T : struct, IReal<T>
    {
        var sum = T.Of(0);
        foreach (var (logits, position) in y.Chunk(y.Length / positions).Select(static (logits, i) => (logits, i)))
            sum += OfPosition(loss, logits, batch, row * positions + position);
        return sum;
    }

    /// <summary>Σ_c w_c t_c (−ln p_c), where label smoothing ε has turned t into (1 − ε) t + ε/C.</summary>
    private static T OfPosition<T>(AttributeUse loss, T[] y, Batch batch, int position)
        where T : struct, IReal<T>
    {
        if (batch.Labels is { } labels && labels[position] == IgnoreIndex(loss))
            return T.Of(0);
        var smoothing = loss.Number("LabelSmoothing");
        var logarithms = NaiveNetwork<T>.LogSoftmax(y);
        var sum = T.Of(0);
        for (var c = 0; c < y.Length; c++)
        {
            var target = batch.Labels is null ? batch.Targets![position * y.Length + c] : batch.Labels[position] == c ? 1.0 : 0.0;
            sum -= T.Of(ClassWeight(loss, c) * ((1 - smoothing) * target + smoothing / y.Length)) * logarithms[c];
        }
        return sum;
    }

    private static int IgnoreIndex(AttributeUse loss) => loss.Int("IgnoreIndex", -100);

    private static double ClassWeight(AttributeUse loss, int c) => loss.Numbers("ClassWeights") is { Count: > 0 } weights ? weights[c] : 1;
}
