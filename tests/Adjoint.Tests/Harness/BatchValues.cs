using Adjoint.Data;

namespace Adjoint.Tests;

/// <summary>What lies in a batch of one input and one target.</summary>
internal static class BatchValues
{
    /// <summary>The input's lane blocks, with room for more rows behind them.</summary>
    public static Span<float> InputLanes(this MiniBatch batch) => batch.Inputs[0].Lanes<float>()!.Span;

    /// <summary>The target's numbers, row after row; empty where it is labels.</summary>
    public static float[] TargetRows(this MiniBatch batch)
    {
        if (batch.Targets[0].Port.Kind == PortKind.Indices)
            return [];
        var rows = new float[batch.Rows * batch.Targets[0].Port.Size];
        batch.Targets[0].CopyTo(rows);
        return rows;
    }

    /// <summary>The numbers in a row of the input.</summary>
    public static int Features(this MiniBatch batch) => batch.Inputs[0].Port.Size;
}
