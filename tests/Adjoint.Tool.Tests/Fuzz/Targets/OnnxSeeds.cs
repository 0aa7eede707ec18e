using Adjoint.Tool.Tests.Harness;
using static Onnx.TensorProto.Types;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Small models that have, together, every operator that is known.</summary>
internal static class OnnxSeeds
{
    public static IEnumerable<byte[]> All() => Models().Select(static model => model.Bytes);

    private static OnnxModel Rows(params int[] sizes) => new OnnxModel().Input("x", [0, .. sizes]).Output("y");

    private static IEnumerable<OnnxModel> Models() => [.. Dense(), .. Images(), .. Shapes(), .. Constants(), .. Sequences()];

    private static IEnumerable<OnnxModel> Dense()
    {
        yield return Rows(5).Weight("fc.weight", 3, 5).Weight("fc.bias", 3).Node("Gemm", "x fc.weight fc.bias", "a", ("transB", 1), ("alpha", 0.5f)).Node("Relu", "a", "y");
        yield return Rows(5).Weight("w", 5, 3).Weight("b", 1, 3).Node("MatMul", "x w", "z").Node("Add", "b z", "a").Node("Softmax", "a", "y", ("axis", -1));
        yield return Rows(5).Weight("low", [], -1).Weight("high", [], 2.5f).Node("Clip", "x low high", "a").Node("LeakyRelu", "a", "b", ("alpha", 0.1f)).Node("Elu", "b", "c").Node("Softplus", "c", "y");
        yield return Rows(5).Weight("root", [], 1.4142135f).Weight("one", [], 1).Weight("half", [], 0.5f)
            .Node("Div", "x root", "a").Node("Erf", "a", "b").Node("Add", "b one", "c").Node("Mul", "x c", "d").Node("Mul", "d half", "y");
        yield return Rows(6, 5).Weight("two", [], 2).Weight("eps", [], 1e-5f).Weight("g", 5).Weight("b", 5)
            .Node("ReduceMean", "x", "m", ("axes", new[] { -1 })).Node("Sub", "x m", "d").Node("Pow", "d two", "s").Node("ReduceMean", "s", "v", ("axes", new[] { -1 })).Node("Add", "v eps", "e")
            .Node("Sqrt", "e", "r").Node("Div", "d r", "n").Node("Mul", "n g", "k").Node("Add", "k b", "y");
        yield return Rows(6, 5).Weight("g", 5).Weight("b", 5).Node("LayerNormalization", "x g b", "a", ("axis", -1)).Node("LogSoftmax", "a", "y", ("axis", 1));
        yield return Rows(3).Input("z", 0, 3).Node("Sub", "x z", "a").Node("Mul", "a z", "b").Node("Max", "b x", "c").Node("Sum", "c z x", "d").Node("Sin", "d", "e").Node("Sigmoid", "e", "y");
    }

    private static IEnumerable<OnnxModel> Images()
    {
        yield return Rows(3, 9, 9).Weight("c.weight", 4, 3, 3, 3).Weight("c.bias", 4).Weight("g", 4).Weight("b", 4).Weight("m", 4).Weight("v", [4], 1, 2, 3, 4)
            .Node("Conv", "x c.weight c.bias", "a", ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 2 }), ("dilations", new[] { 1, 1 }), ("group", 1))
            .Node("BatchNormalization", "a g b m v", "n", ("epsilon", 1e-3f)).Node("Relu", "n", "r").Node("GlobalAveragePool", "r", "p").Node("Flatten", "p", "y", ("axis", 1));
        yield return Rows(4, 8, 8).Node("MaxPool", "x", "a", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("ceil_mode", 1))
            .Node("AveragePool", "a", "b", ("kernel_shape", new[] { 2, 2 }), ("count_include_pad", 1), ("auto_pad", "SAME_UPPER")).Node("GlobalMaxPool", "b", "y");
        yield return Rows(4, 5, 5).Weight("w", 4, 2, 3, 3).Node("ConvTranspose", "x w", "a", ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("output_padding", new[] { 1, 1 }))
            .Weight("slope", 2, 1, 1).Node("PRelu", "a slope", "b").Node("LRN", "b", "y", ("size", 3), ("alpha", 1e-4f), ("beta", 0.75f));
        yield return Rows(4, 6, 6).Weight("scales", [4], 1, 1, 2, 2).Node("Resize", "x - scales", "a", ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"))
            .Node("DepthToSpace", "a", "b", ("blocksize", 2), ("mode", "CRD")).Wholes("pads", 0, 0, 1, 2, 0, 0, 3, 1).Node("Pad", "b pads", "y", ("mode", "constant"));
        yield return Rows(4, 6, 6).Weight("one", [2], 1, 1).Weight("zero", [2], 0, 0).Wholes("apart", 0, 2, -1).Wholes("back", -1, 4, 6, 6).Weight("g", 4, 1, 1).Weight("b", 4, 1, 1)
            .Node("Reshape", "x apart", "r").Node("InstanceNormalization", "r one zero", "i").Node("Reshape", "i back", "n").Node("Mul", "n g", "s").Node("Add", "s b", "y");
        yield return Rows(4, 7).Weight("w", 4, 2, 3).Node("Conv", "x w", "a", ("group", 2), ("pads", new[] { 2, 0 })).Node("Transpose", "a", "y", ("perm", new[] { 0, 2, 1 }));
    }

    private static IEnumerable<OnnxModel> Shapes()
    {
        yield return Rows(3, 7, 5).Wholes("zero", [], 0).Wholes("axis", 0).Wholes("rest", -1).Node("Shape", "x", "shape").Node("Gather", "shape zero", "rows", ("axis", 0))
            .Node("Unsqueeze", "rows axis", "rows1").Node("Concat", "rows1 rest", "target", ("axis", 0)).Node("Reshape", "x target", "y");
        yield return Rows(6, 5).Wholes("split", 2, 4).Node("Split", "x split", "a b", ("axis", 1)).Node("Concat", "b a", "c", ("axis", 1)).Wholes("starts", 1).Wholes("ends", 5).Wholes("axes", 1).Wholes("steps", 2)
            .Node("Slice", "c starts ends axes steps", "y");
        yield return Rows(1, 5).Wholes("one", 1).Node("Squeeze", "x one", "a").Node("Unsqueeze", "a one", "b").Wholes("twice", 1, 3, 1).Node("Tile", "b twice", "c").Wholes("shape", 1, 3, 5).Node("Expand", "c shape", "y");
        yield return Rows(4, 5).Node("ReduceSum", "x", "a", ("axes", new[] { 1 }), ("keepdims", 0)).Node("ReduceMax", "a", "b", ("axes", new[] { 1 })).Node("Exp", "b", "c").Node("Neg", "c", "y");
        yield return Rows(4, 5).Weight("w", 4, 5, 3).Node("MatMul", "x w", "a").Node("Transpose", "a", "b").Node("Einsum", "b", "y", ("equation", "ij->ji"));
        yield return Rows(4, 5).Node("Cast", "x", "a", ("to", 1)).Node("Dropout", "a", "b").Node("Identity", "b", "c").Node("Flatten", "c", "d").Node("ReduceL2", "d", "y", ("axes", new[] { 1 }));
        yield return Rows(5).Node("Flatten", "x x", "a").Node("Flatten", "a a", "b").Node("Flatten", "b b", "c").Node("Tanh", "c", "y");
    }

    private static IEnumerable<OnnxModel> Constants()
    {
        yield return Rows(4).Wholes("many", 2, 2).Wholes("zero", [], 0).Wholes("four", [], 4).Wholes("one", [], 1).Wholes("flat", -1).Node("ConstantOfShape", "many", "c")
            .Node("Range", "zero four one", "r").Node("Cast", "r", "f", ("to", 1)).Node("Reshape", "c flat", "d").Node("Add", "f d", "e").Node("Mul", "x e", "y");
        yield return Rows(4).Weight("a", 4).Weight("b", 4).Wholes("i", 0, 2, 1, 3).Node("Less", "a b", "l").Node("Where", "l a b", "w").Node("Gather", "w i", "g", ("axis", 0)).Node("Mod", "g b", "m", ("fmod", 1))
            .Node("Abs", "m", "n").Node("ReduceProd", "n", "p", ("keepdims", 0)).Node("Add", "n p", "q").Node("Sub", "x q", "y");
        yield return Rows(4, 4).Wholes("k", [], 0).Weight("w", 4, 4).Node("Trilu", "w k", "t", ("upper", 0)).Node("Equal", "t w", "e").Node("Not", "e", "n").Node("Cast", "n", "c", ("to", 1)).Wholes("axis", [], 0)
            .Node("CumSum", "c axis", "s").Node("Add", "x s", "y");
        yield return Rows(4).Weight("w", 2, 4).Node("Transpose", "w", "t", ("perm", new[] { 1, 0 })).Node("Neg", "t", "n").Node("Sin", "n", "s").Node("MatMul", "x s", "y");
        yield return Rows(4).Node("Constant", "", "c", ("value_ints", new[] { 1, 2 })).Node("Constant", "", "v", ("value_float", 2f)).Node("Size", "c", "z").Node("Mul", "x v", "y");
    }

    private static IEnumerable<OnnxModel> Sequences()
    {
        yield return new OnnxModel().Input("x", 7, 0, 3).Weight("w", 1, 20, 3).Weight("r", 1, 20, 5).Weight("b", 1, 40).Weight("h", [1, 1, 5], new float[5]).Node("LSTM", "x w r b", "a h c", ("hidden_size", 5))
            .Wholes("one", 1).Node("Squeeze", "a one", "y").Output("y");
        yield return new OnnxModel().Input("x", 7, 0, 3).Weight("w", 2, 15, 3).Weight("r", 2, 15, 5).Weight("b", 2, 30).Node("GRU", "x w r b", "a", ("hidden_size", 5), ("direction", "bidirectional"), ("linear_before_reset", 1))
            .Node("Transpose", "a", "t", ("perm", new[] { 0, 2, 1, 3 })).Wholes("shape", 0, 0, -1).Node("Reshape", "t shape", "y").Output("y");
        yield return new OnnxModel().Input("tokens", DataType.Int64, 0, 7).Weight("wte.weight", 11, 5).Weight("wpe.weight", 7, 5).Node("Gather", "wte.weight tokens", "e").Node("Add", "e wpe.weight", "y").Output("y");
        yield return Scan();
        yield return Attention();
    }

    private static OnnxModel Scan()
    {
        var step = new OnnxModel().Input("before", 0, 5).Input("now", 0, 3).Node("Gemm", "now ih.weight ih.bias", "a", ("transB", 1)).Node("Gemm", "before hh.weight", "b", ("transB", 1))
            .Node("Add", "b a", "c").Node("Tanh", "c", "after").Output("after", "after");
        return new OnnxModel().Input("x", 0, 7, 3).Weight("zeros", [1, 5], new float[5]).Weight("ih.weight", 5, 3).Weight("ih.bias", 5).Weight("hh.weight", 5, 5)
            .Node("Scan", "zeros x", "last all", ("num_scan_inputs", 1), ("body", step.Graph), ("scan_input_axes", new[] { 1 }), ("scan_output_axes", new[] { 1 })).Output("last");
    }

    private static OnnxModel Attention() => Rows(4, 6).Weight("q", 6, 6).Weight("k", 6, 6).Weight("v", 6, 6).Weight("o", 6, 6).Weight("scale", [], 1.7320508f).Wholes("apart", 0, 4, 2, 3).Wholes("back", 0, 4, 6)
        .Node("MatMul", "x q", "q1").Node("Reshape", "q1 apart", "q2").Node("Transpose", "q2", "q3", ("perm", new[] { 0, 2, 1, 3 }))
        .Node("MatMul", "x k", "k1").Node("Reshape", "k1 apart", "k2").Node("Transpose", "k2", "k3", ("perm", new[] { 0, 2, 3, 1 }))
        .Node("MatMul", "x v", "v1").Node("Reshape", "v1 apart", "v2").Node("Transpose", "v2", "v3", ("perm", new[] { 0, 2, 1, 3 }))
        .Node("MatMul", "q3 k3", "s").Node("Div", "s scale", "t").Node("Softmax", "t", "p", ("axis", -1)).Node("MatMul", "p v3", "c").Node("Transpose", "c", "d", ("perm", new[] { 0, 2, 1, 3 }))
        .Node("Reshape", "d back", "e").Node("MatMul", "e o", "y");
}
