using System.Globalization;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.CodeFixes;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics.Calls;

/// <summary>What a training loop does anew in each turn, and numbers that are refused when the program runs.</summary>
public sealed class LoopTests
{
    [Theory]
    [InlineData(
        "for (var e = 0; e < 3; e++) foreach (var b in batches.Epoch({|ADJ0617:0|})) curve.TrainStep(b, adam);",
        "Epoch(0) has the batches of one epoch in each turn, in the same order; write Epoch(e), with the number of the turn")]
    [InlineData(
        "while (true) foreach (var b in batches.Epoch({|ADJ0617:2|})) curve.TrainStep(b, adam);",
        "Epoch(2) has the batches of one epoch in each turn, in the same order; write Epoch(epoch), with the number of the turn")]
    [InlineData(
        "foreach (var row in rows) { var one = {|ADJ0618:new Curve(seed: 1)|}; one.TrainStep(row, row, adam); }",
        "This 'Curve' is new in each turn of the loop, takes one step, and is forgotten; create it once before the loop")]
    [InlineData("curve.TrainStep(x, x, adam); other.TrainStep(x, x, {|ADJ0619:adam|});", "'adam' serves 'curve', whose moments it keeps, and refuses 'other'; create an optimizer for each network")]
    [InlineData(
        "var same = curve; for (var i = 0; i < 3; i++) { same.TrainStep(x, x, adam); other.TrainStep(x, x, {|ADJ0619:adam|}); }",
        "'adam' serves 'curve', whose moments it keeps, and refuses 'other'; create an optimizer for each network")]
    [InlineData("data.Split({|ADJ0620:80|}, seed: 1);", "Split needs a fraction from 0 to 1, but is given 80; write one in that range")]
    [InlineData("_ = new MiniBatches(data, batchSize: {|ADJ0620:0|});", "MiniBatches needs a batchSize of at least 1, but is given 0; write one in that range")]
    [InlineData("_ = new Adam({|ADJ0620:-1e-3f|});", "Adam needs a learningRate of 0 or more, and finite, but is given -0.001; write one in that range")]
    [InlineData("foreach (var b in batches.Epoch({|ADJ0620:-1|})) curve.TrainStep(b, adam);", "Epoch needs an epoch of at least 0, but is given -1; write one in that range")]
    public void Is_said_at_its_place(string statements, string message) =>
        Assert.Equal([message], AnalyzerHarness.Verify(Program(statements)).Select(said => said.GetMessage(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("for (var e = 0; e < 3; e++) foreach (var b in batches.Epoch(e)) curve.TrainStep(b, adam);")]
    [InlineData("foreach (var b in batches.Epoch(0)) curve.TrainStep(b, adam);")]
    [InlineData("for (var seed = 0; seed < 3; seed++) { var one = new Curve(seed); using var own = new Adam(); foreach (var b in batches.Epoch(0)) one.TrainStep(b, own); }")]
    [InlineData("for (var e = 0; e < 3; e++) foreach (var b in batches.Epoch(0)) System.Console.WriteLine(b);")]
    [InlineData("for (var seed = 0; seed < 3; seed++) { var one = new Curve(seed); using var own = new Adam(); for (var i = 0; i < 9; i++) one.TrainStep(x, x, own); }")]
    [InlineData("using var second = new Adam(); curve.TrainStep(x, x, adam); other.TrainStep(x, x, second); curve.TrainStep(x, x, adam);")]
    [InlineData("foreach (var (net, own) in new[] { (curve, adam), (other, new Adam()) }) net.TrainStep(x, x, own);")]
    [InlineData("data.Split(0.8, seed: 80); _ = new MiniBatches(data, batchSize: 1); _ = new Adam(0f);")]
    public void What_is_right_is_left_alone(string statements) => AnalyzerHarness.Verify(Program(statements));

    [Theory]
    [InlineData(
        "for (var e = 0; e < 3; e++) foreach (var b in batches.Epoch(0)) curve.TrainStep(b, adam);",
        "Write Epoch(e)",
        "for (var e = 0; e < 3; e++) foreach (var b in batches.Epoch(e)) curve.TrainStep(b, adam);")]
    [InlineData("data.Split(80, seed: 1);", "Write 0.8", "data.Split(0.8, seed: 1);")]
    public async Task Is_mended(string before, string title, string after) =>
        Assert.Equal([(title, Program(after))], await CodeFixHarness.Offers<RemedyFix>(Program(before), isGenerated: true));

    private static string Program(string statements) => $$"""
        using Adjoint;
        using Adjoint.Data;
        [Network, Input(4), Dense(4), MeanSquaredError] public sealed partial class Curve;
        static class Program
        {
            static void Run(Curve curve, Curve other, MiniBatches batches, Dataset data, Adam adam, float[] x, float[][] rows)
            {
                {{statements}}
            }
        }
        """;
}
