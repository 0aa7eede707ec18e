using Adjoint.Generator.Tests.Derivatives;
using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Recurrence;

/// <summary>Loops against the naive interpreter, which runs them step by step in double.</summary>
public sealed class ScanTests
{
    private const double Tolerance = 2e-5;

    private static readonly Lazy<SubjectAssembly> Assembly = new(static () => new SubjectAssembly(Cells.Networks, Cells.Source + Cells.Pictures));

    public static TheoryData<string> All => [.. Cells.Networks];

    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_and_loss_are_those_of_the_naive_interpreter(string declaration) => ForEach(declaration, static (subject, batch, what) =>
    {
        Agreement.Require(Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, i => $"output {i % subject.OutputSize} of row {i / subject.OutputSize}", what);
        var expected = Naive.Loss(subject, batch);
        Agreement.Require(expected, subject.Loss(batch), Math.Max(Math.Abs(expected), 1), Tolerance, what);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_are_those_of_the_naive_interpreter(string declaration) => ForEach(declaration, static (subject, batch, what) =>
    {
        var step = subject.TrainingStep;
        var (_, gradient) = subject.Gradient(batch);
        Agreement.Require(Naive.Gradient(subject, batch, step), gradient, Tolerance, subject.NameOf, what);
    });

    [Theory]
    [InlineData("LSTM(8), Last, Dense(1)", "")]
    [InlineData("GRU(8, Layers = 2), Dense(1)", ", Lengths = true")]
    public void The_code_for_a_thousand_steps_is_as_long_as_that_for_ten(string layers, string lengths)
    {
        string[] Lines(int steps) => string.Join('\n', GeneratorHarness.Run(
            $"using Adjoint;\n[Network(Step = true, Carry = true), Input({steps}, 4{lengths}), {layers}, MeanSquaredError] public partial class Net;").Files.Select(static file => file.SourceText.ToString())).Split('\n');
        Assert.Equal(Lines(10).Length, Lines(1000).Length);
    }

    [Fact]
    public void Gates_are_read_and_written_where_they_lie()
    {
        var code = string.Concat(GeneratorHarness.Run("using Adjoint;\n[Network, Input(5, 4), LSTM(8), MeanSquaredError] public partial class Net;").Files
            .Select(static file => file.SourceText.ToString()));
        Assert.DoesNotContain("Rearrange", code, StringComparison.Ordinal);
    }

    private static void ForEach(string declaration, Action<Subject, Batch, string> check)
    {
        foreach (var rows in new[] { 1, 17, 33 })
        {
            var subject = Assembly.Value.Create(declaration);
            check(subject, new BatchSource(subject, seed: rows).Next(rows), $"'{declaration}', {rows} rows");
        }
    }
}
