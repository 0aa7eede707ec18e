using System.Runtime.InteropServices;
using Adjoint.Data;
using Adjoint.Tests.Numerics;

namespace Adjoint.Tests.Training;

#pragma warning disable ADJ0615 // What is refused here the compiler sees too, where the source says it.

/// <summary>Binary cross-entropy of labels: 0, 1, and the one that does not count.</summary>
public sealed class AnswersTests
{
    public static TheoryData<int> RowCounts => [1, 7, 15, 16, 17, 33, 100];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void A_label_is_the_probability_that_it_says_bit_by_bit(int rows)
    {
        var (labelled, told) = (new Answers(seed: 3), new AnswersOfNumbers(seed: 3));
        var (x, labels) = (Trial.Values(rows * 7, seed: 1), Labels(rows));
        float[] targets = [.. labels.Select(static label => (float)label)];
        var (gradient, expected) = (new float[Answers.ParameterCount], new float[Answers.ParameterCount]);
        Bits.AssertEqual(told.Loss(x, targets), labelled.Loss(x, labels), "the loss");
        told.Gradient(x, targets, expected);
        labelled.Gradient(x, labels, gradient);
        Bits.AssertEqual(expected, gradient, "the gradient");
        using Adam first = new(0.01f), second = new(0.01f);
        for (var step = 0; step < 5; step++)
            Bits.AssertEqual(told.TrainStep(x, targets, first), labelled.TrainStep(x, labels, second), $"the loss of step {step}");
        Bits.AssertEqual(told.Parameters, labelled.Parameters, "the parameters");
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void The_mean_is_over_the_labels_that_count_each_with_the_weight_of_its_class(int rows)
    {
        var network = new WeightedAnswers(seed: 3);
        double[] x = [.. Trial.Values(rows * 7, seed: 1)];
        int[] labels = [.. Labels(rows).Select(static (label, row) => row % 4 == 2 ? -1 : label)];
        var y = new double[rows];
        network.Predict(x, y);
        var (sum, weights) = (0.0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            var weight = labels[row] switch { 0 => 0.5, 1 => 3, _ => 0 };
            sum += weight == 0 ? 0 : weight * Math.Log(1 + Math.Exp(labels[row] == 1 ? -y[row] : y[row]));
            weights += weight;
        }
        Assert.Equal(sum / weights, network.Loss(x, labels), 1e-12);
        Assert.Equal(sum / weights, network.Evaluate(new Dataset([Column.Of("x", x, 7)], [Column.OfLabels("labels", labels)])).Loss, 1e-12);
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Each_logit_has_a_label_of_its_own(int rows)
    {
        var network = new FiveAnswers(seed: 3);
        var (x, y) = (Trial.Values(rows * 7, seed: 1), new float[rows * 5]);
        int[] labels = [.. Labels(rows * 5).Select(static (label, i) => i % 7 == 2 ? -1 : label)];
        network.Predict(x, y);
        var (sum, weights, right) = (0.0, 0.0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
                continue;
            sum += (1 + labels[i]) * Math.Log(1 + Math.Exp(labels[i] == 1 ? -y[i] : y[i]));
            weights += 1 + labels[i];
            right += y[i] > 0 == (labels[i] == 1) ? 1 : 0;
        }
        var evaluation = network.Evaluate(new Dataset([Column.Of("x", x, 7)], [Column.OfLabels("labels", labels, positions: 5)]));
        Assert.Equal(sum / weights, network.Loss(x, labels), 1e-5);
        Assert.Equal(sum / weights, evaluation.Loss, 1e-5);
        Assert.Equal((double)right / labels.Count(static label => label >= 0), evaluation.Accuracy);
    }

    [Fact]
    public void What_is_in_a_row_that_does_not_count_changes_no_bit()
    {
        var labels = Labels(33);
        labels[5] = labels[20] = -100;
        var gradients = Array.ConvertAll([0, float.NaN, float.PositiveInfinity], number =>
        {
            var x = Trial.Values(33 * 7, seed: 1);
            x.AsSpan(5 * 7, 7).Fill(number);
            x.AsSpan(20 * 7, 7).Fill(number);
            var gradient = new float[Answers.ParameterCount];
            Assert.True(float.IsFinite(new Answers(seed: 3).Gradient(x, labels, gradient)));
            return gradient;
        });
        Assert.All(gradients, gradient => Bits.AssertEqual(gradients[0], gradient, "the gradient"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Another_label_is_refused_with_its_row_and_nothing_changes(int label)
    {
        var network = new Answers(seed: 3);
        using var optimizer = new Adam(0.01f);
        var (x, labels, before) = (Trial.Values(9 * 7, seed: 1), Labels(9), network.Parameters.ToArray());
        labels[6] = label;
        var expected = $"The label of row 6 is {label}; it must be a class from 0 to 1, or -100 for a row to ignore.";
        Assert.Equal($"{expected} (Parameter 'labels')", Assert.Throws<ArgumentException>(() => network.Loss(x, labels)).Message);
        Assert.Equal($"{expected} (Parameter 'labels')", Assert.Throws<ArgumentException>(() => network.TrainStep(x, labels, optimizer)).Message);
        var batch = new Dataset(x, 7, labels).ToBatch();
        Assert.Equal($"{expected} (Parameter 'batch')", Assert.Throws<ArgumentException>(() => network.TrainStep(batch, optimizer)).Message);
        Bits.AssertEqual(before, network.Parameters, "the parameters");
        Assert.Equal(0, network.TrainingStep);
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void A_logit_above_0_answers_1()
    {
        var data = new Dataset(
            [Column.Of("x", [0.1f, -0.1f, 0, 5, float.NaN, 3], 1), Column.Of("other", new float[6], 1)], [Column.OfLabels("labels", [1, 0, 0, 0, 1, -100])]);
        // The first three are right, the fourth is wrong, the fifth is no answer, and the last does not count.
        Assert.Equal(3 / 5.0, new PlainAnswer().Evaluate(data).Accuracy);
    }

    [Fact]
    public void A_data_set_of_labels_is_trained_as_rows_are()
    {
        var (x, labels) = (Trial.Values(33 * 7, seed: 1), Labels(33));
        var (rows, batches) = (new Answers(seed: 3), new Answers(seed: 3));
        using Adam first = new(0.01f), second = new(0.01f);
        foreach (var batch in new MiniBatches(new Dataset(x, 7, labels), 33, shuffle: false).Epoch(0))
            Bits.AssertEqual(rows.TrainStep(x, labels, first), batches.TrainStep(batch, second), "the loss");
        Bits.AssertEqual(rows.Parameters, batches.Parameters, "the parameters");
    }

    [Fact]
    public void A_batch_with_another_number_of_labels_a_row_is_refused()
    {
        var one = new Dataset(Trial.Values(9 * 7, seed: 1), 7, Labels(9)).ToBatch();
        Assert.Equal("'FiveAnswers' needs 5 labels for each row; the batch has 1. (Parameter 'batch')", Assert.Throws<ArgumentException>(() => new FiveAnswers().TrainStep(one, new Adam())).Message);
        var tokens = new Dataset([Column.OfTokens("tokens", new int[27], 9)], [Column.OfLabels("labels", new int[3])]).ToBatch();
        Assert.Equal(
            "'LanguageModel' needs 9 labels for each row; the batch has 1. (Parameter 'batch')",
            Assert.Throws<ArgumentException>(() => new LanguageModel().TrainStep(tokens, new Adam())).Message);
    }

    [Fact]
    public void Labels_for_a_loss_of_numbers_are_refused_with_what_takes_them()
    {
        var data = new Dataset(Trial.Values(9 * 7, seed: 1), 7, Labels(9));
        var refusal = Assert.Throws<ArgumentException>(() => new AnswersOfNumbers().TrainStep(data.ToBatch(), new Adam())).Message;
        Assert.Equal(
            "'AnswersOfNumbers' needs 1 targets for each row; the batch has class labels. Declare [BinaryCrossEntropy(Targets = Targets.Classes)], which takes the labels 0 and 1. (Parameter 'batch')",
            refusal);
        Assert.Contains("or declare [BinaryCrossEntropy(Targets = Targets.Classes)], whose labels are 0 and 1", Assert.Throws<ArgumentException>(() => new AnswersOfNumbers().Evaluate(data)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void Spans_end_where_they_end(int rows)
    {
        using var x = new GuardedFloats(Trial.Values(rows * 7, seed: 2));
        using var labels = new GuardedFloats(rows * 5);
        using var gradient = new GuardedFloats(FiveAnswers.ParameterCount);
        MemoryMarshal.Cast<float, int>(labels.Span).Fill(1);
        new FiveAnswers(seed: 1).Gradient(x.Span, MemoryMarshal.Cast<float, int>(labels.Span), gradient.Span);
        x.AssertSurroundingsIntact();
        labels.AssertSurroundingsIntact();
        gradient.AssertSurroundingsIntact();
    }

    private static int[] Labels(int rows) => [.. Enumerable.Range(0, rows).Select(static row => row * row % 5 % 2)];
}
