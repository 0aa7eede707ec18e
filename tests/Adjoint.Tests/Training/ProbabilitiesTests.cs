using System.Numerics;
using Adjoint.Data;
using Adjoint.Tests.Numerics;

namespace Adjoint.Tests.Training;

#pragma warning disable ADJ0602 // What is refused here the compiler sees too, where the source says it.

/// <summary>Probabilities of logits, against the textbook's formulas in double precision.</summary>
public sealed class ProbabilitiesTests
{
    /// <summary>Numbers of rows on both roads, with full and other last blocks.</summary>
    public static TheoryData<int> RowCounts => [1, 2, 7, 8, 15, 16, 17, 33, 50, 1030];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Classes_have_the_softmax_of_their_logits(int rows)
    {
        Agree(new SeventeenClasses(), rows, classes: 17);
        Agree(new TwoClasses(), rows, classes: 2);
        Agree(new SevenClassesAtFivePositions(), rows, classes: 7);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Answers_have_the_logistic_function_of_their_logit(int rows)
    {
        Agree(new NineteenAnswers(), rows, classes: 1);
        Agree(new OneAnswer(), rows, classes: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_class_whose_logit_is_minus_infinity_has_probability_0(int rows)
    {
        var p = Of(new SeventeenClasses(), Repeat(rows, [.. new float[16], float.NegativeInfinity]));
        for (var row = 0; row < rows; row++)
        {
            Assert.All(p[(row * 17)..(row * 17 + 16)], static value => Assert.Equal(1 / 16f, value, 1e-7f));
            Assert.Equal(0, p[row * 17 + 16]);
        }
    }

    [Theory]
    [InlineData(1, float.PositiveInfinity)]
    [InlineData(9, float.PositiveInfinity)]
    [InlineData(1, float.NaN)]
    [InlineData(9, float.NaN)]
    public void A_logit_that_is_no_number_makes_its_row_NaN_and_no_other(int rows, float logit)
    {
        var logits = new float[rows * 17];
        logits[(rows - 1) * 17 + 3] = logit;
        var p = Of(new SeventeenClasses(), logits);
        Assert.All(p[..^17], static value => Assert.Equal(1 / 17f, value, 1e-7f));
        Assert.All(p[^17..], static value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void An_answer_whose_logit_is_infinite_is_certain(int rows)
    {
        float[] row = [float.PositiveInfinity, float.NegativeInfinity, 0, 1000, -1000, float.NaN, .. new float[13]];
        float[] expected = [1, 0, 0.5f, 1, 0, float.NaN, .. Enumerable.Repeat(0.5f, 13)];
        Assert.Equal(Repeat(rows, expected), Of(new NineteenAnswers(), Repeat(rows, row)));
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Each_output_has_its_own_loss_s_probabilities_and_what_no_loss_reads_as_logits_stays(int rows)
    {
        var network = new ThreeHeaded(seed: 3);
        var x = Trial.Values(rows * 5, seed: 4);
        var (answers, numbers, classes) = (new float[rows * 3], new float[rows * 4], new float[rows * 6]);
        network.Predict(x, answers, numbers, classes);
        var (a, n, c) = (new float[rows * 3], new float[rows * 4], new float[rows * 6]);
        network.Probabilities(x, a, n, c);
        AssertNear(Naive(answers, 1), a);
        AssertNear(Naive(classes, 6), c);
        Bits.AssertEqual(numbers, n, "the numbers");
    }

    [Fact]
    public void Of_two_losses_on_one_output_the_one_that_reads_logits_counts()
    {
        var network = new LogitsAndNumbers(seed: 2);
        var x = Trial.Values(21 * 4, seed: 4);
        var (y, p) = (new float[21 * 5], new float[21 * 5]);
        network.Predict(x, y);
        network.Probabilities(x, p);
        AssertNear(Naive(y, 5), p);
    }

    [Fact]
    public void A_language_model_has_the_probabilities_of_the_next_token_at_each_position()
    {
        var tokens = Enumerable.Range(0, 21 * 9).Select(static i => i * 7 % 37).ToArray();
        var network = new LanguageModel(seed: 1);
        var (y, p) = (new float[21 * LanguageModel.OutputSize], new float[21 * LanguageModel.OutputSize]);
        network.Predict(tokens, y);
        network.Probabilities(tokens, p);
        AssertNear(Naive(y, 37), p);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    public void Code_that_does_not_know_the_class_gets_the_same_of_a_mini_batch(int rows)
    {
        IClassifier network = new ThreeHeaded(seed: 3);
        var x = Trial.Values(rows * 5, seed: 4);
        var batch = new MiniBatch(network, rows);
        batch.Inputs[0].Set(x);
        PortRows[] outputs = [.. network.Outputs.Select(port => new PortRows(port, rows))];
        network.Probabilities(batch, outputs);
        float[][] expected = [new float[rows * 3], new float[rows * 4], new float[rows * 6]];
        ((ThreeHeaded)network).Probabilities(x, expected[0], expected[1], expected[2]);
        for (var i = 0; i < 3; i++)
        {
            var found = new float[expected[i].Length];
            outputs[i].CopyTo(found);
            AssertNear([.. expected[i].Select(static p => (double)p)], found);
        }
    }

    [Fact]
    public void Several_inputs_and_outputs_may_lie_side_by_side()
    {
        IClassifier<double> network = new DoubleTwoHeaded(seed: 3);
        double[] x = [.. Trial.Values(11 * 17, seed: 4)];
        var (y, p) = (new double[11 * 7], new double[11 * 7]);
        network.Predict(x, y);
        network.Probabilities(x, p);
        for (var row = 0; row < 11; row++)
        {
            AssertNear(Naive(y[(row * 7)..(row * 7 + 6)], 6), p[(row * 7)..(row * 7 + 6)]);
            Assert.Equal(y[row * 7 + 6], p[row * 7 + 6]);
        }
    }

    [Fact]
    public void Only_networks_whose_loss_reads_logits_have_them()
    {
        Assert.IsNotAssignableFrom<IClassifier>(new Regressor());
        Assert.IsAssignableFrom<IClassifier<float>>(new Tall());
        Assert.IsAssignableFrom<IClassifier<double>>(new DoubleTwoHeaded());
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_and_nothing_is_written()
    {
        var network = new ThreeHeaded();
        var (x, a, n, c) = (new float[10], new float[6], new float[8], new float[11]);
        a.AsSpan().Fill(-1);
        var fault = Assert.Throws<ArgumentException>(() => network.Probabilities(x, a, n, c));
        Assert.Equal("'ThreeHeaded' writes 6 numbers a row, 12 for the 2 rows in x; 'classes' has 11. (Parameter 'classes')", fault.Message);
        Assert.All(a, static value => Assert.Equal(-1, value));
        Assert.Throws<ArgumentException>(() => new Tall().Probabilities(new float[5000], new float[2]));
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Spans_end_where_they_end(int rows)
    {
        using var x = new GuardedFloats(Trial.Values(rows * 17, seed: 2));
        using var mask = new GuardedFloats(rows * 17);
        using var p = new GuardedFloats(rows * 17);
        mask.Span.Clear();
        var network = new SeventeenClasses();
        network.Probabilities(x.Span, mask.Span, p.Span);
        AssertNear(Naive(x.Span.ToArray(), 17), p.Span.ToArray());
        Bits.AssertEqual(Trial.Values(rows * 17, seed: 2), x.Span, "the inputs");
        x.AssertSurroundingsIntact();
        mask.AssertSurroundingsIntact();
        p.AssertSurroundingsIntact();
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var x = Trial.Values(2100 * WideClassifier.InputSize, seed: 1);
        var (one, eight) = (new float[2100 * WideClassifier.OutputSize], new float[2100 * WideClassifier.OutputSize]);
        new WideClassifier(seed: 1) { Threads = 1 }.Probabilities(x, one);
        new WideClassifier(seed: 1) { Threads = 8 }.Probabilities(x, eight);
        Bits.AssertEqual(one, eight, "probabilities on eight threads");
    }

    /// <summary>Logits of every kind: ordinary, ±1,000, equal, and far apart.</summary>
    private static void Agree<T>(INetwork<T> network, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = network.OutputSize;
        var logits = Array.ConvertAll(Trial.Values(rows * size, seed: 5), static value => T.CreateTruncating(8 * value));
        for (var row = 0; row < rows; row++)
        {
            var of = logits.AsSpan(row * size, size);
            if (row % 4 == 1)
                of.Fill(T.CreateTruncating(row));
            for (var i = 0; i < size && row % 4 >= 2; i++)
                of[i] = row % 4 == 2 ? T.CreateTruncating(1000 * (i % 2 * 2 - 1)) : of[i] * T.CreateTruncating(100);
        }
        AssertNear(Naive(logits, classes), Of(network, logits));
    }

    private static T[] Of<T>(INetwork<T> network, T[] logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (size, p) = (network.OutputSize, new T[logits.Length]);
        var x = new T[2 * logits.Length];
        for (var row = 0; row < logits.Length / size; row++)
            logits.AsSpan(row * size, size).CopyTo(x.AsSpan(2 * row * size));
        ((IClassifier<T>)network).Probabilities(x, p);
        return p;
    }

    private static float[] Repeat(int rows, float[] row) => [.. Enumerable.Repeat(row, rows).SelectMany(static values => values)];

    /// <summary>exp y / Σ exp y of each so many logits; of one, 1 / (1 + exp −y).</summary>
    private static double[] Naive<T>(T[] logits, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. logits.Select(static y => double.CreateTruncating(y)).Chunk(classes).SelectMany(static y => y.Length == 1
            ? [1 / (1 + Math.Exp(-y[0]))]
            : y.Select(each => Math.Exp(each - y.Max()) / y.Sum(other => Math.Exp(other - y.Max()))))];

    private static void AssertNear<T>(double[] expected, T[] found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, found.Length);
        var bound = 8 * (typeof(T) == typeof(double) ? Math.Pow(2, -53) : Math.Pow(2, -24));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(double.CreateTruncating(found[i]) - expected[i]) <= bound, $"Probability {i} is {found[i]} instead of {expected[i]:G9}.");
    }
}
