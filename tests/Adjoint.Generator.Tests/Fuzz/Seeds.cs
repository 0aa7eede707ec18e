using Adjoint.Generator.Operators;
using Adjoint.Generator.Tests.Diagnostics;
using Adjoint.Generator.Tests.Functions;
using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Fuzz;

/// <summary>What is mutated: sources that are right.</summary>
internal static class Seeds
{
    private const string Usings = "using System;\nusing System.Linq;\nusing System.IO;\nusing Adjoint;\nusing Adjoint.Data;\n";

    /// <summary>The declarations of the samples, of the zoo, of the tests of each operator, and functions with their derivatives.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Samples().Concat(Zoo()).Concat(Operators()).Concat(Programs()).Concat(FunctionsOfOnesOwn())];

    private static IEnumerable<string> Samples() =>
        from path in Repository.Files("samples", "*.cs")
        let text = File.ReadAllText(path)
        where !path.Contains("Zoo", StringComparison.Ordinal) && (text.Contains("[Network", StringComparison.Ordinal) || text.Contains("[Differentiable", StringComparison.Ordinal))
        select Usings + text;

    /// <summary>Each network of the zoo with the blocks; the largest have their own tests, and would take the time of many others here.</summary>
    private static IEnumerable<string> Zoo()
    {
        var blocks = string.Concat(Repository.Files("samples/Zoo/Blocks", "*.cs").Select(File.ReadAllText)).Replace("namespace Zoo;\n", "", StringComparison.Ordinal);
        foreach (var name in new[] { "LeNet5", "AlexNet", "Dcgan", "ResNet18" })
        {
            var network = File.ReadAllText(Repository.PathOf("samples", "Zoo", name + ".cs"));
            yield return Usings + network + (network.Contains('<', StringComparison.Ordinal) ? blocks : "");
        }
    }

    /// <summary>A few of each operator's: the sizes between them change nothing here.</summary>
    private static IEnumerable<string> Operators() =>
        from use in DeclaredOperators.All
        let subjects = OperatorSamples.Of(use).ToList()
        from subject in subjects.Where((_, i) => i % (1 + subjects.Count / 3) == 0)
        select $"{Usings}[Network, {subject}] public sealed partial class Net;\n{OperatorSamples.Functions}";

    /// <summary>Declarations of every kind, right and wrong, under a program that uses all members.</summary>
    private static IEnumerable<string> Programs() =>
        StubTests.Right.Concat<object?[]>(StubTests.Wrong).Select(static (row, i) => (i % 3 == 0 ? StubTests.Use : Usings) + row[0]);

    private static IEnumerable<string> FunctionsOfOnesOwn() => FunctionBodies.Plain.Concat(FunctionBodies.Patterns).Select(static body => $$"""
        {{Usings}}public static partial class Functions
        {
            [Differentiable] public static double Twice(double v) => 2 * v;
            [Differentiable] public static double Norm(double a, double b) { var s = a * a + b * b; return Math.Sqrt(s + 1); }
            [Differentiable] public static void Split(double a, double b, out double sum, out double difference) { sum = a + b; difference = Twice(a) - b; }
            [Differentiable] public static double F(double x, double y, double z) {{body.Replace("M.", "Math.", StringComparison.Ordinal).Replace("T ", "double ", StringComparison.Ordinal)}}
            [Gradient(nameof(F))] public static partial double FGradient(double x, double y, double z, out double dx, out double dy, out double dz);
            [Hessian(nameof(F))] public static partial void FHessian(double x, double y, double z, Span<double> hessian);
        }
        """);
}
