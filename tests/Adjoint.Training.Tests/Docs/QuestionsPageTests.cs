using System.Globalization;
using Adjoint.Tests.Harness;
using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Docs;

/// <summary>The defaults that docs/faq.md states are those of the code.</summary>
public sealed class QuestionsPageTests
{
    [Fact]
    public void Defaults_are_those_of_the_code()
    {
        var (adam, decayed, plain, rms, adagrad, lion, nadam) = (new Adam(), new AdamW(), new GradientDescent(), new RmsProp(), new Adagrad(), new Lion(), new NAdam());
        var options = new TrainingOptions { Optimizer = adam };
        Assert.Equal((adam.Beta1, adam.Beta2, adam.Epsilon), (nadam.Beta1, nadam.Beta2, nadam.Epsilon));
        Assert.Equal((adam.Rate, adam.Beta1, adam.Beta2, adam.Epsilon), (decayed.Rate, decayed.Beta1, decayed.Beta2, decayed.Epsilon));
        string[] lines =
        [
            Line($"| `NAdam` | as `Adam`, with a rate of {nadam.Rate} |"),
            Line($"| `Adam` | rate {adam.Rate}, β₁ {adam.Beta1}, β₂ {adam.Beta2}, ε {adam.Epsilon} |"),
            Line($"| `AdamW` | as `Adam`, and weight decay {decayed.WeightDecay} |"),
            Line($"| `GradientDescent` | rate {plain.Rate}, momentum {plain.Momentum} |"),
            Line($"| `RmsProp` | rate {rms.Rate}, α {rms.Alpha}, ε {rms.Epsilon} |"),
            Line($"| `Adagrad` | rate {adagrad.Rate}, ε {adagrad.Epsilon} |"),
            Line($"| `Lion` | rate {lion.Rate}, β₁ {lion.Beta1}, β₂ {lion.Beta2} |"),
            Line($"| `TrainingOptions` | {options.Epochs} epochs, batches of {options.BatchSize}, {(options.Shuffle ? "shuffled" : "in order")}, seed {options.Seed}; the optimizer must be given |"),
            Line($"| `BatchNorm` | momentum {new BatchNormAttribute().Momentum} (the share of the new batch), ε {new BatchNormAttribute().Epsilon} |"),
            Line($"| `LayerNorm` | ε {new LayerNormAttribute().Epsilon} |"),
            Line($"| `CrossEntropy` | labels are classes, `IgnoreIndex` {new CrossEntropyAttribute().IgnoreIndex}, {(new CrossEntropyAttribute().LabelSmoothing == 0 ? "no label smoothing" : "smoothed")} |").Replace('-', '−'),
        ];
        var page = File.ReadAllText(Repository.PathOf("docs", "faq.md"));
        Assert.All(lines, line => Assert.Contains($"\n{line}\n", page, StringComparison.Ordinal));
        Assert.Equal(new Flowers(seed: 0).Parameters.ToArray(), new Flowers().Parameters.ToArray());
        Assert.Equal(Environment.ProcessorCount, new Flowers().Threads);
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
