using Adjoint.Data;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data;

public sealed class SyntheticImagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Images_have_the_form_of_CIFAR_10_and_classes_come_in_turn(int classes)
    {
        var images = SyntheticImages.Create(classes, 23, seed: 1);
        Assert.Equal((23, 3072, classes), (images.Rows, images.FeatureCount, images.Classes));
        Assert.Equal(Enumerable.Range(0, 23).Select(row => row % classes), Enumerable.Range(0, 23).Select(images.Label));
        Assert.Equal(10, SyntheticImages.ClassNames.Distinct().Count());
        for (var row = 0; row < 23; row++)
            Assert.All(Row(images, row), static value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void An_image_depends_on_seed_number_and_class_only()
    {
        var images = SyntheticImages.Create(10, 40, seed: 1);
        var others = SyntheticImages.Create(5, 60, seed: 1);
        var seeded = SyntheticImages.Create(10, 40, seed: 2);
        for (var row = 0; row < 40; row++)
        {
            if (images.Label(row) == others.Label(row))
                Bits.AssertEqual(Row(images, row), Row(others, row), $"image {row}");
            else
                Assert.NotEqual(Row(images, row), Row(others, row));
            Assert.NotEqual(Row(images, row), Row(seeded, row));
            Assert.NotEqual(Row(images, row), Row(images, (row + 10) % 40));
        }
    }

    [Fact]
    public void Images_are_the_same_everywhere_and_for_ever()
    {
        // The 64-bit FNV-1a hash of all bytes. Whoever changes the images makes results that were published with them unrepeatable.
        var images = SyntheticImages.Create(10, 100, seed: 42);
        var hash = 0xCBF29CE484222325UL;
        for (var row = 0; row < images.Rows; row++)
        {
            foreach (var value in Row(images, row))
                hash = unchecked((hash ^ (byte)Math.Round(value * 255)) * 0x100000001B3UL);
        }
        Assert.Equal("9D340CD92A515267", $"{hash:X16}");
    }

    [Fact]
    public void They_can_be_learnt_but_not_by_weighing_pixels_alone()
    {
        var training = SyntheticImages.Create(10, 3000, seed: 1);
        var test = SyntheticImages.Create(10, 500, seed: 2);
        var (mean, deviation) = training.ChannelStatistics(3);
        var augmentation = Augmentation.For(3, 32, 32).Normalize(mean, deviation);
        var (hidden, linear) = (new HiddenShapes(seed: 1), new LinearShapes(seed: 1));
        using var hiddenOptimizer = new Adam(1e-3f);
        using var linearOptimizer = new Adam(1e-3f);
        var batches = new MiniBatches(training, 50, seed: 1, augmentation: augmentation);
        for (var epoch = 0; epoch < 8; epoch++)
        {
            foreach (var batch in batches.Epoch(epoch))
            {
                hidden.TrainStep(batch, hiddenOptimizer);
                linear.TrainStep(batch, linearOptimizer);
            }
        }
        // Guessing gets 0.1.
        Assert.InRange(Accuracy(hidden, test, augmentation), 0.6, 0.95);
        Assert.InRange(Accuracy(linear, test, augmentation), 0.15, 0.45);
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused()
    {
        Refused("classes", "11 classes were asked for; there are from 1 to 10", () => SyntheticImages.Create(11, 1, 0));
        Refused("classes", "0 classes", () => SyntheticImages.Create(0, 1, 0));
        Refused("count", "-1 images were asked for; there may be from 0 to", () => SyntheticImages.Create(2, -1, 0));
        Refused("count", "2147483647 images", () => SyntheticImages.Create(2, int.MaxValue, 0));
        Assert.Equal(0, SyntheticImages.Create(2, 0, 0).Rows);

        static void Refused(string argument, string words, Action action)
        {
            var refusal = Assert.Throws<ArgumentOutOfRangeException>(action);
            Assert.Equal(argument, refusal.ParamName);
            Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        }
    }

    private static float[] Row(Dataset images, int row)
    {
        var x = new float[images.FeatureCount];
        images.CopyRow(row, x);
        return x;
    }

    private static double Accuracy(INetwork<float> network, Dataset images, Augmentation augmentation)
    {
        var right = 0;
        var y = new float[network.OutputSize];
        for (var row = 0; row < images.Rows; row++)
        {
            var x = Row(images, row);
            augmentation.Apply(x);
            network.Predict(x, y);
            right += Array.IndexOf(y, y.Max()) == images.Label(row) ? 1 : 0;
        }
        return (double)right / images.Rows;
    }
}

/// <summary>Sees shapes.</summary>
[Network, Input(3072)]
[Dense(64), ReLU]
[Dense(10)]
[CrossEntropy]
public sealed partial class HiddenShapes;

/// <summary>Weighs pixels.</summary>
[Network, Input(3072)]
[Dense(10)]
[CrossEntropy]
public sealed partial class LinearShapes;
