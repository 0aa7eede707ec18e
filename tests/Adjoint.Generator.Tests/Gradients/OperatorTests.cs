using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>What the tests of this folder share: every declaration of <see cref="OperatorSamples"/>, compiled once.</summary>
public sealed class OperatorFixture : IDisposable
{
    private readonly SubjectAssembly assembly = new(OperatorSamples.All, OperatorSamples.Functions);

    internal Subject Create(string declaration) => assembly.Create(declaration);

    public void Dispose() => assembly.Dispose();
}

[CollectionDefinition(nameof(OperatorTests))]
public sealed class OperatorCollection : ICollectionFixture<OperatorFixture>;

/// <summary>A test that holds for every operator of the table.</summary>
[Collection(nameof(OperatorTests))]
public abstract class OperatorTests(OperatorFixture fixture)
{
    /// <summary>Operator and declaration, for all operators; one without a declaration gets a case that fails.</summary>
    public static TheoryData<string, string> All => Cases(_ => true);

    /// <summary>The same without the losses.</summary>
    public static TheoryData<string, string> Layers => Cases(o => o is not LossOperator);

    private protected Subject Create(string @operator, string declaration)
    {
        if (declaration.Length == 0)
            Assert.Fail($"Nothing tests the gradient of '{@operator}': give it a line in {nameof(OperatorSamples)}.");
        return fixture.Create(declaration);
    }

    private static TheoryData<string, string> Cases(Func<Operator, bool> include)
    {
        var cases = new TheoryData<string, string>();
        foreach (var @operator in DeclaredOperators.All.Where(include))
        {
            foreach (var declaration in OperatorSamples.Of(@operator).DefaultIfEmpty(""))
                cases.Add(@operator.Name, declaration);
        }
        return cases;
    }
}
