using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Functions;

/// <summary>Functions compiled with their derivatives, and the witnesses that each derivative is heard against.</summary>
internal sealed class FunctionProject(IReadOnlyList<string> bodies, int withDuals) : IDisposable
{
    private readonly EmittedAssembly assembly = GeneratorHarness.Run(FunctionSource.Of(bodies, withDuals)).Emit();

    public delegate double Value(double x, double y, double z);

    public delegate double Gradient(double x, double y, double z, Span<double> gradient);

    public delegate (double Value, double Tangent) Jvp(double x, double y, double z, double vx, double vy, double vz);

    public delegate double Hessian(double x, double y, double z, Span<double> gradient, Span<double> hessian);

    public delegate void Product(double x, double y, double z, double vx, double vy, double vz, Span<double> product);

    public delegate double DualSlope(double x, double y, double z, double vx, double vy, double vz);

    public void Dispose() => assembly.Dispose();

    /// <summary>Compares all derivatives of a function at a place with central differences, and with dual numbers where there are any.</summary>
    public void Check(int number, double[] at)
    {
        var f = Method<Value>("F", number);
        var gradient = new double[3];
        var value = Method<Gradient>("G", number)(at[0], at[1], at[2], gradient);
        Close(f(at[0], at[1], at[2]), value, 1e-14, "value");
        for (var i = 0; i < 3; i++)
            Close(Scalars.Formulas.Slope(h => At(f, at, i, h), at[i]), gradient[i], 2e-8, $"∂/∂{"xyz"[i]} by differences");
        double[] v = [0.3, -1.2, 0.7];
        var along = gradient[0] * v[0] + gradient[1] * v[1] + gradient[2] * v[2];
        Close(along, Method<Jvp>("J", number)(at[0], at[1], at[2], v[0], v[1], v[2]).Tangent, 1e-12, "along v");
        if (number < withDuals)
            Close(assembly.Method<DualSlope>("Duals", $"D{number}")(at[0], at[1], at[2], v[0], v[1], v[2]), along, 1e-12, "along v by dual numbers");
        CheckSecond(number, at, v);
        Assert.InRange(Method<Value>("C", number)(at[0], at[1], at[2]), 0, 1e-7);

        void Close(double expected, double actual, double tolerance, string what) => Assert.True(
            Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)),
            $"{bodies[number]} at ({string.Join(", ", at)}), {what}: {actual:G17}, not {expected:G17}");
    }

    private void CheckSecond(int number, double[] at, double[] v)
    {
        var (first, hessian, product) = (new double[3], new double[9], new double[3]);
        Method<Hessian>("H", number)(at[0], at[1], at[2], first, hessian);
        Method<Product>("P", number)(at[0], at[1], at[2], v[0], v[1], v[2], product);
        var gradient = Method<Gradient>("G", number);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var slope = Scalars.Formulas.Slope(h => At((x, y, z) => Partial(gradient, x, y, z, i), at, j, h), at[j]);
                Assert.True(Math.Abs(slope - hessian[3 * i + j]) <= 1e-6 * (1 + Math.Abs(slope)), $"{bodies[number]}: H[{i}, {j}] is {hessian[3 * i + j]}, not {slope}");
                Assert.Equal(hessian[3 * i + j], hessian[3 * j + i]);
            }
            var expected = hessian[3 * i] * v[0] + hessian[3 * i + 1] * v[1] + hessian[3 * i + 2] * v[2];
            Assert.True(Math.Abs(expected - product[i]) <= 1e-11 * (1 + Math.Abs(expected)), $"{bodies[number]}: (H v)[{i}] is {product[i]}, not {expected}");
        }
    }

    private static double Partial(Gradient gradient, double x, double y, double z, int index)
    {
        Span<double> partials = stackalloc double[3];
        gradient(x, y, z, partials);
        return partials[index];
    }

    private static double At(Value f, double[] at, int index, double x) => index switch
    {
        0 => f(x, at[1], at[2]),
        1 => f(at[0], x, at[2]),
        _ => f(at[0], at[1], x),
    };

    /// <summary>A derivative of one of the functions.</summary>
    public TDelegate Method<TDelegate>(string letter, int number)
        where TDelegate : Delegate => assembly.Method<TDelegate>("Plain", letter + number);
}
