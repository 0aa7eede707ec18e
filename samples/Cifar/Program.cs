using Cifar;

if (args.Length > 2 || (args.Length == 2 && !(int.TryParse(args[1], out var number) && number > 0)))
{
    Console.Error.WriteLine("Cifar [FOLDER|-] [EPOCHS]: the folder of CIFAR-10's binary files, or - for synthetic pictures; the number of epochs, 3 by default.");
    return 2;
}
var epochs = args.Length == 2 ? int.Parse(args[1]) : 3;

try
{
    var pictures = Pictures.Read(args is [] or ["-", ..] ? null : args[0]);
    var (mean, deviation) = pictures.Training.ChannelStatistics(channels: 3);
    var changes = Augmentation.For(3, 32, 32).RandomCrop(padding: 4).HorizontalFlip().Normalize(mean, deviation);
    var batches = new MiniBatches(pictures.Training, batchSize: 64, seed: 1, augmentation: changes);
    var network = new ResidualNetwork(seed: 1);
    using var optimizer = new Adam(Schedule.Cosine(4e-3f, (long)epochs * batches.Count));

    Console.WriteLine(ResidualNetwork.Summary);
    Console.WriteLine($"{pictures.Training.Rows:#,0} pictures to learn from, {pictures.Test.Rows:#,0} to be tested on: {pictures.Kind}.");
    for (var epoch = 0; epoch < epochs; epoch++)
    {
        var sum = 0.0;
        foreach (var batch in batches.Epoch(epoch))
            sum += network.TrainStep(batch, optimizer) * batch.Rows;
        Console.WriteLine($"epoch {epoch + 1}/{epochs}  loss {sum / pictures.Training.Rows:0.000}");
    }
    var tested = network.Evaluate(pictures.Test, Augmentation.For(3, 32, 32).Normalize(mean, deviation));
    Console.WriteLine($"{100 * tested.Accuracy:0.0} % of the test pictures are classified correctly.");
    return 0;
}
catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
