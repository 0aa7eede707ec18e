using System.Text.Json;
using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

/// <summary>
/// The problem of <c>tests/Golden/optimizers.py</c>, rebuilt bit for bit: minimise Σ aᵢ(wᵢ − cᵢ)²/2 + bᵢwᵢ⁴/4 over a weight of shape [4, 7]
/// and 9 biases.
/// </summary>
internal sealed class GoldenProblem
{
    private const int Weights = 28, Biases = 9, Count = Weights + Biases;

    private readonly double[] a = new double[Count];
    private readonly double[] b = new double[Count];
    private readonly double[] c = new double[Count];
    private uint state = 1;

    public GoldenProblem()
    {
        Parameters = new ParameterBlock<float>(
            new ParameterLayout(
                "Golden",
                new ParameterInfo("weight", [4, 7], 0, ParameterRole.Weight, Initializer.Zeros, fanIn: 7, fanOut: 4, outputsTogether: 1),
                new ParameterInfo("bias", [Biases], Weights, ParameterRole.Bias, Initializer.Zeros, fanIn: 7, fanOut: 4, outputsTogether: 1)),
            seed: 0);
        for (var i = 0; i < Count; i++)
            a[i] = 0.5 + Uniform();
        for (var i = 0; i < Count; i++)
            b[i] = Uniform();
        for (var i = 0; i < Count; i++)
            c[i] = 2 * Uniform() - 1;
        for (var i = 0; i < Count; i++)
            Parameters.Span[i] = (float)(2 * Uniform() - 1);
    }

    public ParameterBlock<float> Parameters { get; }

    public AlignedBuffer Gradient { get; } = new(Count);

    /// <summary>The golden file.</summary>
    public static JsonElement Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "optimizers.json")));
        return document.RootElement.Clone();
    }

    /// <summary>Rounds once, from double, as the script does.</summary>
    public void SetGradient()
    {
        for (var i = 0; i < Count; i++)
        {
            double w = Parameters.Span[i];
            Gradient.Span[i] = (float)(a[i] * (w - c[i]) + b[i] * w * w * w);
        }
    }

    private double Uniform()
    {
        state = unchecked(1664525 * state + 1013904223);
        return (state >> 8) / 16777216.0;
    }
}
