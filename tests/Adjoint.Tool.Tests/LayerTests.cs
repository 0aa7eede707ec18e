using Adjoint.Tool.Tests.Harness;

namespace Adjoint.Tool.Tests;

/// <summary>Formulas that are one layer, and layers that the model has in other words.</summary>
public class LayerTests
{
    private static OnnxModel Model(params int[] sizes) => new OnnxModel().Input("x", [0, .. sizes]).Output("y");

    private static string Layers(OnnxModel model)
    {
        var text = model.Text().Replace("]\n[", ", ", StringComparison.Ordinal);
        return text[(text.IndexOf("), ", StringComparison.Ordinal) + 3)..text.IndexOf("]\n", StringComparison.Ordinal)];
    }

    [Fact]
    public void GELU_by_its_error_function() => Assert.Equal("GELU", Layers(Model(5).Weight("root", [], 1.4142135f).Weight("one", [], 1).Weight("half", [], 0.5f)
        .Node("Div", "x root", "a").Node("Erf", "a", "b").Node("Add", "b one", "c").Node("Mul", "x c", "d").Node("Mul", "d half", "y")));

    [Fact]
    public void GELU_with_its_factors_in_another_order() => Assert.Equal("GELU", Layers(Model(5).Weight("inverse", [], 0.70710677f).Weight("one", [], 1).Weight("half", [], 0.5f)
        .Node("Mul", "x inverse", "a").Node("Erf", "a", "b").Node("Add", "one b", "c").Node("Mul", "half x", "d").Node("Mul", "d c", "y")));

    [Fact]
    public void GELU_by_tanh_with_a_power_or_with_products()
    {
        OnnxModel Start() => Model(5).Weight("cubic", [], 0.044715f).Weight("root", [], 0.7978846f).Weight("one", [], 1).Weight("half", [], 0.5f).Weight("three", [], 3);
        OnnxModel End(OnnxModel model) =>
            model.Node("Mul", "cube cubic", "c")
                .Node("Add", "x c", "d")
                .Node("Mul", "d root", "e")
                .Node("Tanh", "e", "f")
                .Node("Add", "f one", "g")
                .Node("Mul", "x half", "h")
                .Node("Mul", "h g", "y");
        Assert.Equal("GELU(Approximate = true)", Layers(End(Start().Node("Pow", "x three", "cube"))));
        Assert.Equal("GELU(Approximate = true)", Layers(End(Start().Node("Mul", "x x", "square").Node("Mul", "square x", "cube"))));
    }

    [Fact]
    public void SiLU_and_Mish_and_what_only_looks_like_them()
    {
        Assert.Equal("SiLU", Layers(Model(5).Node("Sigmoid", "x", "a").Node("Mul", "x a", "y")));
        Assert.Equal("Mish", Layers(Model(5).Node("Softplus", "x", "a").Node("Tanh", "a", "b").Node("Mul", "b x", "y")));
        Assert.Equal(
            "As(\"shared\"), Tanh, As(\"factor\"), From(\"shared\"), Sigmoid, Multiply(\"factor\")",
            Layers(Model(5).Node("Tanh", "x", "t").Node("Sigmoid", "x", "a").Node("Mul", "t a", "y")));
    }

    [Fact]
    public void Hardswish_of_its_parts() => Assert.Equal("Hardswish", Layers(Model(5).Weight("three", [], 3).Weight("zero", [], 0).Weight("six", [], 6)
        .Node("Add", "x three", "a").Node("Clip", "a zero six", "b").Node("Mul", "x b", "c").Node("Div", "c six", "y")));

    [Fact]
    public void LayerNorm_of_its_parts_with_its_name() => Assert.Equal("LayerNorm(Name = \"norm\")", Layers(Model(6, 5).Weight("two", [], 2).Weight("eps", [], 1e-5f).Weight("norm.weight", 5).Weight("norm.bias", 5)
        .Node("ReduceMean", "x", "m", ("axes", new[] { -1 }))
        .Node("Sub", "x m", "d")
        .Node("Pow", "d two", "s")
        .Node("ReduceMean", "s", "v", ("axes", new[] { -1 }))
        .Node("Add", "v eps", "e")
        .Node("Sqrt", "e", "r")
        .Node("Div", "d r", "n").Node("Mul", "n norm.weight", "g").Node("Add", "g norm.bias", "y")));

    [Fact]
    public void RMSNorm_of_its_parts() => Assert.Equal("RMSNorm(Epsilon = 1e-5f)", Layers(Model(6, 5).Weight("eps", [], 1e-5f).Weight("g", 5)
        .Node("Mul", "x x", "s").Node("ReduceMean", "s", "v", ("axes", new[] { -1 })).Node("Add", "v eps", "e").Node("Sqrt", "e", "r").Node("Div", "x r", "n").Node("Mul", "n g", "y")));

    [Fact]
    public void GroupNorm_of_its_parts() => Assert.Equal("GroupNorm(2)", Layers(Model(6, 5, 3)
        .Wholes("apart", 0, 2, -1).Wholes("back", 0, 6, 5, 3).Weight("one", [2], 1, 1).Weight("zero", [2], 0, 0).Weight("g", 6, 1, 1).Weight("b", 6, 1, 1)
        .Node("Reshape", "x apart", "r").Node("InstanceNormalization", "r one zero", "i").Node("Reshape", "i back", "n").Node("Mul", "n g", "s").Node("Add", "s b", "y")));

    [Fact]
    public void An_embedding_and_its_positions()
    {
        var model = new OnnxModel().Input("tokens", Onnx.TensorProto.Types.DataType.Int64, 0, 7).Weight("wte.weight", 11, 5).Weight("wpe.weight", 7, 5)
            .Node("Gather", "wte.weight tokens", "e").Node("Add", "e wpe.weight", "y").Output("y");
        Assert.Equal(
            "[Network, Input(7, Tokens = 11), Embedding(5, Name = \"wte\"), PositionEmbedding(Name = \"wpe\")]\npublic sealed partial class Model;\n",
            model.Text().Replace("]\n[", ", ", StringComparison.Ordinal));
        Assert.True(model.Import().Inputs[0].IsTokens);
    }

    [Fact]
    public void A_constant_tensor_is_a_frozen_value_of_the_network()
    {
        var imported = Model(6, 5).Weight("mean", 6, 5).Node("Sub", "x mean", "y").Import();
        Assert.Contains("Variable(6, 5, Frozen = true)", imported.Source, StringComparison.Ordinal);
        Assert.Equal("variable1.weight", Assert.Single(imported.Tensors).Name);
    }

    [Fact]
    public void Several_inputs_and_outputs_keep_their_names_and_order()
    {
        var imported = new OnnxModel().Input("board", 0, 5).Input("clock.1", 0, 2).Weight("w", 3, 5).Weight("v", 3, 2)
            .Node("Gemm", "board w", "a", ("transB", 1)).Node("Gemm", "clock.1 v", "b", ("transB", 1)).Node("Add", "a b", "sum").Node("Tanh", "sum", "winner").Output("winner", "sum").Import();
        Assert.Equal(["board", "clock_1"], imported.Inputs.Select(static p => p.Parameter));
        Assert.Equal(["winner", "sum"], imported.Outputs.Select(static p => p.Name));
        Assert.Contains("[Input(\"clock_1\", 2)", imported.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_C_sharp_keeps_for_itself_is_no_trouble()
    {
        var text = new OnnxModel().Input("in", 0, 5).Input("labels", 0, 5).Node("Add", "in labels", "y").Output("y").Text();
        Assert.Contains("Input(\"labels_2\", 5)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubles_stay_doubles()
    {
        var imported = new OnnxModel().Input("x", Onnx.TensorProto.Types.DataType.Double, 0, 5).Node("Exp", "x", "y").Output("y").Import();
        Assert.Contains("Network(Precision = Precision.Double)", imported.Source, StringComparison.Ordinal);
        Assert.Contains("private static double Exp(double x) => Math.Exp(x);", imported.Source, StringComparison.Ordinal);
    }
}
