using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What the initial values of weights can be.</summary>
internal static class InitRules
{
    /// <summary>Whether what a layer says of its initial values makes sense; else it is reported.</summary>
    public static bool Check(this InitOptions init, ShapeContext context)
    {
        if (init.Initializer is < 0 or > InitOptions.Normal)
            context.Report(Rules.ValueOutOfRange, "Init", $"The initializer of '{context.NodeName}'", "a member of Initializer", init.Initializer);
        else if (init.HasUnusedDeviation)
            context.Report(Rules.ValueOutOfRange, "Deviation", $"The deviation of '{context.NodeName}'", "left out where Init is neither Normal nor TruncatedNormal", init.Deviation!);
        else if (init.Deviation is { } deviation && deviation is not (>= 0 and < double.PositiveInfinity))
            context.Report(Rules.ValueOutOfRange, "Deviation", $"The deviation of '{context.NodeName}'", "0 or more, and finite", deviation);
        else
            return true;
        return false;
    }
}
