using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>What the shape stage knows to mend, an editor offers; after each offer the declaration is right.</summary>
public sealed class RemedyFixTests
{
    [Theory]
    [InlineData("Input(1, 5, 5), Conv2D(2, Kernel = 7)", "Kernel = 5", "Input(1, 5, 5), Conv2D(2, Kernel = 5)", "Padding = 1", "Input(1, 5, 5), Conv2D(2, Kernel = 7, Padding = 1)")]
    [InlineData("Input(1, 9, 5), Conv2D(2, Kernels = [3, 7])", "Kernel = 5", "Input(1, 9, 5), Conv2D(2, Kernels = [3, 5])", "Padding = 1", "Input(1, 9, 5), Conv2D(2, Kernels = [3, 7], Padding = 1)")]
    [InlineData("Input(1, 5, 5), MaxPool2D(6)", "Kernel = 5", "Input(1, 5, 5), MaxPool2D(5)", "Padding = 1", "Input(1, 5, 5), MaxPool2D(6, Padding = 1)")]
    [InlineData("Input(1, 5, 5), MaxPool2D(12)", "Kernel = 5", "Input(1, 5, 5), MaxPool2D(5)", "Padding = 4", "Input(1, 5, 5), MaxPool2D(12, Padding = 4)")]
    [InlineData(
        "Input(28, 28, 1), Conv2D(2, Kernel = 5)", "Write the channels first", "Input(1, 28, 28), Conv2D(2, Kernel = 5)", null, null)]
    [InlineData("Input(1, 5, 5), MaxPool2D(3, Padding = 2)", "Padding = 1", "Input(1, 5, 5), MaxPool2D(3, Padding = 1)", null, null)]
    [InlineData("Input(6, 5, 5), Conv2D(4, Kernel = 3, Groups = 3)", "Groups = 2", "Input(6, 5, 5), Conv2D(4, Kernel = 3, Groups = 2)", null, null)]
    [InlineData("Input(6, 5, 5), Conv2D(4, Kernel = 3, Stride = 0)", "Stride = 1", "Input(6, 5, 5), Conv2D(4, Kernel = 3, Stride = 1)", null, null)]
    [InlineData("Input(6, 5, 5), MaxPool2D(2, Stride = 0)", "Stride = 2", "Input(6, 5, 5), MaxPool2D(2, Stride = 2)", null, null)]
    [InlineData("Input(6, 5, 5), MaxPool2D(3, Paddings = [1, -1])", "Padding = 0", "Input(6, 5, 5), MaxPool2D(3, Paddings = [1, 0])", null, null)]
    [InlineData("Input(6, 5, 5), Conv2D(4)", "Kernel = 3", "Input(6, 5, 5), Conv2D(4, Kernel = 3)", null, null)]
    [InlineData("Input(4), Dropout(25f)", "Write 0.25f", "Input(4), Dropout(0.25f)", null, null)]
    [InlineData("Input(784), Conv2D(2, Kernel = 5)", "Insert Reshape(1, 28, 28)", "Input(784), Reshape(1, 28, 28), Conv2D(2, Kernel = 5)", null, null)]
    [InlineData("Input(400), Reshape(16, 5, 6)", "Write Reshape(16, 5, 5)", "Input(400), Reshape(16, 5, 5)", null, null)]
    [InlineData("Input(400), Reshape(7, 9)", null, null, null, null)]
    [InlineData("Input(4), As(\"trunk\"), Dense(4), Add(\"trnk\")", "Write \"trunk\"", "Input(4), As(\"trunk\"), Dense(4), Add(\"trunk\")", null, null)]
    [InlineData("Input(3, 8, 8), Dense(\"2 * widht\")", "Write \"2 * width\"", "Input(3, 8, 8), Dense(\"2 * width\")", null, null)]
    [InlineData(
        "Input(4), Dense(1), CrossEntropy",
        "Write BinaryCrossEntropy",
        "Input(4), Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)",
        "Write Dense(2)",
        "Input(4), Dense(2), CrossEntropy")]
    [InlineData(
        "Input(4), Dense(1), CrossEntropy(Targets = Targets.Probabilities)",
        "Write BinaryCrossEntropy",
        "Input(4), Dense(1), BinaryCrossEntropy",
        "Write Dense(2)",
        "Input(4), Dense(2), CrossEntropy(Targets = Targets.Probabilities)")]
    [InlineData("Input(4, 4), Dense(3), ReLU, Dense(2), CrossEntropy", "Insert Flatten", "Input(4, 4), Flatten, Dense(3), ReLU, Dense(2), CrossEntropy",
        "Write PerPosition = true", "Input(4, 4), Dense(3), ReLU, Dense(2), CrossEntropy(PerPosition = true)")]
    [InlineData("Input(4, Tokens = 5), Dense(3)", "Insert Embedding(16)", "Input(4, Tokens = 5), Embedding(16), Dense(3)", "Insert OneHot", "Input(4, Tokens = 5), OneHot, Dense(3)")]
    [InlineData("Input(1, 4, 4), Conv2D(2, Kernel = 3), CrossEntropy", "Insert GlobalAveragePool2D", "Input(1, 4, 4), Conv2D(2, Kernel = 3), GlobalAveragePool2D, CrossEntropy", null, null)]
    [InlineData("Input(2, 3), Dense(4), As(\"a\"), Tanh, MatMul(\"a\")", "TransposeB = true", "Input(2, 3), Dense(4), As(\"a\"), Tanh, MatMul(\"a\", TransposeB = true)", null, null)]
    [InlineData(
        "Input(2, 3), As(\"x\"), Transpose, Dense(4), As(\"b\"), From(\"x\"), MatMul(\"b\", TransposeA = true)", "TransposeA = false",
        "Input(2, 3), As(\"x\"), Transpose, Dense(4), As(\"b\"), From(\"x\"), MatMul(\"b\", TransposeA = false)", null, null)]
    [InlineData(
        "Input(4), Dense(3), Output(\"a\"), Dense(2), Output(\"b\"), MeanSquaredError", "On = \"b\"", "Input(4), Dense(3), Output(\"a\"), Dense(2), Output(\"b\"), MeanSquaredError(On = \"b\")",
        "On = \"a\"", "Input(4), Dense(3), Output(\"a\"), Dense(2), Output(\"b\"), MeanSquaredError(On = \"a\")")]
    [InlineData(
        "Input(4), Dense(3), As(\"t\"), Dense(3), Output(\"y\"), MeanSquaredError(Target = \"t\")", "Compare with 't' as a constant",
        "Input(4), Dense(3), As(\"t\"), Dense(3), Output(\"y\"), From(\"t\"), Detach, As(\"tTarget\"), MeanSquaredError(Target = \"tTarget\")", null, null)]
    [InlineData(
        "Input(4), As(\"x\"), Dense(4), BinaryCrossEntropy(Target = \"x\", Targets = Targets.Classes)", "Write Targets = Targets.Probabilities",
        "Input(4), As(\"x\"), Dense(4), BinaryCrossEntropy(Target = \"x\", Targets = Targets.Probabilities)", null, null)]
    [InlineData("Input(4), Dense(1), SinusoidalEmbedding(7), Dense(2)", "Write 8", "Input(4), Dense(1), SinusoidalEmbedding(8), Dense(2)", null, null)]
    [InlineData("Input(6, 4), GroupNorm(4), Flatten, Dense(2)", "groups = 3", "Input(6, 4), GroupNorm(3), Flatten, Dense(2)", null, null)]
    [InlineData("Input(64, 1, 28, 28), Conv2D(8, Kernel = 3)", "Leave out 64, the batch", "Input(1, 28, 28), Conv2D(8, Kernel = 3)", null, null)]
    [InlineData(
        "Input(4, 9, 9), As(\"in\"), Conv2D(8, Kernel = 5), ReLU, Conv2D(4, Kernel = 3), Add(\"in\")", "Pad in 'conv1' and 'conv2'",
        "Input(4, 9, 9), As(\"in\"), Conv2D(8, Kernel = 5, Padding = 2), ReLU, Conv2D(4, Kernel = 3, Padding = 1), Add(\"in\")", null, null)]
    [InlineData("Input(4), Dense(3), As(\"logits\"), CrossEntropy(On = \"logits\")", "Write Output(\"logits\")", "Input(4), Dense(3), Output(\"logits\"), CrossEntropy(On = \"logits\")", null, null)]
    [InlineData(
        "Input(8, 6), As(\"in\"), Dense(4), As(\"q\"), From(\"in\"), Dense(4), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), Scale(0.5f), Softmax(Axis = 0), MatMul(\"in\")", "Axis = 1",
        "Input(8, 6), As(\"in\"), Dense(4), As(\"q\"), From(\"in\"), Dense(4), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), Scale(0.5f), Softmax(Axis = 1), MatMul(\"in\")", null, null)]
    [InlineData("Input(4), Dense(3), CrossEntropy(LabelSmoothing = 1f)", "Write 0.1f", "Input(4), Dense(3), CrossEntropy(LabelSmoothing = 0.1f)", null, null)]
    [InlineData(
        "Input(4, 8, 8), As(\"in\"), Conv2D(6, Kernel = 3, Stride = 2, Padding = 1), Add(\"in\")", "Insert Conv2D(6, Kernel = 1, Stride = 2) after 'in'",
        "Input(4, 8, 8), As(\"in\"), Conv2D(6, Kernel = 3, Stride = 2, Padding = 1), As(\"main\"), From(\"in\"), Conv2D(6, Kernel = 1, Stride = 2), Add(\"main\")", null, null)]
    [InlineData(
        "Input(4), As(\"main\"), Dense(6), Add(\"main\")", "Insert Dense(6) after 'main'", "Input(4), As(\"main\"), Dense(6), As(\"main2\"), From(\"main\"), Dense(6), Add(\"main2\")", null, null)]
    [InlineData(
        "Input(4, 8, 8), As(\"in\"), Conv2D(6, Kernel = 3), Add(\"in\")", "Pad in 'conv1', and insert Conv2D(6, Kernel = 1) after 'in'",
        "Input(4, 8, 8), As(\"in\"), Conv2D(6, Kernel = 3, Padding = 1), As(\"main\"), From(\"in\"), Conv2D(6, Kernel = 1), Add(\"main\")", null, null)]
    [InlineData("Input(4, 8, 8), As(\"in\"), Conv2D(6, Kernel = 2), Add(\"in\")", null, null, null, null)]
    [InlineData("Input(4), Dense(3), CrossEntropy, Softmax", "Remove Softmax", "Input(4), Dense(3), CrossEntropy", "Move Softmax before CrossEntropy", "Input(4), Dense(3), Softmax, CrossEntropy")]
    [InlineData("Input(4), Dense(3), MeanSquaredError, Tanh", "Move Tanh before MeanSquaredError", "Input(4), Dense(3), Tanh, MeanSquaredError", "Remove Tanh", "Input(4), Dense(3), MeanSquaredError")]
    [InlineData("Input(4), Dense(3), As(\"a\"), Dense(2), From(\"a\"), Tanh", "Remove Dense", "Input(4), Dense(3), As(\"a\"), From(\"a\"), Tanh", null, null)]
    [InlineData("Input(4), Dense(3), As(\"a\"), Dense(2), Tanh, From(\"a\"), Tanh", "Remove Dense, Tanh", "Input(4), Dense(3), As(\"a\"), From(\"a\"), Tanh", null, null)]
    [InlineData("Input(4, 8), Permute(0, 2, 1), Flatten, Dense(2)", "Write Permute(1, 0)", "Input(4, 8), Permute(1, 0), Flatten, Dense(2)", null, null)]
    [InlineData("Input(4, 8), Permute(0, 3, 1), Flatten, Dense(2)", null, null, null, null)]
    [InlineData("Input(1, 8, 8), AveragePool2D(Stride = 2)", "Write AveragePool2D(2)", "Input(1, 8, 8), AveragePool2D(2, Stride = 2)", null, null)]
    [InlineData("Input(1, 8, 8), Upsample", "Write Upsample(2)", "Input(1, 8, 8), Upsample(2)", null, null)]
    [InlineData("Input(1, 8, 8), Flatten, Conv2D(2, Kernel = 3)", "Remove Flatten", "Input(1, 8, 8), Conv2D(2, Kernel = 3)", null, null)]
    [InlineData("Input(2, 9), ReLU, Flatten, Conv1D(2, Kernel = 3)", "Remove Flatten", "Input(2, 9), ReLU, Conv1D(2, Kernel = 3)", null, null)]
    [InlineData("Input(12, 4), Flatten, GRU(3)", "Remove Flatten", "Input(12, 4), GRU(3)", null, null)]
    [InlineData(
        "Input(8, 9, 9), Conv2D(4, Kernel = 3, Dilation = 5)", "Dilation = 4", "Input(8, 9, 9), Conv2D(4, Kernel = 3, Dilation = 4)", "Padding = 1", "Input(8, 9, 9), Conv2D(4, Kernel = 3, Dilation = 5, Padding = 1)")]
    [InlineData("Input(8, 30), Conv1D(5, Kernel = 1), CrossEntropy", "Insert GlobalAveragePool1D", "Input(8, 30), Conv1D(5, Kernel = 1), GlobalAveragePool1D, CrossEntropy", null, null)]
    [InlineData("Input(4), Dense(3, Name = \"scores\"), CrossEntropy(On = \"scores\")", "Remove On", "Input(4), Dense(3, Name = \"scores\"), CrossEntropy", null, null)]
    // A remedy that leaves a mistake, here at the pooling, is not offered beside one that leaves none.
    [InlineData("Input(1, 6, 6), Conv2D(2, Kernel = 7), MaxPool2D(2)", "Padding = 1", "Input(1, 6, 6), Conv2D(2, Kernel = 7, Padding = 1), MaxPool2D(2)", null, null)]
    [InlineData("Input(4), Dense(8), Tanh, Output(\"code\"), Dense(1, Name = \"y\"), Output(\"z\"), MeanSquaredError(On = \"y\")", null, null, null, null)]
    [InlineData(
        "Input(2, 4), As(\"in\"), Dense(3), Concat(\"in\")", "Axis = 1", "Input(2, 4), As(\"in\"), Dense(3), Concat(\"in\", Axis = 1)", null, null)]
    [InlineData("Input(3, 8, 8), Conv2D(4, Kernel = 8), GlobalAveragePool2D", "Write Flatten", "Input(3, 8, 8), Conv2D(4, Kernel = 8), Flatten", null, null)]
    [InlineData(
        "Input(20), Dense(1), Softmax",
        "Write Sigmoid", "Input(20), Dense(1), Sigmoid",
        null, null)]
    [InlineData(
        "Input(20), Dense(1), LayerNorm, Dense(3)",
        "Remove LayerNorm", "Input(20), Dense(1), Dense(3)",
        null, null)]
    [InlineData(
        "Input(20), Dense(3), Tanh, CrossEntropy",
        "Remove Tanh", "Input(20), Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(20), Dense(1), Softplus, BinaryCrossEntropy",
        "Remove Softplus", "Input(20), Dense(1), BinaryCrossEntropy",
        null, null)]
    [InlineData(
        "Input(20), Dense(1), Sigmoid, Hinge",
        "Remove Sigmoid", "Input(20), Dense(1), Hinge",
        null, null)]
    [InlineData(
        "Input(20), Dense(3), GELU, CrossEntropy",
        "Remove GELU", "Input(20), Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(20), Dense(9), ReLU, Dense(3), Dropout(0.5f), CrossEntropy",
        "Remove Dropout", "Input(20), Dense(9), ReLU, Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(10, 20), Dense(9), BatchNorm, ReLU, Flatten, Dense(3), CrossEntropy",
        "Write LayerNorm", "Input(10, 20), Dense(9), LayerNorm, ReLU, Flatten, Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(20), Dense(9, Bias = false), BatchNorm(Momentum = 0.99f), ReLU, Dense(3), CrossEntropy",
        "Write 0.01", "Input(20), Dense(9, Bias = false), BatchNorm(Momentum = 0.01), ReLU, Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(20), Dense(9), ReLU, As(\"h\"), Dense(3), Output(\"a\"), From(\"h\"), Dense(2), Output(\"b\"), CrossEntropy(On = \"a\")",
        "Freeze 'dense3'", "Input(20), Dense(9), ReLU, As(\"h\"), Dense(3), Output(\"a\"), From(\"h\"), Dense(2, Frozen = true), Output(\"b\"), CrossEntropy(On = \"a\")",
        null, null)]
    [InlineData(
        "Input(1, 28, 28), Conv2D(8, Kernel = 3, Kernels = new[] { 5, 1 }), ReLU, Flatten, Dense(3)",
        "Remove Kernel", "Input(1, 28, 28), Conv2D(8, Kernels = new[] { 5, 1 }), ReLU, Flatten, Dense(3)",
        "Remove Kernels", "Input(1, 28, 28), Conv2D(8, Kernel = 3), ReLU, Flatten, Dense(3)")]
    [InlineData(
        "Input(20), Dense(9), ReLU, ReLU, Dense(3), CrossEntropy",
        "Remove ReLU", "Input(20), Dense(9), ReLU, Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(1, 28, 28), Conv2D(8, Kernel = 3), Conv2D(8, Kernel = 3), ReLU, Flatten, Dense(3), CrossEntropy",
        "Insert ReLU", "Input(1, 28, 28), Conv2D(8, Kernel = 3), ReLU, Conv2D(8, Kernel = 3), ReLU, Flatten, Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(20), Dense(9), LeakyReLU(20), Dense(3), CrossEntropy",
        "Write 0.2", "Input(20), Dense(9), LeakyReLU(0.2), Dense(3), CrossEntropy",
        null, null)]
    [InlineData(
        "Input(1, 28, 28), MaxPool2D(3, Padding = 1, Paddings = new[] { 0, 1 }), Flatten, Dense(3)",
        "Remove Padding", "Input(1, 28, 28), MaxPool2D(3, Paddings = new[] { 0, 1 }), Flatten, Dense(3)",
        "Remove Paddings", "Input(1, 28, 28), MaxPool2D(3, Padding = 1), Flatten, Dense(3)")]
    [InlineData(
        "Input(100), Dense(128*7*7), ReLU, Reshape(128, 8, 8), Conv2D(1, Kernel = 3)",
        "Write Reshape(128, 7, 7)", "Input(100), Dense(128*7*7), ReLU, Reshape(128, 7, 7), Conv2D(1, Kernel = 3)",
        null, null)]
    [InlineData(
        "Input(1, 28, 28), Conv2D(8, Kernel = new[] { 5, 1 })",
        "Write Kernels = new[] { 5, 1 }", "Input(1, 28, 28), Conv2D(8, Kernels = new[] { 5, 1 })",
        null, null)]
    [InlineData(
        "Input(1, 4, 4), Conv2D(8, Kernel = 4), ReLU, MaxPool2D(2), Flatten, Dense(3)",
        "Remove MaxPool2D", "Input(1, 4, 4), Conv2D(8, Kernel = 4), ReLU, Flatten, Dense(3)",
        null, null)]
    [InlineData(
        "Input(20), Dense(1), CrossEntropy",
        "Write BinaryCrossEntropy", "Input(20), Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)",
        "Write Dense(2)", "Input(20), Dense(2), CrossEntropy")]
    [InlineData(
        "Input(4, 5), Dense(3), Softmax(Axis = 2)",
        "Write 1", "Input(4, 5), Dense(3), Softmax(Axis = 1)",
        null, null)]
    [InlineData(
        "Input(4), Dense(5, Name = \"a\"), ReLU, Dense(3, SharedWith = \"a\")",
        "Remove SharedWith", "Input(4), Dense(5, Name = \"a\"), ReLU, Dense(3)",
        null, null)]
    [InlineData(
        "Input(12, 3), GRU(4, Bidirectional = true), Slice(0, 11, 1), Flatten, Dense(1)",
        "Write Last", "Input(12, 3), GRU(4, Bidirectional = true), Last, Flatten, Dense(1)",
        null, null)]
    [InlineData(
        "Input(8, Tokens = 5), Embedding(12), LayerNorm, Attention(2), Mean(0), Dense(2)",
        "Insert PositionEmbedding", "Input(8, Tokens = 5), Embedding(12), PositionEmbedding, LayerNorm, Attention(2), Mean(0), Dense(2)",
        null, null)]
    [InlineData(
        "Input(8, 16), As(\"in\"), Dense(16), As(\"q\"), From(\"in\"), Dense(16), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), Softmax, MatMul(\"in\")",
        "Insert Scale(0.25f)",
        "Input(8, 16), As(\"in\"), Dense(16), As(\"q\"), From(\"in\"), Dense(16), As(\"k\"), From(\"q\"), MatMul(\"k\", TransposeB = true), Scale(0.25f), Softmax, MatMul(\"in\")",
        null, null)]
    [InlineData(
        "Input(4), Dense(3), CrossEntropy(ClassWeights = new[] { 1f, 2f })",
        "Write new[] { 1f, 2f, 1f }", "Input(4), Dense(3), CrossEntropy(ClassWeights = new[] { 1f, 2f, 1f })",
        null, null)]
    [InlineData(
        "Input(4), Dense(2, Frozen = true), Hinge",
        "Remove Frozen from 'dense1'", "Input(4), Dense(2), Hinge",
        null, null)]
    [InlineData(
        "Input(4), Tanh, MeanSquaredError",
        "Remove MeanSquaredError", "Input(4), Tanh",
        null, null)]
    [InlineData(
        "Input(4), Dense(4, Name = \"a\"), ReLU, Dense(2, Name = \"a\")",
        "Write \"a2\"", "Input(4), Dense(4, Name = \"a\"), ReLU, Dense(2, Name = \"a2\")",
        null, null)]
    [InlineData(
        "Input(4), As(\"x\"), Dense(4), ReLU, Add",
        "Write Add(\"x\")", "Input(4), As(\"x\"), Dense(4), ReLU, Add(\"x\")",
        null, null)]
    [InlineData(
        "Input(-1, 784), Dense(4), ReLU, Dense(3)",
        "Leave out -1, the batch", "Input(784), Dense(4), ReLU, Dense(3)",
        null, null)]
    [InlineData(
        "Input(\"x\", 5, 3), Input(\"edges\", 12, Edges = 5), GraphConv(4, \"edges\"), Mean(0), Dense(2)",
        "Insert From(\"x\")", "Input(\"x\", 5, 3), Input(\"edges\", 12, Edges = 5), From(\"x\"), GraphConv(4, \"edges\"), Mean(0), Dense(2)",
        null, null)]
    [InlineData(
        "Input(8, 30), TransformerEncoderLayer(4), Mean(0), Dense(2)",
        "heads = 3", "Input(8, 30), TransformerEncoderLayer(3), Mean(0), Dense(2)",
        null, null)]
    [InlineData(
        "Input(8, 30), MultiHeadAttention(4), Mean(0), Dense(2)",
        "heads = 3", "Input(8, 30), MultiHeadAttention(3), Mean(0), Dense(2)",
        null, null)]
    [InlineData("Input(1, 9, 9), Conv2D(2, Kernel = 3, Padding = \"same\")", "Write Same = true", "Input(1, 9, 9), Conv2D(2, Kernel = 3, Same = true)", null, null)]
    [InlineData("Input(1, 9, 9), Conv2D(2, Kernel = 3, Padding = \"valid\")", "Remove Padding", "Input(1, 9, 9), Conv2D(2, Kernel = 3)", null, null)]
    [InlineData("Input(1, 9, 9), MaxPool2D(2, Padding = \"same\")", null, null, null, null)]
    public async Task A_remedy_leaves_a_right_declaration(string layers, string? title, string? mended, string? otherTitle, string? otherMended)
    {
        var offered = await CodeFixHarness.Offers<RemedyFix>(Net(layers));
        List<(string, string)> expected = [.. title is null ? [] : new[] { (title, Net(mended!)) }, .. otherTitle is null ? [] : new[] { (otherTitle, Net(otherMended!)) }];
        Assert.Equal(expected, offered);
        foreach (var (_, text) in offered)
            Assert.DoesNotContain(AnalyzerHarness.Analyze(text), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("[Network, Input(4)]\n[Dense(3)]\n[Softmax]\n[CrossEntropy]\npartial class Net;", "[Network, Input(4)]\n[Dense(3)]\n[CrossEntropy]\npartial class Net;")]
    [InlineData("[Network, Input(4), Dense(3)]\n[Softmax, CrossEntropy]\npartial class Net;", "[Network, Input(4), Dense(3)]\n[CrossEntropy]\npartial class Net;")]
    public async Task A_layer_is_removed_with_its_comma_or_its_line(string before, string after) => Assert.Equal(
        "using Adjoint;\n" + after, (await CodeFixHarness.Apply<RemedyFix>("using Adjoint;\n" + before)).Text);

    [Fact]
    public async Task A_namespace_before_a_name_is_written_before_its_neighbour_too() => Assert.Equal(
        "[Adjoint.Network, Adjoint.Input(4, 4, 1), Adjoint.Flatten, Adjoint.Dense(2), Adjoint.CrossEntropy] partial class Net;",
        (await CodeFixHarness.Apply<RemedyFix>("[Adjoint.Network, Adjoint.Input(4, 4, 1), Adjoint.Dense(2), Adjoint.CrossEntropy] partial class Net;")).Text);

    [Fact]
    public async Task All_alike_are_mended_at_once() => Assert.Equal(
        Net("Input(4), Dropout(0.25f)") + "\n[Network, Input(4), Dropout(0.5f)] partial class Other;",
        await CodeFixHarness.ApplyToAll<RemedyFix>(Net("Input(4), Dropout(25f)") + "\n[Network, Input(4), Dropout(50)] partial class Other;"));

    [Fact]
    public async Task Calls_are_mended()
    {
        const string before = """
            namespace Models { [Adjoint.Network, Adjoint.Input(3), Adjoint.Dense(2), Adjoint.MeanSquaredError] public partial class Curve; }
            class Program
            {
                void Predict(Models.Curve network) => network.Predict(new float[8 * 3], new float[16]);
                void Swapped(Models.Curve network, Adjoint.Adam adam) => network.TrainStep(new float[2], new float[3 * 1], adam);
            }
            """;
        var offered = await CodeFixHarness.Offers<RemedyFix>(before, isGenerated: true);
        Assert.Equal(
            [
                ("Write Models.Curve.InputSize", before.Replace("8 * 3", "8 * Models.Curve.InputSize", StringComparison.Ordinal)),
                ("Swap the two", before.Replace("new float[2], new float[3 * 1]", "new float[3 * 1], new float[2]", StringComparison.Ordinal)),
            ],
            offered);
    }

    [Fact]
    public async Task Lengths_are_written_as_the_sizes_of_the_network()
    {
        const string before = """
            [Adjoint.Network, Adjoint.Input(3), Adjoint.Dense(2), Adjoint.MeanSquaredError] public partial class Curve;
            class Program
            {
                void One(Curve network, float[] y) => network.Predict(new float[4], y);
                void Several(Curve network) => network.Predict(new float[8 * Curve.InputSize], new float[15]);
                void Gradient(Curve network, float[] x, float[] t) => network.Gradient(x, t, new float[9]);
                void Elsewhere(Curve network, float[] x) { var y = new float[3]; network.Predict(x, y); }
            }
            """;
        var offered = await CodeFixHarness.Offers<RemedyFix>(before, isGenerated: true);
        Assert.Equal(
            [
                ("Write Curve.InputSize", before.Replace("new float[4]", "new float[Curve.InputSize]", StringComparison.Ordinal)),
                ("Write 8 * Curve.OutputSize", before.Replace("new float[15]", "new float[8 * Curve.OutputSize]", StringComparison.Ordinal)),
                ("Write Curve.ParameterCount", before.Replace("new float[9]", "new float[Curve.ParameterCount]", StringComparison.Ordinal)),
                ("Write Curve.OutputSize", before.Replace("new float[3]", "new float[Curve.OutputSize]", StringComparison.Ordinal)),
            ],
            offered);
    }

    [Fact]
    public async Task A_learning_rate_that_is_too_large_becomes_the_usual_one() => Assert.Equal(
        "class Program { Adjoint.Optimizer optimizer = new Adjoint.Adam(1e-3f); }",
        (await CodeFixHarness.Apply<RemedyFix>("class Program { Adjoint.Optimizer optimizer = new Adjoint.Adam(1.5f); }")).Text);

    [Theory]
    [InlineData("Dropout(15f)", "Write 0.15f", "Dropout(0.15f)")]
    [InlineData("Conv2D(\"n\", Stride = 0, Kernel = 3)", "Stride = 1", "Conv2D(\"n\", Stride = 1, Kernel = 3)")]
    [InlineData("Conv2D(8, Kernel = 3, Kernels = new[] { 3, 5 })", "Remove Kernel", "Conv2D(8, Kernels = new[] { 3, 5 })")]
    public async Task A_block_is_mended_where_it_stands(string layer, string title, string mended)
    {
        var offered = await CodeFixHarness.Offers<RemedyFix>($"using Adjoint;\n[Block(\"n\"), {layer}, Tanh] class B;\n");
        Assert.Contains((title, $"using Adjoint;\n[Block(\"n\"), {mended}, Tanh] class B;\n"), offered);
    }

    [Theory]
    [InlineData("[Block(\"g\"), Conv2D(8, Kernel = 3, Groups = \"g\")] class B;", "Input(4, 8, 8), Use<B>(3)", "Groups = 2", "Input(4, 8, 8), Use<B>(2)")]
    [InlineData("[Block(\"n\", \"rate\"), Dense(\"n\"), Dropout(\"rate\")] class B;", "Input(4), Repeat<B>(2, 5, 40)", "Write 0.4f", "Input(4), Repeat<B>(2, 5, 0.4f)")]
    public async Task A_use_is_mended_at_its_argument(string block, string layers, string title, string mended)
    {
        var offered = await CodeFixHarness.Offers<RemedyFix>($"{Net(layers)}{block}\n");
        Assert.Equal([(title, $"{Net(mended)}{block}\n")], offered);
    }

    private static string Net(string layers) => $"using Adjoint;\n[Network, {layers}] partial class Net;";
}
