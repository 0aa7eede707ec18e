namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>What can be wrong with a cell, and with a loop over it.</summary>
public sealed class ScanTests
{
    private const string Cell = """
        [Block("units"), Input("x"), State("h", "units"), Concat("h"), Dense("units"), Tanh, Next("h")] abstract class Cell;

        """;

    [Theory]
    [InlineData("Input(12), {|ADJ0303:Scan<Cell>(4)|}, Dense(1)", "Scan needs an input of steps×features, but the input gives 12; insert Reshape before it, with the number of steps first")]
    [InlineData("Input(3, 4), {|ADJ0344:State(\"h\", 3)|}, Dense(1)", "State cannot stand here; write it in a block, and run the block with Scan")]
    [InlineData("Input(3, 4), {|ADJ0344:Next(\"h\")|}, Dense(1)", "Next cannot stand here; write it in a block, and run the block with Scan")]
    [InlineData(
        "Input(12, Tokens = 5), {|ADJ0314:Scan<Cell>(4)|}, Dense(1)",
        "Scan needs numbers, but the input is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    [InlineData("Input(3, 4), As(\"x\"), Flatten, As(\"h0\"), From(\"x\"), {|ADJ0312:Scan<Cell>(4, Initial = new[] { \"h0\" })|}, Flatten, Dense(1)",
        "'Cell' does not fit here: in its State, 'h0' is 12, and 'h' is 4; give both the same sizes")]
    [InlineData("Input(3, 4), As(\"x\"), Slice(0, 0, 1), Flatten, As(\"h0\"), From(\"x\"), Scan<Cell>(4, Initial = {|ADJ0343:new[] { \"h0\", \"h0\" }|}), Flatten, Dense(1)",
        "'h0' begins no state; name no more values than the cell has states")]
    [InlineData("Input(3, 4), Scan<Cell>(4, Initial = new[] { {|ADJ0306:\"h1\"|} }), Flatten, Dense(1)", "Nothing above is named 'h1'; no value has a name yet; name one with [As(…)]")]
    public void A_loop_that_is_wrong(string layers, string message) => Says($"{Cell}[Network, {layers}, MeanSquaredError] partial class Net;", message);

    [Theory]
    [InlineData("{|ADJ0343:State(\"h\", \"units\")|}, Concat(\"h\"), Dense(\"units\")",
        "'h' has no next value; write Next(\"h\") behind what the next step is to read")]
    [InlineData("State(\"h\", \"units\"), Concat(\"h\"), Dense(\"units\"), Next(\"h\"), Tanh, {|ADJ0343:Next(\"h\")|}", "'h' has its next value already; remove one of the two")]
    [InlineData("State(\"h\", \"units\"), Concat(\"h\"), Dense(\"units\"), Next({|ADJ0306:\"g\"|})", "Nothing above is named 'g'; there are 'h'")]
    public void A_cell_that_is_wrong(string cell, string message) => Says(
        $"[Block(\"units\"), Input(\"x\"), {cell}] abstract class Cell;\n[Network, Input(3, 4), Scan<Cell>(5), Flatten, Dense(1), MeanSquaredError] partial class Net;", message);

    [Theory]
    [InlineData("State(\"h\", \"units\"), Concat(\"h\"), Dense(7), Next(\"h\")", "Next, 'h' is 5, but 'cell1.dense1' gives 7; give both the same sizes")]
    [InlineData(
        "State(\"h\", \"units\"), Concat(\"h\"), Dense(\"units\"), BatchNorm, Next(\"h\")",
        "BatchNorm, BatchNorm cannot stand here; normalise over features, with LayerNorm, or before or behind the loop")]
    public void A_cell_that_does_not_fit(string cell, string message) => Says(
        $"[Block(\"units\"), Input(\"x\"), {cell}] abstract class Cell;\n[Network, Input(3, 4), {{|ADJ0312:Scan<Cell>(5)|}}, Flatten, Dense(1), MeanSquaredError] partial class Net;",
        $"'Cell' does not fit here: in its {message}");

    [Theory]
    [InlineData("Flatten, {|ADJ0303:LSTM(3)|}", "LSTM needs an input of steps×features, but 'flatten1' gives 12; remove the Flatten before it")]
    [InlineData("Reshape(3, 2, 2), {|ADJ0303:GRU(3)|}", "GRU needs an input of steps×features, but 'reshape1' gives 3×2×2; insert Reshape before it, with the number of steps first")]
    [InlineData("RNN({|ADJ0201:0|})", "'RNN' has 0 units, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("LSTM(3, Layers = {|ADJ0211:0|})", "The number of layers of LSTM must be from 1 to 32, but is 0; write a value in that range")]
    [InlineData("LSTM(3, Dropout = {|ADJ0211:1f|})", "The dropout rate of LSTM must be at least 0 and below 1, but is 1; write a value in that range")]
    [InlineData("Flatten, {|ADJ0303:Last|}", "Last needs an input of steps×features, but 'flatten1' gives 12; write it before Flatten")]
    public void A_recurrent_layer_that_is_wrong(string layers, string message) => Says($"[Network, Input(3, 4), {layers}, MeanSquaredError] partial class Net;", message);

    private static void Says(string source, string message) => Declared.Says(source, message);
}
