using System.Text.RegularExpressions;
using Adjoint.Tests.Harness;

namespace Adjoint.Tests.Widths;

/// <summary>
/// Every kernel exists for 512, 256 and 128 bits and for no vectors at all, and a machine runs the widest it has. These run the tests of numbers once more for
/// each narrower width, in a process that was told to do without the wider ones.
/// </summary>
[Trait("Set", "Slow")]
public sealed partial class NarrowVectorsTests
{
    private const string Check = $"FullyQualifiedName~.{nameof(VectorWidthTests)}.|";
    private const string Numbers = Check + "FullyQualifiedName~.Numerics.|FullyQualifiedName~.Optimizers.|FullyQualifiedName~.Training.|FullyQualifiedName~.Augmenting.";
    private const string FewWitnesses = "FullyQualifiedName~.CrossEntropyTests.|FullyQualifiedName~.RowVectorsTests.|FullyQualifiedName~.Golden.";

    /// <summary>Of the networks around each operator, those whose sizes are whole vectors and one more, of one lane block, for narrow vectors take one at a time; and some of doubles.</summary>
    private const string Witnesses =
        FewWitnesses
            + "|FullyQualifiedName~.Recorded.|FullyQualifiedName~.DoublePrecisionTests.One_row"
            + "|(FullyQualifiedName~.GradientTests.&DisplayName~17)|(FullyQualifiedName~.PredictionTests.&(DisplayName~33|DisplayName~17))";

    /// <summary>Without hardware vectors every operation is a call, a hundred times slower: the small tests of the same code.</summary>
    private const string FewNumbers = Check
        + "FullyQualifiedName~.Numerics.LaneBlocksTests|FullyQualifiedName~.Numerics.LanesTests|FullyQualifiedName~.Numerics.SpecialValueTests|"
        + "FullyQualifiedName~.GoldenTrajectoryTests|FullyQualifiedName~.UpdateLanesTests|FullyQualifiedName~.NotANumberTests|FullyQualifiedName~.MisuseTests|"
        + "FullyQualifiedName~.NormaliseAndEraseTests|FullyQualifiedName~.CropAndFlipTests|FullyQualifiedName~.RotationTests";

    [Fact]
    public void Numbers_hold_without_512_bits() => AssertPass("Adjoint.Tests", Numbers, "DOTNET_EnableAVX512", mostLanes: 8);

    [Fact]
    public void Numbers_hold_without_256_bits() => AssertPass("Adjoint.Tests", Numbers, "DOTNET_EnableAVX2", mostLanes: 4);

    [Fact]
    public void Numbers_hold_without_vectors() => AssertPass("Adjoint.Tests", FewNumbers, "DOTNET_EnableHWIntrinsic", mostLanes: 1);

    [Fact]
    public void Gradients_hold_without_512_bits() => AssertPass("Adjoint.Generator.Tests", Witnesses, "DOTNET_EnableAVX512", mostLanes: 8);

    [Fact]
    public void Gradients_hold_without_256_bits() => AssertPass("Adjoint.Generator.Tests", Witnesses, "DOTNET_EnableAVX2", mostLanes: 4);

    [Fact]
    public void Gradients_hold_without_vectors() => AssertPass("Adjoint.Generator.Tests", FewWitnesses, "DOTNET_EnableHWIntrinsic", mostLanes: 1);

    private static void AssertPass(string project, string filter, string setting, int mostLanes)
    {
        // bin/Release/net10.0 of one test project is as far from the other's as the projects' folders.
        var own = typeof(NarrowVectorsTests).Assembly;
        var assembly = own.Location.Replace(own.GetName().Name!, project, StringComparison.Ordinal);
        var run = ChildProcess.Dotnet(Path.GetDirectoryName(assembly)!, ["test", assembly, "--filter", filter], (setting, "0"), (VectorWidthTests.MostLanes, $"{mostLanes}"))
            .Succeeds();
        var passed = PassedTests().Match(run.Output);
        Assert.True(passed.Success && passed.Groups[1].Value != "0", $"No test ran: {run.Command}\n{run.Output}");
    }

    [GeneratedRegex(@"Passed: +(\d+)")]
    private static partial Regex PassedTests();
}
