using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Sources;

namespace Adjoint.Training.Tests.Docs;

/// <summary>The code of docs/data.md, run.</summary>
public sealed class DataPageTests
{
    [Fact]
    public void Tables_and_preparations()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("animals.csv", System.Text.Encoding.UTF8.GetBytes(Tables.Tables.Animals()));

        var table = Table.ReadCsv(path).Label("Kind").Ignore("Name", "Herd");
        var (training, test) = table.Split(0.8, seed: 1, stratify: true);
        var prepare = Preparation.Fit(training, p => p.Standardize().OneHot("Sex", "Colour").FillMissing());

        var network = new Herd(seed: 1);
        using var optimizer = new Adam(1e-2f);
        var batches = new MiniBatches(prepare.Apply(training), batchSize: 32, seed: 1);
        for (var epoch = 0; epoch < 40; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                network.TrainStep(batch, optimizer);
        }

        var (accuracy, f1, matrix) = (new Accuracy(), new F1(), new ConfusionMatrix());
        network.Measure(prepare.Apply(test), accuracy, f1, matrix);
        Console.WriteLine($"{accuracy.Value:0.000} {f1.Value:0.000}\n{matrix.ToString(prepare.Classes)}");
        Assert.True(accuracy.Value > 0.8, $"{accuracy.Value} {f1.Value}\n{matrix}");

        var (json, weights) = (scratch.File("herd.json"), scratch.File("herd.safetensors"));
        network.Save(weights);
        prepare.Save(json, network);

        var loaded = Herd.Load(weights);
        var prepared = Preparation.Load(json, loaded);
        var scores = new float[Herd.OutputSize];
        loaded.Predict(prepared.Apply(new TableRow { ["Mass"] = 63.5, ["Length"] = 1e6, ["Sex"] = "f", ["Colour"] = Cell.Missing, ["Seen"] = "2025-03-01" }), scores);
        Console.WriteLine(prepared.ClassOf(scores));
        Assert.Contains(prepared.ClassOf(scores), prepare.Classes);
    }

    [Fact]
    public void Numbers_in_their_own_units()
    {
        var text = "Area,Age,Price\n" + string.Concat(Enumerable.Range(0, 103).Select(static i => $"{50 + i},{i * 37 % 101},{100_000 + 2000 * i}\n"));
        var table = Table.ParseCsv(text).Target("Price");
        var prepare = Preparation.Fit(table, p => p.Standardize().StandardizeTargets());
        var network = Trainer.Fit(new HousePrices(seed: 1), prepare.Apply(table), new() { Epochs = 50, Optimizer = new Adam(0.03f), Display = ProgressDisplay.None }).Network;
        var prices = new float[HousePrices.OutputSize];
        network.Predict(prepare.Apply(new TableRow { ["Area"] = 120, ["Age"] = 15 }), prices);
        prepare.Restore(prices);
        Console.WriteLine($"{prices[0]:#,0} dollars");
        Assert.InRange(prices[0], 210_000, 270_000);
    }

    [Fact]
    public void Several_outputs()
    {
        var (network, games) = (new Player(seed: 1), Rows.Games(73));
        network.Measure(games, new Accuracy { On = "policy" }, new RootMeanSquaredError { On = "value" });
    }

    [Fact]
    public void Other_ways_to_divide()
    {
        var table = Tables.Tables.Read();
        Split<Table>[] all =
        [
            table.Split(0.8, seed: 1),
            table.Split(0.8, seed: 1, stratify: true),
            table.SplitByGroup("Herd", 0.8, seed: 1),
            table.SplitInOrder(0.8, by: "Seen"),
        ];
        Assert.All(all, static split => Assert.InRange(split.Training.Rows, 155, 170));

        foreach (var fold in table.Folds(5, seed: 1, stratify: true))
        {
            var prepare = Preparation.Fit(fold.Training, p => p.Standardize().OneHot().FillMissing());
            var (training, validation) = prepare.Apply(fold);
            // …
            Assert.Equal(203, training.Rows + validation.Rows);
        }
    }

    [Fact]
    public void Unequal_classes()
    {
        var data = Preparation.Fit(Tables.Tables.Read(), p => p.Standardize().OneHot().FillMissing()).Apply(Tables.Tables.Read());
        Console.WriteLine($"{data.LargestShare:0.00} {string.Join(' ', data.ClassWeights())}");
        var stratified = new MiniBatches(data, batchSize: 32, seed: 1) { Sampling = Sampling.Stratified() };
        var balanced = new MiniBatches(data, batchSize: 32, seed: 1) { Sampling = Sampling.Balanced() };
        Assert.Equal(stratified.Count, balanced.Count);
    }

    [Fact]
    public void Tables_that_do_not_fit_into_memory()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("animals.csv", System.Text.Encoding.UTF8.GetBytes(Tables.Tables.Animals(rows: 1000)));
        var network = new Herd(seed: 1);
        using var optimizer = new Adam(1e-2f);

        var parts = Table.ReadCsvInParts(path, rows: 300).Select(part => part.Label("Kind", "goat", "sheep", "yak").Ignore("Name", "Herd"));
        var prepare = Preparation.Fit(parts.First(), p => p.Standardize().OneHot("Sex", "Colour").FillMissing());
        foreach (var part in parts.Select(prepare.Apply).Prefetch())
        {
            foreach (var batch in new MiniBatches(part, batchSize: 32, seed: 1).Epoch(0))
                network.TrainStep(batch, optimizer);
        }
        Assert.Equal(3 * 10 + 4, optimizer.Steps);

        var options = new TrainingOptions { Epochs = 2, Optimizer = optimizer, Display = ProgressDisplay.None };
        var source = BatchSource.Of(count: 34, _ => parts.Select(part => new MiniBatches(prepare.Apply(part), batchSize: 32, seed: 1)).Prefetch(), BatchOrder.Repeatable);
        var run = Trainer.Fit(network, source, options);
        Assert.Equal(68, run.History.Steps);
    }

    [Fact]
    public void Images_arrays_and_streams()
    {
        using var scratch = new ScratchDirectory();
        foreach (var (name, file) in new[] { ("pets/cats/a.png", "png"), ("pets/dogs/b.jpg", "jpeg"), ("pets/dogs/c.bmp", "bmp") })
            scratch.Write(name, Reference.Bytes("files", file));
        var folder = scratch.File("pets");

        var pets = Images.FromFolder(folder, width: 32, height: 32, new() { Fit = ImageFit.Crop });
        var (training, validation) = pets.Split(0.9, seed: 1);
        Console.WriteLine($"{string.Join(", ", pets.Classes)}: {training.Rows} and {validation.Rows}");
        Assert.Equal(3 * 32 * 32, training.FeatureCount);

        var path = scratch.File("features.npz");
        new NpzFile { ["x"] = NpyFile.Of(new float[203 * 4], 203, 4), ["labels"] = NpyFile.Of(new int[203]) }.Save(path);

        var arrays = NpzFile.Load(path);
        var features = new Dataset(arrays["x"].ToFloats(), arrays["x"].RowSize, arrays["labels"].ToIntegers());
        Assert.Equal((203, 4), (features.Rows, features.FeatureCount));

        var network = new Streamed(seed: 1);
        using var optimizer = new Adam(1e-2f);
        foreach (var batch in Measurements().Batches(network, batchSize: 32))
            network.TrainStep(batch, optimizer);

        static IEnumerable<(float[] X, int Label)> Measurements()
        {
            for (var i = 0; i < 100; i++)
                yield return (new float[4], i % 3);
        }
    }
}

[Network, Input(2), Dense(8), Tanh, Dense(1), MeanSquaredError]
public sealed partial class HousePrices;

[Network, Input(12)]
[Dense(16), Tanh]
[Dense(3)]
[CrossEntropy]
public sealed partial class Herd;
