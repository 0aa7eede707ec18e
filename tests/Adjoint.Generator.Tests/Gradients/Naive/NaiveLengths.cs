using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Rows that have a length: step by step, with what is written for those behind it.</summary>
internal static class NaiveLengths
{
    /// <summary>The output, or null if the operator is none of these.</summary>
    public static T[]? Find<T>(Operator @operator, TensorShape shape, T[][] read)
        where T : struct, IReal<T>
    {
        if (@operator is not (MaskSteps or OfLength or FlipSteps or LastOfSteps))
            return null;
        var (x, n) = (read[0], (int)read[1][0].Value);
        if (@operator is OfLength { Divides: var divides })
            return [.. x.Select(number => n == 0 ? T.Of(0) : divides ? number / T.Of(n) : number)];
        var size = x.Length / shape.Sizes[0];
        T[][] steps = [.. x.Chunk(size)];
        T[] Filled(double number) => [.. Enumerable.Repeat(T.Of(number), size)];
        return @operator switch
        {
            MaskSteps { Fill: var fill } => [.. steps.SelectMany((step, t) => t < n ? step : Filled(fill))],
            FlipSteps => [.. steps.SelectMany((_, t) => t < n ? steps[n - 1 - t] : Filled(0))],
            LastOfSteps when n == 0 => Filled(0),
            LastOfSteps { IsBidirectional: true } => [.. steps[n - 1].Take(size / 2), .. steps[0].Skip(size / 2)],
            _ => steps[n - 1],
        };
    }
}
