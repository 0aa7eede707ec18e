using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Docs;

/// <summary>The code of docs/deployment.md, run.</summary>
public sealed class DeploymentPageTests
{
    [Fact]
    public void A_network_answers_many_threads_at_once()
    {
        using var scratch = new ScratchDirectory();
        var (path, rows) = (scratch.File("flowers.safetensors"), Rows.Flowers(300));
        var trained = Trainer.Fit(new Flowers(seed: 1), rows, new() { Optimizer = new Adam(1e-2f), Display = ProgressDisplay.None }).Network;
        trained.Save(path);
        var requests = Rows.Flowers(1000, seed: 2);
        var answers = new int[requests.Rows];

        var network = Flowers.Load(path);
        Parallel.For(0, requests.Rows, row =>
        {
            var x = new float[Flowers.InputSize];
            var probabilities = new float[Flowers.OutputSize];
            requests.CopyRow(row, x);
            network.Probabilities(x, probabilities);
            answers[row] = Array.IndexOf(probabilities, probabilities.Max());
        });

        var right = Enumerable.Range(0, requests.Rows).Count(row => answers[row] == requests.Label(row));
        Assert.Equal(trained.Evaluate(requests).Accuracy, right / 1000.0, 1e-9);
    }
}
