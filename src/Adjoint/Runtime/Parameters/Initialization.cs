using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Draws the initial values of a parameter block.</summary>
/// <remarks>
/// Each tensor is drawn from its own stream, named after it, in the row-major order of the shape that PyTorch states. So its values depend on
/// nothing but the seed, its name and its shape: not on other layers, nor on how kernels store it, nor on the machine. A network of doubles draws the same
/// numbers, and rounds them to doubles.
/// </remarks>
internal static class Initialization
{
    /// <summary>The standard deviation of <see cref="Initializer.TruncatedNormal"/> before the cut, where none is written.</summary>
    private const double TruncatedDeviation = 0.02;

    /// <summary>Φ(−2): the probability that is below the cut of <see cref="Initializer.TruncatedNormal"/>.</summary>
    private const double TruncatedTail = 0.02275013194817920720;

    /// <summary>Fills <paramref name="values"/> from <paramref name="seed"/>, each tensor by its own initializer and name.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> is not as long as the layout, or a tensor's initializer does not fit its shape.</exception>
    public static void Fill<T>(ParameterLayout layout, Span<T> values, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length != layout.Total)
            throw new ArgumentException($"'{layout.Network}' has {layout.Total} values; the span has {values.Length}.", nameof(values));
        foreach (var info in layout.Parameters)
        {
            Fill(info, values, new CounterRandom(seed, CounterRandom.StreamOf(info.Name)));
            if (info.PaddingRow is { } padding)
                values.Slice(info.Offset + padding * (info.Length / info.Shape[0]), info.Length / info.Shape[0]).Clear();
        }
    }

    private static void Fill<T>(ParameterInfo info, Span<T> values, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (info.Start is { } start)
        {
            values.Slice(info.Offset, info.Length).Fill(T.CreateTruncating(start));
            return;
        }
        switch (Resolve(info))
        {
            case Initializer.Zeros:
                values.Slice(info.Offset, info.Length).Clear();
                break;
            case Initializer.Ones:
                values.Slice(info.Offset, info.Length).Fill(T.One);
                break;
            case Initializer.Quarter:
                values.Slice(info.Offset, info.Length).Fill(T.CreateTruncating(0.25));
                break;
            case Initializer.FanInUniform:
                FillUniform(info, values, random, Math.Sqrt(1 / FanIn(info)));
                break;
            case Initializer.KaimingUniform:
                FillUniform(info, values, random, Math.Sqrt(6 / FanIn(info)));
                break;
            case Initializer.GlorotUniform:
                FillUniform(info, values, random, Math.Sqrt(6 / (FanIn(info) + info.FanOut)));
                break;
            case Initializer.GlorotNormal:
                FillNormal(info, values, random, Math.Sqrt(2 / (FanIn(info) + info.FanOut)));
                break;
            case Initializer.KaimingNormal:
                FillNormal(info, values, random, Math.Sqrt(2 / FanIn(info)));
                break;
            case Initializer.LeCunNormal:
                FillNormal(info, values, random, Math.Sqrt(1 / FanIn(info)));
                break;
            case Initializer.TruncatedNormal:
                FillTruncatedNormal(info, values, random, info.Deviation ?? TruncatedDeviation);
                break;
            case Initializer.Normal:
                FillNormal(info, values, random, info.Deviation ?? 1);
                break;
            case Initializer.Orthogonal:
                OrthogonalMatrix.Fill(info, values, random);
                break;
            default:
                throw new ArgumentException($"'{info.Name}' names the initializer {(int)info.Initializer}, which is not a member of {nameof(Initializer)}.");
        }
    }

    /// <summary>What is meant by <see cref="Initializer.Default"/>, and by an initializer that is made for weights when the tensor is a bias.</summary>
    private static Initializer Resolve(ParameterInfo info) => (info.Initializer, info.Role) switch
    {
        (Initializer.Default, ParameterRole.Scale) => Initializer.Ones,
        (Initializer.Default, _) => Initializer.FanInUniform,
        (Initializer.Zeros or Initializer.Ones or Initializer.Quarter or Initializer.FanInUniform, _) => info.Initializer,
        (_, ParameterRole.Bias) => Initializer.Zeros,
        _ => info.Initializer,
    };

    private static double FanIn(ParameterInfo info) => info.FanIn > 0
        ? info.FanIn
        : throw new ArgumentException($"'{info.Name}' has a fan-in of {info.FanIn}; {info.Initializer} divides by it, so it must be at least 1.");

    private static void FillUniform<T>(ParameterInfo info, Span<T> values, CounterRandom random, double bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // 2u − 1 is exact, and the product is rounded once: no value lies beyond the bound.
        var scale = T.CreateTruncating(bound);
        for (var i = 0; i < info.Length; i++)
            values[info.Locate(i)] = scale * T.CreateTruncating(2 * random.NextSingle() - 1);
    }

    private static void FillNormal<T>(ParameterInfo info, Span<T> values, CounterRandom random, double deviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < info.Length; i++)
            values[info.Locate(i)] = T.CreateTruncating(deviation * random.NextNormal());
    }

    /// <summary>Inversion of the part of the distribution between the cuts: no draw is refused.</summary>
    private static void FillTruncatedNormal<T>(ParameterInfo info, Span<T> values, CounterRandom random, double deviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < info.Length; i++)
        {
            var probability = TruncatedTail + (1 - 2 * TruncatedTail) * random.NextDouble();
            values[info.Locate(i)] = T.CreateTruncating(deviation * NormalQuantile.Of(probability));
        }
    }
}
