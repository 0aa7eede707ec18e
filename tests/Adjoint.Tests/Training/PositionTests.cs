using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Networks over tokens whose positions lie in the lanes: what users see of them are rows.</summary>
[Collection(nameof(Alone))]
public sealed class PositionTests
{
    private const int Positions = 32, Symbols = 11;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(19)]
    public void A_row_is_what_it_is_in_any_company(int rows)
    {
        var (network, tokens) = (new WordsInLanes(1), Draw(rows));
        var (all, one) = (new float[rows * Positions * Symbols], new float[Positions * Symbols]);
        network.Predict(tokens, all);
        for (var row = 0; row < rows; row++)
        {
            network.Predict(tokens.AsSpan(row * Positions, Positions), one);
            Assert.Equal(one, all.AsSpan(row * one.Length, one.Length).ToArray());
        }
    }

    [Fact]
    public void Two_threads_learn_the_same_bits_as_one()
    {
        var (one, two) = (new WordsInLanes(3) { Threads = 1 }, new WordsInLanes(3) { Threads = 2 });
        using Adam a = new(1e-2f), b = new(1e-2f);
        int[] tokens = Draw(150), labels = Draw(151)[..tokens.Length];
        for (var step = 0; step < 3; step++)
            Assert.Equal(one.TrainStep(tokens, labels, a), two.TrainStep(tokens, labels, b));
        Assert.Equal(one.Parameters.ToArray(), two.Parameters.ToArray());
    }

    [Fact]
    public void The_gradient_of_a_batch_is_the_mean_of_its_rows()
    {
        const int rows = 7;
        var (network, tokens, labels) = (new WordsInLanes(1), Draw(rows), Draw(rows + 1)[..(rows * Positions)]);
        float[] all = new float[WordsInLanes.ParameterCount], part = new float[all.Length], mean = new float[all.Length];
        var loss = network.Gradient(tokens, labels, all);
        var sum = 0f;
        for (var row = 0; row < rows; row++)
        {
            // Of what is dropped, each gradient draws anew: this network drops nothing.
            sum += network.Gradient(tokens.AsSpan(row * Positions, Positions), labels.AsSpan(row * Positions, Positions), part) / rows;
            for (var i = 0; i < part.Length; i++)
                mean[i] += part[i] / rows;
        }
        Assert.Equal(sum, loss, 1e-5f);
        Assert.All(all.Zip(mean), static pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
        Assert.Equal(loss, network.Loss(tokens, labels), 1e-6f);
    }

    [Fact]
    public void A_position_whose_label_is_ignored_is_still_read_by_those_behind_it()
    {
        var (network, tokens, labels) = (new WordsInLanes(1), Draw(1), Draw(2)[..Positions]);
        labels.AsSpan(0, 20).Fill(WordsInLanes.Ignored);
        var before = network.Loss(tokens, labels);
        tokens[3] = (tokens[3] + 1) % Symbols;
        Assert.NotEqual(before, network.Loss(tokens, labels), 1e-6f);
        // All of them ignored: nothing is learnt, and nothing is wrong.
        labels.AsSpan().Fill(WordsInLanes.Ignored);
        var gradient = new float[WordsInLanes.ParameterCount];
        Assert.Equal(0, network.Gradient(tokens, labels, gradient));
        Assert.All(gradient, static dw => Assert.Equal(0, dw));
    }

    [Fact]
    public void Metrics_and_layers_are_those_of_rows()
    {
        const int rows = 21;
        var (network, tokens, labels) = (new WordsInLanes(1), Draw(rows), Draw(rows + 1)[..(rows * Positions)]);
        var data = new Dataset([Column.OfTokens("x", tokens, Positions)], [Column.OfLabels("labels", labels, Positions)]);
        var y = new float[rows * Positions * Symbols];
        network.Predict(tokens, y);
        var right = Enumerable.Range(0, labels.Length).Count(i => y.AsSpan(i * Symbols, Symbols).IndexOf(y.AsSpan(i * Symbols, Symbols).ToArray().Max()) == labels[i]);
        var evaluation = network.Evaluate(data);
        Assert.Equal(network.Loss(tokens, labels), evaluation.Loss, 1e-5f);
        Assert.Equal((double)right / labels.Length, evaluation.Accuracy, 1e-6);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var (network, tokens, y) = (new WordsInLanes(1) { Threads = 1 }, Draw(3), new float[3 * Positions * Symbols]);
        using var optimizer = new Adam();
        void Call()
        {
            network.Predict(tokens, y);
            network.TrainStep(tokens, tokens, optimizer);
            _ = network.Loss(tokens, tokens);
        }
        Allocation.AssertNone(Call);
    }

    [Fact]
    public void Lengths_are_those_of_rows()
    {
        var network = new WordsInLanes(1);
#pragma warning disable ADJ0601, ADJ0602 // The compiler says so as well.
        Assert.StartsWith(
            "'WordsInLanes' needs 32 ",
            Assert.Throws<ArgumentException>(() => network.Predict(new int[31], new float[31 * Symbols])).Message.Replace("x has 31 tokens; ", "", StringComparison.Ordinal));
#pragma warning restore ADJ0601, ADJ0602
        Assert.StartsWith("x[1, 3] is 11", Assert.Throws<ArgumentException>(() => network.Predict([.. new int[35], 11, .. new int[28]], new float[64 * Symbols])).Message);
    }

    private static int[] Draw(int rows)
    {
        var random = new Random(rows);
        return [.. Enumerable.Range(0, rows * Positions).Select(_ => random.Next(Symbols))];
    }
}
