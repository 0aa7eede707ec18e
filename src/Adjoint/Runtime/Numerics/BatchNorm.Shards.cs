using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adjoint.Runtime;

/// <summary>The same where a batch is computed in shards: each leaves what its rows say, and all read what those of all say, joined in the order of the shards.</summary>
public static unsafe partial class BatchNorm
{
    /// <summary>What a shard leaves of a channel: its first value, the mean less that, and Σ (x − mean)².</summary>
    private const int Moments = 3;

    /// <summary>Σ dy and Σ dy (x − μ).</summary>
    private const int GradientMoments = 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Leave<T>(T* moments, int channels, int positions, nint rows, Meeting* meeting, int place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var into = meeting->Own + place;
        for (var c = 0; c < channels; c++, into += Moments)
            (into[0], into[1], into[2]) = rows == 0 ? default : Join(moments, channels, positions, rows, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Leave<T>(T* moments, T* statistics, int channels, nint rows, Meeting* meeting, int place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var into = meeting->Own + place;
        for (var c = 0; c < channels; c++, into += GradientMoments)
            (into[0], into[1]) = rows == 0 ? default : Sum(moments, statistics, channels, rows, c);
    }

    /// <summary>
    /// The first value of one channel, the mean over all shards less that, and Σ (x − mean)²: of n rows with mean a and m more with mean b the mean is a + (b − a) m/(n + m), and
    /// (b − a)² n m/(n + m) for each position comes to the squares.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double First, double Offset, double Squares) Join(Meeting* meeting, int place, int positions)
    {
        double first = 0, offset = 0, squares = 0, before = 0;
        for (var shard = 0; shard < meeting->Shards; shard++)
        {
            double rows = meeting->Rows[shard];
            if (rows == 0)
                continue;
            var of = meeting->All + (long)shard * meeting->Length + place;
            if (before == 0)
                first = of[0];
            var difference = of[0] - first + of[1] - offset;
            offset += difference * (rows / (before + rows));
            squares += of[2] + difference * difference * positions * before * rows / (before + rows);
            before += rows;
        }
        return (first, offset, squares);
    }

    /// <summary>Σ dy and Σ dy (x − mean) over all shards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double First, double Second) Sum(Meeting* meeting, int place)
    {
        double first = 0, second = 0;
        for (var shard = 0; shard < meeting->Shards; shard++)
        {
            if (meeting->Rows[shard] == 0)
                continue;
            var of = meeting->All + (long)shard * meeting->Length + place;
            (first, second) = (first + of[0], second + of[1]);
        }
        return (first, second);
    }
}
