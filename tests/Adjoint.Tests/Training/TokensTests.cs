using Adjoint.Data;

namespace Adjoint.Tests.Training;

#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.

/// <summary>Networks that read tokens, and have a label for each position.</summary>
public sealed class TokensTests
{
    private const int Positions = 9, Tokens = 37;

    [Fact]
    public void A_token_that_there_is_not_is_named_by_its_place()
    {
        var network = new LanguageModel(seed: 1);
        var (tokens, labels) = Draw(rows: 7);
        tokens[Positions * 3 + 4] = Tokens;
        var before = network.Parameters.ToArray();
        var refused = Assert.Throws<ArgumentException>(() => network.TrainStep(tokens, labels, new Adam(0.01f)));
        Assert.StartsWith("tokens[3, 4] is 37; 'LanguageModel' knows 37 tokens, 0 to 36.", refused.Message, StringComparison.Ordinal);
        tokens[Positions * 3 + 4] = -1;
        Assert.StartsWith("tokens[3, 4] is -1;", Assert.Throws<ArgumentException>(() => network.Predict(tokens, new float[7 * Positions * Tokens])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Vjp(tokens, new float[7 * Positions * Tokens], []));
        Assert.Throws<ArgumentException>(() => network.Jvp(tokens, new float[LanguageModel.ParameterCount], [], new float[7 * Positions * Tokens]));
        Assert.Equal(before, network.Parameters.ToArray());
        Assert.Equal(0, network.TrainingStep);
    }

    [Fact]
    public void A_label_that_is_no_class_is_named_by_its_place()
    {
        var (tokens, labels) = Draw(rows: 3);
        labels[Positions + 2] = Tokens;
        var refused = Assert.Throws<ArgumentException>(() => _ = new LanguageModel(seed: 1).Loss(tokens, labels));
        Assert.StartsWith("The label of row 1, position 2, is 37; it must be a class from 0 to 36, or 5 for a position to ignore.", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("'LanguageModel' needs 9 labels for each row, one for each position: tokens has 3 rows, but there are 26 labels.",
            Assert.Throws<ArgumentException>(() => _ = new LanguageModel(seed: 1).Loss(tokens, labels[1..])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100)]
    public void A_batch_gives_the_bits_of_spans(int rows)
    {
        var (tokens, labels) = Draw(rows);
        var data = new Dataset([Column.OfTokens("tokens", tokens, Positions)], [Column.OfLabels("labels", labels, Positions)]);
        var (ofSpans, ofBatch) = (new LanguageModel(seed: 2), new LanguageModel(seed: 2));
        var (first, second) = (new Adam(0.01f), new Adam(0.01f));
        for (var step = 0; step < 3; step++)
            Assert.Equal(ofSpans.TrainStep(tokens, labels, first), ofBatch.TrainStep(data.ToBatch(), second));
        Bits.AssertEqual(ofSpans.Parameters.ToArray(), ofBatch.Parameters.ToArray(), "the parameters");

        var outputs = new PortRows(((INetwork)ofBatch).Outputs[0], rows);
        ((INetwork)ofBatch).Predict(data.ToBatch(), outputs);
        float[] y = new float[rows * Positions * Tokens], z = new float[y.Length], sideBySide = new float[y.Length];
        outputs.CopyTo(y);
        ofSpans.Predict(tokens, z);
        ((INetwork<float>)ofSpans).Predict([.. tokens.Select(static token => (float)token)], sideBySide);
        Bits.AssertEqual(z, sideBySide, "what is predicted of numbers");
        // One row takes the road of rows with spans, and that of blocks in a batch.
        Assert.All(y.Zip(z), static pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_number_that_is_no_token_is_refused()
    {
        var y = new float[Positions * Tokens];
        Assert.Throws<ArgumentException>(() => ((INetwork<float>)new LanguageModel(seed: 1)).Predict([0, 1, 2, 3, 4.5f, 5, 6, 7, 8], y));
        Assert.Throws<ArgumentException>(() => ((INetwork<float>)new LanguageModel(seed: 1)).Predict([0, 1, 2, 3, float.NaN, 5, 6, 7, 8], y));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var (tokens, labels) = Draw(rows: 600);
        var gradient = new float[LanguageModel.ParameterCount];
        var alone = new LanguageModel(seed: 3) { Threads = 1 };
        var loss = alone.Gradient(tokens, labels, gradient);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            var shared = new float[gradient.Length];
            Assert.Equal(loss, new LanguageModel(seed: 3) { Threads = threads }.Gradient(tokens, labels, shared));
            Bits.AssertEqual(gradient, shared, $"the gradient on {threads} threads");
        }
    }

    [Fact]
    public void The_gradient_of_a_table_is_that_of_its_rows_one_by_one()
    {
        var (tokens, labels) = Draw(rows: 23);
        var network = new LanguageModelOfDoubles(seed: 3);
        var sum = new double[LanguageModelOfDoubles.ParameterCount];
        var (single, weight) = (new double[sum.Length], 0);
        for (var row = 0; row < 23; row++)
        {
            var counted = labels.AsSpan(row * Positions, Positions).ToArray().Count(static label => label != 5);
            network.Gradient(tokens.AsSpan(row * Positions, Positions), labels.AsSpan(row * Positions, Positions), single);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += counted * single[i];
            weight += counted;
        }
        network.Gradient(tokens, labels, single);
        Assert.All(sum.Zip(single), pair => Assert.Equal(pair.First / weight, pair.Second, 1e-13));
    }

    [Fact]
    public void The_padding_row_begins_with_zeros_and_stays()
    {
        var network = new LanguageModel(seed: 4);
        var (tokens, labels) = Draw(rows: 40);
        Assert.Contains(3, tokens);
        Assert.All(Row(network, 3), static number => Assert.Equal(0f, number));
        Assert.Contains(Row(network, 4), static number => number != 0);
        network.Wte.Weight[3, 7] = 0.5f;
        var optimizer = new Adam(0.05f);
        for (var step = 0; step < 3; step++)
            network.TrainStep(tokens, labels, optimizer);
        Assert.Equal([.. Enumerable.Range(0, 21).Select(static i => i == 7 ? 0.5f : 0)], Row(network, 3));

        static float[] Row(LanguageModel network, int token) => [.. Enumerable.Range(0, 21).Select(i => network.Wte.Weight[token, i])];
    }

    [Fact]
    public void Derivatives_agree_with_differences()
    {
        Assert.True(new LanguageModelOfDoubles(seed: 5).VerifyGradients(rows: 3).Agrees());
        Assert.True(new CityPrices(seed: 5).VerifyGradients(rows: 5).Agrees());
        Assert.True(new LanguageModelOfDoubles(seed: 5).VerifyGradients(rows: 3).AdjointGap < 1e-12);
    }

    [Fact]
    public void Gradients_of_rows_are_those_of_each_row_alone()
    {
        var (tokens, labels) = Draw(rows: 19);
        var network = new LanguageModelOfDoubles(seed: 6);
        var count = LanguageModelOfDoubles.ParameterCount;
        double[] each = new double[19 * count], norms = new double[19], alone = new double[count];
        network.RowGradients(tokens, labels, each);
        network.RowGradientNorms(tokens, labels, norms);
        for (var row = 0; row < 19; row++)
        {
            network.Gradient(tokens.AsSpan(row * Positions, Positions), labels.AsSpan(row * Positions, Positions), alone);
            Assert.All(alone.Zip(each.AsSpan(row * count, count).ToArray()), static pair => Assert.Equal(pair.First, pair.Second, 1e-13));
            Assert.Equal(Math.Sqrt(alone.Sum(static g => g * g)), norms[row], 1e-12);
        }
    }

    [Fact]
    public void The_product_with_the_Hessian_is_the_slope_of_the_gradient()
    {
        var (tokens, labels) = Draw(rows: 5);
        var network = new LanguageModelOfDoubles(seed: 7);
        var count = LanguageModelOfDoubles.ParameterCount;
        var random = new Random(8);
        double[] direction = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)], product = new double[count];
        network.HessianVectorProduct(tokens, labels, direction, product);
        double[] above = Moved(1e-5), below = Moved(-1e-5);
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal((above[i] - below[i]) / 2e-5, product[i], 1e-7));

        double[] Moved(double step)
        {
            var (moved, gradient) = (new LanguageModelOfDoubles(seed: 7), new double[count]);
            for (var i = 0; i < count; i++)
            {
                // The row of the padding token counts as a constant.
                var isPadding = i / 21 == 3 && i < Tokens * 21;
                moved.Parameters[i] += isPadding ? 0 : step * direction[i];
            }
            moved.Gradient(tokens, labels, gradient);
            return gradient;
        }
    }

    [Fact]
    public void Accuracy_and_perplexity_are_those_of_all_positions_that_count()
    {
        var (tokens, labels) = Draw(rows: 21);
        var network = new LanguageModel(seed: 9);
        var y = new float[21 * Positions * Tokens];
        network.Predict(tokens, y);
        var (counted, right) = (0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            var logits = y.AsSpan(i * Tokens, Tokens);
            counted += labels[i] == 5 ? 0 : 1;
            right += labels[i] != 5 && logits.IndexOf(logits.ToArray().Max()) == labels[i] ? 1 : 0;
        }
        var evaluation = network.Evaluate(new Dataset([Column.OfTokens("tokens", tokens, Positions)], [Column.OfLabels("labels", labels, Positions)]));
        Assert.Equal((double)right / counted, evaluation.Accuracy, 1e-12);
        Assert.Equal(network.Loss(tokens, labels), evaluation.Loss, 1e-5);
        Assert.Equal(Math.Exp(evaluation.Loss), evaluation.Perplexity, 1e-12);
        Assert.Throws<ArgumentException>(() => network.Evaluate(new Dataset([Column.OfTokens("tokens", tokens, Positions)], [Column.OfLabels("labels", labels[..21])])));
        Assert.Throws<ArgumentException>(() => network.Evaluate(new Dataset([Column.Of("tokens", new float[labels.Length], Positions)], [Column.OfLabels("labels", labels, Positions)])));
    }

    [Fact]
    public void Tokens_and_numbers_come_together()
    {
        var random = new Random(10);
        int[] city = [.. Enumerable.Range(0, 200).Select(_ => random.Next(30))], weekday = [.. Enumerable.Range(0, 200).Select(_ => random.Next(7))];
        float[] numbers = [.. Enumerable.Range(0, 1000).Select(_ => random.NextSingle())];
        float[] price = [.. Enumerable.Range(0, 200).Select(row => city[row] * 0.1f + (weekday[row] == 6 ? 1 : 0) + numbers[row * 5])];
        var (network, optimizer) = (new CityPrices(seed: 1), new Adam(0.01f));
        var first = network.Loss(city, weekday, numbers, price);
        for (var step = 0; step < 300; step++)
            network.TrainStep(city, weekday, numbers, price, optimizer);
        Assert.True(network.Loss(city, weekday, numbers, price) < first / 100);
    }

    [Fact]
    public void What_a_network_says_of_initial_values_holds_for_layers_that_say_nothing()
    {
        var network = new DrawnAlike(seed: 11);
        Assert.Equal(0.05, Deviation(network.Embedding1.Weight), 0.005);
        Assert.Equal(0.05, Deviation(network.Dense2.Weight), 0.005);
        Assert.Equal(0.02 * 0.88, Deviation(network.Position1.Weight), 0.002);
        Assert.Equal(0, Deviation(network.Dense1.Weight));
        Assert.Equal(0, Deviation(network.Dense2.Bias));

        static double Deviation(ParameterView<float> view)
        {
            var values = new float[view.Length];
            view.CopyTo(values);
            return Math.Sqrt(values.Sum(static v => (double)v * v) / values.Length);
        }
    }

    [Fact]
    public void A_gradient_of_several_calls_is_applied_as_one()
    {
        var (tokens, labels) = Draw(rows: 32);
        Array.Fill(labels, 7);
        var (whole, parts) = (new LanguageModel(seed: 12), new LanguageModel(seed: 12));
        float[] sum = new float[LanguageModel.ParameterCount], part = new float[sum.Length];
        Adam first = new(0.01f), second = new(0.01f);
        for (var step = 0; step < 3; step++)
        {
            whole.TrainStep(tokens, labels, first);
            Array.Clear(sum);
            for (var half = 0; half < 2; half++)
            {
                parts.Gradient(tokens.AsSpan(half * 16 * Positions, 16 * Positions), labels.AsSpan(half * 16 * Positions, 16 * Positions), part);
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += part[i] / 2;
            }
            Assert.True(parts.Apply(sum, second));
        }
        Assert.All(whole.Parameters.ToArray().Zip(parts.Parameters.ToArray()), static pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
        sum[5] = float.NaN;
        var before = parts.Parameters.ToArray();
        Assert.False(parts.Apply(sum, second));
        Bits.AssertEqual(before, parts.Parameters.ToArray(), "the parameters after a refused step");
        Assert.Throws<ArgumentException>(() => parts.Apply(sum.AsSpan(1), second));
        Assert.Throws<InvalidOperationException>(() => parts.Apply(part, first));
    }

    private static (int[] Tokens, int[] Labels) Draw(int rows)
    {
        var random = new Random(rows);
        return ([.. Enumerable.Range(0, rows * Positions).Select(_ => random.Next(Tokens))], [.. Enumerable.Range(0, rows * Positions).Select(_ => random.Next(Tokens))]);
    }

    /// <summary>What the tables of one batch leave in the gradient must not reach the next, and rows that no token names stay as they are.</summary>
    [Fact]
    public void Steps_look_at_the_rows_that_tokens_name()
    {
        var random = new Random(13);
        var (stepped, applied) = (new Catalogue(seed: 1), new Catalogue(seed: 1));
        var gradient = new float[Catalogue.ParameterCount];
        var tokens = new int[Catalogue.InputSize * 21];
        float[] targets = [.. Enumerable.Range(0, 21).Select(_ => random.NextSingle())];
        foreach (Func<Optimizer> create in (Func<Optimizer>[])
        [
            () => new GradientDescent(0.1f),
            () => new GradientDescent(0.1f) { ClipNorm = 0.01f },
            () => new GradientDescent(0.1f) { WeightDecay = 0.01f },
            () => new GradientDescent(0.1f) { Momentum = 0.9f },
            () => new Adam(0.01f)
        ])
        {
            Optimizer first = create(), second = create();
            for (var step = 0; step < 6; step++)
            {
                for (var i = 0; i < tokens.Length; i++)
                    tokens[i] = random.Next(step % 2 == 0 ? 40 : 5000);
                stepped.TrainStep(tokens, targets, first);
                // Another network's gradient is made in a buffer that is zero everywhere at first, and looked at everywhere.
                new Catalogue(seed: 2).Parameters.CopyTo(gradient);
                var fresh = new Catalogue(seed: 3);
                applied.Parameters.CopyTo(fresh.Parameters);
                fresh.Gradient(tokens, targets, gradient);
                applied.Apply(gradient, second);
                Bits.AssertEqual(applied.Parameters.ToArray(), stepped.Parameters.ToArray(), $"the parameters after step {step} of {first.GetType().Name}");
            }
        }
    }

    [Fact]
    public void A_gradient_of_another_batch_leaves_nothing()
    {
        float[] targets = [0.5f, -0.5f], once = new float[Catalogue.ParameterCount], again = new float[once.Length];
        int[] tokens = [1, 2, 3, 4, 5, 6], others = [4000, 4001, 4002, 4003, 1, 2];
        new Catalogue(seed: 4).Gradient(tokens, targets, once);
        var network = new Catalogue(seed: 4);
        network.Gradient(others, targets, again);
        network.Gradient(tokens, targets, again);
        Bits.AssertEqual(once, again, "the gradient");
    }
}
