using System.Text.RegularExpressions;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>What is to be touched to add an operator, as docs/adding-an-operator.md counts it: its own files, and its lines in tables.</summary>
public sealed class OneFileTests
{
    private const string Generator = "generator/Adjoint.Generator/";

    /// <summary>A line for an operator, or for a family of them.</summary>
    private static readonly string[] Tables = ["Operators/OperatorTable.cs", "1.Declare/Words/Vocabulary.cs", "4.Lower/LoweringTable.cs"];

    /// <summary>Activations whose name is nothing else's, without options, tensors or kernels of their own.</summary>
    public static TheoryData<string> Activations => ["SELU", "SiLU", "Mish", "Hardswish"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_is_one_file_and_a_line_of_the_table(string name)
    {
        Assert.Contains(name, OperatorTable.Names);
        Assert.Equal([$"Operators/Activations/{name}.cs", "Operators/OperatorTable.cs"], Naming(name));
    }

    [Fact]
    public void Batch_normalisation_is_spelt_in_its_own_files_and_the_tables_alone() => Assert.DoesNotContain(Naming("BatchNorm"), static path =>
        !Path.GetFileName(path).StartsWith("BatchNorm", StringComparison.Ordinal) && !Tables.Contains(path)
        // The record of its options is with those of its kind, and the library's projection is a convolution and a batch normalisation; remarks on its use say nothing of what it computes.
        && path is not ("1.Declare/Options/NormOptions.cs" or "1.Declare/Projection.cs") && !path.StartsWith("2.Shape/Remarks/", StringComparison.Ordinal));

    /// <summary>The files whose code has a word that begins so; but for the names that other libraries have for layers of ours.</summary>
    private static List<string> Naming(string name) =>
    [
        .. Repository.Files(Generator, "*.cs").Select(static path => (Path: Repository.Relative(path)[Generator.Length..], Text: File.ReadAllText(path)))
            .Where(static file => !file.Path.StartsWith("1.Declare/Foreign/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(Regex.Replace(file.Text, "//.*", ""), $@"\b{name}")).Select(static file => file.Path).Order(StringComparer.Ordinal),
    ];
}
