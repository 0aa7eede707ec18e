using System.Globalization;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics.Calls;

/// <summary>Methods of objectives and entries are judged as those of a whole network are.</summary>
public sealed class ObjectiveCallTests
{
    [Theory]
    [InlineData("gan.TrainCritic({|ADJ0601:new float[7]|}, targets, adam);", "TrainCritic of 'Gan' needs 4 numbers for each row in 'real', but 7 are passed; make its length Gan.RealSize for each row")]
    [InlineData("gan.TrainCritic(new float[8], {|ADJ0603:new float[3]|}, adam);", "TrainCritic of 'Gan' needs one number for each row, 2 for the 2 in 'real', but 'targets' has 3; pass as many rows in each span")]
    [InlineData("{|ADJ0609:gan.CriticLoss(real, targets)|};", "Loss of 'Gan' computes a number and changes nothing, but its result is not used; use it, remove the call, or call TrainStep to learn")]
    [InlineData("gan.CriticGradient(real, targets, {|ADJ0602:new float[3]|});", "CriticGradient of 'Gan' writes one number for each of the 29 parameters, but 'gradient' has 3; make its length Gan.ParameterCount")]
    [InlineData("gan.Draw(noise, {|ADJ0602:new float[9]|});", "Draw of 'Gan' writes 4 numbers for each row, but 'fake' has 9; make its length Gan.FakeSize for each row")]
    [InlineData(
        "gan.TrainCritic(real, targets, adam); gan.TrainPainter(noise, {|ADJ0619:adam|});",
        "'adam' serves 'gan.TrainCritic', whose moments it keeps, and refuses 'gan.TrainPainter'; create an optimizer for each network")]
    [InlineData(
        "for (var i = 0; i < 9; i++) gan.TrainPainter(noise, {|ADJ0612:new Adam()|});",
        "This Adam is new in each turn of the loop that trains 'Gan', so what it has gathered of the steps before is lost; create it once, before the loop")]
    public void Is_said_at_its_place(string statement, string message) =>
        Assert.Equal([message], AnalyzerHarness.Verify(Program(statement)).Select(said => said.GetMessage(CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("gan.TrainCritic(real, targets, adam); gan.TrainPainter(noise, other); gan.TrainCritic(real, targets, adam);")]
    [InlineData("gan.TrainCritic(new float[8], new float[2], adam);")]
    [InlineData("gan.Draw(new float[Gan.NoiseSize], new float[Gan.FakeSize]); _ = gan.CriticLoss(real, targets);")]
    public void What_is_right_is_left_alone(string statement) => AnalyzerHarness.Verify(Program(statement));

    private static string Program(string statement) => $$"""
        using Adjoint;
        [Network, Input("noise", 3), Dense(4, Name = "drawing"), Tanh, Output("fake"), Input("real", 4), Dense(1, Name = "opinion"), Tanh, Output("score"), From("fake"), Dense(2, Name = "side", Bias = false), Tanh, Output("shade")]
        [Entry("Draw", From = "noise", To = "fake")]
        [Objective("Critic"), MeanSquaredError(On = "score"), Objective("Painter"), Penalty(On = "shade")]
        sealed partial class Gan;
        static class Program
        {
            static void Run(Gan gan, float[] real, float[] noise, float[] targets, Adam adam, Adam other)
            {
                {{statement}}
            }
        }
        """;
}
