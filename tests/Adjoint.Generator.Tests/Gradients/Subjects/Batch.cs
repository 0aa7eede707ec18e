namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Some rows of input with their targets: classes or numbers.</summary>
internal sealed record Batch(int Rows, float[] Inputs, int[]? Labels, float[]? Targets)
{
    public ReadOnlySpan<float> Row(int row) => Inputs.AsSpan(row * (Inputs.Length / Rows), Inputs.Length / Rows);
}
