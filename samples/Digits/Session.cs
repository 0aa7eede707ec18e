namespace Digits;

/// <summary>The whole story: read the digits, learn, be tested, save, load, and be the same.</summary>
internal static class Session
{
    /// <summary>The digits' pixels and classes, which every network here must take and give.</summary>
    public const int Pixels = 784, Classes = 10;

    private const int BatchSize = 64;

    /// <summary>The learning rate of the first step; it falls along half a cosine to zero at the last.</summary>
    private const float LearningRate = 3e-3f;

    /// <summary>Runs a new network; returns the program's exit code.</summary>
    public static int Run<TNetwork>(TNetwork network, Options options)
        where TNetwork : class, INetwork<TNetwork, float>, IClassifier<float>
    {
        // Alone, or with the processes that mpirun has started: each computes its share of every batch, and the first one speaks.
        using var cluster = Cluster.Join();
        if (cluster.Rank > 0)
            Console.SetOut(TextWriter.Null);
        var (training, test) = DigitFiles.Read(options);
        network.Threads = options.Threads ?? network.Threads;
        Console.WriteLine(network.Summary);
        Console.WriteLine($"{training.Rows:#,0} digits to learn from, {test.Rows:#,0} others to be tested on.\n");

        using var optimizer = new Adam(Plan.Cosine(LearningRate));
        Trainer.Fit(network, training, new()
        {
            Epochs = options.Epochs,
            BatchSize = BatchSize,
            Optimizer = optimizer,
            Seed = options.Seed,
            Cluster = cluster.Size > 1 ? cluster : null,
        });
        if (cluster.Rank > 0)
            return 0;

        var predictions = Predictions.Of(network, test);
        Console.WriteLine($"\n{100 * predictions.Accuracy:0.00} % of the {test.Rows:#,0} digits that it has never seen are read correctly.");
        Console.WriteLine("\nThe first of them:\n");
        Console.WriteLine(DigitArt.Draw(test, predictions, predictions.Correct.Take(DigitArt.PerLine)));
        Console.WriteLine("Some that it misreads:\n");
        Console.WriteLine(DigitArt.Draw(test, predictions, predictions.Mistakes.Take(DigitArt.PerLine)));

        network.Save(options.Out);
        var same = Predictions.Of(TNetwork.Load(options.Out), test).AreSameBits(predictions);
        Console.WriteLine(same
            ? $"Saved to '{options.Out}' and loaded again: the predictions are the same, bit for bit."
            : $"Saved to '{options.Out}' and loaded again: THE PREDICTIONS DIFFER.");
        return same ? 0 : 1;
    }
}
