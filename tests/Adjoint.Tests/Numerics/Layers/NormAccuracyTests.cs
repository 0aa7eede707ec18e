namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Normalisation within a row stays within the errors that docs/accuracy.md states, however far from zero the numbers are.</summary>
public sealed class NormAccuracyTests
{
    public static TheoryData<string, double, double, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, double, double, bool>();
            foreach (var norm in NormBounds.All)
            {
                foreach (var kind in FarNumbers.Kinds)
                    cases.Add(norm.Name, (double)kind[0], (double)kind[1], (bool)kind[2]);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_stay_within_what_is_stated(string name, double mean, double spread, bool apart)
    {
        var norm = NormBounds.Named(name);
        foreach (var (isDouble, rows) in new[] { (false, 1), (false, 33), (true, 1), (true, 33) })
        {
            var (value, derivative) = Worst(norm, mean, spread, apart, isDouble, rows);
            var type = isDouble ? "double" : "float";
            Assert.True(value <= norm.Value, $"{name} of {rows} rows of {type}s is wrong by {value:F2} ε.");
            Assert.True(derivative <= norm.Derivative, $"The derivative of {name} of {rows} rows of {type}s is wrong by {derivative:F2} ε.");
        }
    }

    [Theory]
    [InlineData("LayerNorm")]
    [InlineData("GroupNorm")]
    [InlineData("InstanceNorm")]
    public void Equal_numbers_become_0(string name)
    {
        var norm = NormBounds.Named(name);
        foreach (var rows in new[] { 1, 17 })
        {
            var x = new double[rows * norm.Floats().InputSize];
            Array.Fill(x, 1000000.3f);
            Assert.All(norm.Run(x, x, isDouble: false).Y, static y => Assert.Equal(0, y));
            Assert.All(norm.Run(x, x, isDouble: true).Y, static y => Assert.Equal(0, y));
        }
    }

    /// <summary>The largest errors, in ε.</summary>
    internal static (double Value, double Derivative) Worst(NormBounds norm, double mean, double spread, bool apart, bool isDouble, int rows)
    {
        var count = rows * norm.Floats().InputSize;
        var (x, dy) = (FarNumbers.Draw(count, norm.Size, mean, spread, apart, isDouble), FarNumbers.Directions(count));
        var (y, dx, along) = norm.Run(x, dy, isDouble);
        var (machine, usual) = isDouble ? (Math.ScaleB(1, -52), 1e-5) : (Math.ScaleB(1, -23), 1e-5f);
        var (value, derivative) = (0.0, 0.0);
        for (var start = 0; start < count; start += norm.Size)
        {
            var group = start..(start + norm.Size);
            var (exact, product, inverse) = ExactNorm.Of(x[group], dy[group], norm.IsCentred ? usual : machine, norm.IsCentred);
            value = Math.Max(value, Largest(exact, y[group]) / Math.Max(exact.Max(Math.Abs), double.Epsilon));
            var scale = inverse * dy[group].Max(Math.Abs);
            derivative = Math.Max(derivative, Math.Max(Largest(product, dx[group]), Largest(product, along[group])) / scale);
        }
        return (value / machine, derivative / machine);
    }

    /// <summary>The largest difference.</summary>
    private static double Largest(double[] exact, double[] found) => exact.Zip(found, static (e, f) => Math.Abs(e - f)).Max();
}
