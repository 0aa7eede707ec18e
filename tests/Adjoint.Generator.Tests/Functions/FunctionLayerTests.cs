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

    /// <summary>Thirty times v²: as a tree, 2³⁰ numbers.</summary>
    [Fact]
    public void What_a_function_uses_again_and_again_is_computed_once()
    {
        const string declaration = "Input(2), Dense(3), Apply(typeof(Folded), \"Layer\"), Loss(typeof(Folded), \"Distance\")";
        const string functions = """
            public static class Folded
            {
                [Differentiable] public static float Layer(float x) { var v = x; for (var i = 0; i < 30; i++) v = v * v; return v; }
                [Differentiable] public static float Distance(float y, float t) { var v = y - t; for (var i = 0; i < 30; i++) v = v * v; return v; }
            }
            """;
        using var assembly = new SubjectAssembly([declaration, "Input(2), Dense(3), MeanSquaredError"], functions);
        var (subject, dense) = (assembly.CreateAsDrawn(declaration), assembly.CreateAsDrawn("Input(2), Dense(3), MeanSquaredError"));
        subject.Parameters.CopyTo(dense.Parameters);
        var batch = new Batch(2, [0.3f, -0.2f, 0.7f, 0.1f], null, new float[6]);
        float[] folded = [.. dense.Predict(batch).Select(Folded)];
        Assert.Equal(folded, subject.Predict(batch));
        Assert.Equal(folded.Average(static y => (double)Folded(y)), subject.Loss(batch), 1e-6);

        static float Folded(float x)
        {
            for (var i = 0; i < 30; i++)
                x *= x;
            return x;
        }
    }

    [Fact]
    public void Trained_numbers_begin_with_what_is_written()
    {
        const string declaration = "Input(2), Apply(typeof(Begun), \"Line\"), MeanSquaredError";
        const string functions =
            "public static class Begun { [Differentiable] public static float Line(float x, [Parameter(0.7f)] float a, [Parameter(-3)] float b, [Parameter] float c, [Parameter(0)] float d, [Parameter(0.25f)] float e) => a * x + b + c * x * x + d + e * x; }";
        using var assembly = new SubjectAssembly([declaration], functions);
        Assert.Equal([0.7f, -3, 1, 0, 0.25f], assembly.CreateAsDrawn(declaration).Parameters.ToArray());
    }

    [Theory]
    [InlineData("Input(3), Dense(17), Apply(typeof(Curves), \"Bent\"), Dense(2), Loss(typeof(Curves), \"Gap\")")]
    [InlineData("Input(3), Apply(typeof(Curves), \"Bent\", Frozen = true), Dense(2), Apply(typeof(Curves), \"Swish\"), Loss(typeof(Curves), \"Gap\", Weight = 0.5f)")]
    public void Gradients_of_layers_and_losses_made_of_functions_are_the_naive_interpreter_s(string declaration)
    {
        using var assembly = new SubjectAssembly([declaration], OperatorSamples.Functions);
        var subject = assembly.Create(declaration);
        var source = new BatchSource(subject, seed: 1);
        foreach (var rows in new[] { 1, 7, 16, 33 })
        {
            var batch = source.Next(rows);
            var (loss, gradient) = subject.Gradient(batch);
            Agreement.Require(Naive.Gradient(subject, batch, 0), gradient, 2e-5, subject.NameOf, $"'{declaration}', {rows} rows");
            Assert.Equal(Naive.Loss(subject, batch, Naive.ParametersOf(subject), 0), loss, 1e-5);
        }
    }
}
