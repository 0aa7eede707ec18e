namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Some rows of input with their targets: classes or numbers.</summary>
internal sealed record Batch(int Rows, float[] Inputs, int[]? Labels, float[]? Targets)
{
    public ReadOnlySpan<float> Row(int row) => Inputs.AsSpan(row * (Inputs.Length / Rows), Inputs.Length / Rows);

    /// <summary>One row by itself.</summary>
    public Batch Alone(AnySubject subject, int row)
    {
        T[]? Of<T>(T[]? all, int size) => all?[(row * size)..((row + 1) * size)];
        return new(1, Row(row).ToArray(), Of(Labels, subject.Positions), Of(Targets, subject.OutputSize));
    }

    /// <summary>The inputs where they are tokens.</summary>
    public int[] Tokens => [.. Inputs.Select(static x => (int)x)];
}
