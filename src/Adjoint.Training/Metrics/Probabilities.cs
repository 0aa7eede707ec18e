namespace Adjoint.Training;

/// <summary>
/// What a row of outputs says about its class. A metric needs the logarithm of a probability, or an order, and rows of which there may be no network any more: so this is computed from the outputs,
/// in double precision. The probabilities themselves are <see cref="IClassifier.Probabilities"/>.
/// </summary>
internal static class Probabilities
{
    /// <summary>The number of classes that outputs tell apart: one output tells two.</summary>
    public static int Classes(int outputSize) => Math.Max(2, outputSize);

    /// <summary>The class with the greatest output, the first of several; −1 where one is NaN, which is not an answer.</summary>
    public static int Greatest(ReadOnlySpan<float> outputs, OutputKind kind)
    {
        if (outputs.Length == 1)
            return float.IsNaN(outputs[0]) ? -1 : outputs[0] > (kind == OutputKind.Logits ? 0 : 0.5f) ? 1 : 0;
        var best = 0;
        for (var c = 0; c < outputs.Length; c++)
        {
            if (float.IsNaN(outputs[c]))
                return -1;
            best = outputs[c] > outputs[best] ? c : best;
        }
        return best;
    }

    /// <summary>The logarithm of the probability of a class, without the loss of digits that the logarithm of a rounded probability near 0 or 1 has.</summary>
    public static double LogOf(ReadOnlySpan<float> outputs, OutputKind kind, int label)
    {
        if (kind == OutputKind.Probabilities)
            return outputs.Length > 1 ? Math.Log(outputs[label]) : label == 1 ? Math.Log(outputs[0]) : Math.Log(1.0 - outputs[0]);
        if (outputs.Length == 1)
            return -Softplus(label == 1 ? -outputs[0] : outputs[0]);
        double greatest = outputs[0], sum = 0;
        foreach (var output in outputs)
            greatest = Math.Max(greatest, output);
        foreach (var output in outputs)
            sum += Math.Exp(output - greatest);
        return outputs[label] - greatest - Math.Log(sum);
    }

    /// <summary>log(1 + eᶻ), which does not overflow and keeps its digits far below 0.</summary>
    private static double Softplus(double z)
    {
        // log(1 + u) for a small u: Kahan's correction of the rounding of 1 + u.
        var u = Math.Exp(-Math.Abs(z));
        var v = 1 + u;
        var log = v == 1 ? u : Math.Log(v) * u / (v - 1);
        return double.IsNaN(z) ? double.NaN : Math.Max(z, 0) + log;
    }
}
