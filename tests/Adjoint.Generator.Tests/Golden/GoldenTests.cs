using Adjoint.Generator.Operators;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>All declarations of the golden file, compiled once.</summary>
public sealed class GoldenFixture : IDisposable
{
    private readonly SubjectAssembly assembly = new(
    [
        .. GoldenFile.Section("activations").EnumerateObject().Select(activation => ActivationTests.Declaration(activation.Name)),
        .. GoldenFile.Section("networks").EnumerateObject().Select(network => network.Name),
        .. GoldenFile.Section("recurrent").EnumerateObject().Select(network => network.Name),
        .. GoldenFile.Section("lengths").EnumerateObject().Select(network => network.Name),
        .. GoldenFile.Section("lengths of attention").EnumerateObject().Select(network => network.Name),
        .. GoldenFile.Section("trajectories").EnumerateObject().Select(network => network.Name),
        .. GoldenFile.Section("fans").EnumerateObject().Select(network => network.Name),
        .. InitialiserTests.Declarations,
    ]);

    internal Subject Create(string declaration) => assembly.CreateAsDrawn(declaration);

    public void Dispose() => assembly.Dispose();
}

[CollectionDefinition(nameof(GoldenTests))]
public sealed class GoldenCollection : ICollectionFixture<GoldenFixture>;

/// <summary>That the golden file covers the language.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Every_operator_but_dropout_has_numbers_from_PyTorch()
    {
        var declarations = new[] { "activations", "networks", "recurrent", "lengths", "lengths of attention", "trajectories" }
            .SelectMany(section => GoldenFile.Section(section).EnumerateObject().Select(each => each.Name))
            .SelectMany(declaration => declaration.Split(", "))
            .Select(layer => layer.Split('(')[0])
            .ToHashSet(StringComparer.Ordinal);
        // Two libraries draw two masks, and two noises.
        var missing = DeclaredOperators.All.Select(o => o.Name).Where(name => name is not ("Dropout" or "Dropout2D" or "Apply" or "Loss" or "Gaussian") && !declarations.Contains(name)).ToList();
        Assert.True(missing.Count == 0, "Add these to tests/Golden/layers.py: " + string.Join(", ", missing));
    }
}
