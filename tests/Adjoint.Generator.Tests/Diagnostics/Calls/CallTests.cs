using System.Globalization;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics.Calls;

/// <summary>Calls of generated methods, several to a project, with the whole of what is said about them.</summary>
public sealed class CallTests
{
    private const string Networks = """
        using System;
        using System.Linq;
        using Adjoint;
        using Adjoint.Data;

        [Network, Input(28, 28), Flatten, Dense(10), CrossEntropy(IgnoreIndex = -1)] sealed partial class Digits;
        [Network, Input(3), Dense(2), MeanSquaredError] sealed partial class Curve;
        [Network, Input("board", 5), As("b"), Input("clock", 2), Concat("b"), Dense(6), Output("policy"), Dense(1), Output("worth")]
        [CrossEntropy(On = "policy"), MeanSquaredError(On = "worth")] sealed partial class Heads;
        [Network, Input(4), Dense(8, Bias = false), BatchNorm, ReLU, Dense(2), CrossEntropy] sealed partial class Normed;
        [Network, Input(4), Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)] sealed partial class Answer;
        [Network, Input(1, 2, 2), BatchNorm, Flatten, Dense(2), CrossEntropy] sealed partial class NormedImages;
        [Network, Input(4), Dense({|ADJ0201:0|}), CrossEntropy] sealed partial class Wrong;
        [Network, Input(4), Dense(3), Apply(nameof(Square)), Dense(2), MeanSquaredError]
        sealed partial class Custom { [Differentiable] public static float Square(float x) => x * x; }

        """;

    [Fact]
    public void ONNX_files_that_would_be_too_large() => Says(
        """
        [Network, Input(30000), Dense(20000), MeanSquaredError] sealed partial class Large;

        static class Program
        {
            static void Run(Large large, Digits digits)
            {
                {|ADJ0616:large.SaveOnnx("large.onnx")|};
                large.Save("large.safetensors");
                INetwork any = large;
                {|ADJ0616:any.SaveOnnx("large.onnx")|};
                digits.SaveOnnx("digits.onnx");
            }
        }
        """,
        "'Large' has 2,288 MiB of weights, and an ONNX file holds less than 2,048; write them with Save, as safetensors",
        "'Large' has 2,288 MiB of weights, and an ONNX file holds less than 2,048; write them with Save, as safetensors");

    [Fact]
    public void Lengths_that_fit_no_rows() => Says(
        """
        static class Program
        {
            static void Run(Digits digits, Curve curve, Heads heads, Normed normed, Wrong wrong, float[] open, Span<float> span)
            {
                digits.Predict({|ADJ0601:new float[783]|}, new float[{|ADJ0604:10|}]);
                digits.Predict({|ADJ0601:open.AsSpan(0, 28)|}, span);
                digits.Predict({|ADJ0601:[]|}, span);
                digits.Predict(open.AsSpan(0, Digits.InputSize * 32), {|ADJ0602:new float[300]|});
                digits.Predict(open, {|ADJ0602:stackalloc float[9]|});
                digits.Gradient(open, new int[2], {|ADJ0602:new float[10]|});
                _ = digits.Loss(new float[2 * {|ADJ0604:784|}], {|ADJ0603:[1, 2, 3]|});
                curve.TrainStep(new float[6], {|ADJ0603:new float[5]|}, new Adam());
                curve.TrainStep(open, {|ADJ0603:new float[5]|}, new Adam());
                heads.Predict(new float[10], {|ADJ0603:new float[2]|}, {|ADJ0602:new float[6]|}, new float[2]);
                heads.TrainStep(open, new float[4], {|ADJ0603:new int[1]|}, new float[2], new Adam());
                wrong.Predict(new float[3], new float[3]);
                new Custom().Predict({|ADJ0601:new float[5]|}, new float[Custom.OutputSize]);
            }

            // All of this is right, or nobody can know.
            static void Right(Digits digits, Curve curve, Heads heads, INetwork<float> any, float[] x, Span<float> y, int rows)
            {
                digits.Predict(x, y);
                digits.Predict(new float[Digits.InputSize], new float[Digits.OutputSize]);
                digits.Predict(new float[rows * Digits.InputSize], new float[rows * 9]);
                digits.Predict(y: stackalloc float[Digits.OutputSize], x: x);
                any.Predict(new float[5], new float[5]);
                var (inputs, labels) = (new float[32 * Digits.InputSize], new int[32]);
                digits.TrainStep(inputs, labels, new Adam());
                digits.Gradient(inputs, labels, new float[Digits.ParameterCount]);
                heads.Predict(new float[Heads.BoardSize * 3], new float[Heads.ClockSize * 3], new float[Heads.PolicySize * 3], new float[3]);
                curve.Save("file");
            }
        }
        """,
        "Predict of 'Digits' needs 784 numbers for each row in 'x', but 783 are passed; make its length Digits.InputSize for each row",
        "10 is the size of a row of 'y'; write Digits.OutputSize, which follows the declaration",
        "Predict of 'Digits' needs 784 numbers for each row in 'x', but 28 are passed; make its length Digits.InputSize for each row",
        "Predict of 'Digits' needs 784 numbers for each row in 'x', but 0 are passed; make its length Digits.InputSize for each row",
        "Predict of 'Digits' writes 10 numbers for each row, 320 for the 32 in 'x', but 'y' has 300; make its length Digits.OutputSize for each row",
        "Predict of 'Digits' writes 10 numbers for each row, but 'y' has 9; make its length Digits.OutputSize for each row",
        "Gradient of 'Digits' writes one number for each of the 7850 parameters, but 'gradient' has 10; make its length Digits.ParameterCount",
        "784 is the size of a row of 'x'; write Digits.InputSize, which follows the declaration",
        "Loss of 'Digits' needs one number for each row, 2 for the 2 in 'x', but 'labels' has 3; pass as many rows in each span",
        "TrainStep of 'Curve' needs 2 numbers for each row, 4 for the 2 in 'x', but 'targets' has 5; pass as many rows in each span",
        "TrainStep of 'Curve' needs 2 numbers for each row, but 'targets' has 5; pass as many rows in each span",
        "Predict of 'Heads' needs 2 numbers for each row, 4 for the 2 in 'board', but 'clock' has 2; pass as many rows in each span",
        "Predict of 'Heads' writes 6 numbers for each row, 12 for the 2 in 'board', but 'policy' has 6; make its length Heads.PolicySize for each row",
        "TrainStep of 'Heads' needs one number for each row, 2 for the 2 in 'clock', but 'policyLabels' has 1; pass as many rows in each span",
        "Predict of 'Custom' needs 4 numbers for each row in 'x', but 5 are passed; make its length Custom.InputSize for each row");

    [Fact]
    public void A_variable_of_an_interfaces_type_is_judged_by_what_it_surely_holds() => Says(
        """
        static class Program
        {
            static readonly INetwork<float> shared = new Digits();

            static void Run(Curve given, float[] open)
            {
                INetwork<float> digits = new Digits(seed: 1);
                digits.Predict({|ADJ0601:new float[783]|}, new float[Digits.OutputSize]);
                digits.Predict(new float[Digits.InputSize], new float[{|ADJ0604:10|}]);
                shared.Predict({|ADJ0601:new float[7]|}, open);
                var loaded = (ITrainableNetwork<float>)Digits.Load("file");
                {|ADJ0609:loaded.Loss(new MiniBatch(loaded, 1))|};
                loaded.Predict({|ADJ0601:new float[3]|}, open);
                ITrainableNetwork<float> curve = given;
                curve.Predict({|ADJ0606:new float[2]|}, new float[3]);
                INetwork<float> again = curve;
                again.Predict(new float[Curve.InputSize], {|ADJ0602:new float[1]|});
            }

            // Nobody can know what these hold, or how the spans of a network of several inputs lie in one.
            static void Right(INetwork<float> any, bool isDigits, Heads heads)
            {
                INetwork<float> network = isDigits ? new Digits() : new Curve();
                network.Predict(new float[5], new float[5]);
                INetwork<float> second = new Digits();
                second.Predict(new float[3], new float[2]);
                second = any;
                INetwork<float> side = heads;
                side.Predict(new float[7], new float[7]);
                IReadOnlyNetwork other = new Mine();
                other.Predict(new float[1], new float[1]);
            }

            interface IReadOnlyNetwork { void Predict(ReadOnlySpan<float> x, Span<float> y); }
            sealed class Mine : IReadOnlyNetwork { public void Predict(ReadOnlySpan<float> x, Span<float> y) { } }
        }
        """,
        "Predict of 'Digits' needs 784 numbers for each row in 'x', but 783 are passed; make its length Digits.InputSize for each row",
        "10 is the size of a row of 'y'; write Digits.OutputSize, which follows the declaration",
        "Predict of 'Digits' needs 784 numbers for each row in 'x', but 7 are passed; make its length Digits.InputSize for each row",
        "Loss of 'Digits' computes a number and changes nothing, but its result is not used; use it, remove the call, or call TrainStep to learn",
        "Predict of 'Digits' needs 784 numbers for each row in 'x', but 3 are passed; make its length Digits.InputSize for each row",
        "'x' is given 2 numbers and 'y' 3, but Predict of 'Curve' takes 3 and 2 for each row; swap the two",
        "Predict of 'Curve' writes 2 numbers for each row, 2 for the 1 in 'x', but 'y' has 1; make its length Curve.OutputSize for each row");

    [Fact]
    public void Probabilities_have_the_lengths_of_predictions() => Says(
        """
        static class Program
        {
            static void Run(Digits digits, Heads heads, IClassifier<float> any, float[] open)
            {
                digits.Probabilities({|ADJ0601:new float[783]|}, open);
                digits.Probabilities(open, {|ADJ0602:new float[9]|});
                heads.Probabilities(new float[10], new float[4], {|ADJ0602:new float[6]|}, new float[2]);
                any.Probabilities(new float[5], new float[5]);
                IClassifier<float> known = new Digits();
                known.Probabilities({|ADJ0601:new float[7]|}, open);
            }
        }
        """,
        "Probabilities of 'Digits' needs 784 numbers for each row in 'x', but 783 are passed; make its length Digits.InputSize for each row",
        "Probabilities of 'Digits' writes 10 numbers for each row, but 'y' has 9; make its length Digits.OutputSize for each row",
        "Probabilities of 'Heads' writes 6 numbers for each row, 12 for the 2 in 'board', but 'policy' has 6; make its length Heads.PolicySize for each row",
        "Probabilities of 'Digits' needs 784 numbers for each row in 'x', but 7 are passed; make its length Digits.InputSize for each row");

    [Fact]
    public void An_answer_is_0_or_1() => Says(
        """
        static class Program
        {
            static void Run(Answer answer, float[] open, Adam adam)
            {
                answer.TrainStep(open, [0, 1, {|ADJ0605:2|}, {|ADJ0605:-1|}, -100], adam);
                answer.TrainStep(new float[8], {|ADJ0603:new int[3]|}, adam);
            }
        }
        """,
        "The label 2 is no class: 'Answer' tells 2 classes apart; write one from 0 to 1",
        "The label -1 is no class: 'Answer' tells 2 classes apart; write one from 0 to 1",
        "TrainStep of 'Answer' needs one number for each row, 2 for the 2 in 'x', but 'labels' has 3; pass as many rows in each span");

    [Fact]
    public void A_label_behind_the_end_of_its_row_may_be_anything() => Says(
        """
        [Network, Input(3, Tokens = 5, Lengths = true), Embedding(2), Dense(4), CrossEntropy(PerPosition = true)]
        partial class Recorded;

        static class Program
        {
            static float Run(Recorded recorded) => recorded.Loss([1, 2, 3], [2], [3, 0, 9]);
        }
        """);

    [Fact]
    public void What_is_passed_is_wrong_though_its_length_may_be_right() => Says(
        """
        static class Program
        {
            static void Spans(Digits digits, Curve curve, float[] open, Adam adam)
            {
                digits.Predict({|ADJ0606:new float[20]|}, new float[1568]);
                curve.TrainStep({|ADJ0606:new float[2]|}, new float[3], adam);
                curve.TrainStep(new float[{|ADJ0604:3|}], new float[{|ADJ0604:2|} * 1], adam);
                digits.Predict(new float[1568], new float[20]);
            }

            static void Labels(Digits digits, float[] open, int unknown, Adam adam)
            {
                digits.TrainStep(open, [0, 9, {|ADJ0605:10|}, -1, unknown], adam);
                digits.TrainStep(open, new[] { {|ADJ0605:-2|}, 3 }, adam);
                int[] labels = [1, {|ADJ0605:5 + 5|}];
                digits.TrainStep(open, labels, adam);
                digits.TrainStep(open, labels, adam);
            }

            static void Rows(Normed normed, NormedImages images, float[] open, Adam adam, Adam second)
            {
                normed.TrainStep({|ADJ0406:new float[Normed.InputSize]|}, [1], adam);
                normed.TrainStep(new float[Normed.InputSize * 2], [1, 0], adam);
                normed.TrainStep(open, [1, 0], adam);
                var loss = normed.Loss(new float[Normed.InputSize], [1]);
                images.TrainStep(new float[NormedImages.InputSize], [1], second);
            }

            static void Losses(Curve curve, float[] x, float[] t)
            {
                {|ADJ0609:curve.Loss(x, t)|};
                if (curve.Loss(x, t) > 1)
                    return;
                Action attempt = () => curve.Loss(x, t);
                curve.Gradient(x, t, new float[Curve.ParameterCount]);
            }

            static void Views(Curve curve, int unknown)
            {
                var weight = curve.Dense1.Weight;
                curve.Dense1.Weight[1, 2] = weight[5] + weight[1, unknown] + curve.Dense1.Bias[1];
                curve.Dense1.Weight[{|ADJ0614:2|}, 2] = weight[{|ADJ0614:6|}] + weight[1, {|ADJ0614:3|}] + curve.Dense1.Bias[{|ADJ0614:-1|}];
                var pair = {|ADJ0614:curve.Dense1.Bias[0, 0]|};
                curve.Dense1.Weight.CopyFrom(new float[6]);
                curve.Dense1.Weight.CopyFrom({|ADJ0614:new float[5]|});
            }

            static object[] Rates(float rate) =>
            [
                new Adam({|ADJ0208:10f|}), new AdamW({|ADJ0208:1|}) { WeightDecay = 0.1f }, new RmsProp({|ADJ0208:5|}), new Lion({|ADJ0208:1f|}), new NAdam({|ADJ0208:2.5|}),
                new Adam(0.9f), new Adam(rate), new Adam(), new GradientDescent(10f),
            ];
        }
        """,
        "'x' is given 20 numbers and 'y' 1568, but Predict of 'Digits' takes 784 and 10 for each row; swap the two",
        "'x' is given 2 numbers and 'targets' 3, but TrainStep of 'Curve' takes 3 and 2 for each row; swap the two",
        "3 is the size of a row of 'x'; write Curve.InputSize, which follows the declaration",
        "2 is the size of a row of 'targets'; write Curve.OutputSize, which follows the declaration",
        "The label 10 is no class: 'Digits' tells 10 classes apart; write one from 0 to 9",
        "The label -2 is no class: 'Digits' tells 10 classes apart; write one from 0 to 9",
        "The label 10 is no class: 'Digits' tells 10 classes apart; write one from 0 to 9",
        "'x' has one row, but 'bn1' normalises each of its values over the rows, of which one has no variance; train on two rows or more",
        "Loss of 'Curve' computes a number and changes nothing, but its result is not used; use it, remove the call, or call TrainStep to learn",
        "'dense1.weight' is 2×3 and has no index 2 there; write one from 0 to 1",
        "'dense1.weight' is 2×3 and has no index 6 there; write one from 0 to 5",
        "'dense1.weight' is 2×3 and has no index 3 there; write one from 0 to 2",
        "'dense1.bias' is 2 and has no index -1 there; write one from 0 to 1",
        "'dense1.bias' is 2 and has one axis; write one index",
        "'dense1.weight' is 2×3 and has 6 values, but the span has 5; make it 6 long",
        "At a learning rate of 10 each step of Adam moves every parameter by about as much; write one between 0.0001 and 0.01",
        "At a learning rate of 1 each step of AdamW moves every parameter by about as much; write one between 0.0001 and 0.01",
        "At a learning rate of 5 each step of RmsProp moves every parameter by about as much; write one between 0.0001 and 0.01",
        "At a learning rate of 1 each step of Lion moves every parameter by about as much; write one between 0.0001 and 0.01",
        "At a learning rate of 2.5 each step of NAdam moves every parameter by about as much; write one between 0.0001 and 0.01");

    [Fact]
    public void What_a_loop_does_again_and_again() => Says(
        """
        static class Program
        {
            static void Optimizers(Curve curve, float[] x, float[] t, float[] rates, MiniBatches batches)
            {
                for (var i = 0; i < 10; i++)
                    curve.TrainStep(x, t, {|ADJ0612:new Adam(1e-3f)|});
                for (var epoch = 0; epoch < 10; epoch++)
                {
                    using var optimizer = {|ADJ0612:new Adam(1e-3f) { ClipNorm = 1 }|};
                    foreach (var batch in batches.Epoch(epoch))
                        curve.TrainStep(batch, optimizer);
                }
                while (curve.Loss(x, t) > 1)
                    curve.TrainStep(x, t, {|ADJ0612:new GradientDescent(0.1f) { Momentum = 0.9f }|});
            }

            // Each of these has a reason to be in its loop.
            static void Right(Curve curve, float[] x, float[] t, float[] rates, Curve[] curves)
            {
                using var before = new Adam(1e-3f);
                for (var i = 0; i < 10; i++)
                    curve.TrainStep(x, t, before);
                foreach (var rate in rates)
                {
                    using var stage = new Adam(rate);
                    for (var i = 0; i < 10; i++)
                        curve.TrainStep(x, t, stage);
                }
                for (var seed = 0L; seed < 3; seed++)
                {
                    var other = new Curve(seed);
                    using var optimizer = new Adam(1e-3f);
                    for (var i = 0; i < 10; i++)
                        other.TrainStep(x, t, optimizer);
                }
                foreach (var one in curves)
                    one.TrainStep(x, t, new Adam());
                for (var i = 0; i < 10; i++)
                    curve.TrainStep(x, t, new GradientDescent(0.1f));
                var falling = 1e-2f;
                for (var i = 0; i < 10; i++, falling *= 0.5f)
                    curve.TrainStep(x, t, new Adam(falling));
                for (var i = 0; i < 10; i++)
                {
                    Action later = () => curve.TrainStep(x, t, new Adam());
                }
            }

            static float Arrays(Curve curve, float[][] rows, int size)
            {
                var sum = 0f;
                foreach (var row in rows)
                {
                    var y = {|ADJ0610:new float[Curve.OutputSize]|};
                    curve.Predict(row, y);
                    sum += y[0] + y.Length;
                    curve.Gradient(row, y, {|ADJ0610:new float[Curve.ParameterCount]|});
                }
                return sum;
            }

            static float[][] Kept(Curve curve, float[][] rows)
            {
                var all = new System.Collections.Generic.List<float[]>();
                foreach (var row in rows)
                {
                    var y = new float[Curve.OutputSize];
                    curve.Predict(row, y);
                    all.Add(y);
                    var z = new float[row.Length / Curve.InputSize * Curve.OutputSize];
                    curve.Predict(row, z);
                    var x = new float[Curve.InputSize];
                    x[1] = 1;
                    var later = new float[Curve.OutputSize];
                    curve.Predict(row, later);
                    Action read = () => Console.WriteLine(later[0]);
                    Span<float> reused = stackalloc float[Curve.OutputSize];
                    curve.Predict(x, reused);
                }
                return all.ToArray();
            }
        }
        """,
        "This Adam is new in each turn of the loop that trains 'Curve', so what it has gathered of the steps before is lost; create it once, before the loop",
        "This Adam is new in each turn of the loop that trains 'Curve', so what it has gathered of the steps before is lost; create it once, before the loop",
        "This GradientDescent is new in each turn of the loop that trains 'Curve', so what it has gathered of the steps before is lost; create it once, before the loop",
        "The array for 'y' is new in each turn of the loop, though Predict of 'Curve' overwrites all of it; create it once, before the loop",
        "The array for 'gradient' is new in each turn of the loop, though Gradient of 'Curve' overwrites all of it; create it once, before the loop");

    private static void Says(string markedProgram, params string[] messages)
    {
        var said = AnalyzerHarness.Verify(Networks + markedProgram).Where(diagnostic => diagnostic.Id != "ADJ0201");
        Assert.Equal(string.Join('\n', messages), string.Join('\n', said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))));
    }
}
