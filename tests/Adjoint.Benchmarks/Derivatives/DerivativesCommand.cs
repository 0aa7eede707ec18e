using System.Globalization;
using Adjoint.Benchmarks.Networks;
using Adjoint.Benchmarks.Peers;

namespace Adjoint.Benchmarks.Derivatives;

/// <summary>What derivatives cost beside what they are derivatives of.</summary>
internal static class DerivativesCommand
{
    /// <summary>Points of a function that are computed in one call, so that the call itself does not count.</summary>
    private const int Points = 1024;

    /// <summary>Prints a line for each comparison.</summary>
    /// <returns>0.</returns>
    public static int Run()
    {
        Console.WriteLine($"{CpuFeatures.Name}, {CpuFeatures.WidthInUse}-bit vectors, 1 thread; medians of alternating rounds\n");
        Console.WriteLine("| What | Time | Compared with | Ratio | Aim | Bytes a call |\n| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var contest in Functions().Concat(Activations()).Concat(Networks()))
        {
            var (work, yardstick, ratio, bytes) = contest.Run();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {contest.Name} | {Units.Time(work)} | {Units.Time(yardstick)} | {Units.Ratio(ratio)} | {contest.Most}× | {bytes:0} |"));
        }
        return 0;
    }

    private static IEnumerable<Contest> Functions()
    {
        var (x1, x2, x3) = (Uniform(1, Points), Uniform(2, Points), Uniform(3, Points));
        var (z, dx1, dx2, dx3) = (new float[Points], new float[Points], new float[Points], new float[Points]);
        Action byHand = () =>
        {
            for (var i = 0; i < Points; i++)
                z[i] = Formulas.ZByHand(x1[i], x2[i], x3[i], out dx1[i], out dx2[i], out dx3[i]);
        };
        yield return new("gradient of z at 1,024 points, beside one by hand", 1.2, () =>
        {
            for (var i = 0; i < Points; i++)
                z[i] = Formulas.ZGradient(x1[i], x2[i], x3[i], out dx1[i], out dx2[i], out dx3[i]);
        }, byHand);
        yield return new("the same in vectors, beside one by hand", 1, () => Formulas.ZGradients(x1, x2, x3, z, dx1, dx2, dx3), byHand);
    }

    private static IEnumerable<Contest> Activations()
    {
        const int Rows = 32;
        var (own, builtIn) = (new OwnActivation { Threads = 1 }, new BuiltInActivation { Threads = 1 });
        var (x, y, dy, dx) = (Uniform(4, Rows * Points), new float[Rows * Points], Uniform(5, Rows * Points), new float[Rows * Points]);
        yield return new("activation of one's own, beside the built-in one", 1.3, () => own.Predict(x, y), () => builtIn.Predict(x, y));
        yield return new("its vector–Jacobian product, beside the built-in one's", 1.3, () => own.Vjp(x, dy, dx, []), () => builtIn.Vjp(x, dy, dx, []));
    }

    private static IEnumerable<Contest> Networks() =>
    [
        .. Of("4-32-32-2 tanh, 32 rows", new SmallTanhDerivatives { Threads = 1 }, 32),
        .. Of("784-128-10 ReLU, 128 rows", new DigitsMlpDerivatives { Threads = 1 }, 128),
    ];

    private static IEnumerable<Contest> Of<TNetwork>(string name, TNetwork network, int rows)
        where TNetwork : IVjpNetwork<float>, IJvpNetwork<float>, IJacobianNetwork<float>, IHessianNetwork<float>
    {
        var (x, xTangent, dx) = (Uniform(6, rows * network.InputSize), Uniform(7, rows * network.InputSize), new float[rows * network.InputSize]);
        var (y, yTangent, dy) = (new float[rows * network.OutputSize], new float[rows * network.OutputSize], Uniform(8, rows * network.OutputSize));
        var labels = Enumerable.Range(0, rows).Select(row => row % network.OutputSize).ToArray();
        var (gradient, direction, product) = (new float[network.Parameters.Length], Uniform(9, network.Parameters.Length), new float[network.Parameters.Length]);
        var (differentiate, multiply) = (new RowMethods(network).Gradient, new RowMethods(network).HessianVectorProduct);
        Action train = () => differentiate(x, labels, gradient), predict = () => network.Predict(x, y);
        yield return new($"{name}: Vjp along parameters, beside Gradient", 1.1, () => network.Vjp(x, dy, [], gradient), train);
        yield return new($"{name}: Vjp along inputs and parameters, beside Gradient", 1.1, () => network.Vjp(x, dy, dx, gradient), train);
        yield return new($"{name}: Jvp along inputs, beside Predict", 1.5, () => network.Jvp(x, xTangent, y, yTangent), predict);
        yield return new($"{name}: Jvp along inputs and parameters, beside Predict", 1.5, () => network.Jvp(x, xTangent, direction, y, yTangent), predict);
        yield return new($"{name}: Hessian–vector product, beside Gradient", 4, () => multiply(x, labels, direction, product), train);
    }

    private static float[] Uniform(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
