using Adjoint.Generator.Operators;
using Adjoint.Generator.Tests.Golden;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Recorded;

/// <summary>
/// Outputs, losses, gradients and the parameters after three steps are the recorded ones, bit by bit: whoever changes how the compiler is built, and not what it computes,
/// changes none of them.
/// </summary>
public sealed class RecordedResultsTests : OperatorTests
{
    public static TheoryData<string> Operators => [.. DeclaredOperators.All.Where(static o => OperatorSamples.Of(o).Any(Record.Includes)).Select(static o => o.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Results_of_an_operator_are_the_recorded_ones(string @operator)
    {
        using var hash = new ResultHash();
        foreach (var declaration in OperatorSamples.Of(DeclaredOperators.All.Single(o => o.Name == @operator)).Where(Record.Includes))
            Results.Add(Create(@operator, declaration), hash);
        Record.Require(@operator, hash);
    }
}

/// <summary>The same of doubles, of some declarations of each operator.</summary>
[Trait("Set", "Slow")]
public sealed class RecordedDoublesTests(DoublePrecisionFixture fixture) : IClassFixture<DoublePrecisionFixture>
{
    [Fact]
    public void Results_of_doubles_are_the_recorded_ones()
    {
        using var hash = new ResultHash();
        foreach (var declaration in RowVectorsTests.Networks)
        {
            var subject = fixture.OfRows(declaration);
            foreach (var rows in Results.Rows)
            {
                var batch = Results.Draw(subject, rows);
                hash.Add<double>(subject.Predict(batch));
                hash.Add(subject.Loss(batch));
                hash.Add<double>(subject.InputMajor<double>(subject.Gradient(batch).Gradient));
            }
        }
        Record.Require("doubles", hash);
    }
}

/// <summary>The same of small versions of the published architectures.</summary>
public sealed class RecordedArchitecturesTests(ArchitectureFixture fixture) : IClassFixture<ArchitectureFixture>
{
    [Fact]
    public void Results_of_the_architectures_are_the_recorded_ones()
    {
        using var hash = new ResultHash();
        foreach (var declaration in GoldenFile.Section("architectures").EnumerateObject().Select(static network => network.Name))
            Results.Add(fixture.Create(declaration), hash);
        Record.Require("architectures", hash);
    }
}

/// <summary>What is recorded of a network.</summary>
internal static class Results
{
    /// <summary>Both roads of prediction, a block that is not full, and a chunk and a half.</summary>
    public static IReadOnlyList<int> Rows { get; } = [3, 17, 40];

    public static void Add(Subject subject, ResultHash hash)
    {
        foreach (var rows in Rows)
        {
            var batch = Draw(subject, rows);
            hash.Add<float>(subject.Predict(batch));
            if (subject.Shaped.Losses.Count == 0)
                continue;
            hash.Add(subject.Loss(batch));
            var (loss, gradient) = subject.Gradient(batch);
            hash.Add(loss);
            hash.Add<float>(subject.InputMajor<float>(gradient));
            using var optimizer = new Adam(1e-2f) { WeightDecay = 0.01f };
            for (var step = 0; step < 3; step++)
                hash.Add(subject.TrainStep(batch, optimizer));
            hash.Add<float>(subject.InputMajor<float>(subject.Parameters));
        }
    }

    /// <summary>Inputs from −2 to 2, targets that every loss takes, and labels of which some are ignored.</summary>
    public static Batch Draw(AnySubject subject, int rows)
    {
        var random = new Random(rows);
        float[] inputs = [.. Enumerable.Range(0, rows).SelectMany(_ => subject.Shaped.Inputs.Select(i => subject.Shaped.Values[i])).SelectMany(value => Enumerable.Range(0, value.Size)
            .Select(_ => value.Tokens > 0 ? random.Next(value.Tokens) : 4 * random.NextSingle() - 2))];
        if (!subject.TakesLabels)
            return new(rows, inputs, null, [.. Enumerable.Range(0, rows * subject.OutputSize).Select(_ => random.NextSingle())]);
        var ignored = subject.Shaped.Losses[0].Use().Int("IgnoreIndex", -100);
        return new(rows, inputs, [.. Enumerable.Range(0, rows * subject.Positions).Select(row => row % 8 == 5 ? ignored : random.Next(subject.Classes))], null);
    }
}
