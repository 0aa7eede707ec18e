using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Tables;

/// <summary>Categories as tokens, read by a network's embedding.</summary>
public sealed class TokensTests
{
    [Fact]
    public void A_network_reads_numbers_and_the_tokens_of_a_column()
    {
        var table = Read().Ignore("Seen", "Sex");
        var prepare = Preparation.Fit(table, static p => p.Standardize().Tokens("Colour").FillMissing());
        var network = new ColouredAnimals(seed: 1);
        prepare.Check(network);
        Assert.Contains("reads an index of 4 in 'colour', and the preparation gives an index of 18", Refusal<ArgumentException>(() =>
            Preparation.Fit(Table.ParseCsv("Colour,a,b\n" + string.Concat(Enumerable.Range(0, 17).Select(static i => $"c{i},1,2\n"))), static p => p.Tokens("Colour")).Check(network)));

        var data = prepare.Apply(table);
        using var optimizer = new Adam(1e-2f);
        var before = network.Evaluate(data).Loss;
        for (var epoch = 0; epoch < 10; epoch++)
        {
            foreach (var batch in new MiniBatches(data, 29, seed: 1).Epoch(epoch))
                network.TrainStep(batch, optimizer);
        }
        Assert.True(network.Evaluate(data).Loss < before / 2);

        var perplexity = new Perplexity();
        network.Measure(data, perplexity);
        Assert.Equal(Math.Exp(network.Evaluate(data).Loss), perplexity.Value, 1e-5);
    }

    [Fact]
    public void Rare_categories_are_unknown_ones()
    {
        var table = Table.ParseCsv("x,maker,place\n1,Fiat,A\n2,Fiat,A\n3,Fiat,B\n4,Saab,B\n5,Ford,B\n6,Ford,C\n");
        var prepare = Preparation.Fit(table, static p => p.Tokens("maker").OneHot("place").RareAsUnknown(2));
        Assert.Equal(["x [3]", "maker of 3"], prepare.Inputs.Select(static port => port.ToString()));
        var data = prepare.Apply(table);
        Assert.Equal([1, 1, 1, 0, 2, 2], data.Dataset.ToBatch()["maker"].Indices.ToArray());
        Assert.Equal([6, 0, 0], PreparationTests.Row(data, 5));
        Assert.Equal((1, 1), (data.Unknown["maker"], data.Unknown["place"]));

        var one = Preparation.Fit(table, static p => p.Tokens("maker").OneHot("place").RareAsUnknown(3, "maker"));
        Assert.Equal(["x [4]", "maker of 2"], one.Inputs.Select(static port => port.ToString()));
        Assert.Contains(
            "Each of the 3 categories of 'maker' has fewer than 4 rows, 3 at most", Refusal<ArgumentException>(() => Preparation.Fit(table, static p => p.Tokens("maker").OneHot("place").RareAsUnknown(4, "maker"))));
        Assert.Contains("'x' does not hold categories", Refusal<ArgumentException>(() => Preparation.Fit(table, static p => p.RareAsUnknown(2, "x"))));
        Refusal<ArgumentOutOfRangeException>(() => Preparation.Fit(table, static p => p.RareAsUnknown(1)));
    }

    /// <summary>By rows that have it; else it stays zero where the embedding says so, and as it was drawn where it does not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_vector_of_the_unknown_category_is_trained_where_there_are_such_rows(bool hasRare)
    {
        var table = Table.ParseCsv(
            "Colour,a,b,k\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"{(i % 10 == 0 ? $"rare{i}" : i % 2 == 0 ? "red" : "blue")},{i},{i % 7},{i % 3}\n"))).Label("k");
        if (!hasRare)
            table = table.Take([.. Enumerable.Range(0, 40).Where(static i => i % 10 != 0)]);
        var data = Preparation.Fit(table, static p => p.Standardize().Tokens("Colour").RareAsUnknown(5)).Apply(table);
        var (drawn, zero) = (new ColouredAnimals(seed: 1), new PaddedAnimals(seed: 1));
        float[] before = [.. Enumerable.Range(0, 3).Select(i => drawn.Embedding1.Weight[0, i])];
        Trainer.Fit(drawn, data, new() { Epochs = 3, Optimizer = new Adam(0.01f), Display = ProgressDisplay.None });
        Trainer.Fit(zero, data, new() { Epochs = 3, Optimizer = new Adam(0.01f), Display = ProgressDisplay.None });
        Assert.Equal(hasRare, !before.SequenceEqual(Enumerable.Range(0, 3).Select(i => drawn.Embedding1.Weight[0, i])));
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(i => zero.Embedding1.Weight[0, i]));
    }

    [Fact]
    public void Of_a_class_for_each_position_every_position_is_a_row()
    {
        var (state, network) = (1u, new Sentences(seed: 1));
        int[] tokens = [.. Enumerable.Range(0, 37 * 5).Select(_ => (int)(7 * Uniform(ref state)))];
        var data = new Dataset([Column.OfTokens("x", tokens, 5)], [Column.OfLabels("labels", tokens, 5)]);
        var (accuracy, loss) = (new Accuracy(), new LogLoss());
        network.Measure(data, accuracy, loss);
        Assert.Equal(network.Evaluate(data).Loss, loss.Value, 1e-5);
        Assert.Equal(network.Evaluate(data).Accuracy, accuracy.Value, 12);
    }
}

[Network, Input("colour", 1, Tokens = 4), Input("x", 2)]
[As("numbers"), From("colour"), Embedding(3), Flatten, Concat("numbers"), Dense(8), Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class ColouredAnimals;

[Network, Input("colour", 1, Tokens = 4), Input("x", 2)]
[As("numbers"), From("colour"), Embedding(3, Padding = 0), Flatten, Concat("numbers"), Dense(8), Tanh, Dense(3)]
[CrossEntropy]
public sealed partial class PaddedAnimals;

[Network, Input(5, Tokens = 7)]
[Embedding(6), Dense(7)]
[CrossEntropy(PerPosition = true)]
public sealed partial class Sentences;
