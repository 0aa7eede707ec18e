namespace Adjoint.Generator.Tests.Gradients;

/// <summary>What a maximum makes of numbers that are none, and of infinities, wherever in the window they stand.</summary>
public sealed class MaxPoolTests : IClassFixture<MaxPoolTests.Fixture>
{
    private const string Unrolled = "Input(1, 4, 4), MaxPool2D(2), MeanSquaredError";
    private const string Looped = "Input(1, 12), MaxPool1D(6), MeanSquaredError";
    private const string CutOff = "Input(1, 4, 4), MaxPool2D(3, Stride = 2, Padding = 1), MeanSquaredError";
    private const string Reduced = "Input(2, 5), Max(1), MeanSquaredError";

    private readonly Fixture fixture;

    public MaxPoolTests(Fixture fixture) => this.fixture = fixture;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            // Row by row, and by lane blocks.
            foreach (var declaration in new[] { Unrolled, Looped, CutOff, Reduced })
            {
                cases.Add(declaration, 2);
                cases.Add(declaration, 20);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaN_is_the_maximum_of_its_windows_and_of_no_other(string declaration, int rows)
    {
        var subject = fixture.Create(declaration);
        var usual = Predict(subject, rows, position: 0, -1f);
        for (var position = 0; position < subject.InputSize; position++)
        {
            // The windows are those in which a large number is seen.
            var large = Predict(subject, rows, position, 100f);
            var y = Predict(subject, rows, position, float.NaN);
            for (var i = 0; i < y.Length; i++)
                Assert.Equal(large[i] == 100f ? float.NaN : usual[i], y[i]);
            Assert.Contains(100f, large);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Infinities_are_numbers_like_others(string declaration, int rows)
    {
        var subject = fixture.Create(declaration);
        Assert.Contains(float.PositiveInfinity, Predict(subject, rows, position: 3, float.PositiveInfinity));
        Assert.Equal(Predict(subject, rows, position: 3, -100f), Predict(subject, rows, position: 3, float.NegativeInfinity));
        var all = new float[rows * subject.InputSize];
        all.AsSpan().Fill(float.NegativeInfinity);
        Assert.All(subject.Predict(new Batch(rows, all, null, null)), y => Assert.Equal(float.NegativeInfinity, y));
    }

    /// <summary>All inputs are −1 but for one of the last row.</summary>
    private static float[] Predict(Subject subject, int rows, int position, float value)
    {
        var x = new float[rows * subject.InputSize];
        x.AsSpan().Fill(-1);
        x[(rows - 1) * subject.InputSize + position] = value;
        return subject.Predict(new Batch(rows, x, null, null))[((rows - 1) * subject.OutputSize)..];
    }

    public sealed class Fixture : IDisposable
    {
        private readonly SubjectAssembly assembly = new([Unrolled, Looped, CutOff, Reduced]);

        internal Subject Create(string declaration) => assembly.Create(declaration);

        public void Dispose() => assembly.Dispose();
    }
}
