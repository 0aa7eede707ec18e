using Inspect;

var flowers = Flowers.Draw(seed: 1);
var (training, test) = flowers.Split(0.8, seed: 1);
var network = new Iris(seed: 1);
Console.WriteLine(Iris.Summary);

// Set a breakpoint here and step into TrainStep: the way leads to IrisPasses.Train, the mathematics of README.md.
var batches = new MiniBatches(training, batchSize: 16, seed: 1);
using var optimizer = new Adam(2e-2f);
for (var epoch = 0; epoch < 200; epoch++)
{
    var loss = 0.0;
    foreach (var batch in batches.Epoch(epoch))
        loss += network.TrainStep(batch, optimizer) * batch.Rows / training.Rows;
    if (epoch % 40 == 39)
        Console.WriteLine($"epoch {epoch + 1,3}  loss {loss:0.0000}");
}

Console.WriteLine($"\n{100 * network.Evaluate(training).Accuracy:0.0} % of the {training.Rows} flowers that it learnt from are classified correctly, "
    + $"{100 * network.Evaluate(test).Accuracy:0.0} % of {test.Rows} others.");
return 0;
