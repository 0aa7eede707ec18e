using System.Globalization;
using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>
/// Activations and their derivatives on a grid: both zeros, the kinks, what is tiny, what overflows a careless exponential, and what is no number.
/// </summary>
[Collection(nameof(GoldenTests))]
public sealed class ActivationTests(GoldenFixture fixture)
{
    /// <summary>Relative to the value.</summary>
    private const double Relative = 2e-6;

    /// <summary>Where a value is a small difference, relative to what it is a difference of: to x, up to 1.</summary>
    private const double Absolute = 1e-6;

    /// <summary>What double itself leaves of a difference such as eˣ − 1.</summary>
    private const double OfReference = 3e-16;

    private static readonly float[] Special = [float.PositiveInfinity, float.NegativeInfinity, float.NaN];

    public static TheoryData<string> All => GoldenFile.Cases("activations");

    /// <summary>An activation between a dense layer that does nothing and a loss whose derivative is 1 above a target that is below everything.</summary>
    public static string Declaration(string activation) => $"Input(1), Dense(1), {activation}, MeanAbsoluteError";

    [Theory]
    [MemberData(nameof(All))]
    public void Values_are_PyTorchs(string activation)
    {
        var (subject, recorded) = (Identity(activation), GoldenFile.Section("activations").GetProperty(activation));
        var (x, y) = (recorded.Numbers("x"), recorded.Numbers("y"));
        var batch = new Batch(x.Length, [.. x.Select(each => (float)each)], null, null);
        var together = subject.Predict(batch);
        for (var i = 0; i < x.Length; i++)
        {
            RequireClose(activation, x[i], y[i], together[i]);
            RequireClose(activation, x[i], y[i], subject.Predict(new Batch(1, [(float)x[i]], null, null))[0]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Derivatives_are_PyTorchs(string activation)
    {
        var (subject, recorded) = (Identity(activation), GoldenFile.Section("activations").GetProperty(activation));
        var (x, dx) = (recorded.Numbers("x"), recorded.Numbers("dx"));
        for (var i = 0; i < x.Length; i++)
        {
            var gradient = subject.Gradient(new Batch(1, [(float)x[i]], null, [float.MinValue])).Gradient;
            RequireClose(activation + "′", x[i], dx[i], gradient[1]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Infinities_and_NaN_go_where_PyTorch_sends_them(string activation)
    {
        var (subject, recorded) = (Identity(activation), GoldenFile.Section("activations").GetProperty(activation));
        var expected = recorded.Numbers("special");
        // By lane blocks, and then row by row.
        foreach (var rows in new[] { 30, 3 })
        {
            var y = subject.Predict(new Batch(rows, [.. Enumerable.Range(0, rows).Select(row => Special[row % 3])], null, null));
            for (var row = 0; row < rows; row++)
            {
                if (!y[row].Equals((float)expected[row % 3]) && Math.Abs(y[row] - expected[row % 3]) is not < 1e-6)
                    Assert.Fail(Invariant($"{activation}({Special[row % 3]}) is {y[row]} in a call of {rows} rows; PyTorch says {expected[row % 3]}."));
            }
        }
    }

    /// <summary>z = 1 x − 0, which leaves both zeros as they are.</summary>
    private Subject Identity(string activation)
    {
        var subject = fixture.Create(Declaration(activation));
        subject.Parameters[0] = 1;
        subject.Parameters[1] = -0f;
        return subject;
    }

    private static void RequireClose(string function, double x, double expected, double actual)
    {
        var tolerance = Relative * Math.Abs(expected) + Absolute * Math.Min(1, Math.Abs(x)) + OfReference;
        if (!(Math.Abs(actual - expected) <= tolerance))
            Assert.Fail(Invariant($"{function}({x:g9}) is {actual:g9}; PyTorch says {expected:g9}, which may differ by {tolerance:g2}."));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
