using System.Globalization;
using Adjoint.CodeFixes;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>
/// What people get wrong who come from PyTorch or Keras, one mistake to a program. The first message has the words that are listed (the layer, both sizes where
/// there are two, what to do), it is the only one, and where a fix is offered the program is right after it.
/// </summary>
public sealed class BeginnersMistakesTests
{
    /// <summary>Generated code takes the longest here; declarations need none of it.</summary>
    private const bool Declared = false, Called = true;

    /// <summary>The program, whether it needs the generated members, words of the message, and whether the first fix mends it.</summary>
    private static readonly (string Program, bool Calls, string[] Words, bool IsMended)[] Mistakes =
    [
        // Shapes
        ("[Network, Input(1, 28, 28), Conv2D(8, Kernel = 3), ReLU, Dense(10), CrossEntropy] partial class N;", Declared, ["'dense1' gives 8×26×10", "insert Flatten before 'dense1'", "5408"], true),
        ("[Network, Input(1, 28, 28), Dense(128), ReLU, Dense(10)] partial class N;", Declared, ["'dense1'", "last axis (28)", "1×28×28", "insert Flatten"], true),
        ("[Network, Input(784), Conv2D(8, Kernel = 3)] partial class N;", Declared, ["Conv2D", "channels×height×width", "784", "Reshape(1, 28, 28)"], true),
        ("[Network, Input(28, 28), Conv2D(8, Kernel = 3)] partial class N;", Declared, ["Conv2D", "28×28", "Reshape(1, 28, 28)"], true),
        ("[Network, Input(28, 28, 1), Conv2D(8, Kernel = 3)] partial class N;", Declared, ["'conv1'", "28×28×1", "Input(1, 28, 28)"], true),
        ("[Network, Input(32, 32, 3), Conv2D(8, Kernel = 3)] partial class N;", Declared, ["32×32×3", "32 channels", "Input(3, 32, 32)"], true),
        ("[Network, Input(1, 28, 28), Conv2D(6, Kernel = 5), MaxPool2D(2), Reshape(400), Dense(10)] partial class N;", Declared, ["Reshape(400)", "400 values", "'pool1' gives 864"], true),
        ("[Network, Input(1, 8, 8), Conv2D(4, Kernel = 9)] partial class N;", Declared, ["'conv1'", "9 positions", "1×8×8", "kernel of 8 or less"], true),
        (
            "[Network, Input(1, 8, 8), MaxPool2D(2), MaxPool2D(2), MaxPool2D(2), Conv2D(4, Kernel = 3)] partial class N;",
            Declared,
            ["'conv1'", "3 positions", "'pool3' gives 1×1×1", "Padding = 1"],
            true),
        (
            "[Network, Input(16, 8, 8), As(\"x\"), Conv2D(32, Kernel = 3, Padding = 1), ReLU, Add(\"x\")] partial class N;",
            Declared,
            ["'Add'", "32×8×8", "'x' gives 16×8×8", "Conv2D(32, Kernel = 1)"],
            true),
        (
            "[Network, Input(16, 8, 8), As(\"x\"), Conv2D(32, Kernel = 3, Stride = 2, Padding = 1), Add(\"x\")] partial class N;",
            Declared,
            ["32×4×4", "16×8×8", "Conv2D(32, Kernel = 1, Stride = 2)"],
            true),
        ("[Network, Input(20), As(\"x\"), Dense(30), ReLU, Add(\"x\")] partial class N;", Declared, ["'relu1' gives 30", "'x' gives 20", "Dense(30)"], true),
        ("[Network, Input(5, 8), As(\"x\"), Dense(4), Concat(\"x\")] partial class N;", Declared, ["'dense1' gives 5×4", "'x' gives 5×8", "Axis = 1"], true),
        ("[Network, Input(5, 8), As(\"x\"), Dense(4), Concat(\"x\", Axis = 2)] partial class N;", Declared, ["'concat1'", "'dense1' gives 5×4", "0 to 1"], true),
        ("[Network, Input(20), Dense(1), CrossEntropy] partial class N;", Declared, ["at least 2 classes", "'dense1' gives 1", "BinaryCrossEntropy"], true),
        // Values
        ("[Network, Input(6, 8, 8), Conv2D(16, Kernel = 3, Groups = 4)] partial class N;", Declared, ["'conv1'", "6 channels", "16", "1, 2"], true),
        ("[Network, Input(20), Dense(9), Dropout(-0.5f)] partial class N;", Declared, ["Dropout", "-0.5", "[0, 1)"], false),
        ("[Network, Input(20), Dense(9), Dropout(50)] partial class N;", Declared, ["Dropout", "50", "0.5?"], true),
        ("[Network, Input(3, 8, 8), MaxPool2D(2, Padding = 2)] partial class N;", Declared, ["'pool1'", "Padding 2", "at most 1"], true),
        ("[Network, Input(3, 8, 8), Conv2D(16)] partial class N;", Declared, ["'conv1'", "kernel", "write Kernel = 3"], true),
        ("[Network, Input(64, 0), Dense(4)] partial class N;", Declared, ["Input(64, 0)", "without the batch"], false),
        // Names
        ("[Network, Input(20), Dense(20, Name = \"hidden\"), ReLU, Add(\"hiden\")] partial class N;", Declared, ["'hiden'", "'hidden'"], true),
        // Meaning
        ("[Network, Input(20), Dense(3), Softmax, CrossEntropy] partial class N;", Declared, ["Softmax", "CrossEntropy", "logits", "remove Softmax"], true),
        ("[Network, Input(20), Dense(1), Sigmoid, BinaryCrossEntropy] partial class N;", Declared, ["Sigmoid", "BinaryCrossEntropy", "remove Sigmoid"], true),
        ("[Network, Input(20), Dense(3), ReLU, CrossEntropy] partial class N;", Declared, ["ReLU", "CrossEntropy", "remove ReLU"], true),
        ("[Network, Input(20), Dense(64), Dense(3), CrossEntropy] partial class N;", Declared, ["'dense1'", "'dense2'", "ReLU"], true),
        ("[Network, Input(3, 8, 8), Conv2D(4, Kernel = 3), BatchNorm] partial class N;", Declared, ["'conv1'", "'bn1'", "Bias = false"], true),
        ("[Network, Input(20), Dense(3), CrossEntropy] class N;", Declared, ["'N'", "partial"], false),
        // Calls
        (Loop("n.TrainStep(new float[N.InputSize], [3], o);"), Called, ["label 3", "3 classes", "0 to 2"], false),
        (Loop("n.Predict(new float[19], new float[N.OutputSize]);"), Called, ["20 numbers", "19", "N.InputSize"], true),
        (Loop("n.Predict(new float[3], new float[4 * 5]);"), Called, ["3", "20", "swap"], true),
        (Loop("for (var i = 0; i < 9; i++)\n    n.TrainStep(x, l, new Adam(1e-3f));"), Called, ["Adam", "'N'", "before the loop"], true),
        (Loop("n.TrainStep(x, l, new Adam(3f));"), Called, ["3", "Adam", "0.01"], true),
    ];

    [Fact]
    public void There_are_thirty_of_them_and_more() => Assert.True(Mistakes.Length >= 30 && Mistakes.Count(mistake => mistake.IsMended) >= 20);

    [Fact]
    public async Task Each_is_told_by_one_message_and_mended_by_its_fix()
    {
        List<string> failures = [];
        foreach (var (program, calls, words, isMended) in Mistakes)
        {
            var source = "using Adjoint;\n" + program;
            var said = Analyzed(source, calls);
            if (said.Count != 1 || !words.All(word => Message(said[0]).Contains(word, StringComparison.Ordinal)))
                failures.Add($"{program}\n    needs one message with {string.Join(" and ", words)}, but there is: {string.Join(" | ", said.Select(Message))}");
            var offered = await CodeFixHarness.Offers<RemedyFix>(source, calls);
            if (offered.Count > 0 != isMended)
                failures.Add($"{program}\n    {offered.Count} fixes are offered.");
            foreach (var (title, text) in offered)
            {
                if (Analyzed(text, calls) is { Count: > 0 } left)
                    failures.Add($"{program}\n    after '{title}' it is\n{text}\n    and still there is: {string.Join(" | ", left.Select(Message))}");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string Loop(string statements) => $$"""
        [Network, Input(20), Dense(3), CrossEntropy] partial class N;
        static class P
        {
            static void Run(N n, float[] x, int[] l, Adam o)
            {
                {{statements.Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }
        }
        """;

    /// <summary>What is said, but for suggestions; with the compiler's own errors, where the program has the generated code.</summary>
    private static IReadOnlyList<Diagnostic> Analyzed(string source, bool calls) =>
        [.. (calls ? AnalyzerHarness.Run(source) : AnalyzerHarness.Analyze(source)).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
