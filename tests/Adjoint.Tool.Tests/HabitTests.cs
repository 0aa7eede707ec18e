using Adjoint.Tool.Import;
using Adjoint.Tool.Tests.Harness;

namespace Adjoint.Tool.Tests;

/// <summary>The habits of exporters: different graphs that are the same network.</summary>
public class HabitTests
{
    private const string Dense = """
        [Network, Input(5)]
        [Dense(3)]
        public sealed partial class Model;

        """;

    private static OnnxModel Model(int version = 17) => new OnnxModel(version).Input("x", 0, 5).Output("y");

    [Fact]
    public void A_Gemm_with_its_weight_either_way_is_a_dense_layer()
    {
        Assert.Equal(Dense, Model().Weight("w", 3, 5).Weight("b", 3).Node("Gemm", "x w b", "y", ("transB", 1)).Text());
        Assert.Equal(Dense, Model().Weight("w", 5, 3).Weight("b", 3).Node("Gemm", "x w b", "y").Text());
    }

    [Fact]
    public void A_product_and_a_sum_are_a_dense_layer()
    {
        Assert.Equal(Dense, Model().Weight("w", 5, 3).Weight("b", 3).Node("MatMul", "x w", "z").Node("Add", "z b", "y").Text());
        Assert.Equal(Dense, Model().Weight("w", 5, 3).Weight("b", 1, 3).Node("MatMul", "x w", "z").Node("Add", "b z", "y").Text());
    }

    [Fact]
    public void A_weight_that_is_transposed_in_the_graph_is_transposed_once_and_for_all()
    {
        var imported = Model()
            .Weight("fc.weight", 3, 5)
            .Weight("fc.bias", 3)
            .Node("Transpose", "fc.weight", "t", ("perm", new[] { 1, 0 }))
            .Node("MatMul", "x t", "z")
            .Node("Add", "z fc.bias", "y")
            .Import();
        Assert.Contains("Dense(3, Name = \"fc\")", imported.Source, StringComparison.Ordinal);
        Assert.Equal(["fc.weight", "fc.bias"], imported.Tensors.Select(static t => t.Name));
        Assert.Equal([3, 5], imported.Tensors[0].Tensor.Dims);
        Assert.Equal(-0.10, imported.Tensors[0].Tensor[1], 1e-6);
    }

    [Fact]
    public void Factors_of_a_Gemm_go_into_its_parameters()
    {
        var imported = Model().Weight("w", [3, 5], [.. Enumerable.Repeat(2f, 15)]).Weight("b", [1], 8).Node("Gemm", "x w b", "y", ("transB", 1), ("alpha", 0.5f), ("beta", 0.25f)).Import();
        Assert.Equal(1, imported.Tensors[0].Tensor[14]);
        Assert.Equal([2, 2, 2], imported.Tensors[1].Tensor.Numbers());
    }

    [Theory]
    [InlineData("pads", new[] { 3, 3, 2, 2 }, "Padding = 3")]
    [InlineData("pads", new[] { 3, 3, 3, 3 }, "Padding = 3")]
    [InlineData("pads", new[] { 2, 2, 3, 3 }, null)]
    public void Pads_whose_surplus_no_window_reads_are_symmetric(string name, int[] pads, string? padding)
    {
        var text = new OnnxModel().Input("x", 0, 3, 22, 22).Weight("w", 4, 3, 7, 7).Node("Conv", "x w", "y", (name, pads), ("strides", new[] { 2, 2 })).Output("y").Text();
        Assert.Contains(
            padding is null ? "Pad(2, 3, 2, 3), Conv2D(4, Kernel = 7, Stride = 2, Bias = false)" : $"Conv2D(4, Kernel = 7, Stride = 2, {padding}, Bias = false)",
            text.Replace("]\n[", ", ", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_that_keeps_the_size_says_so() => Assert.Contains(
        "Conv2D(4, Kernel = 4, Same = true, Bias = false)",
        new OnnxModel().Input("x", 0, 3, 9, 9).Weight("w", 4, 3, 4, 4).Node("Conv", "x w", "y", ("auto_pad", "SAME_UPPER")).Output("y").Text(), StringComparison.Ordinal);

    [Fact]
    public void A_convolution_takes_the_bias_that_follows_it()
    {
        var imported = new OnnxModel().Input("x", 0, 3, 9, 9).Weight("w", 4, 3, 3, 3).Weight("b", 1, 4, 1, 1).Node("Conv", "x w", "z").Node("Add", "z b", "y").Output("y").Import();
        Assert.Contains("Conv2D(4, Kernel = 3)]", imported.Source, StringComparison.Ordinal);
        Assert.Equal([4], imported.Tensors[1].Tensor.Dims);
    }

    [Fact]
    public void Batch_normalisation_keeps_its_parameters_and_statistics()
    {
        var imported = new OnnxModel().Input("x", 0, 3, 9, 9).Weight("bn.weight", 3).Weight("bn.bias", 3).Weight("bn.running_mean", 3).Weight("bn.running_var", 3)
            .Node("BatchNormalization", "x bn.weight bn.bias bn.running_mean bn.running_var", "y", ("epsilon", 1e-3f), ("momentum", 0.99f)).Output("y").Import();
        Assert.Contains("BatchNorm(Epsilon = 0.001f, Momentum = 0.01f, Name = \"bn\")", imported.Source, StringComparison.Ordinal);
        Assert.Equal(["bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"], imported.Tensors.Select(static t => t.Name));
    }

    [Fact]
    public void A_shape_that_the_graph_computes_from_its_input_is_known()
    {
        // torch.flatten and view(x.size(0), -1), as exporters write them.
        var model = new OnnxModel().Input("x", 0, 3, 7, 5).Wholes("zero", [], 0).Wholes("axis", 0).Wholes("rest", -1)
            .Node("Shape", "x", "shape").Node("Gather", "shape zero", "rows", ("axis", 0)).Node("Unsqueeze", "rows axis", "rows1").Node("Concat", "rows1 rest", "target", ("axis", 0))
            .Node("Reshape", "x target", "flat").Weight("w", 2, 105).Node("Gemm", "flat w", "y", ("transB", 1)).Output("y");
        Assert.Equal("[Network, Input(3, 7, 5), Flatten, Dense(2, Bias = false)]\npublic sealed partial class Model;\n", model.Text().Replace("]\n[", ", ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_rows_that_a_model_was_exported_with_may_stand_in_its_shapes() => Assert.Contains(
        "Flatten, Dense(2, Bias = false)",
        new OnnxModel()
            .Input("x", 1, 3, 7, 5)
            .Wholes("target", 1, 105)
            .Node("Reshape", "x target", "flat")
            .Weight("w", 2, 105)
            .Node("Gemm", "flat w", "y", ("transB", 1))
            .Output("y")
            .Text()
            .Replace("]\n[", ", ", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Fact]
    public void Rows_and_positions_that_are_laid_together_stay_apart_here() => Assert.Equal(
        "[Network, Input(6, 5), Dense(3)]\npublic sealed partial class Model;\n",
        new OnnxModel().Input("x", 0, 6, 5).Wholes("flat", -1, 5).Wholes("back", -1, 6, 3).Weight("w", 5, 3).Weight("b", 3)
            .Node("Reshape", "x flat", "r").Node("Gemm", "r w b", "z").Node("Reshape", "z back", "y").Output("y").Text().Replace("]\n[", ", ", StringComparison.Ordinal));

    [Fact]
    public void A_transpose_from_channels_last_and_back_is_none() => Assert.Equal(
        "[Network, Input(9, 9, 3), Permute(2, 0, 1), ReLU, Permute(1, 2, 0)]\npublic sealed partial class Model;\n",
        new OnnxModel()
            .Input("x", 0, 9, 9, 3)
            .Node("Transpose", "x", "a", ("perm", new[] { 0, 3, 1, 2 }))
            .Node("Transpose", "a", "b", ("perm", new[] { 0, 2, 3, 1 }))
            .Node("Transpose", "b", "c", ("perm", new[] { 0, 3, 1, 2 }))
            .Node("Relu", "c", "d").Node("Transpose", "d", "y", ("perm", new[] { 0, 2, 3, 1 })).Output("y").Text().Replace("]\n[", ", ", StringComparison.Ordinal));

    [Fact]
    public void What_does_nothing_is_left_out() => Assert.Equal(
        "[Network, Input(5), Tanh]\npublic sealed partial class Model;\n",
        Model().Weight("ratio", [], 0.5f).Node("Identity", "x", "a").Node("Dropout", "a ratio", "b").Node("Tanh", "b", "c").Node("Cast", "c", "y", ("to", 1)).Text().Replace("]\n[", ", ", StringComparison.Ordinal));

    [Fact]
    public void Constants_that_the_graph_computes_are_numbers_here()
    {
        var imported = Model().Weight("two", [], 2).Weight("six", [], 6).Node("Div", "six two", "three").Node("Mul", "x three", "y").Import();
        Assert.Contains("Scale(3)]", imported.Source, StringComparison.Ordinal);
        Assert.Equal(1, imported.Nodes.Folded);
    }

    [Theory]
    [InlineData(11, "Reshape(12), Softmax, Reshape(3, 4)")]
    [InlineData(13, "Softmax(Axis = 0)")]
    public void Softmax_was_over_all_axes_behind_one_before_version_13(int version, string layers)
    {
        var text = new OnnxModel(version).Input("x", 0, 3, 4).Node("Softmax", "x", "y", ("axis", 1)).Output("y").Text();
        Assert.Contains(layers.Replace("Reshape(12)", "Flatten", StringComparison.Ordinal), text.Replace("]\n[", ", ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_of_a_Clip_are_attributes_or_inputs()
    {
        const string clip = "MathF.Min(MathF.Max(x, -1), 2.5f)";
        Assert.Contains(clip, Model(6).Node("Clip", "x", "y", ("min", -1f), ("max", 2.5f)).Text(), StringComparison.Ordinal);
        Assert.Contains(clip, Model(13).Weight("low", [], -1).Weight("high", [], 2.5f).Node("Clip", "x low high", "y").Text(), StringComparison.Ordinal);
        Assert.Contains("ReLU", Model(13).Weight("low", [], 0).Node("Clip", "x low", "y").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_of_a_Squeeze_are_an_attribute_or_an_input()
    {
        Assert.Contains("Flatten", new OnnxModel(11).Input("x", 0, 5, 1).Node("Squeeze", "x", "y", ("axes", new[] { 2 })).Output("y").Text(), StringComparison.Ordinal);
        Assert.Contains("Flatten", new OnnxModel(13).Input("x", 0, 5, 1).Wholes("axes", -1).Node("Squeeze", "x axes", "y").Output("y").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_works_along_its_first_axis_is_imported_with_all_of_its_input_as_one_row()
    {
        var imported = new OnnxModel().Input("x", 3, 5).Node("Softmax", "x", "y", ("axis", 0)).Output("y").Import();
        Assert.Contains("[Network, Input(3, 5)]\n[Softmax(Axis = 0)]", imported.Source.Replace("Input(3, 5), Softmax", "Input(3, 5)]\n[Softmax", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(-1, imported.Inputs[0].RowsAxis);
    }

    [Fact]
    public void A_loss_can_be_asked_for() =>
        Assert.EndsWith(
            "[CrossEntropy]\npublic sealed partial class Model;\n",
            Model().Weight("w", 3, 5).Node("Gemm", "x w", "y", ("transB", 1)).Text(new ImportOptions { Loss = "CrossEntropy" }),
            StringComparison.Ordinal);
}
