using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Long sequences learnt piece by piece: the state goes from one call to the next, gradients do not.</summary>
[Collection(nameof(Alone))]
public sealed class CarryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(45)]
    public void Two_pieces_are_what_the_whole_is(int rows)
    {
        var (pieces, whole) = (new Pieces(1), new TwoPieces(1));
        var (x, targets) = (Draw(rows * 30), Draw(rows * 20));
        var (state, gradient, plain) = (pieces.NewState(rows), new float[Pieces.ParameterCount], new float[Pieces.ParameterCount]);
        var first = pieces.Gradient(state, Piece(x, 0, 15), Piece(targets, 0, 10), gradient);
        Assert.Equal(5, state.Position);
        // The first begins with zeros, as every call without a state does.
        Assert.Equal(pieces.Gradient(Piece(x, 0, 15), Piece(targets, 0, 10), plain), first);
        Assert.Equal(plain, gradient);
        var second = pieces.Gradient(state, Piece(x, 15, 15), Piece(targets, 10, 10), gradient);
        Assert.Equal(whole.Loss(x, targets), (first + second) / 2, 1e-6f);
        Assert.NotEqual(second, pieces.Loss(Piece(x, 15, 15), Piece(targets, 10, 10)), 1e-4f);

        float[] Piece(float[] all, int start, int length) => [.. Enumerable.Range(0, rows).SelectMany(row => all.Skip((row * all.Length / rows) + start).Take(length))];
    }

    [Fact]
    public void The_gradient_of_a_piece_is_that_of_differences_with_the_state_as_it_is()
    {
        const int rows = 3;
        var network = new PiecesOfDoubles(1);
        var (before, count) = (network.NewState(rows), PiecesOfDoubles.ParameterCount);
        double[] x = Doubles(rows * 8), targets = Doubles(rows * 4), gradient = new double[count], unread = new double[count];
        network.Gradient(before, Doubles(rows * 8 + 1)[1..], targets, unread);
        var state = network.NewState(rows);
        before.CopyTo(state);
        network.Gradient(state, x, targets, gradient);
        for (var i = 0; i < count; i++)
            Assert.Equal((At(i, 1e-5) - At(i, -1e-5)) / 2e-5, gradient[i], 1e-8);

        double At(int parameter, double by)
        {
            var (copy, old) = (network.NewState(rows), network.Parameters[parameter]);
            before.CopyTo(copy);
            network.Parameters[parameter] += by;
            var loss = network.Gradient(copy, x, targets, unread);
            network.Parameters[parameter] = old;
            return loss;
        }
    }

    [Fact]
    public void A_step_that_is_refused_leaves_the_state_as_it_was()
    {
        var (network, optimizer, state) = (new Pieces(1), new GradientDescent(0.1f), new Pieces(1).NewState(2));
        Assert.Contains("belongs to another 'Pieces'", Assert.Throws<InvalidOperationException>(() => _ = network.TrainStep(state, Draw(30), Draw(20), optimizer)).Message);
        state = network.NewState(2);
        network.TrainStep(state, Draw(30), Draw(20), optimizer);
        var (copy, x) = (network.NewState(2), Draw(30));
        state.CopyTo(copy);
        x[3] = float.NaN;
        Assert.True(float.IsNaN(network.TrainStep(state, x, Draw(20), optimizer)));
        Assert.Equal(5, state.Position);
        Assert.Contains("has 2 rows, and x 3; make one by NewState(3).", Assert.Throws<ArgumentException>(() => _ = network.TrainStep(state, Draw(45), Draw(30), optimizer)).Message);
        var (a, b) = (new float[Pieces.ParameterCount], new float[Pieces.ParameterCount]);
        Assert.Equal(network.Gradient(copy, Draw(30), Draw(20), a), network.Gradient(state, Draw(30), Draw(20), b));
        Assert.Equal(a, b);
    }

    [Fact]
    public void A_row_ends_and_begins_anew_while_others_go_on()
    {
        var network = new PiecesOfText(1);
        int[] x = [1, 2, 3, 4, 5, 6, 0, 1, 2, 3], labels = [2, 3, 4, 5, 6, 0, 1, 2, 3, 4];
        float[] gradient = new float[PiecesOfText.ParameterCount], one = new float[gradient.Length], y = new float[14], z = new float[14];
        var (both, alone) = (network.NewState(2), network.NewState(1));
        network.Gradient(both, x, [5, 3], labels, gradient);
        network.Gradient(alone, x.AsSpan(0, 5), [5], labels.AsSpan(0, 5), one);
        // A row without steps keeps its state; one that is reset has none.
        network.Gradient(both, x, [0, 5], labels, gradient);
        both.Reset(1);
        network.Step(both, [3, 3], y);
        network.Step(alone, [3], z.AsSpan(0, 7));
        network.Step(network.NewState(1), [3], z.AsSpan(7, 7));
        for (var i = 0; i < 14; i++)
            Assert.Equal(z[i], y[i], 1e-6f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(37)]
    public void Layers_that_bring_rows_together_and_masks_are_those_of_training(int rows)
    {
        var (carrying, plain) = (new PiecesOfBatches(3), new PiecesOfBatches(3));
        var (x, targets, state) = (Draw(rows * 12), Draw(rows * 8), carrying.NewState(rows));
        Assert.Equal(plain.TrainStep(x, targets, new Adam()), carrying.TrainStep(state, x, targets, new Adam()));
        Assert.Equal(plain.Parameters, carrying.Parameters);
        // Running statistics too.
        float[] y = new float[rows * 8], z = new float[rows * 8];
        plain.Predict(x, y);
        carrying.Predict(x, z);
        Assert.Equal(y, z);
    }

    [Fact]
    public void Results_do_not_depend_on_threads_and_no_call_allocates()
    {
        const int rows = 300;
        var (one, two) = (new Pieces(1) { Threads = 1 }, new Pieces(1) { Threads = 2 });
        var (first, second, x, targets) = (one.NewState(rows), two.NewState(rows), Draw(rows * 15), Draw(rows * 10));
        float[] a = new float[Pieces.ParameterCount], b = new float[Pieces.ParameterCount];
        for (var piece = 0; piece < 3; piece++)
        {
            Assert.Equal(one.Gradient(first, x, targets, a), two.Gradient(second, x, targets, b));
            Assert.Equal(a, b);
        }
        Allocation.AssertNone(() => one.Gradient(first, x, targets, a));
    }

    [Fact]
    public void A_mini_batch_is_its_rows()
    {
        const int rows = 33;
        var (spans, batches) = (new Pieces(1), new Pieces(1));
        var (first, second, batch) = (spans.NewState(rows), batches.NewState(rows), new MiniBatch(batches, rows));
        float[] a = new float[Pieces.ParameterCount], b = new float[Pieces.ParameterCount];
        for (var piece = 0; piece < 2; piece++)
        {
            var (x, targets) = (Draw(rows * 15 + piece)[piece..], Draw(rows * 10 + piece)[piece..]);
            batch["x"].Set(x);
            batch["targets"].Set(targets);
            Assert.Equal(spans.TrainStep(first, x, targets, new GradientDescent(0.1f)), batches.TrainStep(second, batch, new GradientDescent(0.1f)));
            Assert.Equal(spans.Gradient(first, x, targets, a), batches.Gradient(second, batch, b));
            Assert.Equal(a, b);
        }
        Assert.Equal(spans.Parameters, batches.Parameters);
        var message = Assert.Throws<ArgumentException>(() => _ = batches.Gradient(batches.NewState(5), batch, b)).Message;
        Assert.Contains("has 5 rows, and the batch 33; make one by NewState(33).", message);
    }

    /// <summary>The first step of the first of three pieces shows a sign, all others noise; every step is asked for it. What is learnt within a piece, to hold a number, holds across pieces.</summary>
    [Fact]
    public void A_memory_longer_than_a_piece_is_learnt()
    {
        const int rows = 16;
        var (network, optimizer, random) = (new Pieces(1), new Adam(0.01f), new Random(7));
        var state = network.NewState(rows);
        double last = 0, forgetful = 0;
        for (var sequence = 0; sequence < 400; sequence++)
        {
            state.Reset();
            var signs = Enumerable.Range(0, rows).Select(_ => random.Next(2) * 2 - 1).ToArray();
            for (var piece = 0; piece < 3; piece++)
            {
                var x = Enumerable.Range(0, rows * 15).Select(i => i % 15 == 0 && piece == 0 ? signs[i / 15] : 0.1f * (random.NextSingle() - 0.5f)).ToArray();
                var targets = Enumerable.Range(0, rows * 10).Select(i => (float)signs[i / 10]).ToArray();
                if (sequence >= 380 && piece == 2)
                    forgetful += network.Loss(x, targets) / 20;
                var loss = network.TrainStep(state, x, targets, optimizer);
                if (sequence >= 380 && piece == 2)
                    last += loss / 20;
            }
        }
        Assert.InRange(last, 0, 0.1);
        Assert.InRange(forgetful, 0.8, double.MaxValue);
    }

    private static double[] Doubles(int count) => [.. Draw(count).Select(static value => (double)value)];

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
