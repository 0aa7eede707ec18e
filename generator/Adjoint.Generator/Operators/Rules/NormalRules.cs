using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What layers have in common that read the mean and the logarithm of the variance of a normal distribution.</summary>
internal static class NormalRules
{
    /// <summary>Whether both have one shape; else it is reported.</summary>
    public static bool Check(ShapeContext context, string name)
    {
        var (mean, variance) = (context.Inputs[0], context.Inputs[1]);
        if (mean.Value.Shape == variance.Value.Shape)
            return true;
        context.ReportAt(
            context.PlaceOf("logVariance"), Rules.ShapesDiffer, name, mean.Source, mean.Value.Shape, variance.Source, variance.Value.Shape,
            "make one logarithm of a variance for each mean, as by the two halves of Dense(2 * n)");
        return false;
    }
}
