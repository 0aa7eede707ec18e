using System.Diagnostics;
using Adjoint.Data;

namespace Physics;

/// <summary>The same equation by methods that look at all points at once and know the curvature of the loss, in doubles.</summary>
internal static class Searches
{
    /// <summary>Compares them by the processor's time that each takes.</summary>
    public static void Run(int points)
    {
        double[] x = [.. Enumerable.Range(0, points).Select(i => (i + 0.5) / points)];
        double[] curvature = [.. x.Select(static x => -Math.PI * Math.PI * Math.Sin(Math.PI * x))];
        Console.WriteLine("In doubles, all points at once      iterations   mean (u″ − f)²   max |u − sin πx|   processor");
        Report("Levenberg–Marquardt", (network, batch) => new LevenbergMarquardt { MaxIterations = 100, LossTolerance = 0 }.Minimize(network, batch));
        Report("L-BFGS", (network, batch) => new Lbfgs { MaxIterations = 3000, ChangeTolerance = 1e-20f, GradientTolerance = 1e-10f }.Minimize(network, batch));

        void Report(string name, Func<ExactDeflection, MiniBatch, Minimization> search)
        {
            var network = new ExactDeflection(seed: 1) { Threads = 1 };
            var batch = new MiniBatch(network, points);
            batch["x"].Set(x);
            batch["curvatureTargets"].Set(curvature);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var found = search(network, batch);
            var time = Process.GetCurrentProcess().TotalProcessorTime - before;
            Console.WriteLine($"  {name,-32} {found.Iterations,11} {found.Loss,16:0.00e+00} {Error(network),18:0.00e+00} {time.TotalSeconds,9:0.00} s");
        }
    }

    private static double Error(ExactDeflection network)
    {
        const int count = 401;
        var (x, u, ignored) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
            x[i] = i / (count - 1.0);
        network.Predict(x, u, ignored);
        return Enumerable.Range(0, count).Max(i => Math.Abs(u[i] - Math.Sin(Math.PI * x[i])));
    }
}
