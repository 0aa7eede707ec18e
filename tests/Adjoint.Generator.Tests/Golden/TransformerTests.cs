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
    public void Predictions_and_gradients_are_PyTorchs(string declaration)
    {
        var (subject, recorded) = (fixture.Create(declaration), GoldenFile.Section("transformers").GetProperty(declaration));
        GoldenFile.SetParameters(subject, recorded);
        var batch = GoldenFile.Batch(recorded);
        Agreement.Require(recorded.Numbers("y"), subject.Predict(batch), Tolerance, i => $"output {i}", declaration);

        var loss = recorded.GetProperty("loss").GetDouble();
        var (trainingLoss, gradient) = subject.Gradient(batch);
        Agreement.Require(loss, trainingLoss, Math.Abs(loss), Tolerance, $"The training loss of '{declaration}'");
        foreach (var tensor in subject.Shaped.Parameters.Where(tensor => tensor.IsTrained))
            GoldenFile.RequireTensor(tensor, recorded.GetProperty("gradients"), gradient, Tolerance, $"The gradient of '{declaration}'");
    }
}
