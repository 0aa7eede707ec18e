using System.Globalization;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>Drawn parameters have the bounds, the mean and the deviation of PyTorch's.</summary>
[Collection(nameof(GoldenTests))]
public sealed class InitialiserTests(GoldenFixture fixture)
{
    private const int Inputs = 300, Outputs = 200;

    private static readonly string[] All =
        ["Default", "GlorotUniform", "GlorotNormal", "KaimingUniform", "KaimingNormal", "LeCunNormal", "TruncatedNormal", "Orthogonal", "Normal"];

    public static TheoryData<string> Fans => GoldenFile.Cases("fans");

    public static TheoryData<string> Names => [.. All];

    /// <summary>One dense layer for each initialiser.</summary>
    public static IEnumerable<string> Declarations => All.Select(Declaration);

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_are_distributed_as_PyTorchs_are(string initializer)
    {
        var subject = fixture.Create(Declaration(initializer));
        var recorded = GoldenFile.Section("initialisers").GetProperty(initializer);
        var weights = subject.Parameters[..(Inputs * Outputs)].ToArray();
        var (mean, deviation) = Statistics(weights);
        var expected = recorded.GetProperty("std").GetDouble();
        // Five times the error of a mean and of a deviation of so many draws, on either side.
        RequireWithin(0, mean, 10 * expected / Math.Sqrt(weights.Length), "mean");
        RequireWithin(expected, deviation, 10 * expected / Math.Sqrt(2 * weights.Length), "deviation");
        // The extremes of a uniform or a cut distribution lie at its bounds; those of a normal one are near 4.2 deviations.
        var slack = initializer is "GlorotNormal" or "KaimingNormal" or "LeCunNormal" or "Orthogonal" or "Normal" ? 1.5 * expected : 1e-3 * expected;
        RequireWithin(recorded.GetProperty("max").GetDouble(), weights.Max(), slack, "maximum");
        RequireWithin(recorded.GetProperty("min").GetDouble(), weights.Min(), slack, "minimum");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Biases_are_zero_but_for_the_default(string initializer)
    {
        var biases = fixture.Create(Declaration(initializer)).Parameters[(Inputs * Outputs)..].ToArray();
        if (initializer != "Default")
        {
            Assert.All(biases, bias => Assert.Equal(0f, bias));
            return;
        }
        var expected = GoldenFile.Section("initialisers").GetProperty("DefaultBias").GetProperty("std").GetDouble();
        RequireWithin(expected, Statistics(biases).Deviation, 10 * expected / Math.Sqrt(2 * Outputs), "deviation");
        Assert.InRange(biases.Max(Math.Abs), 0.9 / Math.Sqrt(Inputs), 1 / Math.Sqrt(Inputs));
    }

    /// <summary>The default bounds of a weight and its bias are those of the fan-in, which is what a transposed convolution's second axis says.</summary>
    [Theory]
    [MemberData(nameof(Fans))]
    public void Fans_of_convolutions_are_PyTorchs(string declaration)
    {
        var subject = fixture.Create(declaration);
        var expected = GoldenFile.Section("fans").Numbers(declaration);
        Assert.All(subject.Shaped.Parameters, parameter => Assert.Equal((expected[0], expected[1]), (parameter.FanIn, parameter.FanOut)));
        Assert.InRange(subject.Parameters.ToArray().Max(Math.Abs), 0.9 / Math.Sqrt(expected[0]), 1 / Math.Sqrt(expected[0]));
    }

    [Fact]
    public void Orthogonal_rows_are_orthonormal()
    {
        var subject = fixture.Create(Declaration("Orthogonal"));
        var rows = Subject.RowMajor(subject.Shaped.Parameters[0], subject.Parameters).Chunk(Inputs).ToList();
        for (var i = 0; i < Outputs; i++)
        {
            for (var j = 0; j <= i; j++)
                RequireWithin(i == j ? 1 : 0, rows[i].Zip(rows[j], (a, b) => (double)a * b).Sum(), 1e-5, $"product of rows {i} and {j}");
        }
    }

    private static string Declaration(string initializer) => $"Input({Inputs}), Dense({Outputs}, Init = Initializer.{initializer})";

    private static (double Mean, double Deviation) Statistics(float[] values)
    {
        var mean = values.Average(value => (double)value);
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }

    private static void RequireWithin(double expected, double actual, double tolerance, string what)
    {
        if (!(Math.Abs(actual - expected) <= tolerance))
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture, $"The {what} is {actual:g6}; it should be {expected:g6}, and may differ by {tolerance:g2}."));
    }
}
