using Adjoint.Tool.Import;
using Adjoint.Tool.Tests.Harness;
using Adjoint.Tool.Tests.RoundTrip;

namespace Adjoint.Tool.Tests;

/// <summary>Networks that were written as ONNX come back as they were declared, and train as they did.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-").FullName;
    private string source = "";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Rows_with_lengths_and_recurrent_layers() => Assert.Equal(
        "[Network, Input(9, 3, Lengths = true), GRU(5, Layers = 2, Bidirectional = true), Last, Dense(4), Reshape(2, 2), LSTM(3, Bias = false), RNN(4, ReLU = true), Slice(0, 1, 1), Flatten, Dense(2)]", Back(new Recurrent(seed: 1)));

    [Fact]
    public void Attention_with_its_products_its_memory_and_its_rotations() => Assert.Equal(
        "[Network, Input(7, 6), As(\"memory\"), Dense(20), Attention(3, KeyHeads = 1, Causal = true, Window = 5, Rotary = 500), Dense(6), MultiHeadAttention(2, Causal = true, Name = \"self_attn\"), "
        + "MultiHeadAttention(2, Memory = \"memory\", Name = \"multihead_attn\"), Dense(2)]",
        Back(new Attentive(seed: 1)));

    [Fact]
    public void Tied_tables_padding_and_layers_that_are_frozen() => Assert.Equal(
        "[Network, Input(5, Tokens = 7), Embedding(6, Padding = 2, Name = \"table\"), Dense(6, Frozen = true), Tanh, LayerNorm(Affine = false), Dense(7, Bias = false, SharedWith = \"table\")]", Back(new Tied(seed: 1)));

    [Fact]
    public void A_formula_with_trained_numbers()
    {
        Assert.Equal("[Network, Input(3), Dense(4), Apply(nameof(Formula)), Dense(2)]", Back(new Bent(seed: 1)));
        Assert.Contains("Formula(float x, [Parameter] float height, [Parameter] float steepness) => x > 1 ? 2 - x : height * MathF.Tanh(steepness * x);", source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_computed_of_trained_tensors_is_computed_anew_and_other_constants_are_not()
    {
        OnnxModel Model(string name) => new OnnxModel().Input("x", 0, 4).Weight(name, 4).Node("Tanh", name, "t").Node("Mul", "x t", "y").Output("y");
        Assert.Equal("[Network, Input(4), As(\"factor\")]\n[Variable(4, Name = \"gate\"), Tanh, Multiply(\"factor\")]\npublic sealed partial class Model;\n", Model("gate.weight").Text());
        Assert.Equal("[Network, Input(4), As(\"factor\")]\n[Variable(4, Frozen = true), Multiply(\"factor\")]\npublic sealed partial class Model;\n", Model("constant").Text());
    }

    [Fact]
    public void Layers_that_read_one_tensor_share_it_and_those_that_turn_it_do_not()
    {
        var tied = new OnnxModel()
            .Input("x", 0, 5)
            .Weight("a.weight", 5, 5)
            .Node("Gemm", "x a.weight", "b", ("transB", 1))
            .Node("Gemm", "b a.weight", "c", ("transB", 1))
            .Node("Gemm", "c a.weight", "y")
            .Output("y");
        Assert.Equal(
            "[Network, Input(5)]\n[Dense(5, Bias = false, Name = \"a\"), Dense(5, Bias = false, SharedWith = \"a\")]\n[Dense(5, Bias = false)]\npublic sealed partial class Model;\n",
            tied.Text().Replace("), Dense(5, Bias = false)]", ")]\n[Dense(5, Bias = false)]", StringComparison.Ordinal));
        Assert.Equal(2, tied.Import().Tensors.Count);
    }

    [Fact]
    public void Formulas_of_formulas_end()
    {
        // Each reads the one before it twice: as a tree there would be 2^200 of them.
        var model = new OnnxModel().Input("x", 0, 4).Weight("w0.weight", 4);
        for (var i = 0; i < 200; i++)
            model.Node("Add", $"{(i == 0 ? "w0.weight" : $"w{i}")} {(i == 0 ? "w0.weight" : $"w{i}")}", $"w{i + 1}");
        Assert.Empty(model.Node("Mul", "x w200", "y").Output("y").Import().Problems);
        var deep = new OnnxModel().Input("x", 0, 4).Weight("w0.weight", 4);
        for (var i = 0; i < 5_000; i++)
            deep.Node("Neg", i == 0 ? "w0.weight" : $"w{i}", $"w{i + 1}");
        Assert.Empty(deep.Node("Mul", "x w5000", "y").Output("y").Import().Problems);
    }

    [Fact]
    public void A_function_is_not_called_as_its_class()
    {
        var model = new OnnxModel().Input("x", 0, 4).Node("Sin", "x", "a").Node("Cos", "a", "b").Node("Mul", "a b", "y").Output("y");
        Assert.Contains("nameof(Formula2)", model.Text(new ImportOptions { Name = "Formula" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_outputs_is_refused() =>
        Assert.Equal("Output '': there is none", Assert.Single(new OnnxModel().Input("x", 0, 4).Node("Sin", "x", "y").Import().Problems).ToString());

    /// <summary>The attributes of what a network comes back as.</summary>
    private string Back(INetwork network)
    {
        var path = Path.Combine(folder, "model.onnx");
        network.SaveOnnx(path);
        var imported = Importer.Import(File.ReadAllBytes(path), new ImportOptions());
        Assert.Empty(imported.Problems);
        source = imported.Source;
        return source[source.IndexOf("[Network", StringComparison.Ordinal)..source.IndexOf("\npublic", StringComparison.Ordinal)].Replace("]\n[", ", ", StringComparison.Ordinal);
    }
}
