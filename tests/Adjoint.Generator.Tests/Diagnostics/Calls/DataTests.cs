using System.Globalization;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics.Calls;

/// <summary>Data sets and mini-batches whose columns the source says, beside the networks that read them.</summary>
public sealed class DataTests
{
    private const string Networks = """
        using System;
        using System.Linq;
        using Adjoint;
        using Adjoint.Data;

        [Network, Input(28, 28), Flatten, Dense(10), CrossEntropy] sealed partial class Digits;
        [Network, Input(3), Dense(2), MeanSquaredError] sealed partial class Curve;
        [Network, Input("board", 5), As("b"), Input("clock", 2), Concat("b"), Dense(6), Output("policy"), Dense(1), Output("worth")]
        [CrossEntropy(On = "policy"), MeanSquaredError(On = "worth")] sealed partial class Heads;
        [Network, Input(9, Tokens = 37), Embedding(5), Dense(37), CrossEntropy(PerPosition = true)] sealed partial class Letters;

        """;

    [Fact]
    public void Columns_of_another_size_or_kind() => Says(
        """
        static class Program
        {
            static void Run(Digits digits, Curve curve, Letters letters, Optimizer optimizer, Optimizer second, Optimizer third, float[] x, float[] t, int[] labels, byte[] bytes)
            {
                var narrow = new Dataset(x, 28, labels);
                digits.Evaluate({|ADJ0615:narrow|});
                var (train, test) = narrow.Split(0.9, 1);
                var batches = new MiniBatches(train, 32);
                for (var epoch = 0; epoch < 5; epoch++)
                {
                    foreach (var batch in batches.Epoch(epoch))
                        digits.TrainStep({|ADJ0615:batch|}, optimizer);
                }
                digits.Evaluate({|ADJ0615:test.Take(5)|});
                digits.Evaluate({|ADJ0615:new Dataset(x, Digits.InputSize, t, 10)|});
                digits.Evaluate({|ADJ0615:Dataset.FromBytes(bytes, 783, labels)|});
                curve.Evaluate({|ADJ0615:new Dataset(x, 3, t, 3)|});
                curve.TrainStep({|ADJ0615:new Dataset(x, 3, labels).ToBatch()|}, second);
                letters.Evaluate({|ADJ0615:new Dataset([Column.OfTokens("x", labels, 8)], [Column.OfLabels("labels", labels, 9)])|});
                letters.Evaluate({|ADJ0615:new Dataset([Column.Of("x", x, 9)], [Column.OfLabels("labels", labels, 9)])|});
                letters.Evaluate({|ADJ0615:new Dataset(new[] { Column.OfTokens("x", labels, 9) }, new[] { Column.OfLabels("labels", labels) })|});
                ITrainable any = curve;
                any.TrainStep({|ADJ0615:new Dataset(x, 4, t, 2).ToBatch()|}, third);
            }
        }
        """,
        "'Digits' reads 784 numbers for each row of 'x', but the data set has 28 numbers; make the column Digits.InputSize wide",
        "'Digits' reads 784 numbers for each row of 'x', but the data set has 28 numbers; make the column Digits.InputSize wide",
        "'Digits' reads 784 numbers for each row of 'x', but the data set has 28 numbers; make the column Digits.InputSize wide",
        "'Digits' compares outputs with a label for each row of 'labels', but the data set has 10 numbers; make the column a label",
        "'Digits' reads 784 numbers for each row of 'x', but the data set has 783 numbers; make the column Digits.InputSize wide",
        "'Curve' compares outputs with 2 numbers for each row of 'targets', but the data set has 3 numbers; make the column Curve.OutputSize wide",
        "'Curve' compares outputs with 2 numbers for each row of 'targets', but the data set has a label; make the column Curve.OutputSize wide",
        "'Letters' reads 9 labels or tokens for each row of 'x', but the data set has 8 labels or tokens; make the column 9 labels or tokens",
        "'Letters' reads 9 labels or tokens for each row of 'x', but the data set has 9 numbers; make the column 9 labels or tokens",
        "'Letters' compares outputs with 9 labels or tokens for each row of 'labels', but the data set has a label; make the column 9 labels or tokens",
        "'Curve' reads 3 numbers for each row of 'x', but the data set has 4 numbers; make the column Curve.InputSize wide");

    [Fact]
    public void Columns_by_name() => Says(
        """
        static class Program
        {
            static void Run(Heads heads, Optimizer optimizer, float[] x, float[] t, int[] labels)
            {
                var time = Column.Of("time", x, 2);
                var policy = Column.OfLabels("policyLabels", labels);
                heads.Evaluate({|ADJ0615:new Dataset([Column.Of("board", x, 5), time], [policy, Column.Of("worthTargets", t, 1)])|});
                heads.Evaluate({|ADJ0615:new Dataset([Column.Of("board", x, 5), Column.Of("clock", x, 3)], [policy, Column.Of("worthTargets", t, 1)])|});
                heads.Evaluate({|ADJ0615:new Dataset(x, 7, labels)|});
                heads.Evaluate({|ADJ0615:new Dataset([Column.Of("board", x, 5), Column.Of("clock", x, 2)], [policy, Column.Of("worth", t, 1)])|});
            }
        }
        """,
        "'Heads' reads 'clock', but the data set has no column of that name; give it one",
        "'Heads' reads 2 numbers for each row of 'clock', but the data set has 3 numbers; make the column Heads.ClockSize wide",
        "'Heads' reads 'board', but the data set has no column of that name; give it one",
        "'Heads' compares outputs with 'worthTargets', but the data set has no column of that name; give it one");

    [Fact]
    public void Mini_batches_of_ones_own() => Says(
        """
        static class Program
        {
            static void Run(Heads heads, Curve curve, Digits digits, Optimizer optimizer, Optimizer second)
            {
                var batch = new MiniBatch(heads, 32);
                batch["board"].Set(new float[32 * Heads.BoardSize]);
                batch["clock"].Set({|ADJ0603:new float[31]|});
                batch[{|ADJ0615:"time"|}].Set(new float[32]);
                batch["policyLabels"].Set(new int[32]);
                heads.TrainStep(batch, optimizer);
                curve.TrainStep({|ADJ0615:new MiniBatch(digits, 16)|}, second);
            }
        }
        """,
        "'Heads' needs 2 numbers for each row, but 'clock' has 31; pass as many rows in each span",
        "'Heads' has 'board', 'clock', 'policyLabels', 'worthTargets', but this asks for 'time'; write one of these names",
        "'Curve' reads 3 numbers for each row of 'x', but the data set has 784 numbers; make the column Curve.InputSize wide");

    [Fact]
    public void Nothing_is_said_where_all_fits_or_nobody_can_know() => Says(
        """
        static class Program
        {
            static void Run(Digits digits, Curve curve, Heads heads, Letters letters, Optimizer optimizer, Dataset given, float[] x, float[] t, int[] labels, int width)
            {
                digits.Evaluate(given);
                digits.Evaluate(new Dataset(x, width, labels));
                curve.Evaluate(new Dataset(x, 3, t, width));
                var data = new Dataset(x, 4, labels);
                if (width > 3)
                    data = given;
                digits.Evaluate(data);
                foreach (var batch in new MiniBatches(new Dataset(x, 3, t, 2), 7).Epoch(1, 2))
                    curve.TrainStep(batch, optimizer);
                curve.Evaluate(new Dataset([Column.Of("price", x, 3)], [Column.Of("whatever", t, 2)]));
                heads.Evaluate(new Dataset([Column.Of("clock", x, 2), Column.Of("board", x, 5)], [Column.OfLabels("policyLabels", labels), Column.Of("worthTargets", t, 1)]));
                letters.Evaluate(new Dataset([Column.OfTokens("x", labels, 9)], [Column.OfLabels("labels", labels, 9)]));
                var rows = new Dataset([Column.Of("x", x, 3)], []);
                curve.Predict(rows.ToBatch());
                IReadOnlyCollection<Column> columns = [];
                curve.Evaluate(new Dataset([.. columns], [Column.Of("y", t, 2)]));
            }

            static void Predict(this Curve curve, MiniBatch batch) { }
        }
        """);

    private static void Says(string markedProgram, params string[] messages)
    {
        var said = AnalyzerHarness.Verify("using System.Collections.Generic;\n" + Networks + markedProgram);
        Assert.Equal(string.Join('\n', messages), string.Join('\n', said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))));
    }
}
