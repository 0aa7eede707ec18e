namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Tokens where numbers are needed, and numbers where tokens are.</summary>
public sealed class TokenTests
{
    [Theory]
    [InlineData("{|ADJ0314:Dense(3)|}", "Dense needs numbers, but the input is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    [InlineData("Slice(0, 0, 1), {|ADJ0314:Tanh|}", "Tanh needs numbers, but 'slice1' is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    [InlineData("As(\"t\"), OneHot, Flatten, {|ADJ0314:Concat(\"t\")|}", "Concat needs numbers, but 't' is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    [InlineData("{|ADJ0314:MeanSquaredError|}", "MeanSquaredError needs numbers, but the input is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    [InlineData("{|ADJ0314:Output(\"y\")|}, OneHot", "Output needs numbers, but the input is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    [InlineData(
        "OneHot, Flatten, Dense(2), {|ADJ0314:Tangent(Component = 0)|}",
        "Tangent needs numbers, but the input is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot")]
    public void Tokens_that_a_layer_cannot_read(string layers, string message) => Declared.Says($"[Network, Input(4, Tokens = 5), {layers}] partial class Net;", message);

    [Fact]
    public void An_output_of_tokens_alone() => Declared.Says(
        "[Network, {|ADJ0314:Input(4, Tokens = 5)|}] partial class Net;",
        "An output needs numbers, but the input is tokens (5 of them), which only name things; make numbers of them with Embedding or OneHot");

    [Theory]
    [InlineData("Input(4), {|ADJ0320:Embedding(3)|}", "Embedding reads tokens, but the input gives numbers; declare how many tokens the input has, as in Input(64, Tokens = 65)")]
    [InlineData("Input(4), Dense(3), {|ADJ0320:OneHot|}", "OneHot reads tokens, but 'dense1' gives numbers; declare how many tokens the input has, as in Input(64, Tokens = 65)")]
    [InlineData(
        "Input(4, Tokens = 3), Embedding(2), {|ADJ0320:Embedding(3)|}",
        "Embedding reads tokens, but 'embedding1' gives numbers; declare how many tokens the input has, as in Input(64, Tokens = 65)")]
    public void Numbers_where_tokens_are_needed(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);

    [Theory]
    [InlineData("Input(4, Tokens = {|ADJ0211:0|}), Embedding(3)", "The number of tokens must be from 1 to 16777216, but is 0; write a value in that range")]
    [InlineData("Input(4, Tokens = {|ADJ0211:16777217|}), Embedding(3)", "The number of tokens must be from 1 to 16777216, but is 16777217; write a value in that range")]
    [InlineData("Input(4, Tokens = 5), Embedding({|ADJ0201:0|})", "'embedding1' has 0 numbers, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("Input(4, Tokens = 5), Embedding(3, Padding = {|ADJ0211:5|})", "The padding token of 'embedding1' must be from 0 to 4, but is 5; write a value in that range")]
    [InlineData("Input(4, Tokens = 5), Embedding(3, Padding = {|ADJ0211:-2|})", "The padding token of 'embedding1' must be from 0 to 4, but is -2; write a value in that range")]
    [InlineData(
        "Input(4, Tokens = 5), Embedding(3, Init = Initializer.Orthogonal, Deviation = {|ADJ0211:0.1f|})",
        "The deviation of 'embedding1' must be left out where Init is neither Normal nor TruncatedNormal, but is 0.1; write a value in that range")]
    [InlineData("Input(4, Tokens = 5), Embedding(3, Deviation = {|ADJ0211:-1f|})", "The deviation of 'embedding1' must be 0 or more, and finite, but is -1; write a value in that range")]
    [InlineData("Input(4), Dense(2), {|ADJ0303:PositionEmbedding|}", "PositionEmbedding needs an input of two or more axes, positions first, but 'dense1' gives 2; write it before Flatten")]
    [InlineData("Input(4), As(\"a\"), Variable({|ADJ0211:0|}), Multiply(\"a\")", "A size of 'variable1' must be at least 1, but is 0; write a value in that range")]
    [InlineData(
        "Input(4), As(\"a\"), Variable(3), {|ADJ0301:Multiply(\"a\")|}",
        "'Multiply' needs equal shapes, but 'variable1' gives 3 and 'a' gives 4; bring one to the other's shape, as by Dense(3) after 'a'")]
    [InlineData("Input(4), Scale({|ADJ0211:float.NaN|})", "Scale's factor must be finite, but is NaN; write a value in that range")]
    [InlineData("Input(4), CrossEntropy(PerPosition = {|ADJ0303:true|})", "PerPosition needs an input of [positions, classes], but the input gives 4; leave PerPosition out, or Flatten before it")]
    public void Options_out_of_range(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);

    [Theory]
    [InlineData("Input(4, Tokens = 5), Slice(0, 1, 2), Reshape(2, 1), Embedding(3), Flatten, Dense(2)")]
    [InlineData("Input(\"city\", 1, Tokens = 300), Input(\"numbers\", 7), As(\"n\"), From(\"city\"), Embedding(8), Flatten, Concat(\"n\"), Dense(2)")]
    public void Layers_that_move_values_read_tokens(string layers) => Declared.IsMarked($"[Network, {layers}] partial class Net;");

    [Fact]
    public void A_Jacobian_of_tokens() => Declared.Says(
        "[Network(Derivatives = Derivatives.Jacobian), Input(4, Tokens = 5), Embedding(2), Flatten, Dense(2)] partial class {|ADJ0417:Net|};",
        "Derivatives.Jacobian needs an input of numbers, but 'Net' reads tokens; use Jvp along the parameters, or Vjp");

    [Fact]
    public void Tokens_that_come_into_a_block() => Declared.IsMarked(
        "[Block(\"width\"), Embedding(\"width\"), PositionEmbedding] abstract class Table; [Network, Input(4, Tokens = 5), Use<Table>(3), Flatten, Dense(2)] partial class Net;");
}
