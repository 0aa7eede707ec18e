using System.Text;
using Adjoint.Tool.Import;
using Adjoint.Tool.Tests.RoundTrip;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Models of ONNX: files that are damaged, and models whose fields are others than they were.</summary>
internal static class OnnxTargets
{
    private static readonly string[] words =
    [
        "Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Exp", "Log", "Erf", "Tanh", "Sigmoid", "Relu", "LeakyRelu", "Elu", "PRelu", "Clip", "Softmax", "LogSoftmax", "Gemm", "MatMul", "Conv", "ConvTranspose",
        "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization", "LayerNormalization", "InstanceNormalization", "GroupNormalization", "LRN", "Dropout", "Identity", "Cast",
        "CastLike", "Constant", "ConstantOfShape", "Shape", "Size", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Concat", "Split", "Slice", "Gather", "GatherElements", "GatherND", "Pad",
        "Expand", "Tile", "Range", "Where", "Equal", "Less", "Greater", "And", "Not", "Mod", "Neg", "Abs", "Sign", "Floor", "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL2",
        "ReduceSumSquare", "Resize", "Upsample", "DepthToSpace", "SpaceToDepth", "LSTM", "GRU", "RNN", "Scan", "Loop", "If", "OneHot", "Einsum", "CumSum", "Trilu", "Min", "Max", "Sum", "Mean", "Softplus",
        "axis", "axes", "perm", "pads", "strides", "kernel_shape", "dilations", "group", "auto_pad", "SAME_UPPER", "SAME_LOWER", "VALID", "ceil_mode", "transA", "transB", "alpha", "beta", "epsilon",
        "momentum", "keepdims", "to", "value", "value_ints", "direction", "bidirectional", "reverse", "hidden_size", "activations", "linear_before_reset", "layout", "mode", "linear", "nearest", "cubic",
        "split", "num_outputs", "start", "end", "blocksize", "body", "num_scan_inputs", "equation", "allowzero", "exclusive", "size", "num_groups", "", "x", "y", "ai.onnx", "com.example",
    ];

    private static readonly byte[][] wordBytes = [.. words.Select(Encoding.UTF8.GetBytes)];

    public static IEnumerable<Target> All()
    {
        yield return new Target("onnx", Files, Import, typeof(ImportException))
        {
            Words = words,
            Change = static (file, random) => WireMutations.Change(file, wordBytes, random),
            Smaller = WireMutations.Smaller,
            Share = 12,
            // One constant of 4,096 by 4,096 can be made of nothing, in double and in float, in each of three ways to read the shapes.
            MostAllocated = 1500L << 20,
        };
    }

    /// <summary>Models by hand that have one of everything, and what this library writes of its own networks.</summary>
    private static byte[][] Files()
    {
        INetwork[] networks = [new Recurrent(seed: 1), new Attentive(seed: 1), new Tied(seed: 1), new Bent(seed: 1), new Small(seed: 1)];
        return [.. OnnxSeeds.All(), .. networks.Select(static network =>
        {
            var path = Scratch.File("model.onnx", []);
            network.SaveOnnx(path);
            return File.ReadAllBytes(path);
        })];
    }

    private static string Import(byte[] file)
    {
        var imported = Importer.Import(file, new ImportOptions { Sizes = new Dictionary<string, int> { ["seq"] = 4 } });
        if (imported.Problems.Count > 0)
            return "problems: " + string.Join("; ", imported.Problems.Select(static problem => $"{problem.Operator}: {problem.Message}").Distinct().Take(3));
        imported.SaveTensors(Path.Combine(Scratch.Folder("imported"), "model.safetensors"), "Model");
        return "imported: " + string.Join(' ', imported.Source.Split('[', ',').Select(static layer => layer.Trim().Split('(')[0]).Where(static layer => layer.Length is > 1 and < 24).Distinct().Take(12));
    }
}
