using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>Small networks of the library's attention layers and blocks, compiled once.</summary>
public sealed class TransformerFixture : IDisposable
{
    private readonly SubjectAssembly assembly = new(GoldenFile.Section("transformers").EnumerateObject().Select(network => network.Name));

    internal Subject Create(string declaration) => assembly.CreateAsDrawn(declaration);

    public void Dispose() => assembly.Dispose();
}

/// <summary>Attention with its products, encoders, decoders, and the blocks of GPT-2, Llama and ViT compute what PyTorch computes, with its names of tensors.</summary>
public sealed class TransformerTests(TransformerFixture fixture) : IClassFixture<TransformerFixture>
{
    /// <summary>Each normalisation multiplies the rounding errors of those before it.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Transformers => GoldenFile.Cases("transformers");

    [Theory]
    [MemberData(nameof(Transformers))]
    public void Predictions_and_gradients_are_PyTorchs(string declaration) =>
        GoldenFile.RequireTraining(fixture.Create(declaration), GoldenFile.Section("transformers").GetProperty(declaration), Tolerance, declaration);
}
