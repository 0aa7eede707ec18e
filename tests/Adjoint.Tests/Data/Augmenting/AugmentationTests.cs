using Adjoint.Data;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data.Augmenting;

/// <summary>Steps together, outside batches.</summary>
public sealed class AugmentationTests
{
    private static readonly ImageShape Shape = new(3, 9, 11);

    [Fact]
    public void Steps_act_in_the_order_in_which_they_are_written()
    {
        var normalised = Augmentation.For(1, 2, 2).Normalize([1f], [0.5f]);
        float[] x = [1, 2, 3, 4];
        normalised.Cutout(9).Apply(x);
        Assert.Equal([0, 0, 0, 0], x);
        Augmentation.For(1, 2, 2).Cutout(9).Normalize([1f], [0.5f]).Apply(x);
        Assert.Equal([-2, -2, -2, -2], x);
    }

    [Fact]
    public void All_steps_together_are_the_naive_steps_one_after_the_other()
    {
        // Steps that draw nothing that is not certain, so that the naive program knows what was drawn.
        float[] image = NaiveImages.Random(Shape);
        var found = (float[])image.Clone();
        Augmentation.For(Shape.Channels, Shape.Height, Shape.Width)
            .HorizontalFlip(1).VerticalFlip(1).Normalize([0.1f, 0.2f, 0.3f], [2, 3, 4]).VerticalFlip(1).RandomCrop(0).RandomRotation(0).Apply(found, 7, 3, 5);
        var flipped = Array.ConvertAll(NaiveImages.FlipHorizontally(Shape, image), static value => (float)value);
        Kernels.AssertClose(NaiveImages.Normalise(Shape, flipped, [0.1f, 0.2f, 0.3f], [2, 3, 4]), found, 1e-7);
    }

    [Fact]
    public void A_row_depends_on_seed_epoch_and_its_number_only()
    {
        var all = All();
        var images = Rows(40);
        var first = Applied(all, images, seed: 1, epoch: 2);
        Bits.AssertEqual(first, Applied(all, images, seed: 1, epoch: 2), "the same again");
        Bits.AssertEqual(first, Applied(All(), images, seed: 1, epoch: 2), "another object");
        Bits.AssertEqual(first[(7 * Shape.Size)..], Applied(all, images[(7 * Shape.Size)..], seed: 1, epoch: 2, firstRow: 7), "some of the rows");
        Assert.NotEqual(first, Applied(all, images, seed: 2, epoch: 2));
        Assert.NotEqual(first, Applied(all, images, seed: 1, epoch: 3));
        Assert.NotEqual(first, Applied(all, images, seed: 1, epoch: 2, firstRow: 1));
    }

    [Fact]
    public void A_further_step_does_not_change_what_others_draw()
    {
        var none = Augmentation.For(Shape.Channels, Shape.Height, Shape.Width);
        var images = Rows(40);
        var cropped = Applied(none.RandomCrop(3), images, seed: 1, epoch: 0);
        Bits.AssertEqual(cropped, Applied(none.HorizontalFlip(0).RandomErasing(0).RandomCrop(3).HorizontalFlip(0), images, seed: 1, epoch: 0), "with further steps");
        // Two of a kind draw each for itself.
        Assert.NotEqual(Applied(none.RandomCrop(3), cropped, seed: 1, epoch: 0), Applied(none.RandomCrop(3).RandomCrop(3), images, seed: 1, epoch: 0));
    }

    [Fact]
    public void A_step_returns_a_new_object_and_leaves_the_old_as_it_is()
    {
        var none = Augmentation.For(Shape.Channels, Shape.Height, Shape.Width);
        _ = none.RandomCrop(3).Cutout(4).RandomRotation(30);
        var images = Rows(3);
        Bits.AssertEqual(images, Applied(none, images, seed: 1, epoch: 0), "no step");
    }

    [Fact]
    public void Steps_that_change_nothing_change_no_bit()
    {
        var images = Rows(5);
        (images[3], images[8], images[9]) = (-0f, float.NaN, float.NegativeInfinity);
        var idle = Augmentation.For(Shape.Channels, Shape.Height, Shape.Width)
            .RandomCrop(0).RandomCrop(0, Border.Reflect).HorizontalFlip(0).VerticalFlip(0).RandomRotation(0).Normalize([0, 0, 0], [1, 1, 1]).RandomErasing(0);
        Bits.AssertEqual(images, Applied(idle, images, seed: 1, epoch: 0), "idle steps");
    }

    [Fact]
    public void Applying_allocates_nothing_after_the_first_time()
    {
        var (all, images) = (All(), Rows(4));
        all.Apply(images);
        var before = GC.GetAllocatedBytesForCurrentThread();
        all.Apply(images, seed: 1, epoch: 1, firstRow: 4);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var images = Augmentation.For(3, 5, 8);
        Refused("channels", "", () => Augmentation.For(0, 5, 8));
        Refused("width", "", () => Augmentation.For(1, 5, -8));
        Refused("channels", "too large; it may have 16777216", () => Augmentation.For(int.MaxValue, int.MaxValue, int.MaxValue));
        Refused("padding", "The padding is 5; for images of 3 × 5 × 8 it must be from 0 to 4", () => images.RandomCrop(5));
        Refused("padding", "The padding is -1", () => images.RandomCrop(-1));
        Refused("border", "There is no border 7", () => images.RandomCrop(1, (Border)7));
        Refused("probability", "The probability is 1.5; it must be from 0 to 1", () => images.HorizontalFlip(1.5f));
        Refused("probability", "The probability is NaN", () => images.VerticalFlip(float.NaN));
        Refused("probability", "The probability is -1", () => images.RandomErasing(-1));
        Refused("smallest", "from 0.4 to 0.3; both must be above 0", () => images.RandomErasing(1, 0.4f, 0.3f));
        Refused("smallest", "from 0 to 0.3", () => images.RandomErasing(1, 0, 0.3f));
        Refused("smallest", "from 0.2 to 1.5", () => images.RandomErasing(1, 0.2f, 1.5f));
        Refused("degrees", "The largest angle is -1°; it must be from 0 to 360", () => images.RandomRotation(-1));
        Refused("degrees", "The largest angle is NaN°", () => images.RandomRotation(float.NaN));
        Refused("size", "", () => images.Cutout(0));
        Refused("mean", "Images of 3 × 5 × 8 need 3 numbers, one for each channel; there are 1", () => images.Normalize([0], [1, 1, 1]));
        Refused("deviation", "there are 2", () => images.Normalize([0, 0, 0], [1, 1]));
        Refused("mean", "The mean of channel 1 is NaN; a finite number is needed", () => images.Normalize([0, float.NaN, 0], [1, 1, 1]));
        Refused("deviation", "The deviation of channel 2 is 0; it must be above 0 and finite", () => images.Normalize([0, 0, 0], [1, 1, 0]));
        Refused("deviation", "The deviation of channel 0 is 1E-45", () => images.Normalize([0, 0, 0], [1e-45f, 1, 1]));
        Refused("alpha", "α is 0; it must be above 0 and finite", () => images.Mixup(0));
        Refused("alpha", "α is NaN", () => images.Mixup(float.NaN));
        Refused("classes", "There are 0 classes; at least 1 is needed", () => images.Mixup(1, 0));
        Refused("images", "An image of 3 × 5 × 8 has 120 values; 121 values do not divide into whole images", () => images.Apply(new float[121]));
        Refused("epoch", "", () => images.Apply(new float[120], epoch: -1));
        Refused("firstRow", "", () => images.Apply(new float[120], firstRow: -1));
    }

    private static void Refused(string argument, string words, Action action)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Equal(argument, refusal.ParamName);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static Augmentation All() => Augmentation.For(Shape.Channels, Shape.Height, Shape.Width)
        .RandomCrop(4, Border.Reflect).HorizontalFlip().VerticalFlip().RandomRotation(30).Normalize([0.1f, 0.2f, 0.3f], [2, 3, 4]).Cutout(3).RandomErasing();

    private static float[] Rows(int rows) => [.. Enumerable.Range(0, rows).SelectMany(static row => NaiveImages.Random(Shape, seed: 100 + row))];

    private static float[] Applied(Augmentation augmentation, float[] images, long seed, int epoch, int firstRow = 0)
    {
        var result = (float[])images.Clone();
        augmentation.Apply(result, seed, epoch, firstRow);
        return result;
    }
}
