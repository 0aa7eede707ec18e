namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Blocks whose parameters are decimals and flags, sizes of named values, and uses that share their tensors.</summary>
public sealed class BlockNumberTests
{
    private const string Mlp =
        "[Block(\"hidden\", \"dropout = 0.1\", \"bias = 1\"), As(\"x\"), Dense(\"hidden\", Bias = \"bias\"), GELU, Dense(\"x.features\"), Dropout(\"dropout\"), Add(\"x\")] abstract class Mlp; ";

    private const string AtTheseSizes = "; write an expression that is a whole number at these sizes";

    [Theory]
    [InlineData("Use<Mlp>(16)")]
    [InlineData("Use<Mlp>(16, 0.25, false)")]
    [InlineData("Use<Mlp>(\"2 * features\", 0.25f, 0)")]
    [InlineData("Repeat<Mlp>(2, 16, \"1 / 4.0\", true)")]
    [InlineData("Use<Mlp>(16, Name = \"a\"), Use<Mlp>(16, SharedWith = \"a\"), Repeat<Mlp>(2, 5, Name = \"h\"), Repeat<Mlp>(2, 5, SharedWith = \"h\")")]
    public void What_a_block_takes(string layers) => Declared.IsMarked(Mlp + $"[Network, Input(8), {layers}] partial class Net;");

    [Theory]
    [InlineData("Use<Mlp>(16, {|ADJ0312:20|})", "'Mlp' does not fit here: in its Dropout, Dropout rate 20 must be in [0, 1); did you mean 0.2?")]
    [InlineData("Use<Mlp>(16, 0, {|ADJ0312:2|})", "'Mlp' does not fit here: in its Dense, \"bias\" has no value: it is 2; write an expression that is 0 or 1 at these sizes")]
    [InlineData("{|ADJ0312:Use<Mlp>(0.5)|}", "'Mlp' does not fit here: in its Dense, \"hidden\" has no value: 'hidden', which is 0.5, is not a whole number, where hidden = 0.5" + AtTheseSizes)]
    [InlineData("Use<Mlp>(16, SharedWith = {|ADJ0306:\"b\"|})", "Nothing above is named 'b'; no value has a name yet; name one with [As(…)]")]
    [InlineData(
        "Use<Mlp>(16, Name = \"a\"), {|ADJ0312:Use<Mlp>(8, SharedWith = \"a\")|}",
        "'Mlp' does not fit here: in its Dense, 'mlp1.dense1' needs a weight of 8×8, but 'a.dense1' owns one of 16×8; give both layers the same sizes or remove SharedWith")]
    [InlineData("Use<Mlp>(16, {|ADJ0212:typeof(int)|})", "'typeof(int)' is no number: it is neither a number nor a text; write a number, or a text such as \"1 / sqrt(features)\"")]
    [InlineData("Use<Mlp>(16, {|ADJ0321:\"x\"|})", "'x' is neither a parameter of a block nor a size of the incoming value here; there are 'features'")]
    [InlineData("Dense(3, Bias = {|ADJ0213:3|})", "\"3\" has no value: it is 3; write an expression that is 0 or 1 at these sizes")]
    [InlineData("Dense(3, Bias = {|ADJ0212:0.5|})", "'0.5' is no flag: it is neither true nor false nor a text; write true or false, or a text that is 1 or 0")]
    [InlineData("Dropout({|ADJ0212:\"a +\"|})", "'a +' is no number: it ends where a number or a name is needed; write a number, or a text such as \"1 / sqrt(features)\"")]
    [InlineData("Scale({|ADJ0213:\"1 / (features - 8)\"|})", "\"1 / (features - 8)\" has no value: it divides by zero, where features = 8; write an expression that is a number at these sizes")]
    [InlineData(
        "As(\"a\"), Dense(3), Dense({|ADJ0321:\"a.height\"|}), Concat(\"a\")",
        "'a.height' is neither a parameter of a block nor a size of the incoming value here; 'a' is 8, which has features")]
    [InlineData(
        "As(\"a\"), Dense(3), Dense({|ADJ0321:\"b.features\"|}), Concat(\"a\")",
        "'b.features' is neither a parameter of a block nor a size of the incoming value here; nothing above is named 'b'; there are 'a', 'dense1'")]
    public void What_it_does_not_take(string layers, string message) => Declared.Says(Mlp + $"[Network, Input(8), {layers}] partial class Net;", message);
}
