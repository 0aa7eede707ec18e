using System.Buffers.Binary;
using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Docs;

/// <summary>The code of docs/images.md, run on pictures of discs and of rings.</summary>
public sealed class ImagesPageTests
{
    [Fact]
    public async Task From_a_folder_of_pictures_to_a_prediction()
    {
        using var scratch = new ScratchDirectory();
        for (var i = 0; i < 80; i++)
            scratch.Write($"photos/{(i % 2 == 0 ? "discs" : "rings")}/{i}.bmp", Bitmap(isRing: i % 2 == 1, seed: i));
        var (folder, weights, file) = (scratch.File("photos"), scratch.File("photos.safetensors"), scratch.Write("new.bmp", Bitmap(isRing: true, seed: 1000)));

        var photos = Images.FromFolder(folder, width: 32, height: 32, new() { Fit = ImageFit.Crop });
        var (training, validation) = photos.Split(0.8, seed: 1);

        // What is learnt of the pixels is learnt from the training part.
        var (mean, deviation) = training.ChannelStatistics(channels: 3);
        var prepare = Augmentation.For(3, 32, 32).Normalize(mean, deviation);
        var vary = Augmentation.For(3, 32, 32).RandomCrop(padding: 4).HorizontalFlip().Normalize(mean, deviation);

        var run = await Trainer.FitAsync(new Photos(seed: 1), (training, validation), new()
        {
            Epochs = 20,
            BatchSize = 16,
            Optimizer = new AdamW(Plan.OneCycle(1e-2f)) { WeightDecay = 0.01f },
            Augmentation = vary,
            Preparation = prepare,
            Metrics = [new Accuracy()],
        });
        Console.WriteLine(run.Evaluate(validation, prepare));
        run.Network.Save(weights);

        var network = Photos.Load(weights);
        var pixels = Images.Read(file, width: 32, height: 32, new() { Fit = ImageFit.Crop });
        var x = Array.ConvertAll(pixels, static p => p / 255f);
        prepare.Apply(x);
        var probabilities = new float[Photos.OutputSize];
        network.Probabilities(x, probabilities);
        var best = Array.IndexOf(probabilities, probabilities.Max());
        Console.WriteLine($"{photos.Classes[best]}, with a probability of {probabilities[best]:0.00}");

        Assert.True(run.Evaluate(validation, prepare).Accuracy > 0.9, $"{run.Evaluate(validation, prepare)}");
        Assert.Equal("rings", photos.Classes[best]);
    }

    /// <summary>A disc or a ring at a random place, 32×32 pixels of 24 bits.</summary>
    private static byte[] Bitmap(bool isRing, int seed)
    {
        var random = new Random(seed);
        var (cx, cy) = (12 + 8 * random.NextDouble(), 12 + 8 * random.NextDouble());
        var bytes = new byte[54 + 32 * 32 * 3];
        "BM"u8.CopyTo(bytes);
        foreach (var (offset, value) in new[] { (2, bytes.Length), (10, 54), (14, 40), (18, 32), (22, 32), (26, 1 | 24 << 16) })
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), value);
        for (var i = 0; i < 32 * 32; i++)
        {
            var distance = Math.Sqrt(Math.Pow(i % 32 - cx, 2) + Math.Pow(i / 32 - cy, 2));
            var isInside = distance < 8 && (!isRing || distance > 5);
            bytes.AsSpan(54 + 3 * i, 3).Fill((byte)((isInside ? 150 : 30) + random.Next(60)));
        }
        return bytes;
    }
}

[Network, Input(3, 32, 32)]
[Conv2D(16, Kernel = 3, Same = true, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
[Conv2D(32, Kernel = 3, Same = true, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
[GlobalAveragePool2D, Dense(2), CrossEntropy]
public sealed partial class Photos;
