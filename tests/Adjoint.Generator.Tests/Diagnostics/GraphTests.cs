using System.Globalization;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Diagnostics;

public sealed class GraphTests
{
    [Theory]
    [InlineData(
        "Input(3, 32, 32), Conv2D(32, Kernel = 3, Padding = 1), As(\"shortcut\"), Conv2D(32, Kernel = 3), ReLU, Conv2D(32, Kernel = 3), {|ADJ0301:Add(\"shortcut\")|}, Flatten, Dense(2)",
        "'conv2' and 'conv3' lose the pixels at the edges: write Padding = 1 in both")]
    [InlineData(
        "Input(4, 9, 9), As(\"in\"), Conv2D(4, Kernel = 5), {|ADJ0301:Add(\"in\")|}", "'conv1' loses the pixels at the edges: write Padding = 2 in it")]
    [InlineData(
        "Input(4, 9, 9), As(\"in\"), Conv2D(8, Kernel = 5), ReLU, Conv2D(4, Kernel = 3), {|ADJ0301:Add(\"in\")|}",
        "'conv1' and 'conv2' lose the pixels at the edges: write Padding = 2 in 'conv1' and Padding = 1 in 'conv2'")]
    [InlineData("Input(4, 9, 9), As(\"in\"), Conv2D(8, Kernel = 3), {|ADJ0301:Add(\"in\")|}", "'conv1' loses the pixels at the edges: write Padding = 1 in it, and insert Conv2D(8, Kernel = 1) after 'in'")]
    [InlineData(
        "Input(3, 20), As(\"in\"), Conv1D(8, Kernel = 5), ReLU, Conv1D(8, Kernel = 3), {|ADJ0301:Add(\"in\")|}",
        "write Padding = 2 in 'conv1' and Padding = 1 in 'conv2', and insert Conv1D(8, Kernel = 1) after 'in'")]
    [InlineData(
        "Input(8, 20, 20), As(\"in\"), Conv2D(8, Kernel = 3, Stride = 2), ReLU, Conv2D(8, Kernel = 3), {|ADJ0301:Add(\"in\")|}",
        "write Padding = 1 in both, and insert Conv2D(8, Kernel = 1, Stride = 2) after 'in'")]
    [InlineData("Input(8, 20, 20), As(\"in\"), Conv2D(16, Kernel = 3), ReLU, Conv2D(16, Kernel = 3), {|ADJ0305:Concat(\"in\")|}", "lose the pixels at the edges: write Padding = 1 in both")]
    public void Convolutions_between_that_lose_pixels(string layers, string advice)
    {
        var said = Assert.Single(AnalyzerHarness.Verify($"using Adjoint;\n[Network, {layers}] partial class Net;")).GetMessage(CultureInfo.InvariantCulture);
        Assert.EndsWith(advice, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input(4, 9, 9), As(\"in\"), Conv2D(4, Kernel = 3, Stride = 2), {|ADJ0301:Add(\"in\")|}")]
    public void Convolutions_whose_padding_would_not_mend_it(string layers)
    {
        var said = Assert.Single(AnalyzerHarness.Verify($"using Adjoint;\n[Network, {layers}] partial class Net;")).GetMessage(CultureInfo.InvariantCulture);
        Assert.DoesNotContain("Padding", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Input(4), As(\"in\"), Dense(3), {|ADJ0301:Add(\"in\")|}",
        "'Add' needs equal shapes, but 'dense1' gives 3 and 'in' gives 4; bring one to the other's shape, as by Dense(3) after 'in'")]
    [InlineData("Input(2, 6), As(\"in\"), Flatten, {|ADJ0301:Multiply(\"in\")|}", "'Multiply' needs equal shapes, but 'flatten1' gives 12 and 'in' gives 2×6; Reshape one of them, or Transpose it")]
    [InlineData(
        "Input(4), As(\"in\"), Dense(4), As(\"a\"), Dense(5), {|ADJ0301:Add(\"in\", \"a\")|}",
        "'Add' needs equal shapes, but 'dense2' gives 5 and 'in' gives 4; bring one to the other's shape, as by Dense(5) after 'in'")]
    public void Values_of_unlike_shapes(string layers, string message) => Declared.Says($"[Network, {layers}] partial class Net;", message);

    [Theory]
    [InlineData("{|ADJ0305:Concat(\"in\")|}", "Concat along axis 0 needs equal sizes in all other axes, but 'dense1' gives 4×5 and 'in' gives 4×6; write Axis = 1, or make the other axes equal")]
    [InlineData("Concat(\"in\", Axis = {|ADJ0211:2|})", "'concat1' has no axis 2: 'dense1' gives 4×5, whose axes are 0 to 1 (the batch is not counted); write Axis = 1")]
    public void Values_that_do_not_lie_side_by_side(string concat, string message) =>
        Declared.Says($"[Network, Input(4, 6), As(\"in\"), Dense(5), {concat}] partial class Net;", message);

    [Theory]
    [InlineData("MatMul({|ADJ0341:\"in\"|})", "'matmul1' cannot multiply 'dense1' (4×5) by 'in' (4×6): each row of the first has 5 numbers, and each column of the second 4; write TransposeA = true")]
    [InlineData(
        "Dense(6), MatMul({|ADJ0341:\"in\"|})",
        "'matmul1' cannot multiply 'dense2' (4×6) by 'in' (4×6): each row of the first has 6 numbers, and each column of the second 4; write TransposeB = true")]
    [InlineData(
        "MatMul({|ADJ0341:\"in\"|}, TransposeB = true)",
        "'matmul1' cannot multiply 'dense1' (4×5) by 'in' (4×6): each row of the first has 5 numbers, and each column of the second 6 (transposed); make these two sizes equal, as by Dense(6) after 'dense1'")]
    [InlineData(
        "Dense(4), MatMul({|ADJ0341:\"in\"|}, TransposeB = true)",
        "'matmul1' cannot multiply 'dense2' (4×4) by 'in' (4×6): each row of the first has 4 numbers, and each column of the second 6 (transposed); remove TransposeB")]
    [InlineData(
        "Flatten, {|ADJ0341:MatMul(\"in\")|}",
        "'matmul1' cannot multiply 'flatten1' (20) by 'in' (4×6): 'flatten1' has one axis, and a matrix has two; insert Reshape(1, 20) or Reshape(-1, 1) after 'flatten1'")]
    [InlineData(
        "Reshape(2, 2, 5), As(\"a\"), Reshape(4, 5, 1), MatMul({|ADJ0341:\"a\"|}, TransposeA = true, TransposeB = true)",
        "'matmul1' cannot multiply 'reshape2' (4×5×1) by 'a' (2×2×5): the axes before the last two count products, and differ; make them equal, or give one value two axes, so that it serves all products")]
    public void Values_that_cannot_be_multiplied(string layers, string message) =>
        Declared.Says($"[Network, Input(4, 6), As(\"in\"), Dense(5), {layers}] partial class Net;", message);

    [Theory]
    [InlineData(
        "Dense(40), {|ADJ0207:Attention(4)|}",
        "'attention1' needs queries, keys and values of 4 heads side by side, but has 8×40: 40 is no multiple of 12; write Dense(48) before it, for heads of 4, or name Key and Value")]
    [InlineData(
        "Dense(12), {|ADJ0207:Attention(4, KeyHeads = 2)|}",
        "'attention1' needs queries, keys and values of 4 heads side by side, but has 8×12: 12 is no multiple of 8; write Dense(16) before it, for heads of 2, or name Key and Value")]
    [InlineData(
        "Dense(6), As(\"k\"), Attention({|ADJ0207:4|}, Key = \"k\", Value = \"k\")",
        "'attention1' needs queries of 4 heads, but has 8×6: 6 is no multiple of 4; write a number of heads that divides 6")]
    [InlineData(
        "Dense(6), As(\"k\"), Dense(8), Attention(2, Key = {|ADJ0207:\"k\"|}, Value = \"k\")",
        "'attention1' needs 2 heads of 4, but has 8×6: the queries have 2 heads of 4; make it positions×8, as by Dense(8)")]
    [InlineData(
        "Dense(6), As(\"k\"), Slice(0, 0, 7), As(\"v\"), Attention(2, Key = \"k\", Value = {|ADJ0207:\"v\"|})",
        "'attention1' needs a value for each key, but has 7×6: there are 8 keys; make both as long")]
    [InlineData("Dense(6), As(\"k\"), {|ADJ0207:Attention(2, Key = \"k\")|}", "'Attention' needs Key and Value, but has one name, 'k': one without the other says nothing; name both, or neither")]
    [InlineData(
        "As(\"x\"), Dense(7), As(\"b\"), From(\"x\"), Dense(6), Attention(2, Bias = {|ADJ0207:\"b\"|})",
        "'attention1' needs 8×8 numbers, or 2×8×8, but has 8×7: a bias has one for each query and key, of all heads or of each; give it one of these shapes, as by Reshape")]
    [InlineData(
        "Reshape(2, 4, 5), As(\"x\"), Dense(4), Slice(0, 0, 1), Reshape(4, 4), As(\"b\"), From(\"x\"), Dense(6), Attention(2, Bias = {|ADJ0207:\"b\"|})",
        "'attention1' needs 2×4×4 numbers, or 2×2×4×4, but has 4×4: a bias has one for each query and key, of all heads or of each, of each attention, or with 1 in the axes before them of all; give it one of these shapes, as by Reshape")]
    [InlineData("Dense(6), Attention({|ADJ0211:0|})", "The number of heads of 'attention1' must be at least 1, but is 0; write a value in that range")]
    [InlineData("Dense(6), Attention(2, KeyHeads = {|ADJ0211:3|})", "The number of heads of keys of 'attention1' must be a number that divides the 2 heads, but is 3; write a value in that range")]
    [InlineData("Dense(6), Attention(2, Window = {|ADJ0211:-1|})", "The window of 'attention1' must be at least 1, or 0 for all positions, but is -1; write a value in that range")]
    [InlineData("Dense(6), Attention(2, Scale = {|ADJ0211:0f|})", "The scale of 'attention1' must be above 0 and finite, but is 0; write a value in that range")]
    [InlineData("Flatten, Dense(6), {|ADJ0303:Attention(2)|}", "Attention needs an input of positions×features, but 'dense1' gives 6; insert Reshape, with the number of positions first")]
    public void Queries_and_keys_that_do_not_fit(string layers, string message) => Declared.Says($"[Network, Input(8, 5), {layers}] partial class Net;", message);

    [Theory]
    [InlineData("As(\"trunk\"), Dense(4), Add({|ADJ0306:\"trnk\"|})", "Nothing above is named 'trnk'; did you mean 'trunk'?")]
    [InlineData("As(\"trunk\"), Dense(4), Add(\"trunk\", {|ADJ0306:\"head\"|})", "Nothing above is named 'head'; there are 'dense1', 'trunk'")]
    [InlineData("From({|ADJ0306:\"dense1\"|}), Dense(4)", "Nothing above is named 'dense1'; no value has a name yet; name one with [As(…)]")]
    [InlineData("Dense(4), Subtract({|ADJ0306:\"dense2\"|})", "Nothing above is named 'dense2'; did you mean 'dense1'?")]
    [InlineData("Dense(4), Dense(4, SharedWith = {|ADJ0306:\"dense3\"|})", "Nothing above is named 'dense3'; did you mean 'dense1'?")]
    [InlineData("Dense(4), Hinge(On = {|ADJ0306:\"y\"|})", "Nothing above is named 'y'; declare it with [Output(…)]")]
    [InlineData("Dense(3), As(\"logits\"), CrossEntropy(On = {|ADJ0306:\"logits\"|})", "'logits' is a value and no output; write Output(\"logits\") in place of As(\"logits\")")]
    [InlineData("Dense(3), Output(\"a\"), Dense(2), As(\"b\"), Hinge(On = {|ADJ0306:\"b\"|})", "'b' is a value and no output; write Output(\"b\") in place of As(\"b\")")]
    [InlineData("Dense(3, Name = \"head\"), Hinge(On = {|ADJ0306:\"head\"|})", "'head' is a value and no output; insert Output(\"y\") after it and name that, or remove On where there is one output")]
    [InlineData("Dense(4), Add({|ADJ0306:\"late\"|}), Tanh, As(\"late\"), Dense(4), Add(\"late\")", "'late' is declared below, behind what reads it; move As(\"late\") up, or what reads it down")]
    [InlineData("Dense(4), Add({|ADJ0306:\"fc\"|}), Dense(4, Name = \"fc\")", "'fc' is declared below, behind what reads it; move what reads it down")]
    [InlineData("From({|ADJ0306:\"end\"|}), Dense(4), Output(\"end\")", "'end' is declared below, behind what reads it; move what reads it down")]
    public void A_name_that_stands_for_nothing(string layers, string message) => Declared.Says($"[Network, Input(4), {layers}] partial class Net;", message);

    [Fact]
    public void A_value_that_nobody_reads() => Declared.Says(
        "[Network, Input(4), As(\"in\"), {|ADJ0308:Dense(3)|}, From(\"in\"), Dense(2)] partial class Net;",
        "'dense1' is read by no layer, no output and no loss; use it, make it an Output, or remove it");

    [Theory]
    [InlineData("{|ADJ0308:Input(\"a\", 4)|}, Input(\"b\", 4)")]
    [InlineData("{|ADJ0308:Input(4)|}, Variable(4)")]
    public void An_input_that_nobody_reads(string inputs) => Declared.Says(
        $"[Network, {inputs}, Dense(2)] partial class Net;",
        "The input is read by no layer, no output and no loss; use it, make it an Output, or remove it");

    [Theory]
    [InlineData("Dense(2, SharedWith = {|ADJ0310:\"enc\"|})", "'dense1' needs a weight of 2×4, but 'enc' owns one of 4×4; give both layers the same sizes or remove SharedWith")]
    [InlineData("PReLU(SharedWith = {|ADJ0310:\"enc\"|})", "'prelu1' needs a weight of 1, but 'enc' owns one of 4×4; give both layers the same sizes or remove SharedWith")]
    public void Sharing_what_does_not_fit(string layer, string message) =>
        Declared.Says($"[Network, Input(4), Dense(4, Name = \"enc\"), {layer}] partial class Net;", message);

    [Theory]
    [InlineData("Add")]
    [InlineData("Multiply")]
    [InlineData("Concat(Axis = 0)")]
    public void Merging_with_nothing(string layer) => Declared.Says(
        $"[Network, Input(4), Dense(4), {{|ADJ0340:{layer}|}}] partial class Net;",
        $"{layer.Split('(')[0]} combines the current value with others, but names none; write the name of a value declared above");

    [Theory]
    [InlineData("As({|ADJ0309:\"in\"|})", "in", "another value")]
    [InlineData("Dense(2, Name = {|ADJ0309:\"in\"|})", "in", "another value")]
    [InlineData("As({|ADJ0309:\"dense1\"|})", "dense1", "another layer")]
    [InlineData("Output({|ADJ0309:\"input\"|})", "input", "a member or parameter of the generated class")]
    [InlineData("Output({|ADJ0309:\"gradient\"|})", "gradient", "a member or parameter of the generated class")]
    public void A_value_with_a_name_that_is_taken(string layer, string name, string owner) => Declared.Says(
        $"[Network, Input(4), As(\"in\"), Dense(4), {layer}] partial class Net;",
        $"The name '{name}' already belongs to {owner}; give this layer another, which differs in more than case");

    [Fact]
    public void A_loss_that_could_judge_either_output() => Declared.Says(
        "[Network, Input(4), Dense(3), Output(\"policy\"), Dense(1), Output(\"value\"), {|ADJ0414:CrossEntropy|}] partial class Net;",
        "CrossEntropy could judge any of the outputs 'policy', 'value'; say which, as by On = \"policy\"");

    [Fact]
    public void Losses_that_need_different_targets() => Declared.Says(
        "[Network, Input(4), Dense(3), CrossEntropy, {|ADJ0415:MeanSquaredError|}] partial class Net;",
        "CrossEntropy and MeanSquaredError both judge 'dense1', but the first takes a class for each row and the second numbers; give them outputs of their own, or remove one");

    [Fact]
    public void Losses_that_need_different_labels() => Declared.Says(
        "[Network, Input(4), Dense(3), CrossEntropy, {|ADJ0415:BinaryCrossEntropy(Targets = Targets.Classes)|}] partial class Net;",
        "CrossEntropy and BinaryCrossEntropy both judge 'dense1', but the first takes a class for each row and the second a label for each number; give them outputs of their own, or remove one");
}
