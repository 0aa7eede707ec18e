namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Sums of the textbook.</summary>
internal static class Vectors
{
    /// <summary>Entries uniform in [−1, 1).</summary>
    public static double[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];

    /// <summary>⟨a, b⟩.</summary>
    public static double Dot(IEnumerable<double> a, IEnumerable<double> b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <inheritdoc cref="Dot(IEnumerable{double}, IEnumerable{double})"/>
    public static double Dot(IEnumerable<float> a, IEnumerable<double> b) => a.Zip(b, (x, y) => x * y).Sum();
}
