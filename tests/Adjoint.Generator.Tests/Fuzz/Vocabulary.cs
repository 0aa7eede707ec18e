using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>Words to put into declarations: what the seeds are written in, every attribute of the library, and values that ask for trouble.</summary>
internal sealed class Vocabulary
{
    /// <summary>Numbers at the edges of what a size, a rate or a kind of number can be.</summary>
    public static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "3", "7", "16", "17", "-2147483648", "2147483647", "2147483648", "65536", "46341", "0.5f", "-0.0f", "1.5f", "1e30f", "1e-30f", "0.1", "5L",
        "float.NaN", "float.PositiveInfinity", "int.MaxValue", "'c'", "1_000", "0xFF", "1e400", "3u",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "x", "y", "in", "n", "2 * n", "n / 0", "n n", "((n)", "n * n * n * n * n * n", "9999999999999", "-n", "class", "@class", "a.b.c", ".", "a b", "Ünï", "数", "Predict", "Loss",
        "dense1", "relu1", "conv1", "reason", "block", "Net", "gradient", "optimizer", "\\0", "\\\"", "\\n", "{0}", "*/", "</summary>", "<", "&", "n = ", "n = 3", "= 3", "n = m",
        "x_1", "_", "__x", "x1", "dx", "rows", "seed", "label", "labels", "targets", "direction", "jacobian", "inputFeeds", "xRows", "xTangent",
    ];

    private static readonly string[] Others =
    [
        "null", "default", "true", "false", "typeof(int)", "typeof(void)", "typeof(Net)", "typeof(System.Collections.Generic.List<>)", "nameof(Net)", "new int[0]", "new[] { 1, 2 }", "[1, 2]", "[]",
        "[\"x\"]", "(int)3.5", "undefined", "1 +", "\"unclosed", "new object()", "new object[] { null, 1, \"n\" }", "(object)null", "Targets.Probabilities", "PaddingMode.Reflect",
        "(PaddingMode)99", "Initializer.Orthogonal", "Derivatives.Jacobian | Derivatives.Vjp", "(Derivatives)1023", "Missing.Constant",
    ];

    /// <summary>Names for classes and members that may meet generated ones.</summary>
    public static readonly string[] Names =
    [
        "Net", "Broken", "reason", "block", "runner", "Adjoint", "System", "Kernels", "Weights", "Layout", "Predict", "@class", "@namespace", "_", "Dense1", "Dense", "Runtime", "Network", "MathF",
        "Span", "Ünï", "Attribute", "Object", "Float", "record", "partial", "file", "required", "scoped", "global", "INetwork", "Optimizer", "Vector512", "Unsafe", "Data",
    ];

    /// <summary>Members to put into a class.</summary>
    public static readonly string[] Members =
    [
        "int Predict;", "void Save() { }", "public Net() { }", "int block;", "static void Broken() { }", "class Kernels { }", "class Adjoint { }", "class System { }", "int Layout => 1;",
        "int this[int i] => i;", "const string reason = \"\";", "event System.Action Loss;", "~Net() { }", "static Net() { }", "enum Dense1 { A }",
        "void Predict<T>() { }", "required public int R { get; set; }",
        "[Network, Input(2), Dense(1)] partial class Inner;", "public static implicit operator int(Net n) => 0;",
        "public override string ToString() => \"\";", "float Sin(float x) => x;", "struct Span { }",
        "[Differentiable] static float F(float x) => x * x;", "[Gradient(nameof(F))] static partial float FGradient(float x, out float dx);", "partial void Grow();", "int x, y, rows, gradient;",
    ];

    /// <summary>Tokens to drop in anywhere.</summary>
    public static readonly string[] Tokens =
    [
        "[", "]", "(", ")", "{", "}", ",", ";", ":", "=", "<", ">", ".", "\"", "'", "partial", "class", "record", "struct", "static", "abstract",
        "sealed", "unsafe", "file", "namespace", "using", "new", "this",
        "null", "#if X", "#endif", "#pragma warning disable", "/*", "*/", "//", "///", "@", "$", "ref", "out", "checked", "global::", "\u2028",
    ];

    private readonly List<string> attributes;

    /// <param name="seeds">The sources whose attributes are taken over, arguments and all.</param>
    public Vocabulary(IEnumerable<string> seeds)
    {
        var written = seeds.SelectMany(static seed => CSharpSyntaxTree.ParseText(seed).GetRoot().DescendantNodes().OfType<AttributeSyntax>()).Select(static a => a.ToString());
        var bare = Library.Select(static type => type.Name[..^"Attribute".Length].Split('`')[0]);
        attributes = [.. written.Where(static a => a.Length < 80).Concat(bare).Distinct().Order(StringComparer.Ordinal)];
        Options = [.. Library.SelectMany(static type => type.GetProperties()).Where(static p => p.CanWrite).Select(static p => p.Name).Append("nothing").Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of what attributes can be told by name.</summary>
    public IReadOnlyList<string> Options { get; }

    private static IEnumerable<Type> Library => typeof(LayerAttribute).Assembly.GetExportedTypes().Where(static type => type.IsSubclassOf(typeof(Attribute)));

    /// <summary>An attribute as somebody has written it, or with arguments that nobody has.</summary>
    public string Attribute(Random random) => random.Next(4) > 0 ? Pick(attributes, random) : $"{Pick(attributes, random).Split('(')[0]}({Value(random)})";

    /// <summary>A text in quotation marks.</summary>
    public static string Text(Random random) => random.Next(40) == 0 ? $"\"{new string('n', 5000)}\"" : $"\"{Pick(Texts, random)}\"";

    /// <summary>An argument of any type.</summary>
    public static string Value(Random random) => random.Next(3) switch { 0 => Number(random), 1 => Text(random), _ => Pick(Others, random) };

    /// <summary>A number, odd or plain.</summary>
    public static string Number(Random random) => random.Next(3) == 0 ? random.Next(1, 40).ToString(CultureInfo.InvariantCulture) : Pick(Numbers, random);

    /// <summary>One of a list.</summary>
    public static T Pick<T>(IReadOnlyList<T> all, Random random) => all[random.Next(all.Count)];
}
