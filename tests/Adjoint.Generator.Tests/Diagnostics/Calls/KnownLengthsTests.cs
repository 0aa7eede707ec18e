using Adjoint.Generator.Diagnostics.Calls;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Tests.Diagnostics.Calls;

/// <summary>What the source says about a length, and what it does not.</summary>
public sealed class KnownLengthsTests
{
    /// <summary>Each call of Is states the length of its first argument, and −1 where no one can know it.</summary>
    private const string Source = """
        using System;
        using System.Runtime.CompilerServices;

        [InlineArray(5)] struct Five { private float first; }

        class Probe
        {
            const int Size = 4;
            static readonly float[] Fixed = new float[Size * 8];
            static readonly float[] Unfixed = new float[3];
            static float[] Open = new float[3];
            readonly int rows = 7;
            readonly float[] own = [1, 2];
            readonly float[] given = new float[1];

            Probe(int length) => this.given = new float[length];
            static Probe() { Unfixed = new float[9]; }

            static void Is(ReadOnlySpan<float> x, int expected) { }
            static void Fill(ref float[] x, out float[] y) => y = x;

            void Creations(int n, Five five)
            {
                Is(new float[784], 784);
                Is(new float[Size * 32 + 2 / 1 - 1], 129);
                Is(new float[n], -1);
                Is(new float[2 * n], -1);
                Is(new float[n - n], -1);
                Is(new[] { 1f, 2f, 3f }, 3);
                Is(new float[] { 1, 2 }, 2);
                Is([1, 2, 3, 4], 4);
                Is([1, .. Fixed, 2], 34);
                Is([1, .. Open], -1);
                Is([], 0);
                Is(stackalloc float[6], 6);
                Is(stackalloc float[Size], 4);
                Is(stackalloc[] { 1f, 2f }, 2);
                Is(stackalloc float[] { 1f, 2f, 3f }, 3);
                Is(stackalloc float[n], -1);
                Is(GC.AllocateUninitializedArray<float>(11), 11);
                Is(five, 5);
                Is(Make(), -1);
                Is((new float[8]), 8);
            }

            static float[] Make() => new float[3];

            void Slices(float[] x, Span<float> y)
            {
                Is(x, -1);
                Is(x.AsSpan(), -1);
                Is(x.AsSpan(2, 10), 10);
                Is(x.AsSpan(3), -1);
                Is(x.AsSpan(2..5), 3);
                Is(y.Slice(1, 4), 4);
                Is(y.Slice(1), -1);
                Is(y[..7], 7);
                Is(y[2..7], 5);
                Is(y[^5..^2], 3);
                Is(y[^5..], 5);
                Is(y[2..], -1);
                Is(x[1..3], 2);
                Is(Fixed.AsSpan(30), 2);
                Is(Fixed.AsSpan()[2..^2], 28);
                Is(Fixed[^3..31], 2);
                Is(y.Slice(0, Fixed.Length), 32);
            }

            void Variables(bool which)
            {
                var a = new float[3];
                Is(a, 3);
                var b = a;
                Is(b, 3);
                Span<float> c = stackalloc float[a.Length * 2];
                Is(c, 6);
                var d = new float[3];
                if (which)
                    d = new float[4];
                Is(d, -1);
                var (e, f) = (new float[2], new int[1]);
                Is(e, 2);
                float[] g = new float[3], h = new float[4];
                (g, h) = (h, g);
                Is(g, -1);
                var i = new float[3];
                var j = new float[3];
                Fill(ref i, out j);
                Is(i, -1);
                Is(j, -1);
                var n = 12;
                Is(new float[n], 12);
                var m = 12;
                m++;
                Is(new float[m], -1);
                for (var k = 0; k < 3; k++)
                    Is(new float[k], -1);
                var l = new float[3];
                Action change = () => l = new float[5];
                Is(l, -1);
                float[] o;
                o = new float[3];
                Is(o, -1);
                var p = which ? new float[2] : new float[2];
                Is(p, -1);
                ref var q = ref Open;
                Is(q, -1);
            }

            void Fields()
            {
                Is(Fixed, 32);
                Is(Unfixed, -1);
                Is(Open, -1);
                Is(own, 2);
                Is(given, -1);
                Is(new float[rows], 7);
            }
        }
        """;

    [Fact]
    public void Lengths_are_known_where_the_source_says_them()
    {
        var compilation = TestCompilation.Create(Source, new HarnessSettings { ExpectErrors = true });
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var tree = compilation.SyntaxTrees[0];
        var model = compilation.GetSemanticModel(tree);
        var judged = 0;
        foreach (var method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            var body = model.GetOperation(method)!;
            var lengths = new KnownLengths(new Variables([body]));
            foreach (var call in body.Descendants().OfType<IInvocationOperation>().Where(call => call.TargetMethod.Name == "Is"))
            {
                var expected = (int)call.Arguments[1].Value.ConstantValue.Value!;
                Assert.Equal((call.Syntax.ToString(), expected), (call.Syntax.ToString(), (int)(lengths.Of(call.Arguments[0].Value)?.Length ?? -1)));
                judged++;
            }
        }
        Assert.Equal(Source.Split(" Is(").Length - 2, judged);
    }
}
