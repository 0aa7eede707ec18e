using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>Everything that is written for a few networks, as somebody has read and approved it.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task Classifier() => Verify("""
        using Adjoint;

        namespace Samples;

        [Network, Input(4)]
        [Dense(8), ReLU]
        [Dense(3)]
        [CrossEntropy]
        public sealed partial class Inspect;
        """);

    [Fact]
    public Task LinearRegression() => Verify("""
        using Adjoint;

        [Network, Input(3), Dense(1), MeanSquaredError]
        public sealed partial class LinearRegression;
        """);

    [Fact]
    public Task SupportVectorMachine() => Verify("""
        using Adjoint;

        [Network, Input(2), Dense(1, Name = "plane", Init = Initializer.Zeros), Hinge(Weight = 0.5f)]
        public sealed partial class SupportVectorMachine;
        """);

    [Fact]
    public Task Sequence() => Verify("""
        using Adjoint;

        [Network, Input(5, 3)]
        [Dense(4), Tanh, Dropout(0.1f)]
        [Dense(2), Softmax]
        [Flatten, Dense(1, Bias = false)]
        [MeanSquaredError]
        public sealed partial class Sequence;
        """);

    [Fact]
    public Task Recurrence() => Verify("""
        using Adjoint;

        [Block("units")]
        [Input("x"), State("h", "units")]
        [Dense("units", Name = "ih"), As("a"), From("h"), Dense("units", Name = "hh"), Add("a"), Tanh, Next("h")]
        public abstract class Elman;

        [Network, Input(6, 3), Scan<Elman>(5), Last, Dense(2), CrossEntropy]
        public sealed partial class Recurrent;
        """);

    [Fact]
    public Task Pooling() => Verify("""
        using Adjoint;

        [Network, Input(2, 4, 3)]
        [Dense(4), MaxPool2D(2), ReLU]
        [Flatten, Dense(3)]
        [CrossEntropy]
        public sealed partial class Pooled;
        """);

    [Fact]
    public Task Convolutions() => Verify("""
        using Adjoint;

        [Network, Input(4, 5, 5)]
        [Conv2D(4, Kernel = 3, Padding = 1), ReLU]
        [Conv2D(4, Kernel = 3, Padding = 1)]
        [MeanSquaredError]
        public sealed partial class Convolutions;
        """);

    [Fact]
    public Task Derivatives() => Verify("""
        using Adjoint;

        [Network(Derivatives = Derivatives.Vjp | Derivatives.HessianVectorProduct), VerifyGradients, Input(2)]
        [Dense(3), Tanh, Dense(1)]
        [MeanSquaredError]
        public sealed partial class Derived;
        """);

    [Fact]
    public Task Tangents() => Verify("""
        using Adjoint;

        [Network, Input("x", 1)]
        [Dense(4), Tanh, Dense(1), Tangent("x"), Tangent("x")]
        [MeanSquaredError]
        public sealed partial class Curvature;
        """);

    private static Task Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Verifier.Verify(GeneratorHarness.Run(source).Run, methodName: name);
}
