using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>The weights of classes: one for each, none negative, and some above 0.</summary>
internal static class ClassWeights
{
    /// <summary>Whether the weights that a loss declares are right; reports what is wrong.</summary>
    /// <param name="context">The loss.</param>
    /// <param name="options">Its options.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="source">What the classes come from, for the message.</param>
    public static bool Check(ShapeContext context, ClassLossOptions options, int classes, string source)
    {
        var weights = options.ClassWeights;
        var wrong = weights.ToList().FindIndex(static w => w is not (>= 0 and < double.PositiveInfinity));
        if (!weights.IsEmpty && weights.Count != classes)
            context.ReportWith(AsManyAs(context, weights, classes), Rules.ClassWeightsDiffer, context.PlaceOf("ClassWeights"), weights.Count, classes, source);
        else if (wrong >= 0)
            context.ReportElement(Rules.ValueOutOfRange, "ClassWeights", wrong, "A class weight", "0 or more, and finite", weights[wrong]);
        else if (!weights.IsEmpty && weights.All(static w => w == 0))
            context.ReportWith(
                [Remedy.Omit(context.PlaceOf("ClassWeights"))], Rules.ValueOutOfRange, context.PlaceOf("ClassWeights"), "ClassWeights are all 0, so no class counts",
                "write one above 0, or remove ClassWeights");
        else if (options.Targets is < 0 or > 1)
            context.Report(Rules.ValueOutOfRange, "Targets", "The kind of targets", "a member of Targets", options.Targets);
        else
            return true;
        return false;
    }

    /// <summary>The first weights that are written, and 1 for each class behind them; a long list is not written for anyone.</summary>
    private static EquatableArray<Remedy> AsManyAs(ShapeContext context, EquatableArray<double> weights, int classes)
    {
        if (classes > 20)
            return [];
        var list = $"new[] {{ {string.Join(", ", Enumerable.Range(0, classes).Select(c => FormattableString.Invariant($"{(c < weights.Count ? (decimal)weights[c] : 1)}f")))} }}";
        return [Remedy.Set($"Write {list}", context.PlaceOf("ClassWeights"), list)];
    }
}
