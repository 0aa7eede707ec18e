namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// One row is computed with vectors over features where neighbours lie side by side: rows of images that are whole vectors of every width, with and without a
/// rest, windows at every other position, sums and maxima over all. Compiled once.
/// </summary>
public sealed class RowVectorsFixture : IDisposable
{
    private readonly SubjectAssembly assembly = new(RowVectorsTests.Networks);

    internal Subject Create(string declaration) => assembly.Create(declaration);

    public void Dispose() => assembly.Dispose();
}

/// <inheritdoc cref="RowVectorsFixture"/>
public sealed class RowVectorsTests(RowVectorsFixture fixture) : IClassFixture<RowVectorsFixture>
{
    private const double Tolerance = 5e-6;

    public static TheoryData<string> Declarations => [.. Networks];

    internal static string[] Networks { get; } =
    [
        "Input(2, 4, 2), Dense(24), MaxPool2D(2), Flatten, Dense(2), MeanSquaredError",
        "Input(2, 3, 2), Dense(66), MaxPool2D(2), MeanSquaredError",
        "Input(2, 4, 2), Dense(31), AveragePool2D(3, Stride = 2, Padding = 1), MeanSquaredError",
        "Input(2, 5, 2), Dense(23), MaxPool2D(3, Stride = 1, Padding = 1), AveragePool2D(2, Stride = 1), MeanSquaredError",
        "Input(2, 7, 2), Dense(35), AveragePool2D(7, 5, Stride = 1), GlobalMaxPool2D, MeanSquaredError",
        "Input(3, 2, 2), Dense(39), GlobalAveragePool2D, MeanSquaredError",
        "Input(3, 2), Dense(45), Softmax, LayerNorm, MeanSquaredError",
        "Input(4, 2), Dense(29), GroupNorm(2), Softmax(Axis = 0), RMSNorm, MeanSquaredError",
        "Input(3, 2, 2), Dense(11), InstanceNorm(Affine = true), BatchNorm, LocalResponseNorm(3), MeanSquaredError",
        "Input(3), Dense(37), BatchNorm, LogSoftmax, MeanSquaredError",
        "Input(3), Dense(53), As(\"a\"), Max, Reshape(1), As(\"m\"), From(\"a\"), Mean, Add(\"m\"), MeanSquaredError",
        "Input(2, 3, 2), Dense(21), Upsample(2), Permute(1, 0, 2), Pad(1, 2, Mode = PaddingMode.Replicate), MeanSquaredError",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void One_row_is_predicted_as_by_the_naive_interpreter(string declaration)
    {
        var subject = fixture.Create(declaration);
        var source = new BatchSource(subject, seed: 5);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var batch = source.Next(1);
            Agreement.Require(Naive.Predict(subject, batch), subject.Predict(batch), Tolerance, i => $"output {i}", $"'{declaration}'");
        }
    }
}
