namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What stands in the way of carrying states from one call of training to the next.</summary>
public sealed class CarryTests
{
    private const string Cell = "[Block(\"units\"), Input(\"x\"), State(\"h\", \"units\"), Concat(\"h\"), Dense(\"units\"), Tanh, Next(\"h\")] abstract class Cell;\n";

    [Theory]
    [InlineData(
        "Input(12, 3), {|ADJ0347:GRU(4, Bidirectional = true)|}, Last, Dense(1)",
        "'gru1' runs from the last step to the first, and the steps behind the last come with the next call; let it run forward, or leave Carry out")]
    [InlineData("Input(12, 3), As(\"x\"), Slice(0, 0, 1), Flatten, Dense(4), As(\"h0\"), From(\"x\"), {|ADJ0347:Scan<Cell>(4, Initial = new[] { \"h0\" })|}, Last, Dense(1)",
        "'cell1.h' begins with a value at every call; leave Initial out, or Carry")]
    [InlineData("Input(3, 12), {|ADJ0347:Conv1D(4, Kernel = 3, Causal = true)|}, Transpose, GRU(4), Last, Dense(1)", "'conv1' reads steps of the call before, which are not carried; leave Carry out")]
    public void A_layer_that_carries_nothing(string layers, string message) => Declared.Says($"{Cell}[Network(Carry = true), {layers}, MeanSquaredError] partial class Net;", message);

    [Fact]
    public void A_network_without_a_loop() =>
        Declared.Says(
            "[Network(Carry = true), Input(12), Dense(1), MeanSquaredError] partial class {|ADJ0347:Net|};",
            "'Net' has no loop whose states could be carried; leave Carry out");

    [Fact]
    public void A_network_without_a_loss() => Declared.Says(
        "[Network(Carry = true), Input(12, 3), GRU(4)] partial class {|ADJ0347:Net|};", "'Net' has no loss, and states are carried in training; leave Carry out; Step takes them further in prediction");
}
