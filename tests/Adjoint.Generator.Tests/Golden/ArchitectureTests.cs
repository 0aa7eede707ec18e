using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Zoo;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>Small networks of the blocks in samples/Zoo, compiled once.</summary>
public sealed class ArchitectureFixture : IDisposable
{
    private readonly SubjectAssembly assembly = new(GoldenFile.Section("architectures").EnumerateObject().Select(network => network.Name), ZooSource.Blocks);

    internal Subject Create(string declaration) => assembly.CreateAsDrawn(declaration);

    public void Dispose() => assembly.Dispose();
}

/// <summary>Residual blocks, inception, stacks with pooling and multigrid levels compute what PyTorch computes.</summary>
public sealed class ArchitectureTests(ArchitectureFixture fixture) : IClassFixture<ArchitectureFixture>
{
    /// <summary>Each normalisation multiplies the rounding errors of those before it.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Architectures => GoldenFile.Cases("architectures");

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Predictions_and_gradients_in_training_are_PyTorchs(string declaration) =>
        GoldenFile.RequireTraining(fixture.Create(declaration), GoldenFile.Section("architectures").GetProperty(declaration), Tolerance, declaration);
}
