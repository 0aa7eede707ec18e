using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Functions;

/// <summary>Everything that is written for a few functions, as somebody has read and approved it.</summary>
public sealed class FunctionSnapshotTests
{
    [Fact]
    public Task RunningExample() => Verifier.Verify(GeneratorHarness.Run("""
        using System;
        using Adjoint;

        namespace Samples;

        public static partial class Functions
        {
            [Differentiable]
            public static float Z(float x1, float x2, float x3) => MathF.Sin(x1 + x2) + x2 * x2 * x3;

            [Gradient(nameof(Z))]
            public static partial float ZGradient(float x1, float x2, float x3, out float dx1, out float dx2, out float dx3);

            [Gradient(nameof(Z))]
            public static partial void ZGradient(float x1, float x2, float x3, Span<float> gradient);

            [Gradient(nameof(Z))]
            public static partial void ZGradient(
                ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3, Span<float> z, Span<float> dx1, Span<float> dx2, Span<float> dx3);

            [Hessian(nameof(Z))]
            public static partial void ZHessian(float x1, float x2, float x3, Span<float> hessian);

            [HessianVectorProduct(nameof(Z))]
            public static partial void ZHessianTimes(float x1, float x2, float x3, float v1, float v2, float v3, Span<float> product);

            [Jvp(nameof(Z))]
            public static partial (float Value, float Tangent) ZAlong(float x1, float x2, float x3, float v1, float v2, float v3);

            [DerivativeCheck(nameof(Z))]
            public static partial double ZCheck(float x1, float x2, float x3);
        }
        """).Run);
}
