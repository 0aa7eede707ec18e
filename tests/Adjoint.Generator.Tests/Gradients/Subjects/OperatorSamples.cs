using System.Globalization;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// Small networks around each operator, at awkward sizes. A new operator needs a line here and its formula in the naive interpreter, and every
/// witness of the gradient is called.
/// </summary>
internal static class OperatorSamples
{
    /// <summary>Rows of a call: below, at and above half a lane block, one and two of them, and a last block that is nearly empty.</summary>
    public static IReadOnlyList<int> Rows { get; } = [1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 50];

    // Below, at and above whole vectors.
    private static readonly int[] Sizes = [1, 2, 3, 7, 15, 16, 17, 31, 33];
    private static readonly int[] FewSizes = [2, 16, 33];
    private static readonly int[] LargeSizes = [65, 70];

    /// <summary>
    /// Declarations by operator; n stands for a size, w for a list of n weights. The first of each is tried at every size, the others at some.
    /// </summary>
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["Dense"] =
        [
            "Input(n), Dense(n), Tanh, Dense(n), MeanSquaredError",
            "Input(3), Dense(n, Bias = false), Dense(2, Bias = false), MeanSquaredError",
            "Input(2, n), Dense(3), Tanh, Dense(n), MeanSquaredError",
        ],
        ["Conv1D"] = ConvolutionSamples.Conv1D,
        ["Conv2D"] = ConvolutionSamples.Conv2D,
        ["Conv3D"] = ConvolutionSamples.Conv3D,
        ["ConvTranspose2D"] = ConvolutionSamples.ConvTranspose2D,
        ["Flatten"] = ["Input(n, 2), Dense(3), Flatten, Dense(2), MeanSquaredError", "Input(n, 2), Flatten, Dense(2), MeanSquaredError"],
        ["Reshape"] =
        [
            "Input(n, 2), Dense(3), Reshape(3, -1), Dense(2), MeanSquaredError",
            "Input(2, n), Reshape(-1), Dense(4), Reshape(2, -1), Dense(3), MeanSquaredError",
        ],
        ["Dropout"] =
        [
            "Input(3), Dense(n), Dropout(0.4f), Dense(2), MeanSquaredError",
            "Input(n), Dropout(0.2f), Dense(5), ReLU, Dropout(0f), Dense(2), MeanSquaredError",
            "Input(2, 3), Dense(n), Dropout(0.5f), Dense(2), MeanSquaredError",
        ],
        ["ReLU"] = Activation("ReLU"),
        ["LeakyReLU"] = [.. Activation("LeakyReLU"), Between("LeakyReLU(0.3f)"), Between("LeakyReLU(-0.5f)")],
        ["PReLU"] = [.. Activation("PReLU"), "Input(2, 3), Dense(n), PReLU, Dense(2), PReLU, MeanSquaredError"],
        ["ELU"] = [.. Activation("ELU"), Between("ELU(0.3f)")],
        ["SELU"] = Activation("SELU"),
        ["Sigmoid"] = Activation("Sigmoid"),
        ["Tanh"] = Activation("Tanh"),
        ["Softplus"] = Activation("Softplus"),
        ["GELU"] = [.. Activation("GELU"), Between("GELU(Approximate = true)")],
        ["SiLU"] = Activation("SiLU"),
        ["Mish"] = Activation("Mish"),
        ["Hardswish"] = Activation("Hardswish"),
        ["Hardsigmoid"] = Activation("Hardsigmoid"),
        ["Softmax"] = [.. Activation("Softmax"), "Input(2, 3), Dense(n), Softmax, MeanSquaredError"],
        ["LogSoftmax"] = [.. Activation("LogSoftmax"), "Input(2, 3), Dense(n), LogSoftmax, MeanSquaredError"],
        ["CrossEntropy"] =
        [
            "Input(3), Dense(n), CrossEntropy",
            "Input(3), Dense(n), CrossEntropy(LabelSmoothing = 0.1f)",
            "Input(3), Dense(n), CrossEntropy(ClassWeights = [w])",
            "Input(3), Dense(n), CrossEntropy(ClassWeights = [w], LabelSmoothing = 0.2f, IgnoreIndex = 1)",
            "Input(3), Dense(n), CrossEntropy(Targets = Targets.Probabilities)",
            "Input(3), Dense(n), CrossEntropy(Targets = Targets.Probabilities, ClassWeights = [w], LabelSmoothing = 0.2f)",
        ],
        ["MeanSquaredError"] = Loss("MeanSquaredError"),
        ["MeanAbsoluteError"] = Loss("MeanAbsoluteError"),
        ["Huber"] = [.. Loss("Huber"), "Input(3), Dense(n), Huber(0.4f)"],
        ["BinaryCrossEntropy"] = Loss("BinaryCrossEntropy"),
        ["Hinge"] = Loss("Hinge"),
        ["SquaredHinge"] = Loss("SquaredHinge"),
    };

    /// <summary>The declarations for one operator; none if it has no line.</summary>
    public static IEnumerable<string> Of(Operator @operator)
    {
        if (!Table.TryGetValue(@operator.Name, out var templates))
            return [];
        // A convolution has many options, and a kernel for each shape: fewer sizes, among them some that vectors and tiles divide, and some that they do not.
        var (all, few) = @operator switch
        {
            Dense => ([.. Sizes, .. LargeSizes], FewSizes),
            Convolution or ConvTranspose2D => ([1, 2, 6, 16, 17, 33], [3, 17]),
            _ => (Sizes, FewSizes),
        };
        // A choice among classes needs two.
        var least = @operator.Name == "CrossEntropy" ? 2 : 1;
        return templates.SelectMany((template, i) => (i == 0 ? all : few).Where(size => size >= least).Select(size => Fill(template, size)));
    }

    /// <summary>The declarations for all operators.</summary>
    public static IEnumerable<string> All => OperatorTable.All.SelectMany(Of);

    private static string[] Activation(string activation) => [Between(activation), $"Input(n), {activation}, Dense(2), MeanSquaredError"];

    private static string Between(string activation) => $"Input(3), Dense(n), {activation}, Dense(2), MeanSquaredError";

    private static string[] Loss(string loss) => [$"Input(3), Dense(n), {loss}", $"Input(2, 3), Dense(n), {loss}(Weight = 0.3f)"];

    private static string Fill(string template, int size) => template
        .Replace("(n", string.Create(CultureInfo.InvariantCulture, $"({size}"), StringComparison.Ordinal)
        .Replace(", n", string.Create(CultureInfo.InvariantCulture, $", {size}"), StringComparison.Ordinal)
        .Replace("Groups = n", string.Create(CultureInfo.InvariantCulture, $"Groups = {size}"), StringComparison.Ordinal)
        .Replace("[w]", $"new[] {{ {string.Join(", ", Enumerable.Range(0, size).Select(c => $"{1 + c % 5}f / 4"))} }}", StringComparison.Ordinal);
}
