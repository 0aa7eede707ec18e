using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Each activation and its derivative stay within the errors that docs/accuracy.md states, over all floats and doubles.</summary>
public sealed class ActivationAccuracyTests
{
    /// <summary>The rows of a call: two lane blocks and one row more.</summary>
    private const int Rows = 33;

    private static readonly float[] SpecialValues =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-40f, -1e-40f, float.MaxValue, float.MinValue, float.NaN, 3f, -3f,
    ];

    [Theory]
    [MemberData(nameof(ActivationBounds.Names), MemberType = typeof(ActivationBounds))]
    public void Floats_stay_within_what_is_stated(string name)
    {
        var (value, derivative) = WorstOfFloats(ActivationBounds.Named(name));
        Assert.True(value.Share <= 1, $"{name}({value.At:G9}) is wrong by {value.Share:F2} times what is stated.");
        Assert.True(derivative.Share <= 1, $"{name}′({derivative.At:G9}) is wrong by {derivative.Share:F2} times what is stated.");
    }

    [Theory]
    [MemberData(nameof(ActivationBounds.Names), MemberType = typeof(ActivationBounds))]
    public void Doubles_stay_within_what_is_stated(string name)
    {
        var (value, derivative) = WorstOfDoubles(ActivationBounds.Named(name));
        Assert.True(value.Share <= 1, $"{name}({value.At:R}) is wrong by {value.Share:F2} times what is stated.");
        Assert.True(derivative.Share <= 1, $"{name}′({derivative.At:R}) is wrong by {derivative.Share:F2} times what is stated.");
    }

    [Theory]
    [MemberData(nameof(ActivationBounds.Names), MemberType = typeof(ActivationBounds))]
    public void One_row_and_many_have_equal_bits(string name)
    {
        var network = ActivationBounds.Named(name).Floats();
        var x = FloatSamples.Sparse.Take(20).SelectMany(static s => s.Vectors().Take(2)).SelectMany(static v => Enumerable.Range(0, 16).Select(i => v[i])).Take(Rows * 19).ToArray();
        var (many, one) = (new float[x.Length], new float[19]);
        network.Predict(x, many);
        for (var row = 0; row < Rows; row++)
        {
            network.Predict(x.AsSpan(19 * row, 19), one);
            Assert.Equal(many.AsSpan(19 * row, 19).ToArray(), one);
        }
    }

    /// <summary>The largest shares of what is allowed, and where.</summary>
    internal static ((double Share, double At) Value, (double Share, double At) Derivative) WorstOfFloats(ActivationBounds bounds)
    {
        var network = bounds.Floats();
        var samples = FloatSamples.Sparse.SelectMany(static s => s.Vectors()).SelectMany(static v => Enumerable.Range(0, Vector512<float>.Count).Select(i => v[i]));
        var (worst, worstDerivative) = ((0.0, 0.0), (0.0, 0.0));
        foreach (var chunk in SpecialValues.Concat(samples).Chunk(Rows * 19))
        {
            var x = new float[Rows * 19];
            chunk.CopyTo(x, 0);
            var (y, dx, along, dy) = (new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]);
            Array.Fill(dy, 1);
            network.Predict(x, y);
            network.Vjp(x, dy, dx, []);
            ((IJvpNetwork<float>)network).Jvp(x, dy, [], along);
            for (var i = 0; i < x.Length; i++)
            {
                // Past the floats a vector of samples may run into infinity: where activations go there, PyTorch's golden numbers say.
                if (float.IsInfinity(x[i]))
                    continue;
                var exact = bounds.Exact(x[i]);
                Note(ref worst, x[i], bounds.Value.Share(x[i], y[i], exact.Value, isDouble: false));
                // At a NaN a choice between formulas takes one of them.
                if (float.IsNaN(x[i]))
                    continue;
                Note(ref worstDerivative, x[i], bounds.Derivative.Share(x[i], dx[i], exact.Derivative, isDouble: false));
                Note(ref worstDerivative, x[i], bounds.Derivative.Share(x[i], along[i], exact.Derivative, isDouble: false));
            }
        }
        return (worst, worstDerivative);
    }

    /// <summary>The same of doubles, at the points of <c>tests/Golden/accuracy.py</c>.</summary>
    internal static ((double Share, double At) Value, (double Share, double At) Derivative) WorstOfDoubles(ActivationBounds bounds)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "accuracy.json")));
        var points = golden.RootElement.GetProperty(bounds.Name).EnumerateArray().Select(static row => row.EnumerateArray().Select(static n => n.GetDouble()).ToArray()).ToList();
        var network = bounds.Doubles();
        var rows = (points.Count + 18) / 19;
        var x = new double[rows * 19];
        points.Select(static p => p[0]).ToArray().CopyTo(x, 0);
        var (y, dx, along, dy) = (new double[x.Length], new double[x.Length], new double[x.Length], new double[x.Length]);
        Array.Fill(dy, 1);
        network.Predict(x, y);
        network.Vjp(x, dy, dx, []);
        ((IJvpNetwork<double>)network).Jvp(x, dy, [], along);
        var (worst, worstDerivative) = ((0.0, 0.0), (0.0, 0.0));
        for (var i = 0; i < points.Count; i++)
        {
            Note(ref worst, x[i], bounds.Value.Share(x[i], y[i], points[i][1], isDouble: true));
            Note(ref worstDerivative, x[i], bounds.Derivative.Share(x[i], dx[i], points[i][2], isDouble: true));
            Note(ref worstDerivative, x[i], bounds.Derivative.Share(x[i], along[i], points[i][2], isDouble: true));
        }
        return (worst, worstDerivative);
    }

    private static void Note(ref (double Share, double At) worst, double x, double share)
    {
        if (share > worst.Share)
            worst = (share, x);
    }
}
