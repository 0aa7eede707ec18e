using System.Globalization;
using Adjoint.CodeFixes;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Diagnostics;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>Layers as PyTorch and Keras write them: C# cannot bind them, the message says how they are written here, and the fix writes it.</summary>
[Trait("Set", "Slow")]
public sealed class ForeignWordTests
{
    /// <summary>The layers around the word, the word, what is written in its place, and why.</summary>
    public static TheoryData<string, string, string, string> Words => new()
    {
        { "Input(7), *, Tanh, Dense(3)", "Linear(7, 12)", "Dense(12)", "the size of its input comes from the value before it" },
        { "Input(7), *, Tanh, Dense(3)", "Dense(7, 12)", "Dense(12)", "the size of its input comes from the value before it" },
        { "Input(7), *, Dense(3)", "Dense(12, \"relu\")", "Dense(12), ReLU", "an activation is a layer of its own" },
        { "Input(7), *, Dense(3)", "Dense(units: 12, activation: \"tanh\")", "Dense(12), Tanh", "an activation is a layer of its own" },
        { "Input(7), *, Dense(3)", "Dense(12, Activation = \"relu\")", "Dense(12), ReLU", "an activation is a layer of its own" },
        { "Input(7), *, Tanh, Dense(3)", "Dense(12, use_bias: false)", "Dense(12, Bias = false)", "" },
        { "Input(7), *, Tanh, Dense(3)", "Dense(12, kernel_regularizer: \"l2\")", "Dense(12)", "weight decay belongs to the optimizer: new AdamW(1e-3f) { WeightDecay = 0.01f }" },
        { "Input(7), Dense(9), *, Dense(3)", "ReLu", "ReLU", "" },
        { "Input(7), Dense(9), *, Dense(3)", "Activation(\"swish\")", "SiLU", "" },
        { "Input(7), Dense(9), ReLU, *, Dense(3)", "Dropout(p: 0.5)", "Dropout(0.5)", "" },
        { "Input(7), Dense(9, Bias = false), *, ReLU, Dense(3)", "BatchNorm1d(9)", "BatchNorm", "the size of its input comes from the value before it" },
        { "Input(3, 9, 9), *, ReLU, Flatten", "Conv2D(3, 5, 3)", "Conv2D(5, Kernel = 3)", "the size of its input comes from the value before it" },
        { "Input(3, 9, 9), *, ReLU, Flatten", "Conv2D(5, 3)", "Conv2D(5, Kernel = 3)", "" },
        { "Input(3, 9, 9), *, ReLU, Flatten", "Conv2D(64, 3, 2)", "Conv2D(64, Kernel = 3, Stride = 2)", "" },
        { "Input(64, 9, 9), *, ReLU, Flatten", "Conv2d(64, 3, 1)", "Conv2D(3, Kernel = 1)", "the size of its input comes from the value before it" },
        { "Input(3, 9, 9), *, Flatten", "Conv2D(5, (3, 2), activation: \"relu\", padding: \"valid\")", "Conv2D(5, Kernels = new[] { 3, 2 }), ReLU", "an activation is a layer of its own" },
        {
            "Input(3, 9, 9), *, ReLU, Flatten",
            "Conv2d(3, 5, kernel_size: 3, padding: 1, bias: false)",
            "Conv2D(5, Kernel = 3, Padding = 1, Bias = false)",
            "the size of its input comes from the value before it"
        },
        { "Input(3, 9, 9), *, ReLU, Flatten", "Conv2D(5, kernel = 3, padding = \"same\")", "Conv2D(5, Kernel = 3, Same = true)", "" },
        { "Input(3, 9, 9), *, Flatten", "MaxPool2d(2, 2)", "MaxPool2D(2)", "" },
        { "Input(3, 9, 9), *, Flatten", "MaxPooling2D(pool_size: (3, 3), strides: 2)", "MaxPool2D(3, Stride = 2)", "" },
        { "*, Flatten, Dense(3)", "Input((2, 7))", "Input(2, 7)", "" },
        { "Input(7, 5), *, Last, Dense(3)", "Lstm(5, 9)", "LSTM(9)", "the size of its input comes from the value before it" },
        { "Input(7, 5), *, Last, Dense(3)", "GRU(5, 9, 2)", "GRU(9), GRU(9)", "the size of its input comes from the value before it" },
        { "Input(7), *, Tanh, Dense(3)", "Dense(12.0)", "Dense(12)", "" },
        { "*, Dense(3)", "InputShape(7)", "Input(7)", "" },
        { "Input(3, 9, 9), *, ReLU, Flatten", "Conv2D(5, 3, strides: 2, padding: \"same\")", "Conv2D(5, Kernel = 3, Stride = 2, Padding = 1)", "" },
        { "Input(3, 9, 9), *, ReLU, Flatten", "Conv2D(filters: 5, kernel_size: 5, padding: \"same\")", "Conv2D(5, Kernel = 5, Same = true)", "" },
        { "Input(7, 8), *, Flatten, Dense(3)", "TransformerEncoderLayer(8, 2)", "TransformerEncoderLayer(2)", "the size of its input comes from the value before it" },
        { "Input(7), Dense(3), *", "CrossEntropyLoss", "CrossEntropy", "it takes logits and labels, so write no Softmax before it" },
        { "Input(7), Dense(3), *", "MSELoss", "MeanSquaredError", "" },
        { "Input(7), Dense(1), *", "BCELoss", "BinaryCrossEntropy", "it takes logits, so write no Sigmoid before it" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_word_of_another_library_s_is_translated(string layers, string word, string meant, string reason)
    {
        var source = Network(layers, word);
        var said = AnalyzerHarness.Run(source);
        Assert.Equal([$"No layer is written {word}; write {meant}{(reason.Length == 0 ? "" : ": " + reason)}"], said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal(word, source.Substring(said[0].Location.SourceSpan.Start, said[0].Location.SourceSpan.Length));
        var offered = (await CodeFixHarness.Offers<ForeignWordFix>(source)).Distinct().ToList();
        Assert.Equal([($"Write {meant}", Network(layers, meant))], offered);
        Assert.Empty(AnalyzerHarness.Build(offered[0].Text, new HarnessSettings { ExpectErrors = true }));
    }

    [Theory]
    [InlineData("Input(7), Dense(3), *, CrossEntropy", "Adam(0.001)", "an optimizer is no attribute: hand it to TrainStep or to TrainingOptions, as new Adam(1e-3f)")]
    [InlineData("Input(7), *, ReLU, Dense(3)", "Dense", "it needs a number, as in Dense(128)")]
    [InlineData("Input(7, 4), *, Last, Dense(3)", "LSTM()", "it needs a number, as in LSTM(64)")]
    [InlineData("Input(7), Dense(8), *, Dense(3)", "Sequential", "mark the class [Network], and list its layers after it")]
    [InlineData("Input(7, 4), *, Dense(3)", "TimeDistributed", "a layer acts on the last axis of every step as it is: write the layer alone")]
    [InlineData("Input(7), *, Dense(3)", "Linear(Foo = 3)", "its name here is Dense")]
    public async Task Where_nothing_takes_its_place_the_message_says_what_to_do(string layers, string word, string advice)
    {
        var said = AnalyzerHarness.Run(Network(layers, word));
        Assert.Equal([$"No layer is written {word}; {advice}"], said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        await CodeFixHarness.OffersNothing<ForeignWordFix>(Network(layers, word));
    }

    [Theory]
    [InlineData("[Network, Input(7), Fourier(3), Dense(2)] partial class Net;")]
    [InlineData("[Linear(3)] class Other;")]
    [InlineData("[Network, Input(7), Dense(2, Foo = 3)] partial class Net;")]
    public async Task Nothing_is_said_of_words_that_nobody_knows_and_of_classes_that_are_no_networks(string source)
    {
        Assert.Empty(AnalyzerHarness.Run("using Adjoint;\n" + source));
        await CodeFixHarness.OffersNothing<ForeignWordFix>("using Adjoint;\n" + source);
    }

    [Fact]
    public void In_a_block_they_are_translated_too() => Assert.Equal(
        ["No layer is written Linear(\"width\"); write Dense(\"width\")"],
        AnalyzerHarness.Run("using Adjoint;\n[Block(\"width\"), Linear(\"width\"), ReLU] class Part;").Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));

    [Fact]
    public void All_words_of_the_table_become_layers_that_there_are_and_stand_on_the_page()
    {
        var layers = ForeignLayers.Of(TestCompilation.Create("", new HarnessSettings()));
        var page = File.ReadAllText(Repository.PathOf("docs", "from-pytorch.md"));
        Assert.True(layers.Count > 60 && ForeignTable.Names.Count > 60);
        foreach (var (name, word) in ForeignTable.Names)
        {
            Assert.True(word.Layer is null ? word.Note.Length > 0 : layers.Contains(word.Layer), name);
            Assert.DoesNotContain(name, layers);
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
        }
        Assert.All(ForeignTable.Orders.Keys.Concat(ForeignTable.Activations.Values.Where(static layer => layer.Length > 0)), layer => Assert.Contains(layer, layers));
    }

    [Fact]
    public void Only_the_classes_that_cannot_be_bound_are_looked_at_further()
    {
        var code = TestCompilation.Create("using Adjoint; [Network, Input(4), Dense(2)] partial class Right; [Network, Input(4), Linear(2)] partial class Wrong;", new HarnessSettings());
        Assert.Empty(ForeignWords.In(code.GetTypeByMetadataName("Right")!, code, CancellationToken.None));
        Assert.Single(ForeignWords.In(code.GetTypeByMetadataName("Wrong")!, code, CancellationToken.None));
        Assert.Equal("ADJ0128", ClassDescriptors.ForeignWord.Id);
    }

    private static string Network(string layers, string word) => $"using Adjoint;\n[Network, {layers.Replace("*", word, StringComparison.Ordinal)}] partial class Net;\n";
}
