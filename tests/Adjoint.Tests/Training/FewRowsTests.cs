using System.Numerics;
using System.Reflection;
using Adjoint.Data;
using Adjoint.Runtime;

namespace Adjoint.Tests.Training;

/// <summary>Of few rows each is trained by itself, with vectors over features: the gradients are those of lane blocks.</summary>
public sealed class FewRowsTests
{
    private const int Rows = 21;

    [Fact]
    public void The_mean_of_gradients_of_single_rows_is_that_of_all_dense() => Agree(new FewDense(2), Classes(70), 2e-6);

    [Fact]
    public void The_mean_of_gradients_of_single_rows_is_that_of_all_dense_in_double() => Agree(new FewDenseInDouble(2), Classes(70), 1e-14);

    [Fact]
    public void The_mean_of_gradients_of_single_rows_is_that_of_all_images() => Agree(new FewImages(2), Numbers(3 * 21 * 20), 2e-6);

    [Fact]
    public void The_mean_of_gradients_of_single_rows_is_that_of_all_images_in_double() => Agree(new FewImagesInDouble(2), Numbers(3 * 21 * 20), 1e-14);

    [Theory]
    [InlineData(new[] { 3, -1 }, new[] { 0 })]
    [InlineData(new[] { -1, 4 }, new[] { 1 })]
    public void A_row_that_is_ignored_is_left_out(int[] labels, int[] counted)
    {
        var network = new FewDense(4);
        var x = Trial.Values(70 * labels.Length, seed: 7);
        // What is in a row that does not count does not matter.
        x.AsSpan(70 * (1 - counted[0]), 70).Fill(float.NaN);
        float[] found = new float[network.Parameters.Length], expected = new float[found.Length];
        var loss = network.Gradient(x, labels, found);
        Assert.Equal(network.Gradient(x.AsSpan(70 * counted[0], 70), [labels[counted[0]]], expected), loss);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Where_no_row_counts_the_gradient_is_zero()
    {
        var network = new FewDense(4);
        var gradient = new float[network.Parameters.Length];
        Array.Fill(gradient, 5f);
        Assert.Equal(0, network.Gradient(Trial.Values(140, seed: 7), [-1, -1], gradient));
        Assert.All(gradient, static g => Assert.Equal(0, g));
    }

    [Fact]
    public void Steps_allocate_nothing_and_do_not_depend_on_threads()
    {
        FewImages one = new(6) { Threads = 1 }, four = new(6) { Threads = 4 };
        using Adam first = new(0.01f), second = new(0.01f);
        float[] x = Trial.Values(2 * 3 * 21 * 20, seed: 8), t = Trial.Values(2 * 5, seed: 9);
        for (var step = 0; step < 4; step++)
            Assert.Equal(one.TrainStep(x, t, first), four.TrainStep(x, t, second));
        Assert.Equal(one.Parameters.ToArray(), four.Parameters.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        one.TrainStep(x, t, first);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Rows_stay_within_their_spans()
    {
        using var x = new Numerics.GuardedFloats(Trial.Values(3 * 21 * 20, seed: 2));
        using var t = new Numerics.GuardedFloats(Trial.Values(5, seed: 3));
        using var optimizer = new GradientDescent(0.01f);
        Assert.True(float.IsFinite(new FewImages(1).TrainStep(x.Span, t.Span, optimizer)));
        x.AssertSurroundingsIntact();
        t.AssertSurroundingsIntact();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public unsafe void Six_rows_of_images_go_one_by_one(int rows, bool areFew)
    {
        var program = (NetworkProgram<float>)typeof(FewImages).GetField("program", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        float[] x = new float[rows * 3 * 21 * 20], t = new float[rows * 5];
        fixed (float* xs = x, ts = t)
        {
            Feed inputs = new(xs, x.Length), targets = new(ts, t.Length);
            float scale;
            var data = BatchData<float>.Of(program, &inputs, &targets, &scale);
            Assert.Equal(areFew, RowTraining<float>.Suits(WaveWork<float>.Training, program, data));
            Assert.False(RowTraining<float>.Suits(WaveWork<float>.Evaluation, program, data));
        }
    }

    private static Dataset Classes(int features)
    {
        var random = new Random(3);
        return new Dataset(Trial.Values(Rows * features, seed: 4), features, [.. Enumerable.Range(0, Rows).Select(_ => random.Next(17))]);
    }

    private static Dataset Numbers(int features) => new(Trial.Values(Rows * features, seed: 4), features, Trial.Values(Rows * 5, seed: 5), 5);

    private static void Agree<T>(ITrainableNetwork<T> network, Dataset data, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] all = new T[network.Parameters.Length], single = new T[all.Length];
        var mean = new double[all.Length];
        var loss = double.CreateTruncating(network.Gradient(data.ToBatch(), all));
        var losses = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            losses += double.CreateTruncating(network.Gradient(data.Take(new[] { row }).ToBatch(), single)) / Rows;
            for (var i = 0; i < mean.Length; i++)
                mean[i] += double.CreateTruncating(single[i]) / Rows;
        }
        Assert.Equal(loss, losses, tolerance * Math.Abs(loss));
        var scale = mean.Max(Math.Abs);
        for (var i = 0; i < mean.Length; i++)
        {
            Assert.True(Math.Abs(mean[i] - double.CreateTruncating(all[i])) <= tolerance * scale,
                $"Of parameter {i} of {mean.Length} the gradient is {all[i]}, and the mean of those of single rows {mean[i]:R}; the largest is {scale:R}.");
        }
    }
}
