using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Makes the layers of a node.</summary>
internal delegate void Converter(Operation node, LayerBuilder to);

/// <summary>The operators that can be imported, one line each: in the order of the guide's list of layers.</summary>
internal static class LayerTable
{
    private static readonly Dictionary<string, Converter> Converters = new(StringComparer.Ordinal)
    {
        // Products
        ["Gemm"] = Products.Gemm,
        ["MatMul"] = Products.MatMul,
        ["Linear"] = Products.Linear,

        // Windows
        ["Conv"] = Convolutions.Conv,
        ["ConvTranspose"] = Convolutions.ConvTranspose,
        ["MaxPool"] = Pooling.Max,
        ["AveragePool"] = Pooling.Average,
        ["GlobalAveragePool"] = Pooling.GlobalAverage,
        ["GlobalMaxPool"] = Pooling.GlobalMax,

        // Shape
        ["Reshape"] = Shapes.Reshape,
        ["Flatten"] = Shapes.Reshape,
        ["Squeeze"] = Shapes.Reshape,
        ["Unsqueeze"] = Shapes.Reshape,
        ["Transpose"] = Shapes.Transpose,
        ["Slice"] = Shapes.Slice,
        ["Split"] = Shapes.Split,
        ["Concat"] = Shapes.Concat,
        ["Pad"] = Padding.Pad,
        ["Gather"] = Tokens.Gather,
        ["OneHot"] = Tokens.OneHot,
        ["Expand"] = Shapes.Expand,
        ["Tile"] = Shapes.Tile,
        ["DepthToSpace"] = Shapes.DepthToSpace,
        ["SpaceToDepth"] = Shapes.SpaceToDepth,
        ["Resize"] = Resampling.Resize,
        ["Upsample"] = Resampling.Resize,
        ["Cast"] = Tokens.Cast,
        ["CastLike"] = Tokens.Cast,

        // Merging
        ["Add"] = Merging.Add,
        ["Sum"] = Merging.Add,
        ["Sub"] = Merging.Subtract,
        ["Mul"] = Merging.Multiply,
        ["Div"] = Merging.Divide,
        ["Mean"] = Merging.Mean,
        ["Max"] = Merging.Max,
        ["Min"] = Merging.Min,
        ["Pow"] = Merging.Pow,
        ["Where"] = Merging.Where,

        // Comparing
        ["Greater"] = Comparisons.Of("Above", ">"),
        ["GreaterOrEqual"] = Comparisons.Of("AtLeast", ">="),
        ["Less"] = Comparisons.Of("Below", "<"),
        ["LessOrEqual"] = Comparisons.Of("AtMost", "<="),
        ["And"] = Comparisons.And,
        ["Or"] = Comparisons.Or,
        ["Xor"] = Comparisons.Xor,
        ["Not"] = Comparisons.Not,

        // Lengths of rows, as 2.Normalise finds them
        ["MaskSteps"] = Activations.Of("Mask"),
        ["LastStep"] = static (node, to) => to.Set(node.Output, new Layer("Last", [to[node.Input(0)]], Layout.Of(node.Output).Shape)),
        ["ReverseSteps"] = static (node, to) => to.Set(node.Output, to.Reversed(to[node.Input(0)])),

        // Reductions
        ["ReduceMean"] = Reductions.Mean,
        ["ReduceSum"] = Reductions.Sum,
        ["ReduceMax"] = Reductions.Max,
        ["ReduceMin"] = Reductions.Min,
        ["ReduceSumSquare"] = Reductions.SumSquare,
        ["ReduceL1"] = Reductions.L1,
        ["ReduceL2"] = Reductions.L2,
        ["ReduceLogSum"] = Reductions.LogSum,
        ["ReduceLogSumExp"] = Reductions.LogSumExp,
        ["CumSum"] = Reductions.CumSum,

        // Normalisation
        ["BatchNormalization"] = Normalisation.BatchNorm,
        ["LayerNormalization"] = Normalisation.LayerNorm,
        ["RMSNormalization"] = Normalisation.RmsNorm,
        ["GroupNormalization"] = Normalisation.GroupNorm,
        ["InstanceNormalization"] = Normalisation.InstanceNorm,
        ["LRN"] = Normalisation.LocalResponseNorm,
        ["MeanVarianceNormalization"] = Normalisation.MeanVariance,

        // Recurrence
        ["LSTM"] = Recurrence.Recurrent,
        ["GRU"] = Recurrence.Recurrent,
        ["RNN"] = Recurrence.Recurrent,
        ["Scan"] = Loops.Scan,

        // Activations
        ["Relu"] = Activations.Of("ReLU"),
        ["Sigmoid"] = Activations.Of("Sigmoid"),
        ["Tanh"] = Activations.Of("Tanh"),
        ["Softplus"] = Activations.Of("Softplus"),
        ["HardSwish"] = Activations.Of("Hardswish"),
        ["Mish"] = Activations.Of("Mish"),
        ["Swish"] = Activations.Swish,
        ["Gelu"] = Activations.Gelu,
        ["Elu"] = Activations.Elu,
        ["Selu"] = Activations.Selu,
        ["LeakyRelu"] = Activations.LeakyRelu,
        ["PRelu"] = Activations.PRelu,
        ["HardSigmoid"] = Activations.HardSigmoid,
        ["Softmax"] = Activations.Softmax,
        ["LogSoftmax"] = Activations.Softmax,

        // Functions that are written into the class
        ["Clip"] = Formulas.Clip,
        ["Celu"] = Formulas.Celu,
        ["ThresholdedRelu"] = Formulas.ThresholdedRelu,
        ["Shrink"] = Formulas.Shrink,
        ["Neg"] = Formulas.Negative,
        ["Softsign"] = Formulas.Of("Softsign", static to => $"x / (1 + {to.Call("Abs", "x")})"),
        ["Reciprocal"] = Formulas.Of("Reciprocal", static _ => "1 / x"),
        ["Exp"] = Formulas.OfMath("Exp"),
        ["Log"] = Formulas.OfMath("Log"),
        ["Sqrt"] = Formulas.OfMath("Sqrt"),
        ["Abs"] = Formulas.OfMath("Abs"),
        ["Sin"] = Formulas.OfMath("Sin"),
        ["Cos"] = Formulas.OfMath("Cos"),
        ["Tan"] = Formulas.OfMath("Tan"),
        ["Sinh"] = Formulas.OfMath("Sinh"),
        ["Cosh"] = Formulas.OfMath("Cosh"),
        ["Atanh"] = Formulas.OfMath("Atanh"),
        ["Sign"] = Formulas.Of("Sign", static to => to.IsDouble ? "x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0" : "x > 0 ? 1f : x < 0 ? -1f : 0f"),
        ["Erf"] = Formulas.Of("Erf", static _ => "SpecialFunctions.Erf(x)"),
        ["Asinh"] = Formulas.Of("Asinh", static to => $"x > 0 ? {to.Call("Log", $"x + {to.Call("Sqrt", "x * x + 1")}")} : -{to.Call("Log", $"{to.Call("Sqrt", "x * x + 1")} - x")}"),
        ["Acosh"] = Formulas.Of("Acosh", static to => to.Call("Log", $"x + {to.Call("Sqrt", "x * x - 1")}")),
    };

    /// <summary>The operators, in the order of the table.</summary>
    public static IEnumerable<string> Operators => Converters.Keys.Except(["Linear", "MaskSteps", "LastStep", "ReverseSteps"]);

    /// <summary>The operators that the language has no word for: they become formulas, or several layers.</summary>
    private static readonly string[] Composed =
    [
        "Div", "Pow", "Where", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not", "ReduceMin", "ReduceSumSquare",
        "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "CumSum",
        "MeanVarianceNormalization", "CastLike", "Clip", "Celu", "ThresholdedRelu", "Shrink", "Neg", "Softsign", "Reciprocal", "Exp", "Log", "Sqrt",
        "Abs", "Sin", "Cos", "Tan", "Sinh", "Cosh", "Atanh",
        "Sign", "Erf", "Asinh", "Acosh",
    ];

    /// <summary>The operators that are layers of the language.</summary>
    public static IEnumerable<string> Words => Operators.Except(Composed);

    /// <summary>Makes the layers of a node.</summary>
    public static void Convert(Operation node, LayerBuilder to)
    {
        if (!Converters.TryGetValue(node.Type, out var converter))
            throw new ImportException("the language has no layer for it");
        converter(node, to);
    }
}
