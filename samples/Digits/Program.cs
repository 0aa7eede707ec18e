using System.Text;
using Digits;

Console.OutputEncoding = Encoding.UTF8;
if (!Options.TryParse(args, out var options, out var mistake))
{
    Console.Error.WriteLine(mistake);
    return 2;
}
if (options.Help)
{
    Console.Write(Options.HelpText);
    return 0;
}

try
{
    var (training, test) = DigitFiles.Read(options);
    var network = new DigitsNetwork(options.Seed);
    network.Threads = options.Threads ?? network.Threads;
    Console.WriteLine(DigitsNetwork.Summary);
    Console.WriteLine($"{training.Rows:#,0} digits to learn from, {test.Rows:#,0} others to be tested on.\n");

    Training.Run(network, training, options);

    var predictions = Predictions.Of(network, test);
    Console.WriteLine($"\n{100 * predictions.Accuracy:0.00} % of the {test.Rows:#,0} digits that it has never seen are read correctly.");
    Console.WriteLine("\nThe first of them:\n");
    Console.WriteLine(DigitArt.Draw(test, predictions, predictions.Correct.Take(DigitArt.PerLine)));
    Console.WriteLine("Some that it misreads:\n");
    Console.WriteLine(DigitArt.Draw(test, predictions, predictions.Mistakes.Take(DigitArt.PerLine)));

    network.Save(options.Out);
    var same = Predictions.Of(DigitsNetwork.Load(options.Out), test).AreSameBits(predictions);
    Console.WriteLine(same
        ? $"Saved to '{options.Out}' and loaded again: the predictions are the same, bit for bit."
        : $"Saved to '{options.Out}' and loaded again: THE PREDICTIONS DIFFER.");
    return same ? 0 : 1;
}
catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
