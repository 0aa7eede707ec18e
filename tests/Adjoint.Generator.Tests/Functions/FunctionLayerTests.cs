using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Functions;

/// <summary>A layer made of a function against the library's layer of the same formula.</summary>
public sealed class FunctionLayerTests
{
    [Fact]
    public void Swish_by_hand_predicts_what_SiLU_predicts_to_the_bit()
    {
        using var assembly = new SubjectAssembly(
            ["Input(5), Dense(33), Apply(typeof(Curves), \"Swish\"), Dense(3), MeanSquaredError", "Input(5), Dense(33), SiLU, Dense(3), MeanSquaredError"], OperatorSamples.Functions);
        var applied = assembly.CreateAsDrawn("Input(5), Dense(33), Apply(typeof(Curves), \"Swish\"), Dense(3), MeanSquaredError");
        var built = assembly.CreateAsDrawn("Input(5), Dense(33), SiLU, Dense(3), MeanSquaredError");
        applied.Parameters.CopyTo(built.Parameters);
        var random = new Random(1);
        foreach (var rows in new[] { 1, 7, 40 })
        {
            var batch = new Batch(rows, [.. Enumerable.Range(0, 5 * rows).Select(_ => 4 * random.NextSingle() - 2)], null, new float[3 * rows]);
            Assert.Equal(built.Predict(batch), applied.Predict(batch));
        }
    }
}
