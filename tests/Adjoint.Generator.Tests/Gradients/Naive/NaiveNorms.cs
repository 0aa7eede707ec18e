using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using static Adjoint.Generator.Tests.Gradients.Functions;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Normalisation within a row, as the papers state it.</summary>
internal static class NaiveNorms
{
    /// <summary>The layer from all inputs to all outputs, given its weight and bias where it has them; null if <paramref name="use"/> is none of these.</summary>
    public static Func<T[], T[]>? Find<T>(AttributeUse use, TensorShape input, Declare.Precision precision, T[]? weight, T[]? bias)
        where T : struct, IReal<T>
    {
        var channels = input.Sizes[0];
        var positions = (int)input.Size / channels;
        var trailing = input.Sizes.Skip(input.Rank - use.Int("Axes", 1)).Aggregate(1, (product, size) => product * size);
        var machine = precision == Declare.Precision.Double ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1) - 1;
        var epsilon = use.Number("Epsilon", use.Operator == "RMSNorm" ? machine : 1e-5);
        T[] Normalise(T[] x, int size, Func<int, int> number, bool isCentred) =>
        [
            .. x.Chunk(size).SelectMany(group => Standardise(group, epsilon, isCentred))
                .Select((value, i) => (weight is null ? value : value * weight[number(i)]) + (bias is null ? T.Of(0) : bias[number(i)])),
        ];
        return use.Operator switch
        {
            "LayerNorm" => x => Normalise(x, trailing, i => i % trailing, isCentred: true),
            "RMSNorm" => x => Normalise(x, trailing, i => i % trailing, isCentred: false),
            "GroupNorm" => x => Normalise(x, channels / use.Int("groups") * positions, i => i / positions, isCentred: true),
            "InstanceNorm" => x => Normalise(x, positions, i => i / positions, isCentred: true),
            "LocalResponseNorm" => x => LocalResponse(use, channels, positions, x),
            _ => null,
        };
    }

    private static IEnumerable<T> Standardise<T>(T[] x, double epsilon, bool isCentred)
        where T : struct, IReal<T>
    {
        T Mean(IEnumerable<T> values) => values.Aggregate(T.Of(0), (sum, value) => sum + value) / T.Of(x.Length);
        var mean = isCentred ? Mean(x) : T.Of(0);
        var variance = Mean(x.Select(value => (value - mean) * (value - mean)));
        return x.Select(value => (value - mean) / Power(variance + T.Of(epsilon), 0.5));
    }

    private static T[] LocalResponse<T>(AttributeUse use, int channels, int positions, T[] x)
        where T : struct, IReal<T>
    {
        var size = use.Int("size");
        return
        [
            .. x.Select((value, index) =>
            {
                var (channel, position) = (index / positions, index % positions);
                var sum = T.Of(0);
                for (var other = channel - (size / 2); other < channel - (size / 2) + size; other++)
                {
                    if (other >= 0 && other < channels)
                        sum += x[(other * positions) + position] * x[(other * positions) + position];
                }
                return value / Power(T.Of(use.Number("K", 1)) + (T.Of(use.Number("Alpha", 1e-4) / size) * sum), use.Number("Beta", 0.75));
            }),
        ];
    }

    /// <summary>xᵖ for x above 0.</summary>
    private static T Power<T>(T x, double power)
        where T : struct, IReal<T> => Exp(T.Of(power) * Log(x));
}
