using System.Text.RegularExpressions;
using Adjoint.Generator.Tests.Derivatives;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Properties;

/// <summary>
/// Every layer, loss and derivative, on rows that are not there, rows that a loss ignores, and rows that are not finite: the other rows get the results that they would get
/// without them.
/// </summary>
[Trait("Set", "Slow")]
public sealed partial class RowsThatDoNotCountTests
{
    private const string Asked = "Vjp, HessianVectorProduct, RowGradients";

    private const string Logarithm = """
        public static class Steep { [Differentiable] public static float Ln(float x) => System.MathF.Log(x); }
        """;

    /// <summary>The samples judged by class labels, of which some may be ignored.</summary>
    private static readonly string[] Classifiers = [.. DerivativeSamples.All.Select(static sample => Loss().Replace(sample, ", Flatten, Dense(3), CrossEntropy"))];

    /// <summary>The samples behind a logarithm, which makes −∞ of the zeros in lanes without a row, and NaN of what comes of them.</summary>
    private static readonly string[] Steep = [.. DerivativeSamples.All.Select(static sample => Input().Replace(sample, "$0, Apply(typeof(Steep), \"Ln\")", 1))];

    [Fact]
    public void A_row_that_is_not_there_has_no_part_in_any_sum()
    {
        const int copies = 16;
        using var assembly = new SubjectAssembly(Steep, OperatorSamples.Functions + Logarithm, Asked);
        foreach (var declaration in Steep)
        {
            var subject = assembly.Create(declaration);
            foreach (var rows in new[] { 3, 17 })
            {
                var (batch, what) = (Positive(subject, rows), $"'{declaration}', {rows} rows");
                // Training moves the running statistics, and of a repeated batch to another unbiased variance: each has a network of its own.
                var (some, all) = (Sums.Of(assembly.Create(declaration), batch), Sums.Of(assembly.Create(declaration), Repeat(batch, copies)));
                // Repeated, the batch fills all lanes, and every mean is the same.
                Agreement.Require(all.Loss, some.Loss, Math.Max(1, Math.Abs(all.Loss)), 2e-5, $"The loss of {what}");
                // Masks of dropout, and noise, differ from row to row, so that repeated rows have others.
                if (!declaration.Contains("Dropout", StringComparison.Ordinal) && !declaration.Contains("Gaussian", StringComparison.Ordinal))
                    Agreement.Require([.. all.Gradient.Select(static g => (double)g)], some.Gradient, 2e-4, subject.NameOf, $"The gradient of {what}");
                Agreement.Require([.. all.Vjp.Select(static g => (double)g / copies)], some.Vjp, 2e-4, subject.NameOf, $"The vector–Jacobian product of {what}");
                Agreement.Require([.. all.Hessian.Select(static g => (double)g)], some.Hessian, 2e-3, subject.NameOf, $"The Hessian's product of {what}");
            }
        }
    }

    [Fact]
    public void What_is_in_a_row_that_is_ignored_changes_no_bit()
    {
        using var assembly = new SubjectAssembly(Classifiers, OperatorSamples.Functions, Asked);
        foreach (var declaration in Classifiers)
        {
            var subject = assembly.Create(declaration);
            var (zeros, bad) = (WithIgnoredRows(subject, [0]), WithIgnoredRows(subject, [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f]));
            // Those that bring all rows together normalise with ignored rows too when they train; derivatives are of what is predicted.
            var (expected, found) = (Sums.Of(assembly.Create(declaration), zeros), Sums.Of(assembly.Create(declaration), bad));
            var sums = Naive.MixesRows(subject) ? (Func<Sums, float[]>)(static s => [s.Loss, .. s.Hessian]) : static s => [s.Loss, .. s.Gradient, .. s.Hessian];
            RequireSameBits(sums(expected), sums(found), $"'{declaration}'");
            RequireSameBits(RowGradients(subject, zeros), RowGradients(subject, bad), $"The rows' gradients of '{declaration}'");
        }
    }

    [Fact]
    public void A_row_that_is_not_finite_changes_no_other_row()
    {
        foreach (var declaration in DerivativeSamples.All)
        {
            var subject = DerivativeSubjects.Create(declaration);
            var good = new BatchSource(subject, seed: 3).TryNext(19) ?? Positive(subject, 19);
            var bad = good with { Inputs = [.. good.Inputs] };
            int[] spoilt = [4, 18];
            foreach (var row in spoilt)
                bad.Inputs.AsSpan(row * subject.InputSize, subject.InputSize).Fill(row == 4 ? float.NaN : float.PositiveInfinity);
            foreach (var (of, what) in new (Func<Batch, float[]>, string)[]
            {
                (subject.Predict, "The outputs"),
                (b => RowGradients(subject, b), "The rows' gradients"),
                (b => InputGradient(subject, b), "dx")
            })
            {
                var (expected, found) = (of(good), of(bad));
                var size = expected.Length / good.Rows;
                foreach (var row in Enumerable.Range(0, good.Rows).Except(spoilt))
                    RequireSameBits(expected.AsSpan(row * size, size), found.AsSpan(row * size, size), $"{what} of row {row} of '{declaration}'");
            }
        }
    }

    private static Batch WithIgnoredRows(Subject subject, float[] values)
    {
        const int rows = 35;
        var batch = Positive(subject, rows);
        for (var row = 2; row < rows; row += 4)
        {
            for (var i = 0; i < subject.InputSize; i++)
                batch.Inputs[row * subject.InputSize + i] = values[i % values.Length];
            batch.Labels![row] = -100;
        }
        return batch;
    }

    /// <summary>Inputs and targets from 0.5 to 1.5, and labels.</summary>
    private static Batch Positive(Subject subject, int rows)
    {
        var random = new Random(rows);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.5f + random.NextSingle())];
        var inputs = Draw(rows * subject.InputSize);
        return subject.TakesLabels
            ? new(rows, inputs, [.. Enumerable.Range(0, rows * subject.Positions).Select(i => i % subject.Classes)], null)
            : new(rows, inputs, null, Draw(rows * subject.OutputSize));
    }

    private static Batch Repeat(Batch batch, int copies)
    {
        T[] Of<T>(T[] rows) => [.. Enumerable.Repeat(rows, copies).SelectMany(static r => r)];
        return new(copies * batch.Rows, Of(batch.Inputs), batch.Labels is null ? null : Of(batch.Labels), batch.Targets is null ? null : Of(batch.Targets));
    }

    private static float[] RowGradients(Subject subject, Batch batch)
    {
        var gradients = new float[batch.Rows * subject.Parameters.Length];
        if (subject.TakesLabels && subject.Generated is IRowGradientNetwork<float> classifier)
            classifier.RowGradients(batch.Inputs, batch.Labels, gradients);
        else
            ((IRowGradientNetwork<float>)subject.Generated).RowGradients(batch.Inputs, batch.Targets, gradients);
        return gradients;
    }

    private static float[] InputGradient(Subject subject, Batch batch)
    {
        var dx = new float[batch.Inputs.Length];
        ((IVjpNetwork<float>)subject.Generated).Vjp(batch.Inputs, Ones(batch.Rows * subject.OutputSize), dx, []);
        return dx;
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

    private static void RequireSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(found[i]) && float.IsFinite(found[i]),
                $"{what}: number {i} is {found[i]:G9} instead of {expected[i]:G9}.");
        }
    }

    [GeneratedRegex(@", (\w*Error|\w*CrossEntropy|Huber|Hinge|SquaredHinge|Loss|Penalty)(\(.*\))?$")]
    private static partial Regex Loss();

    [GeneratedRegex(@"^Input\([^)]*\)")]
    private static partial Regex Input();

    /// <summary>What is summed over the rows.</summary>
    private sealed record Sums(float Loss, float[] Gradient, float[] Vjp, float[] Hessian)
    {
        public static Sums Of(Subject subject, Batch batch)
        {
            var count = subject.Parameters.Length;
            var (vjp, product, direction) = (new float[count], new float[count], Ones(count));
            ((IVjpNetwork<float>)subject.Generated).Vjp(batch.Inputs, Ones(batch.Rows * subject.OutputSize), [], vjp);
            if (subject.TakesLabels && subject.Generated is IHessianNetwork<float> classifier)
                classifier.HessianVectorProduct(batch.Inputs, batch.Labels, direction, product);
            else
                ((IHessianNetwork<float>)subject.Generated).HessianVectorProduct(batch.Inputs, batch.Targets, direction, product);
            var loss = subject.Loss(batch);
            subject.TrainingStep = 0;
            return new(loss, subject.Gradient(batch).Gradient, vjp, product);
        }
    }
}
