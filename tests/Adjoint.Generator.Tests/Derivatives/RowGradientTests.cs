using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Derivatives;

/// <summary>The gradient of each row by itself, and its norm, against the naive interpreter's gradient of that row, in double.</summary>
[Trait("Set", "Slow")]
public sealed class RowGradientTests
{
    private static readonly string[] Networks =
    [
        "Input(3), Dense(17), Tanh, Dense(5, Bias = false), Sigmoid, Dense(2), MeanSquaredError",
        "Input(4), Dense(7), GELU, Dense(3), CrossEntropy(ClassWeights = new[] { 1f, 2f, 0.5f }, LabelSmoothing = 0.1f, IgnoreIndex = 1)",
        "Input(3), Dense(4), Softmax, Dense(3), CrossEntropy(Targets = Targets.Probabilities, Weight = 0.5f)",
        "Input(3), Dense(4), Tanh, Dense(3), BinaryCrossEntropy(Targets = Targets.Classes, ClassWeights = new[] { 1f, 3f }, IgnoreIndex = -1)",
        "Input(2, 9), Conv1D(4, Kernel = 3, Stride = 3), Dense(4), Tanh, LayerNorm, RMSNorm, Dense(2), Flatten, Dense(2), MeanSquaredError",
        "Input(3), Dense(4), Tanh, Dense(4, Name = \"d\"), Tanh, Dense(4, SharedWith = \"d\"), Tanh, Dense(2, Frozen = true), MeanSquaredError",
        "Input(2, 7, 6), Conv2D(4, Kernel = 3, Stride = 2, Padding = 1), Tanh, Conv2D(6, Kernel = 2, Groups = 2, Dilation = 2, Padding = 1), Flatten, Dense(2), MeanSquaredError",
        "Input(1, 4, 4), Conv2D(3, Kernel = 3, Padding = 1, PaddingMode = PaddingMode.Circular), BatchNorm, PReLU(Slopes = 3), MaxPool2D(2), Flatten, Dense(2), MeanSquaredError",
        "Input(2, 2, 3), ConvTranspose2D(3, Kernel = 3, Stride = 2, Padding = 1), Tanh, Dropout(0.5f), GroupNorm(3), Flatten, Dense(2), MeanSquaredError",
        "Input(1, 3, 3, 2), Conv3D(2, Kernel = 2), Apply(typeof(Curves), \"Bent\"), Flatten, PReLU, Dense(2), MeanSquaredError",
    ];

    [Fact]
    public void Each_row_has_the_gradient_that_it_would_have_alone()
    {
        using var assembly = new SubjectAssembly(Networks, OperatorSamples.Functions, "RowGradients, RowGradientNorms");
        foreach (var declaration in Networks)
        {
            var subject = assembly.Create(declaration);
            var source = new BatchSource(subject, seed: 5);
            foreach (var rows in new[] { 1, 35 })
                Check(subject, source.Next(rows));
        }
    }

    private static void Check(Subject subject, Batch batch)
    {
        var count = subject.Parameters.Length;
        var (gradients, norms) = (new float[batch.Rows * count], new float[batch.Rows]);
        if (subject.TakesLabels && subject.Generated is IRowGradientNetwork<float> classifier)
        {
            classifier.RowGradients(batch.Inputs, batch.Labels, gradients);
            ((IRowGradientNormNetwork<float>)classifier).RowGradientNorms(batch.Inputs, batch.Labels, norms);
        }
        else
        {
            ((IRowGradientNetwork<float>)subject.Generated).RowGradients(batch.Inputs, batch.Targets, gradients);
            ((IRowGradientNormNetwork<float>)subject.Generated).RowGradientNorms(batch.Inputs, batch.Targets, norms);
        }
        List<double> expected = [], lengths = [];
        for (var row = 0; row < batch.Rows; row++)
        {
            var alone = batch.Row(row).ToArray();
            var one = subject.TakesLabels
                ? new Batch(1, alone, batch.Labels![(row * subject.Positions)..((row + 1) * subject.Positions)], null)
                : new Batch(1, alone, null, batch.Targets![(row * subject.OutputSize)..((row + 1) * subject.OutputSize)]);
            var gradient = NaiveDerivatives.Gradient(subject, one, subject.Block);
            expected.AddRange(gradient);
            lengths.Add(Math.Sqrt(gradient.Sum(static g => g * g)));
        }
        var what = $"'{subject.Text}', {batch.Rows} rows";
        Agreement.Require(expected, gradients, 2e-5, i => $"row {i / count}, {subject.NameOf(i % count)}", what);
        Agreement.Require(lengths, norms, 2e-5, static i => $"the norm of row {i}", what);
    }
}
