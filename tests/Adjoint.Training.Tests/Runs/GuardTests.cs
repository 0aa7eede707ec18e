using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Runs;

/// <summary>A run whose numbers are not finite ends with the batch, the row, the layer, and what to try.</summary>
public sealed class GuardTests
{
    private const string Rate = "Try a learning rate of 0.001, or ClipNorm = 1.", Weights = "Load the network again, or start again: no step can repair a value that is not finite.",
        Rows = "Correct these rows, or leave them out.";

    [Fact]
    public void A_number_of_the_data_is_named_by_batch_row_and_column()
    {
        var x = new float[40 * 5];
        x[23 * 5 + 3] = float.PositiveInfinity;
        var network = new Line(seed: 1);
        byte[] before = [];
        var fault = Failed(network, new Dataset(x, 5, new float[40 * 2], 2), FitTests.Quiet() with { Shuffle = false, StepEnded = _ => before = Bits.Of(network) });
        Assert.Equal(
            "The loss is infinite at step 2 (epoch 0, batch 2 of 4, all counted from 0), learning rate 0.01; the step was not taken. "
            + $"Row 1 of the batch has Infinity in column 3 of 'x'. {Rows}", fault);
        Assert.Equal(before, Bits.Of(network));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_are_NaN_are_named_by_the_first(bool doubles)
    {
        var x = new double[40 * 5];
        x[13 * 5 + 2] = x[15 * 5] = x[15 * 5 + 4] = double.NaN;
        var column = doubles ? Column.Of("x", x, 5) : Column.Of("x", Array.ConvertAll(x, static number => (float)number), 5);
        var data = new Dataset([column], [Column.OfLabels("labels", new int[40])]);
        var fault = Failed(doubles ? new DoubleNamed(seed: 1) : new Named(seed: 1), data, FitTests.Quiet() with { Shuffle = false });
        Assert.Equal(
            "The loss or its gradient is NaN at step 1 (epoch 0, batch 1 of 4, all counted from 0), learning rate 0.01; the step was not taken. "
            + $"Row 2 of the batch has NaN in column 2 of 'x' (and in 1 more of its 11 rows). {Rows}", fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_that_is_infinite_is_named_with_the_layer_whose_output_it_spoils(bool doubles)
    {
        var (floats, wide) = (new Named(seed: 1), new DoubleNamed(seed: 1));
        floats.Head.Bias[1] = float.PositiveInfinity;
        wide.Head.Bias[1] = double.PositiveInfinity;
        var fault = Failed(doubles ? wide : floats, Harness.Rows.Flowers(40), FitTests.Quiet());
        Assert.Equal(
            "The loss or its gradient is NaN at step 0 (epoch 0, batch 0 of 4, all counted from 0), learning rate 0.01; the step was not taken. "
            + $"'head.bias' has a value that is not finite, before this step already. The output of 'head' is the first that is not finite: Infinity in row 0 of the batch (and in 10 more of its 11 rows). {Weights}",
            fault);
    }

    [Fact]
    public void Layers_that_are_computed_together_are_named_together()
    {
        var network = new Named(seed: 1);
        network.Trunk.Bias[4] = float.NaN;
        Assert.Contains(
            "'trunk.bias' has a value that is not finite, before this step already. The output of 'trunk' with 'relu1' is the first that is not finite: NaN in row 0 of the batch",
            Failed(network, Harness.Rows.Flowers(40), FitTests.Quiet()));
    }

    [Fact]
    public void A_layer_of_a_block_is_named_by_its_way()
    {
        var network = new Pairs(seed: 1);
        network.Parameters.Fill(1e13f);
        Assert.Contains(
            "The output of 'body.1.dense1' with 'body.1.relu1' is the first that is not finite: Infinity in row 0 of the batch",
            Failed(network, Harness.Rows.Curves(40), FitTests.Quiet()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_row_whose_loss_overflows_is_found_among_finite_ones(int accumulate)
    {
        var targets = new float[40 * 2];
        targets[26 * 2] = 3e38f;
        var data = new Dataset(new float[40 * 5], 5, targets, 2);
        var fault = Failed(new Line(seed: 1), data, FitTests.Quiet() with { Shuffle = false, BatchSize = 10, Accumulate = accumulate });
        Assert.Contains("batch 2 of 4", fault);
        Assert.EndsWith($"The outputs of row 6 of the batch are finite, and its loss is not. {Rate}", fault);
    }

    [Fact]
    public void A_rate_at_which_weights_explode_is_found_by_the_layer_that_overflows()
    {
        var fault = Failed(new Pairs(seed: 1), Harness.Rows.Curves(40), FitTests.Quiet() with { Optimizer = new GradientDescent(1e15f), Explosion = null });
        Assert.Matches(
            @"at step \d \(epoch 0, batch \d of 4, all counted from 0\), learning rate 1E\+15; the step was not taken\. The output of 'body\.\d\.dense\d'( with 'body\.\d\.relu1')? is the first that is not finite: -?Infinity in row \d of the batch",
            fault);
        Assert.EndsWith("Try a learning rate of 1E+14, or ClipNorm = 1.", fault);
    }

    [Fact]
    public void Under_batch_normalisation_the_row_and_the_layer_are_found_though_all_rows_are_spoilt()
    {
        var flowers = Harness.Rows.Flowers(40);
        var x = new float[40 * 5];
        for (var row = 0; row < 40; row++)
            flowers.CopyRow(row, x.AsSpan(row * 5, 5));
        x[30 * 5 + 1] = float.NaN;
        var data = new Dataset(x, 5, [.. Enumerable.Range(0, 40).Select(flowers.Label)]);
        Assert.EndsWith($"Row 8 of the batch has NaN in column 1 of 'x'. {Rows}", Failed(new Levelled(seed: 1), data, FitTests.Quiet() with { Shuffle = false }));

        var network = new Levelled(seed: 1);
        network.Norm.Weight[2] = float.PositiveInfinity;
        Assert.Contains(
            "'norm.weight' has a value that is not finite, before this step already. The output of 'dense1' with 'norm' and 'relu1' is the first that is not finite",
            Failed(network, flowers, FitTests.Quiet()));
    }

    [Fact]
    public void An_ignored_row_that_spoils_the_statistics_of_its_batch_is_found()
    {
        var (x, labels) = (new float[40 * 5], new int[40]);
        for (var i = 0; i < x.Length; i++)
            x[i] = i % 7;
        (x[13 * 5 + 2], labels[13]) = (float.NaN, -100);
        Assert.EndsWith($"Row 2 of the batch has NaN in column 2 of 'x'. {Rows}", Failed(new Levelled(seed: 1), new Dataset(x, 5, labels), FitTests.Quiet() with { Shuffle = false }));
    }

    [Fact]
    public void A_mask_of_minus_infinity_is_named_only_where_a_layer_makes_NaN_of_it()
    {
        var (x, mask) = (new float[40 * 3], new float[40 * 3]);
        mask[2] = float.NegativeInfinity;
        mask.AsSpan(26 * 3, 3).Fill(float.NegativeInfinity);
        var data = new Dataset([Column.Of("x", x, 3), Column.Of("mask", mask, 3)], [Column.Of("targets", new float[80], 2)]);
        var fault = Failed(new Masked(seed: 1), data, FitTests.Quiet() with { Shuffle = false });
        Assert.Contains("batch 2 of 4", fault);
        Assert.EndsWith($"Row 4 of the batch has -Infinity in column 0 of 'mask'. 'softmax1' makes NaN of it. {Rows}", fault);
    }

    [Fact]
    public void A_gradient_that_overflows_is_named_by_the_last_tensor()
    {
        // The loss is 1e38, its gradient with respect to the weights 2·1e19·3e38.
        var x = new float[40 * 5];
        x[0] = 3e38f;
        var targets = new float[40 * 2];
        targets[0] = 1e19f;
        var network = new Line(seed: 1);
        network.Parameters.Clear();
        var fault = Failed(network, new Dataset(x, 5, targets, 2), FitTests.Quiet() with { Shuffle = false });
        Assert.EndsWith($"going backwards the gradient of 'dense1.weight' is the first that is not finite. {Rate}", fault);
        Assert.Equal(0, network.TrainingStep);
    }

    [Fact]
    public void A_loss_that_explodes_ends_the_run()
    {
        var fault = Failed(new Line(seed: 1), Harness.Rows.Curves(73), FitTests.Quiet() with { Epochs = 50, Optimizer = new GradientDescent(3f) });
        Assert.StartsWith("The loss has exploded: it is ", fault);
        Assert.Contains("learning rate 3", fault);
    }

    [Fact]
    public void A_loss_that_falls_and_leaps_a_little_is_left_alone()
    {
        var run = Trainer.Fit(new Line(seed: 1), Harness.Rows.Curves(73), FitTests.Quiet() with { Epochs = 50, Optimizer = new GradientDescent(0.5f) });
        Assert.Equal(EndReason.Completed, run.Reason);
    }

    private static string Failed(ITrainable network, Dataset data, TrainingOptions options) => Assert.Throws<TrainingFailedException>(() => Trainer.Fit(network, data, options)).Message;
}
