using System.Runtime.InteropServices;
using Adjoint.Data;
using Adjoint.Tests.Files;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Samples;

/// <summary>The code of docs/guide.md, run.</summary>
public sealed partial class GuideTests
{
    /// <summary>Points of the plane and which third of the circle each lies in.</summary>
    private static (float[] X, int[] Labels) Points(int rows)
    {
        var random = new Random(1);
        var x = new float[2 * rows];
        var labels = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            (x[2 * i], x[2 * i + 1]) = (2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1);
            labels[i] = Math.Min(2, (int)(3 * (Math.Atan2(x[2 * i + 1], x[2 * i]) + Math.PI) / (2 * Math.PI)));
        }
        return (x, labels);
    }

    [Fact]
    public void Train_predict_save_and_load()
    {
        var (x, labels) = Points(rows: 300);
        using var scratch = new ScratchDirectory();
        var path = scratch.File("sectors.safetensors");

        var network = new Sectors(seed: 1);
        using var optimizer = new Adam(1e-2f);
        var loss = 0f;
        for (var step = 0; step < 300; step++)
            loss = network.TrainStep(x, labels, optimizer);
        Assert.True(loss < 0.1f, $"The loss is {loss}.");

        var probabilities = new float[labels.Length * Sectors.OutputSize];
        network.Probabilities(x, probabilities);
        Assert.Equal(labels.Length, probabilities.Sum(), 0.01);

        var logits = new float[labels.Length * Sectors.OutputSize];
        network.Predict(x, logits);

        network.Save(path);
        var copy = Sectors.Load(path);

        var again = new float[logits.Length];
        copy.Predict(x, again);
        Assert.Equal(logits, again);

        network.Parameters[0] = float.NaN;
        network.Save(path);
        Assert.Throws<ModelFileException>(() => Sectors.Load(path));
        var broken = Sectors.Load(path, new LoadOptions { AllowNonFinite = true });
        Assert.True(float.IsNaN(broken.Parameters[0]));
    }

    [Fact]
    public void Files_with_other_names_and_a_new_head()
    {
        using var scratch = new ScratchDirectory();
        var (path, sequential) = (scratch.File("sectors.safetensors"), scratch.File("sequential.safetensors"));
        var network = new Sectors(seed: 1);
        network.Save(path);

        var names = new TensorNames { { "0.*", "dense1.*" }, { "2.*", "dense2.*" } };
        network.Save(sequential, names);
        var copy = Sectors.Load(sequential, new LoadOptions { Names = names });
        Assert.Equal(network.Parameters.ToArray(), copy.Parameters.ToArray());
        Assert.Throws<ModelFileException>(() => Sectors.Load(sequential));

        var fine = new FiveSectors(seed: 2);
        var report = fine.LoadParameters(path, new LoadOptions { Partial = true, Ignored = ["dense2.weight", "dense2.bias"] });
        Console.WriteLine(report);
        Assert.Equal("Loaded 2 tensors. Skipped 2 of the file: 'dense2.bias', 'dense2.weight'. Unchanged 2: 'dense2.weight', 'dense2.bias'.", report.ToString());
        Assert.Equal(network.Dense1.Weight[15, 1], fine.Dense1.Weight[15, 1]);
        Assert.Equal(new FiveSectors(seed: 2).Dense2.Weight[4, 15], fine.Dense2.Weight[4, 15]);

        var (x, labels) = Points(rows: 50);
        using var optimizer = new AdamW(1e-2f)
        {
            Groups = [new("dense2.*"), new("*.bias") { RateFactor = 0.1f, WeightDecay = 0 }, new("*") { Frozen = true }],
        };
        for (var step = 0; step < 3; step++)
            fine.TrainStep(x, labels, optimizer);
        Assert.Equal(network.Dense1.Weight[15, 1], fine.Dense1.Weight[15, 1]);
        Assert.NotEqual(network.Dense1.Bias[15], fine.Dense1.Bias[15]);
        Assert.NotEqual(new FiveSectors(seed: 2).Dense2.Weight[4, 15], fine.Dense2.Weight[4, 15]);

        var before = File.ReadAllBytes(sequential);
        Assert.Throws<ArgumentException>(() => network.Save(sequential, new TensorNames { { "same", "dense1.weight" }, { "same", "dense1.bias" } }));
        Assert.Throws<ArgumentException>(() => network.Save(sequential, new TensorNames { { "__metadata__", "dense1.bias" } }));
        Assert.Equal(before, File.ReadAllBytes(sequential));
    }

    [Fact]
    public void Tokens_and_a_label_for_each_position()
    {
        // The next letter is the one before it, once more.
        int[] tokens = [.. Enumerable.Range(0, 16 * 40).Select(static i => (i / 16 * 7 + i % 16 * 3) % 27)], labels = [.. tokens.Select(static token => (token + 3) % 27)];

        var network = new Letters(seed: 1);
        using var optimizer = new Adam(1e-2f);
        for (var step = 0; step < 100; step++)
            network.TrainStep(tokens, labels, optimizer);

        var tested = network.Evaluate(new Dataset([Column.OfTokens("tokens", tokens, positions: 16)], [Column.OfLabels("labels", labels, positions: 16)]));
        Assert.True(tested.Accuracy > 0.95, $"The accuracy is {tested.Accuracy}.");
        Assert.True(tested.Perplexity < 2, $"The perplexity is {tested.Perplexity}.");
    }

    [Fact]
    public void A_gate_for_each_channel()
    {
        var (network, optimizer) = (new SqueezeExcite(seed: 1), new Adam(1e-2f));
        float[] images = [.. Enumerable.Range(0, 30 * SqueezeExcite.InputSize).Select(static i => i % 11 * 0.1f * (i / SqueezeExcite.InputSize % 3))];
        int[] labels = [.. Enumerable.Range(0, 30).Select(static row => row % 3)];
        for (var step = 0; step < 300; step++)
            network.TrainStep(images, labels, optimizer);
        var loss = network.Loss(images, labels);
        Assert.True(loss < 0.5f, $"The loss is {loss}.");
    }

    [Fact]
    public void Data_sets_and_mini_batches()
    {
        var (x, labels) = Points(rows: 300);
        var network = new Sectors(seed: 1);
        using var optimizer = new Adam(1e-2f);
        var before = network.Loss(x, labels);

        var points = new Dataset(x, featureCount: 2, labels);
        var (training, test) = points.Split(0.8, seed: 1);
        var batches = new MiniBatches(training, batchSize: 32, seed: 1) { DropLast = true };
        for (var epoch = 0; epoch < 10; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
                network.TrainStep(batch, optimizer);
        }

        var tested = network.Evaluate(test);
        Console.WriteLine($"{100 * tested.Accuracy:0.0} % of {tested.Rows} rows are classified correctly; the loss is {tested.Loss:0.000}.");

        Assert.True(tested.Accuracy > 0.8, $"{tested}");
        Assert.Equal((240, 60, 7), (training.Rows, test.Rows, batches.Count));
        Assert.True(network.Loss(x, labels) < before / 2);
    }

    [Fact]
    public void Blocks_that_are_used_many_times()
    {
        var (x, labels) = Points(rows: 300);
        using var scratch = new ScratchDirectory();
        var path = scratch.File("deep.safetensors");
        var network = new DeepSectors(seed: 1);
        using var optimizer = new Adam(1e-2f);
        var loss = 0f;
        for (var step = 0; step < 300; step++)
            loss = network.TrainStep(x, labels, optimizer);
        Assert.True(loss < 0.1f, $"The loss is {loss}.");

        network.Save(path);
        Assert.Equal(network.Body_0_Dense1.Weight[5, 11], DeepSectors.Load(path).Body_0_Dense1.Weight[5, 11]);
        Assert.Equal("body.2.dense2.bias", DeepSectors.Layout.Parameters[^3].Name);
        Assert.Equal("residual1.dense1.weight", DeepSectors.Layout.Parameters[2].Name);
    }

    [Fact]
    public void Residual_networks_of_images()
    {
        var training = SyntheticImages.Create(classes: 10, count: 64, seed: 1);
        var batches = new MiniBatches(training, batchSize: 32, seed: 1);
        var network = new SmallResNet(seed: 1);
        using var optimizer = new Adam(1e-2f);
        var (first, last) = (0f, 0f);
        for (var epoch = 0; epoch < 20; epoch++)
        {
            last = 0;
            foreach (var batch in batches.Epoch(epoch))
                last += network.TrainStep(batch, optimizer) / batches.Count;
            first = epoch == 0 ? last : first;
        }
        Assert.True(last < 0.7f * first, $"The loss went from {first} to {last}.");
        Assert.Equal(16, network.Layer2_0_Downsample_1.RunningMean.Length);
    }

    [Fact]
    public void Residual_networks_are_fine_tuned()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.File("resnet.safetensors");
        var trained = new SmallResNet(seed: 1);
        trained.Save(path);

        var network = FineTunedResNet.Load(path);
        using var optimizer = new Adam(1e-2f);
        foreach (var batch in new MiniBatches(SyntheticImages.Create(classes: 10, count: 65, seed: 1), batchSize: 32, seed: 1) { DropLast = true }.Epoch(0))
            network.TrainStep(batch, optimizer);
        Assert.Equal(2, optimizer.Steps);
        Assert.Equal(trained.Layer1_0_Conv1.Weight[7], network.Layer1_0_Conv1.Weight[7]);
        Assert.NotEqual(trained.Layer2_1_Conv1.Weight[7], network.Layer2_1_Conv1.Weight[7]);
        Assert.NotEqual(trained.Layer1_0_Bn1.RunningMean[3], network.Layer1_0_Bn1.RunningMean[3]);
    }

    [Fact]
    public void Training_that_is_taken_up_again()
    {
        var (x, labels) = Points(rows: 50);
        using var scratch = new ScratchDirectory();
        var (path, optimizerPath) = (scratch.File("sectors.safetensors"), scratch.File("adam.safetensors"));
        var through = Train(new CautiousSectors(), new Adam(1e-2f), steps: 10);

        Stop();
        Bits.AssertEqual(through.Parameters, GoOn().Parameters, "the parameters");

        void Stop()
        {
            var network = new CautiousSectors();
            using var optimizer = new Adam(1e-2f);
            Train(network, optimizer, steps: 5);

            network.Save(path);
            optimizer.Save(optimizerPath);
        }

        CautiousSectors GoOn()
        {
            var network = CautiousSectors.Load(path);
            using var optimizer = new Adam(1e-2f);
            optimizer.Load(optimizerPath, network);
            network.TrainingStep = optimizer.Steps;

            return Train(network, optimizer, steps: 5);
        }

        CautiousSectors Train(CautiousSectors network, Optimizer optimizer, int steps)
        {
            for (var step = 0; step < steps; step++)
                network.TrainStep(x, labels, optimizer);
            return network;
        }
    }

    [Fact]
    public void Augmentation_of_images()
    {
        var training = SyntheticImages.Create(classes: 10, count: 1000, seed: 1);
        var (mean, deviation) = training.ChannelStatistics(channels: 3);
        var augmentation = Augmentation.For(3, 32, 32).RandomCrop(padding: 4).HorizontalFlip().Normalize(mean, deviation).Cutout(8).Mixup(0.2f);
        var batches = new MiniBatches(training, batchSize: 128, seed: 1, augmentation: augmentation);
        var network = new Shapes(seed: 1);
        using var optimizer = new Adam(1e-3f);
        var (first, last) = (0f, 0f);
        for (var epoch = 0; epoch < 10; epoch++)
        {
            last = 0;
            foreach (var batch in batches.Epoch(epoch))
                last += network.TrainStep(batch, optimizer) / batches.Count;
            first = epoch == 0 ? last : first;
        }
        Assert.True(last < 0.9f * first, $"The loss went from {first} to {last}.");

        var logits = new float[Shapes.OutputSize];
        var image = new float[Shapes.InputSize];

        var normalise = Augmentation.For(3, 32, 32).Normalize(mean, deviation);
        training.CopyRow(0, image);
        normalise.Apply(image);
        network.Predict(image, logits);
        Assert.All(logits, static logit => Assert.True(float.IsFinite(logit)));
    }

    [Fact]
    public void Gradients()
    {
        float[] x = [0.1f, -0.4f, 0.7f];
        float[] targets = [1, -1];
        var network = new Curve(seed: 1);

        var gradient = new float[Curve.ParameterCount];
        var loss = network.Gradient(x, targets, gradient);
        var slope = gradient[network.Dense2.Bias.IndexOf(0)];

        const float h = 1e-2f;
        network.Dense2.Bias[0] += h;
        Assert.Equal(slope, (network.Loss(x, targets) - loss) / h, 2 * h);

        using var optimizer = new GradientDescent(0.1f);
        var before = network.Dense2.Bias[0];
        var taken = network.Apply(gradient, optimizer);
        Assert.True(taken);
        Assert.Equal(before - 0.1f * slope, network.Dense2.Bias[0], 1e-6f);
    }

    [Fact]
    public void Data_sets_of_numbers()
    {
        float[] x = [.. Enumerable.Range(0, 8).SelectMany(static i => new[] { i * 0.1f, 1 - i, i * 100f })], targets = [.. Enumerable.Range(0, 16).Select(static i => i * 0.1f)];
        var network = new Curve(seed: 1);
        using var optimizer = new Adam(1e-2f);

        var measured = new Dataset(x, featureCount: 3, targets, targetCount: 2);
        var (older, newer) = (measured.Take([0, 1, 2, 3, 4, 5]), measured.Take([6, 7]));
        var (mean, deviation) = older.ChannelStatistics(channels: 3);
        var standardise = Augmentation.For(3, 1, 1).Normalize(mean, deviation);
        foreach (var batch in new MiniBatches(older, batchSize: 2, augmentation: standardise).Epoch(0))
            network.TrainStep(batch, optimizer);
        Console.WriteLine(network.Evaluate(newer, standardise).Loss);

        Assert.Equal([0.25f, -1.5f, 250f], mean, (expected, found) => Math.Abs(expected - found) < 1e-4f * Math.Max(1, Math.Abs(expected)));
        Assert.Equal((3, 2), ((int)optimizer.Steps, newer.Rows));
        Assert.True(float.IsFinite((float)network.Evaluate(newer, standardise).Loss));
    }

    [Fact]
    public void Outputs_of_layers()
    {
        var (x, labels) = Points(rows: 40);
        var network = new Sectors(seed: 1);
        var batch = new Dataset(x, featureCount: 2, labels).ToBatch();
        var shown = 0;

        ((ITrainable)network).Inspect(batch, (output, firstRow) =>
        {
            var values = new float[output.Rows * output.Port.Size];
            output.CopyTo(values);
            Console.WriteLine($"{output.Port}, from row {firstRow}: at most {values.Max(Math.Abs)}");
        });

        ((ITrainable)network).Inspect(batch, (output, _) => shown += output.Rows);
        Assert.True(shown >= 2 * 40, $"{shown} rows were shown.");
    }

    [Fact]
    public void Columns_for_several_inputs_and_targets()
    {
        const int rows = 48;
        var (boards, clocks, results) = (Training.Trial.Values(rows * 15, seed: 1), Training.Trial.Values(rows * 2, seed: 2), Training.Trial.Values(rows, seed: 3));
        int[] moves = [.. Enumerable.Range(0, rows).Select(static row => row % 6)];
        var network = new Training.TwoHeaded(seed: 1);
        using var optimizer = new Adam(1e-2f);
        var before = network.Loss(boards, clocks, moves, results);

        var games = new Dataset([Column.Of("board", boards, size: 15), Column.Of("clock", clocks, size: 2)], [Column.OfLabels("policyLabels", moves), Column.Of("valueTargets", results, size: 1)]);
        foreach (var batch in new MiniBatches(games, batchSize: 32, seed: 1).Epoch(0))
            network.TrainStep(batch, optimizer);
        Console.WriteLine(network.Evaluate(games).Scores["policyLabels"].Accuracy);

        Assert.True(network.Evaluate(games).Loss < before);
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        var (x, labels) = Points(rows: 50);
        var network = new CautiousSectors(seed: 1);
        var gradient = new float[CautiousSectors.ParameterCount];
        var first = network.Gradient(x, labels, gradient);
        var second = network.Gradient(x, labels, gradient);
        Assert.NotEqual(first, second);
        Assert.Equal(network.Loss(x, labels), network.Loss(x, labels));
        Assert.Equal("hidden.weight [64, 2]", network.Hidden.Weight.ToString());
    }

    [Fact]
    public void Threads_do_not_change_results()
    {
        var (x, labels) = Points(rows: 1000);
        Assert.True(Train(threads: 1).AsSpan().SequenceEqual(Train(threads: 4)));

        byte[] Train(int threads)
        {
            var network = new Sectors(seed: 1) { Threads = threads };
            using var optimizer = new Adam(1e-2f);
            for (var step = 0; step < 10; step++)
                network.TrainStep(x, labels, optimizer);
            return MemoryMarshal.AsBytes(network.Parameters).ToArray();
        }
    }
}
