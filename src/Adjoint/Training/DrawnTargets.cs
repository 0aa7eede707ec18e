using System.ComponentModel;
using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>What targets a loss makes sense of.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TargetKind
{
    /// <summary>Any numbers.</summary>
    Numbers,

    /// <summary>Numbers from 0 to 1.</summary>
    Shares,

    /// <summary>−1 or 1.</summary>
    Signs,

    /// <summary>Shares of a row that sum to 1.</summary>
    Probabilities,

    /// <summary>One class a row.</summary>
    Classes,
}

/// <summary>Targets for a check of gradients.</summary>
internal static class DrawnTargets
{
    /// <summary>Classes for some rows.</summary>
    public static int[] Classes(Random random, int rows, int classes)
    {
        var labels = new int[rows];
        foreach (ref var label in labels.AsSpan())
            label = random.Next(classes);
        return labels;
    }

    /// <summary>Numbers for some rows.</summary>
    public static T[] Numbers<T>(Random random, TargetKind kind, int rows, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var targets = new T[rows * size];
        foreach (ref var target in targets.AsSpan())
        {
            target = T.CreateTruncating(kind switch
            {
                TargetKind.Numbers => 2 * random.NextSingle() - 1,
                TargetKind.Signs => random.Next(2) * 2 - 1,
                _ => 0.01f + 0.98f * random.NextSingle(),
            });
        }
        for (var row = 0; row < rows && kind == TargetKind.Probabilities; row++)
        {
            var sum = T.Zero;
            foreach (var share in targets.AsSpan(row * size, size))
                sum += share;
            foreach (ref var share in targets.AsSpan(row * size, size))
                share /= sum;
        }
        return targets;
    }
}
