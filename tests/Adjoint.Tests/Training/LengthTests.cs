using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Sequences of which each row has a length of its own: steps from the length on do not exist.</summary>
[Collection(nameof(Alone))]
public sealed class LengthTests
{
    private const int Steps = 7;

    private delegate float Run(float[] x, float[] y, float[] gradient);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(19)]
    public void What_stands_behind_the_end_reaches_nothing(int rows)
    {
        var lengths = Lengths(rows);
        Reaches(rows, 2, BothWaysOfLengths.ParameterCount, (x, y, gradient) => Of(new BothWaysOfLengths(1), n => n.Predict(x, lengths, y), n => n.Gradient(x, lengths, new int[rows], gradient)));
        Reaches(rows, 28, StepsOfLengths.ParameterCount, (x, y, gradient) => Of(new StepsOfLengths(1), n => n.Predict(x, lengths, y), n => n.Gradient(x, lengths, Behind(rows, 4), gradient)));
        Reaches(rows, 2, LastOfLengths.ParameterCount, (x, y, gradient) => Of(new LastOfLengths(1), n => n.Predict(x, lengths, y), n => n.Gradient(x, lengths, new float[rows * 2], gradient)));
        Reaches(rows, 2, MaskedLengths.ParameterCount, (x, y, gradient) => Of(new MaskedLengths(1), n => n.Predict(x, lengths, y), n => n.Gradient(x, lengths, new float[rows * 2], gradient)));

        Reaches(rows, 28, AttendedLengths.ParameterCount, (x, y, gradient) => Of(new AttendedLengths(1), n => n.Predict(x, lengths, y), n => n.Gradient(x, lengths, Behind(rows, 4), gradient)));

        // Targets behind the end are as if they were not there.
        float[] Behind(int count, int size) => [.. Enumerable.Range(0, count * Steps * size).Select(i => i / size % Steps < lengths[i / size / Steps] ? 0.25f : float.NaN)];

        void Reaches(int count, int outputs, int parameters, Run run)
        {
            float[] y = new float[count * outputs], other = new float[count * outputs], gradient = new float[parameters], otherGradient = new float[parameters];
            var x = Draw(count * Steps * 3);
            Fill(float.NaN);
            var loss = run(x, y, gradient);
            Fill(1e30f);
            Assert.Equal(loss, run(x, other, otherGradient));
            Assert.Equal(y, other);
            Assert.Equal(gradient, otherGradient);
            Assert.True(float.IsFinite(loss));
            Assert.All(gradient, dw => Assert.True(float.IsFinite(dw)));
            Assert.Contains(gradient, static dw => dw != 0);
            for (var i = 0; i < y.Length && outputs == 28; i++)
                Assert.True((i / 4 % Steps < lengths[i / 28]) == (y[i] != 0));

            void Fill(float value)
            {
                for (var i = 0; i < x.Length; i++)
                    x[i] = i / 3 % Steps < lengths[i / 3 / Steps] ? x[i] : value;
            }
        }
    }

    [Fact]
    public void A_row_is_what_a_network_of_as_many_steps_makes_of_it()
    {
        var (network, seven, three, one) = (new BothWaysOfLengths(1), new BothWaysOfSeven(1), new BothWaysOfThree(1), new BothWaysOfOne(1));
        int[] lengths = [7, 3, 1, 3, 7];
        var (x, labels) = (Draw(5 * Steps * 3), new[] { 0, 1, 1, 0, 1 });
        float[] y = new float[10], gradient = new float[BothWaysOfLengths.ParameterCount], sum = new float[gradient.Length], part = new float[gradient.Length], own = new float[2];
        network.Predict(x, lengths, y);
        var (loss, mean) = (network.Gradient(x, lengths, labels, gradient), 0f);
        for (var row = 0; row < 5; row++)
        {
            var rowOfX = x.AsSpan(row * Steps * 3, lengths[row] * 3);
            mean += (lengths[row] == 7 ? seven.Gradient(rowOfX, [labels[row]], part) : lengths[row] == 3 ? three.Gradient(rowOfX, [labels[row]], part) : one.Gradient(rowOfX, [labels[row]], part)) / 5;
            for (var i = 0; i < sum.Length; i++)
                sum[i] += part[i] / 5;
            if (lengths[row] == 7)
                seven.Predict(rowOfX, own);
            else if (lengths[row] == 3)
                three.Predict(rowOfX, own);
            else
                one.Predict(rowOfX, own);
            Assert.Equal(own[0], y[row * 2], 2e-6f);
            Assert.Equal(own[1], y[(row * 2) + 1], 2e-6f);
        }
        Assert.Equal(mean, loss, 1e-6f);
        for (var i = 0; i < sum.Length; i++)
            Assert.Equal(sum[i], gradient[i], 2e-6f);
    }

    [Fact]
    public void A_row_without_steps_yields_0_and_teaches_nothing()
    {
        var network = new StepsOfLengths(1);
        float[] y = new float[3 * 28], gradient = new float[StepsOfLengths.ParameterCount];
        network.Predict(Draw(63), [0, 0, 0], y);
        Assert.All(y, static number => Assert.Equal(0, number));
        Assert.Equal(0, network.Gradient(Draw(63), [0, 0, 0], new float[84], gradient));
        Assert.All(gradient, static number => Assert.Equal(0, number));
        var (last, bias) = (new LastOfLengths(1), new float[2]);
        last.Predict(Draw(21), [0], bias);
        // Of a row without steps the last is 0, and the layer behind it adds its bias.
        Assert.Equal(last.Parameters[^2..].ToArray(), bias);
    }

    [Fact]
    public void Gradients_are_those_of_differences()
    {
        Assert.True(new StepsOfLengths(1).VerifyGradients(rows: 9) is var steps && steps.Agrees(), steps.ToString());
        Assert.True(new BothWaysOfLengths(1).VerifyGradients(rows: 9) is var both && both.Agrees(), both.ToString());
        Assert.True(new TokensOfLengths(1).VerifyGradients(rows: 9) is var tokens && tokens.Agrees(), tokens.ToString());
        Assert.True(new ReductionsOfLengths(1).VerifyGradients(rows: 9) is var reductions && reductions.Agrees(1e-7), reductions.ToString());
    }

    [Fact]
    public void Hessian_products_are_differences_of_gradients()
    {
        const int rows = 5;
        var network = new ReductionsOfLengths(1);
        var (count, lengths) = (ReductionsOfLengths.ParameterCount, Lengths(rows));
        double[] x = [.. Draw(rows * 21).Select(static v => (double)v)], targets = new double[rows * 2], direction = [.. Draw(count).Select(static v => (double)v)];
        double[] product = new double[count], above = new double[count], below = new double[count];
        network.HessianVectorProduct(x, lengths, targets, direction, product);
        Move(1e-5);
        network.Gradient(x, lengths, targets, above);
        Move(-2e-5);
        network.Gradient(x, lengths, targets, below);
        for (var i = 0; i < count; i++)
            Assert.Equal((above[i] - below[i]) / 2e-5, product[i], 1e-6);

        void Move(double by)
        {
            for (var i = 0; i < count; i++)
                network.Parameters[i] += by * direction[i];
        }
    }

    [Fact]
    public void The_gradients_of_rows_are_those_of_rows_alone()
    {
        const int rows = 4;
        var (network, lengths, x, targets) = (new StepsOfLengths(1), Lengths(rows), Draw(rows * 21), Draw(rows * 28));
        float[] all = new float[rows * StepsOfLengths.ParameterCount], one = new float[StepsOfLengths.ParameterCount];
        network.RowGradients(x, lengths, targets, all);
        for (var row = 0; row < rows; row++)
        {
            network.Gradient(x.AsSpan(row * 21, 21), lengths.AsSpan(row, 1), targets.AsSpan(row * 28, 28), one);
            for (var i = 0; i < one.Length; i++)
                Assert.Equal(one[i], all[(row * one.Length) + i], 2e-6f);
        }
    }

    [Fact]
    public void Labels_behind_the_end_are_not_looked_at()
    {
        const int rows = 6;
        var (network, lengths) = (new TokensOfLengths(1), Lengths(rows));
        var random = new Random(1);
        int[] x = [.. Enumerable.Range(0, rows * Steps).Select(_ => random.Next(11))], labels = [.. x.Select((label, i) => i % Steps < lengths[i / Steps] ? label : 999)];
        float[] first = new float[TokensOfLengths.ParameterCount], second = new float[first.Length];
        var loss = network.Gradient(x, lengths, labels, first);
        Assert.Equal(loss, network.Gradient(x, lengths, [.. labels.Select(static label => label == 999 ? -100 : label)], second));
        Assert.Equal(first, second);

        // Accuracy and loss of a data set count the same steps, also where it comes in batches.
        var data = new Dataset(
            [Column.OfTokens("x", x, Steps), Column.OfTokens("lengths", lengths, 1)],
            [Column.OfLabels("labels", [.. labels.Select(static label => label == 999 ? 3 : label)], Steps)]);
        var evaluation = network.Evaluate(data);
        Assert.Equal(loss, evaluation.Loss, 1e-5);
        var y = new float[rows * Steps * 11];
        network.Predict(x, lengths, y);
        var right = Enumerable.Range(0, x.Length).Where(i => i % Steps < lengths[i / Steps]).Count(i => y.AsSpan(i * 11, 11).IndexOf(y.AsSpan(i * 11, 11).ToArray().Max()) == labels[i]);
        Assert.Equal((double)right / lengths.Sum(), evaluation.Accuracy, 1e-9);
    }

    [Fact]
    public void Answers_are_counted_up_to_the_end()
    {
        int[] lengths = [7, 2, 0];
        var (network, x) = (new AnswersOfLengths(1), Draw(3 * 14));
        int[] labels = [1, 0, 1, 1, 0, 0, 1, 1, 1, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7, 7];
        var y = new float[21];
        network.Predict(x, lengths, y);
        var counted = Enumerable.Range(0, 21).Where(i => i % 7 < lengths[i / 7]).ToList();
        var expected = counted.Average(i => Math.Log(1 + Math.Exp(labels[i] == 1 ? -y[i] : y[i])));
        Assert.Equal(expected, network.Loss(x, lengths, labels), 1e-5);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void Lengths_out_of_range_are_refused(int length)
    {
        var thrown = Assert.Throws<ArgumentException>(() => new LastOfLengths(1).Predict(new float[42], [3, length], new float[4]));
        Assert.StartsWith($"Row 1 has {length} steps by lengths; 'LastOfLengths' takes from 0 to 7.", thrown.Message);
    }

#pragma warning disable ADJ0603 // It is what the test is about.
    [Fact]
    public void Lengths_are_refused_where_there_is_not_one_for_each_row() =>
        Assert.Contains("'lengths'", Assert.Throws<ArgumentException>(() => new LastOfLengths(1).Predict(new float[42], [3], new float[4])).Message);
#pragma warning restore ADJ0603

    [Fact]
    public void Results_do_not_depend_on_threads()
    {
        const int rows = 150;
        var (x, lengths, labels) = (Draw(rows * 21), Lengths(rows), new int[rows]);
        float[] first = new float[BothWaysOfLengths.ParameterCount], second = new float[first.Length];
        Assert.Equal(new BothWaysOfLengths(1) { Threads = 1 }.Gradient(x, lengths, labels, first), new BothWaysOfLengths(1) { Threads = 2 }.Gradient(x, lengths, labels, second));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Steps_of_a_network_with_lengths_have_none()
    {
        Assert.True(new StepsOfLengths(1).VerifySteps(3) is var steps && steps.Agrees(1e-6), steps.ToString());
        Assert.True(new LastOfLengths(1).VerifySteps(17) is var last && last.Agrees(1e-6), last.ToString());
    }

    private static float Of<T>(T network, Action<T> predict, Func<T, float> gradient)
    {
        predict(network);
        return gradient(network);
    }

    /// <summary>Rows of every length, none and all among them.</summary>
    private static int[] Lengths(int rows) => rows == 1 ? [4] : [.. Enumerable.Range(0, rows).Select(static row => row * 3 % 8)];

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
