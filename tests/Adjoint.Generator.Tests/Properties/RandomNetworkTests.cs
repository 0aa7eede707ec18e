using Adjoint.Generator.Tests.Gradients;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Adjoint.Generator.Tests.Properties;

/// <summary>Whatever network is declared, it compiles without a warning and computes what the naive interpreter computes.</summary>
[Trait("Set", "Slow")]
public sealed class RandomNetworkTests
{
    private const int Assemblies = 4;
    private const int NetworksPerAssembly = 10;
    private const double Tolerance = 5e-6;
    private const double GradientTolerance = 1e-5;

    private static readonly int[] Rows = [1, 5, 19, 33];

    private int drawn;
    private int compared;

    /// <summary>A failure shrinks twice over: to the one network of its assembly that fails, and to the fewest of its layers.</summary>
    [Fact]
    public void A_random_network_agrees_with_the_naive_interpreter()
    {
        var assemblies = Arb.From(
            RandomNetwork.Arbitrary.Generator.ArrayOf(NetworksPerAssembly),
            networks => (networks.Length > 1 ? networks : RandomNetwork.Arbitrary.Shrinker(networks[0])).Select(one => new[] { one }));
        var replay = new Replay(new Rnd(2026), FSharpOption<int>.None);
        Prop.ForAll(assemblies, RequireAgreement).Check(Config.QuickThrowOnFailure.WithMaxTest(Assemblies).WithReplay(FSharpOption<Replay>.Some(replay)));
        Assert.True(compared > 0.9 * drawn, $"Of {drawn} batches {drawn - compared} lie near kinks whatever is drawn: too few were compared.");
    }

    private void RequireAgreement(RandomNetwork[] networks)
    {
        using var assembly = new SubjectAssembly(networks.Select(network => network.ToString()));
        foreach (var network in networks)
        {
            var subject = assembly.Create(network.ToString());
            var source = new BatchSource(subject, seed: 11);
            // Images take the interpreter long, and a single row has no variance.
            foreach (var rows in Naive.MixesRows(subject) ? [5, 18] : subject.Shaped.Values.Any(value => value.Shape.Rank > 2) ? [1, 18] : Rows)
            {
                drawn++;
                if (source.TryNext(rows) is not { } batch)
                    continue;
                compared++;
                RequireAgreement(subject, batch);
            }
        }
    }

    private static void RequireAgreement(Subject subject, Batch batch)
    {
        var what = $"'{subject.Text}', {batch.Rows} rows";
        Agreement.Require(Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, i => $"output {i}", what);
        var loss = Naive.Loss(subject, batch);
        Agreement.Require(loss, subject.Loss(batch), Math.Max(Math.Abs(loss), 1), Tolerance, $"The loss of {what}");
        var step = subject.TrainingStep;
        var (trainingLoss, gradient) = subject.Gradient(batch);
        Agreement.Require(Naive.Gradient(subject, batch, step), gradient, GradientTolerance, subject.NameOf, $"The gradient of {what}");
        var expected = Naive.Loss(subject, batch, Naive.ParametersOf(subject), step);
        Agreement.Require(expected, trainingLoss, Math.Max(Math.Abs(expected), 1), Tolerance, $"The training loss of {what}");
    }
}
