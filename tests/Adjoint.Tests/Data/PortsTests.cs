using Adjoint.Data;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Data;

#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.

/// <summary>Networks of two inputs, two outputs and two targets, of floats and of doubles, on data sets with a column for each port.</summary>
[Collection(nameof(Alone))]
public sealed class PortsTests
{
    private const int Rows = 53;

    private static readonly float[] board = Trial.Values(Rows * 15, seed: 1), clock = Trial.Values(Rows * 2, seed: 2), worth = Trial.Values(Rows, seed: 3);
    private static readonly int[] moves = [.. Enumerable.Range(0, Rows).Select(static row => row * 5 % 6)];

    /// <summary>The columns in another order than the ports.</summary>
    private static Dataset Games { get; } = new([Column.Of("clock", clock, 2), Column.Of("board", board, 15)], [Column.Of("valueTargets", worth, 1), Column.OfLabels("policyLabels", moves)]);

    private static Dataset GamesInDoubles { get; } = new(
        [Column.Of("board", Doubles(board), 15), Column.Of("clock", Doubles(clock), 2)], [Column.OfLabels("policyLabels", moves), Column.Of("valueTargets", Doubles(worth), 1)]);

    [Fact]
    public void Ports_say_what_the_declaration_says()
    {
        INetwork network = new DoubleTwoHeaded(1);
        Assert.Equal("board [5, 3]; clock [2]; policy [6]; value [1]; policyLabels of 6; valueTargets [1]", string.Join("; ", network.Inputs.Concat(network.Outputs).Concat(network.Targets)));
        Assert.Equal([15, 2, 6, 1, 1, 1], network.Inputs.Concat(network.Outputs).Concat(network.Targets).Select(static port => port.Size));
        Assert.Equal(["policy", "value"], network.Targets.Select(static port => port.Output));
        Assert.Equal([-1, null], network.Targets.Select(static port => port.IgnoreIndex));
        Assert.Equal([PortKind.Indices, PortKind.Numbers], network.Targets.Select(static port => port.Kind));
        Assert.Equal((Precision.Double, Precision.Single, 0), (network.Precision, ((INetwork)new TwoHeaded(1)).Precision, ((INetwork)new DoubleNorm(1)).Targets.Count));
    }

    [Theory]
    [InlineData(53)]
    [InlineData(16)]
    [InlineData(7)]
    public void Batches_of_columns_train_as_rows_do(int batchSize)
    {
        var (byBatch, byRows) = (new TwoHeaded(3), new TwoHeaded(3));
        using var first = new Adam(1e-2f);
        using var second = new Adam(1e-2f);
        var start = 0;
        foreach (var batch in new MiniBatches(Games, batchSize, shuffle: false).Epoch(0))
        {
            float[] before = [.. batch.Inputs.SelectMany(static rows => rows.Lanes<float>()!.Span.ToArray())];
            var (from, to) = (start, start + batch.Rows);
            var expected = byRows.TrainStep(board.AsSpan((from * 15)..(to * 15)), clock.AsSpan((from * 2)..(to * 2)), moves.AsSpan(from..to), worth.AsSpan(from..to), second);
            Bits.AssertEqual(expected, byBatch.TrainStep(batch, first), $"the loss of the batch from row {start}");
            Assert.Equal(before, batch.Inputs.SelectMany(static rows => rows.Lanes<float>()!.Span.ToArray()));
            start += batch.Rows;
        }
        Bits.AssertEqual(byRows.Parameters, byBatch.Parameters, "the trained parameters");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_network_of_doubles_takes_columns_of_either_type(bool doubles)
    {
        var (byBatch, byRows) = (new DoubleTwoHeaded(3), new DoubleTwoHeaded(3));
        using var first = new Adam(1e-2f);
        using var second = new Adam(1e-2f);
        foreach (var batch in new MiniBatches(doubles ? GamesInDoubles : Games, Rows, shuffle: false).Epoch(0))
            Assert.Equal(byRows.TrainStep(Doubles(board), Doubles(clock), moves, Doubles(worth), second), byBatch.TrainStep(batch, first));
        Assert.Equal(byRows.Parameters.ToArray(), byBatch.Parameters.ToArray());
    }

    [Fact]
    public void What_trains_asks_nothing_of_the_network_but_its_loss()
    {
        foreach (var network in new ITrainable[] { new TwoHeaded(3), new DoubleTwoHeaded(3), new WeightedClassifier(3), new Regressor(3), new DoubleCurve(3) })
        {
            var batch = new MiniBatch(network, 20);
            foreach (var rows in batch.Inputs)
                rows.Set(Trial.Values(20 * rows.Port.Size, seed: 5));
            foreach (var rows in batch.Targets)
            {
                if (rows.Port.Kind == PortKind.Indices)
                    rows.Set([.. Enumerable.Range(0, 20).Select(row => row % rows.Port.Count)]);
                else
                    rows.Set(Trial.Values(20 * rows.Port.Size, seed: 6));
            }
            using var optimizer = new Adam(1e-2f);
            var before = Mean(network, batch);
            for (var step = 0; step < 60; step++)
                network.TrainStep(batch, optimizer);
            Assert.True(Mean(network, batch) < 0.9 * before, $"{network.Layout.Network} does not learn.");
        }

        static double Mean(ITrainable network, MiniBatch batch)
        {
            var sum = new LossSum();
            network.AddLoss(batch, sum);
            return sum.Mean;
        }
    }

    [Fact]
    public void A_gradient_that_is_applied_is_a_step_of_training()
    {
        Check(new TwoHeaded(3), new TwoHeaded(3));
        Check(new DoubleTwoHeaded(3), new DoubleTwoHeaded(3));

        static void Check<T>(ITrainableNetwork<T> network, ITrainableNetwork<T> twin)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var (batch, buffer, gradient) = (Games.ToBatch(), new GradientBuffer(network), new T[network.Layout.Count]);
            Assert.Equal(twin.Gradient(batch, gradient), T.CreateTruncating(network.Gradient(batch, buffer)));
            Assert.Equal(gradient, buffer.Values<T>().ToArray());
            using var first = new GradientDescent(0.1f);
            using var second = new GradientDescent(0.1f);
            Assert.True(network.Apply(buffer, first));
            twin.TrainStep(batch, second);
            Assert.Equal(twin.Parameters.ToArray(), network.Parameters.ToArray());

            // Twice one gradient, halved.
            var sum = new GradientBuffer(network);
            sum.Add(buffer);
            sum.Add(buffer, 1);
            sum.Scale(0.5);
            Assert.Equal(gradient, sum.Values<T>().ToArray());
            buffer.Values<T>()[3] = T.NaN;
            var before = network.Parameters.ToArray();
            Assert.False(network.Apply(buffer, first));
            Assert.Equal(before, network.Parameters.ToArray());
            buffer.Clear();
            Assert.All(buffer.Values<T>().ToArray(), static value => Assert.Equal(T.Zero, value));
        }
    }

    [Fact]
    public void A_buffer_of_another_network_is_refused()
    {
        ITrainable network = new TwoHeaded(1);
        using var optimizer = new GradientDescent(0.1f);
        Assert.Contains(
            "room for a gradient of 'Regressor'; make one for 'TwoHeaded'",
            Assert.Throws<ArgumentException>("gradient", () => network.Apply(new GradientBuffer(new Regressor(1)), optimizer)).Message,
            StringComparison.Ordinal);
        Assert.Contains("computes in floats", Assert.Throws<InvalidOperationException>(() => { new GradientBuffer(network).Values<double>(); }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("other", () => new GradientBuffer(network).Add(new GradientBuffer(new Regressor(1))));
    }

    [Fact]
    public void Sums_of_losses_add_up_however_the_rows_are_dealt_out()
    {
        var network = new TwoHeaded(3);
        var (whole, parts) = (new LossSum(), new LossSum());
        ((ITrainable)network).AddLoss(Games.ToBatch(), whole);
        foreach (var batch in new MiniBatches(Games, 10, shuffle: false).Epoch(0))
        {
            var part = new LossSum();
            ((ITrainable)network).AddLoss(batch, part);
            parts.Add(part);
        }
        Assert.Equal(network.Loss(board, clock, moves, worth), whole.Mean, 1e-6);
        Assert.Equal(whole.Mean, parts.Mean, 1e-6);
        Assert.Equal([(Rows, 1.0), (Rows, 0.5)], parts.Losses.Select(static part => (part.Weight, part.Factor)));
        Assert.Throws<ArgumentException>(() => ((ITrainable)new Regressor(1)).AddLoss(new Dataset(new float[7], 7, new float[3], 3).ToBatch(), whole));
    }

    [Fact]
    public void Weights_alone_are_those_of_the_whole_sum_and_a_cleared_sum_is_empty()
    {
        ITrainable network = new TwoHeaded(3);
        var ignoring = new Dataset(
            [Column.Of("clock", clock, 2), Column.Of("board", board, 15)],
            [Column.Of("valueTargets", worth, 1), Column.OfLabels("policyLabels", [.. moves.Select(static move => move == 5 ? -100 : move)])]);
        var (whole, weights) = (new LossSum(), new LossSum { WeightsOnly = true });
        network.AddLoss(ignoring.ToBatch(), whole);
        network.AddLoss(ignoring.ToBatch(), weights);
        Assert.Equal(whole.Losses.Select(static part => (0.0, part.Weight, part.Factor)), weights.Losses.Select(static part => (part.Sum, part.Weight, part.Factor)));
        Assert.True(whole.Losses[0].Weight < whole.Losses[1].Weight);
        whole.Clear();
        Assert.Equal(0, whole.Mean);
        network.AddLoss(ignoring.ToBatch(), whole);
        Assert.Equal(network.Evaluate(ignoring).Loss, whole.Mean);
    }

    [Fact]
    public void The_guides_columns_train_a_network_of_two_inputs()
    {
        var (boards, clocks, results, network) = (board, clock, worth, new TwoHeaded(3));
        using var optimizer = new Adam(1e-2f);
        var before = network.Loss(board, clock, moves, worth);
        var games = new Dataset([Column.Of("board", boards, size: 15), Column.Of("clock", clocks, size: 2)], [Column.OfLabels("policyLabels", moves), Column.Of("valueTargets", results, size: 1)]);
        foreach (var batch in new MiniBatches(games, batchSize: 32, seed: 1).Epoch(0))
            network.TrainStep(batch, optimizer);
        Console.WriteLine(network.Evaluate(games).Scores["policyLabels"].Accuracy);
        Assert.InRange(network.Loss(board, clock, moves, worth), 0, before);
    }

    [Fact]
    public void Evaluation_is_of_all_targets()
    {
        var (network, y, value) = (new TwoHeaded(3), new float[Rows * 6], new float[Rows]);
        network.Predict(board, clock, y, value);
        var right = Enumerable.Range(0, Rows).Count(row => y.AsSpan(row * 6, 6).IndexOf(y[(row * 6)..(row * 6 + 6)].Max()) == moves[row]);
        var found = network.Evaluate(Games);
        Assert.Equal((Rows, (double)right / Rows, (double)right / Rows), (found.Rows, found.Accuracy, found.Scores["policyLabels"].Accuracy));
        Assert.Equal(network.Loss(board, clock, moves, worth), found.Loss, 1e-6);
        Assert.InRange(right, 1, Rows - 1);
        var doubles = new DoubleTwoHeaded(3);
        Assert.Equal(doubles.Loss(Doubles(board), Doubles(clock), moves, Doubles(worth)), doubles.Evaluate(GamesInDoubles).Loss, 1e-14);
        Assert.Equal(doubles.Evaluate(GamesInDoubles).Loss, doubles.Evaluate(Games).Loss);
    }

    [Fact]
    public void Outputs_of_a_batch_are_those_of_its_rows()
    {
        var network = new TwoHeaded(3);
        var (policy, value) = (new PortRows(((INetwork)network).Outputs[0], 60), new PortRows(((INetwork)network).Outputs[1], 60));
        ((INetwork)network).Predict(Games.ToBatch(), policy, value);
        var (y, v, expectedY, expectedV) = (new float[Rows * 6], new float[Rows], new float[Rows * 6], new float[Rows]);
        policy.CopyTo(y);
        value.CopyTo(v);
        network.Predict(board, clock, expectedY, expectedV);
        Bits.AssertEqual(expectedY, y, "the first output");
        Bits.AssertEqual(expectedV, v, "the second");
        var room = Assert.Throws<ArgumentException>("outputs", () => ((INetwork)network).Predict(Games.ToBatch(), policy)).Message;
        Assert.Contains("has 2 outputs; there is room for 1", room, StringComparison.Ordinal);
        Assert.Contains(
            "writes 53 rows of 6 numbers into 'policy', in floats; there is room for 60 rows of 1 floats",
            Assert.Throws<ArgumentException>("outputs", () => ((INetwork)network).Predict(Games.ToBatch(), value, policy)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Derivatives_of_the_loss_take_batches()
    {
        var (network, batch, n) = (new DoubleTwoHeaded(3), GamesInDoubles.ToBatch(), DoubleTwoHeaded.ParameterCount);
        var direction = Doubles(Trial.Values(n, seed: 8));
        var (expected, found) = (new double[n], new double[n]);
        Assert.Equal(
            network.HessianVectorProduct(Doubles(board), Doubles(clock), moves, Doubles(worth), direction, expected), ((IHessianNetwork<double>)network).HessianVectorProduct(batch, direction, found));
        Assert.Equal(expected, found);
        (expected, found) = (new double[Rows * n], new double[Rows * n]);
        network.RowGradients(Doubles(board), Doubles(clock), moves, Doubles(worth), expected);
        ((IRowGradientNetwork<double>)network).RowGradients(batch, found);
        Assert.Equal(expected, found);
        (expected, found) = (new double[Rows], new double[Rows]);
        network.RowGradientNorms(Doubles(board), Doubles(clock), moves, Doubles(worth), expected);
        ((IRowGradientNormNetwork<double>)network).RowGradientNorms(batch, found);
        Assert.Equal(expected, found);
        Assert.True(GradientCheck.Of(network, batch).Agrees(1e-7));
        Assert.True(GradientCheck.Of(new TwoHeaded(3), Games.ToBatch()).Agrees());
    }

    [Fact]
    public void Augmentation_changes_the_input_that_it_names()
    {
        var plain = Collect(new MiniBatches(Games, 20, seed: 2));
        var changed = Collect(new MiniBatches(Games, 20, seed: 2, augmentation: Augmentation.For(1, 5, 3).HorizontalFlip(1).On("board")));
        for (var i = 0; i < plain.Count; i++)
        {
            Assert.Equal(plain[i].Clock, changed[i].Clock);
            Assert.Equal(plain[i].Worth, changed[i].Worth);
            for (var cell = 0; cell < plain[i].Board.Length; cell++)
                Assert.Equal(plain[i].Board[cell / 3 * 3 + 2 - cell % 3], changed[i].Board[cell]);
        }
        Assert.Contains("the inputs 'clock' and 'board'; say with On which", Refusal(Augmentation.For(1, 5, 3)), StringComparison.Ordinal);
        Assert.Contains("The augmentation is of 'bord'; the data set has the inputs 'clock' and 'board'", Refusal(Augmentation.For(1, 5, 3).On("bord")), StringComparison.Ordinal);
        Assert.Contains("15 features; a row of the data set has 2", Refusal(Augmentation.For(1, 5, 3).On("clock")), StringComparison.Ordinal);

        static string Refusal(Augmentation augmentation) => Assert.Throws<ArgumentException>("augmentation", () => new MiniBatches(Games, 20, augmentation: augmentation)).Message;
    }

    [Fact]
    public void Mixup_mixes_all_inputs_and_targets_of_a_row_alike()
    {
        // Each number of a row is the same, so that the share can be read anywhere.
        float[] value = [.. Enumerable.Range(0, Rows).Select(static row => (float)row)];
        float[] Wide(int size) => [.. value.SelectMany(v => Enumerable.Repeat(v, size))];
        var data = new Dataset(
            [Column.Of("board", Wide(15), 15), Column.Of("clock", Wide(2), 2)],
            [Column.OfLabels("policyLabels", [.. Enumerable.Range(0, Rows)]), Column.Of("valueTargets", value, 1)]);
        foreach (var batch in new MiniBatches(data, Rows, seed: 4, augmentation: Augmentation.For(1, 5, 3).On("board").Mixup(1)).Epoch(1))
        {
            var (boards, clocks, labels, numbers) = (new float[Rows * 15], new float[Rows * 2], new float[Rows * Rows], new float[Rows]);
            batch["board"].CopyTo(boards);
            batch["clock"].CopyTo(clocks);
            batch["policyLabels"].CopyTo(labels);
            batch["valueTargets"].CopyTo(numbers);
            for (var row = 0; row < Rows; row++)
            {
                var mixed = labels.AsSpan(row * Rows, Rows).ToArray().Select((share, label) => share * label).Sum();
                Assert.Equal(mixed, numbers[row], 1e-4f);
                Assert.All(boards[(row * 15)..(row * 15 + 15)], cell => Assert.Equal(mixed, cell, 1e-4f));
                Assert.All(clocks[(row * 2)..(row * 2 + 2)], cell => Assert.Equal(mixed, cell, 1e-4f));
            }
            Assert.Contains(numbers, static number => number != MathF.Round(number));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        var network = new TwoHeaded(1);
        using var optimizer = new Adam();
        Refused<ArgumentException>("Two columns are called 'a'", () => new Dataset([Column.Of("a", new float[2], 1), Column.Of("a", new float[2], 1)], []));
        Refused<ArgumentException>("'a' has 2 rows and 'b' 3", () => new Dataset([Column.Of("a", new float[2], 1)], [Column.OfLabels("b", [0, 1, 1])]));
        Refused<ArgumentException>("There is no input", () => new Dataset([], []));
        var unnamed = new Dataset([Column.Of("bord", board, 15), Column.Of("clock", clock, 2)], [Column.OfLabels("policyLabels", moves), Column.Of("valueTargets", worth, 1)]);
        Refused<ArgumentException>("'TwoHeaded' needs 'board' and 'clock'; the batch has 'bord' and 'clock'", () => network.TrainStep(unnamed.ToBatch(), optimizer));
        Refused<ArgumentException>("has no column 'board' (the nearest is 'bord'); it has 'bord' and 'clock'", () => network.Evaluate(unnamed));
        Refused<ArgumentException>("'TwoHeaded' computes in floats, and 'board' of the batch is doubles", () => network.TrainStep(GamesInDoubles.ToBatch(), optimizer));
        var few = new MiniBatch(network, 5);
        few["board"].Set(new float[30]);
        few["clock"].Set(new float[2]);
        Refused<ArgumentException>("'board' has 2, and 'clock' 1", () => network.TrainStep(few, optimizer));
        Refused<ArgumentException>("takes up to 5 rows of 15 elements; 90 elements were given", () => few["board"].Set(new float[90]));
        Refused<ArgumentException>("'policyLabels' takes indices, and numbers were given", () => few["policyLabels"].Set(new float[2]));
        Refused<ArgumentException>("The batch has no 'x'; it has 'board' and 'clock' and 'policyLabels' and 'valueTargets'", () => few["x"].Set(new float[2]));
        Refused<InvalidOperationException>("is empty", () => Games.Take(0).ToBatch());

        static void Refused<TException>(string words, Action action)
            where TException : Exception => Assert.Contains(words, Assert.Throws<TException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_read_by_their_names()
    {
        var (first, rest) = Games.Split(0.3, seed: 4);
        Assert.Equal((16, 37, 17, 1, 6), (first.Rows, rest.Rows, first.FeatureCount, first.TargetCount, first.Classes));
        var (row, side) = (new float[15], new float[17]);
        for (var i = 0; i < first.Rows; i++)
        {
            first.CopyRow("board", i, row);
            var place = Enumerable.Range(0, Rows).Single(r => board.AsSpan(r * 15, 15).SequenceEqual(row));
            Assert.Equal(moves[place], first.Label("policyLabels", i));
            first.CopyRow(i, side);
            Assert.Equal([.. clock[(place * 2)..(place * 2 + 2)], .. row], side);
        }
        Assert.Equal(Games.ChannelStatistics(5, "board").Mean[0], Enumerable.Range(0, Rows).SelectMany(static r => board[(r * 15)..(r * 15 + 3)]).Average(), 1e-5f);
        Assert.Throws<ArgumentException>("input", () => Games.ChannelStatistics(1));
        Assert.Throws<ArgumentException>("target", () => Games.Label("valueTargets", 0));
        Assert.Throws<ArgumentException>("column", () => Games.CopyRow("x", 0, row));
        Assert.Throws<InvalidOperationException>(() => GamesInDoubles.CopyRow("board", 0, row));
        Assert.Throws<InvalidOperationException>(() => Games.Label(0));
        Assert.Throws<InvalidOperationException>(() => { Games.Target(0); });
    }

    [Fact]
    public void Rows_that_are_set_by_hand_are_those_that_are_read()
    {
        var rows = new PortRows(new Port("x", 3), 20, Precision.Double);
        var values = Doubles(Trial.Values(17 * 3, seed: 1));
        rows.Set(values);
        var (read, floats) = (new double[values.Length], new float[values.Length]);
        rows.CopyTo(read);
        rows.CopyTo(floats);
        Assert.Equal(values, read);
        Assert.Equal(values.Select(static v => (float)v), floats);
        rows.Set(new float[] { 1, 2, 3 });
        Assert.Equal(1, rows.Rows);
        // The lanes without a row are zero again.
        Assert.Equal(6, rows.Lanes<double>()!.Span[..48].ToArray().Sum());
    }

    [Fact]
    public void A_step_on_several_ports_allocates_nothing()
    {
        var (network, batches) = (new TwoHeaded(1) { Threads = 1 }, new MiniBatches(Games, 20, seed: 1));
        using var optimizer = new Adam();
        Run(0);
        var least = long.MaxValue;
        for (var epoch = 1; epoch < 6; epoch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(epoch);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        void Run(int epoch)
        {
            foreach (var batch in batches.Epoch(epoch))
                network.TrainStep(batch, optimizer);
        }
    }

    private static List<(float[] Board, float[] Clock, float[] Worth)> Collect(MiniBatches batches)
    {
        List<(float[], float[], float[])> all = [];
        foreach (var batch in batches.Epoch(1))
        {
            var (b, c, w) = (new float[batch.Rows * 15], new float[batch.Rows * 2], new float[batch.Rows]);
            batch["board"].CopyTo(b);
            batch["clock"].CopyTo(c);
            batch["valueTargets"].CopyTo(w);
            all.Add((b, c, w));
        }
        return all;
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, static value => (double)value);
}
