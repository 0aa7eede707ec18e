namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Layers that must know where each row ends.</summary>
public sealed class LengthTests
{
    [Theory]
    [InlineData(
        "Input(12, 3, Lengths = true), GRU(4), {|ADJ0346:Flatten|}, Dense(1)",
        "'flatten1' brings steps together, and those behind a row's end are not there; write Mask before it, which makes them 0")]
    [InlineData(
        "Input(12, 3, Lengths = true), {|ADJ0346:Transpose|}, Conv1D(2, Kernel = 3)",
        "'transpose1' brings steps together, and those behind a row's end are not there; write Mask before it, which makes them 0")]
    [InlineData("Input(12, 3, Lengths = true), {|ADJ0346:BatchNorm|}", "'bn1' brings steps together, and those behind a row's end are not there; write Mask before it, which makes them 0")]
    [InlineData(
        "Input(12, 3, Lengths = true), GRU(4), {|ADJ0346:Mean|}, Dense(1)",
        "'mean1' brings steps together, and those behind a row's end are not there; write Mask before it, which makes them 0")]
    [InlineData("Input(12, 3), {|ADJ0346:Mask|}, Flatten, Dense(1)", "'mask1' reads the input, whose rows have no lengths; write Lengths = true in the input, or remove Mask")]
    [InlineData("Input(\"a\", 4, 3, Lengths = true), Input(\"b\", 4, 3, Lengths = true), {|ADJ0346:Add(\"a\")|}, Last, Dense(1)",
        "'add1' reads the input 'a', whose rows have other lengths; write Mask before one of them, which makes the steps behind the end 0")]
    [InlineData("Input(12, Lengths = {|ADJ0303:true|}), Dense(1)", "Lengths needs an input of steps×features, but the input gives 12; write the number of steps first")]
    [InlineData("Input(\"x\", 4, 3, Lengths = true), Input({|ADJ0309:\"xLengths\"|}, 4), Dense(1), As(\"d\"), From(\"x\"), Last, Dense(1), Add(\"d\")",
        "The name 'xLengths' already belongs to another value; give this layer another, which differs in more than case")]
    public void A_layer_that_does_not_know_where_rows_end(string layers, string message) => Declared.Says($"[Network, {layers}, MeanSquaredError] partial class Net;", message);
}
