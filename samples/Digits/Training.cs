namespace Digits;

/// <summary>Fits the network to the training digits.</summary>
internal static class Training
{
    private const int BatchSize = 64;
    private const float LearningRate = 3e-3f;

    /// <summary>Adam, with a learning rate that falls along half a cosine to zero at the last step.</summary>
    public static void Run(ITrainable network, Dataset digits, Options options)
    {
        var batches = new MiniBatches(digits, BatchSize, options.Seed);
        using var optimizer = new Adam(Schedule.Cosine(LearningRate, (long)options.Epochs * batches.Count));
        var progress = new ProgressLine(Console.Out, live: !Console.IsOutputRedirected, options.Epochs, digits.Rows);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
            {
                var loss = network.TrainStep(batch, optimizer);
                progress.Report(loss, batch.Rows);
            }
            progress.EndEpoch();
        }
    }
}
