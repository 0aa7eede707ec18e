using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Metrics;

/// <summary>A network's probabilities are those that metrics read from its logits.</summary>
public sealed class ProbabilitiesTests
{
    [Fact]
    public void Metrics_say_the_same_of_a_network_s_probabilities_as_of_its_logits()
    {
        var (network, rows) = (new Flowers(seed: 3), Rows.Flowers(203));
        var x = new float[203 * 5];
        for (var row = 0; row < 203; row++)
            rows.CopyRow(row, x.AsSpan(row * 5, 5));
        var (logits, probabilities) = (new float[203 * 3], new float[203 * 3]);
        network.Predict(x, logits);
        network.Probabilities(x, probabilities);
        Func<OutputKind, Metric>[] metrics =
        [
            static kind => new LogLoss(kind), static kind => new CalibrationError(15, kind), static kind => new Accuracy(kind), static kind => new RocAuc(kind),
        ];
        foreach (var create in metrics)
        {
            var (ofLogits, ofProbabilities) = (create(OutputKind.Logits), create(OutputKind.Probabilities));
            network.Measure(rows, ofLogits);
            ofProbabilities.Add(new MetricRows { Outputs = probabilities, OutputSize = 3, Count = 203, Labels = [.. Enumerable.Range(0, 203).Select(rows.Label)] });
            Assert.Equal(ofLogits.Value, ofProbabilities.Value, 1e-6);
        }
    }
}
