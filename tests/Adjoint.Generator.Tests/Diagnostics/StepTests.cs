namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What stands in the way of taking one step at a time.</summary>
public sealed class StepTests
{
    private const string Cell = """
        [Block("units"), Input("x"), State("h", "units"), Concat("h"), Dense("units"), Tanh, Next("h")] abstract class Cell;
        [Block("units"), Input("x"), Input("c"), State("h", "units"), From("x"), Concat("c", "h"), Dense("units"), Tanh, Next("h")] abstract class WithContext;

        """;

    [Theory]
    [InlineData("Input(12, 3), {|ADJ0345:GRU(4, Bidirectional = true)|}, Last, Dense(1)", "'gru1' runs from the last step to the first", "let it run forward, or leave Step out")]
    [InlineData("Input(12, 3), GRU(4), {|ADJ0345:Mean(0)|}, Dense(1)", "'mean1' brings all steps together", "write Last in its place, or leave Step out")]
    [InlineData("Input(12, 3), GRU(4), {|ADJ0345:Flatten|}, Dense(1)", "'flatten1' brings all steps together", "leave Step out")]
    [InlineData("Input(12, 3), GRU(4), {|ADJ0345:Softmax(Axis = 0)|}, Dense(1)", "'softmax1' brings all steps together", "leave Step out")]
    [InlineData("Input(3, 12), Conv1D(4, Kernel = 1), {|ADJ0345:Conv1D(4, Kernel = 3, Same = true)|}, ReLU", "'conv2' reads steps behind its own", "write Causal = true in it")]
    [InlineData("Input(12, 3), {|ADJ0345:Scan<Cell>(4, Reverse = true)|}, Dense(1)", "'cell1' runs from the last step to the first", "let it run forward, or leave Step out")]
    [InlineData("Input(12, 3), As(\"x\"), GRU(3), Last, As(\"end\"), From(\"x\"), {|ADJ0345:Add(\"end\")|}, Dense(1)", "'add1' reads what is there after the last step", "read it behind Last only")]
    [InlineData(
        "Input(12, 3), As(\"x\"), GRU(4), Last, As(\"end\"), From(\"x\"), {|ADJ0345:Scan<WithContext>(4, From = new[] { \"x\", \"end\" })|}, Dense(1)",
        "'withcontext1' reads what is there after the last step",
        "read it behind Last only")]
    [InlineData(
        "Input(12, 3), As(\"x\"), Variable(12, 3), As(\"v\"), From(\"x\"), {|ADJ0345:Add(\"v\")|}, GRU(4)",
        "'add1' reads a value that differs from step to step and is no sequence",
        "leave Step out")]
    public void A_layer_that_needs_other_steps(string layers, string found, string advice) =>
        Says($"{Cell}[Network(Step = true), {layers}, MeanSquaredError] partial class Net;", $"{found}, so that no step can be computed before the last is there; {advice}");

    [Theory]
    [InlineData("Conv1D(4, Kernel = 3, Causal = true, Stride = {|ADJ0211:2|})", "The stride of 'conv1' must be 1 where Causal is set, but is 2; write a value in that range")]
    [InlineData("Conv1D(4, Kernel = 3, Causal = true, Padding = {|ADJ0211:1|})", "The padding of 'conv1' must be left out where Causal is set, but is 1; write a value in that range")]
    [InlineData("Conv1D(4, Kernel = 3, Causal = true, Same = {|ADJ0214:true|})", "Same of 'conv1' pads behind the end, which Causal does not; remove one of the two")]
    [InlineData("Conv1D(4, Kernel = 3, Causal = true, PaddingMode = {|ADJ0214:PaddingMode.Reflect|})", "PaddingMode of 'conv1' pads behind the end, which Causal does not; remove one of the two")]
    public void Padding_beside_Causal(string layer, string message) => Says($"[Network, Input(3, 12), {layer}, MeanSquaredError] partial class Net;", message);

    [Fact]
    public void Members_of_steps_are_reserved_where_they_are_asked_for() => Says(
        "[Network(Step = true), Input(12, 3), GRU(4), MeanSquaredError] partial class Net { public int {|ADJ0108:VerifySteps|} => 1; }",
        "'Net' has a member 'VerifySteps' of its own, but the network's code adds one of that name; rename yours");

    private static void Says(string source, string message) => Declared.Says(source, message);
}
