using System.Diagnostics;
using Adjoint.Data;

namespace Pendulum;

/// <summary>The same dynamics in doubles, where the loss can fall far below the rounding of floats.</summary>
[Network(Derivatives = Derivatives.RowGradients, Precision = Precision.Double), Input(3)]
[Dense(32), Tanh, Dense(32), Tanh, Dense(1)]
[MeanSquaredError]
public sealed partial class ExactDynamics;

/// <summary>How close methods come that look at all states at once and know the curvature of the loss, and how close Adam comes in ten times their time.</summary>
internal static class Searches
{
    private const int BatchSize = 128;

    /// <summary>Compares them by the processor's time that each takes.</summary>
    /// <param name="states">The states.</param>
    /// <param name="accelerations">Theirs.</param>
    /// <param name="divisor">What the numbers of iterations are divided by, for who cannot wait for ten minutes.</param>
    public static void Run(double[] states, double[] accelerations, int divisor)
    {
        int Of(int iterations) => Math.Max(8, iterations / divisor);
        Console.WriteLine("In doubles                  iterations   mean squared error   processor");
        Report("L-BFGS", Of(3000), (network, batch) => new Lbfgs { MaxIterations = Of(3000), ChangeTolerance = 1e-20f, GradientTolerance = 1e-10f }.Minimize(network, batch));
        Report("Levenberg–Marquardt", Of(120), (network, batch) => new LevenbergMarquardt { MaxIterations = Of(120), LossTolerance = 0 }.Minimize(network, batch));
        foreach (var steps in new[] { Of(1_000_000), Of(25_000_000) })
            Report("Adam, batches of 128", steps, (network, _) => Train(network, steps));

        void Report(string name, int iterations, Action<ExactDynamics, MiniBatch> search)
        {
            var network = new ExactDynamics(seed: 1) { Threads = 1 };
            var batch = new MiniBatch(network, accelerations.Length);
            batch.Inputs[0].Set(states);
            batch.Targets[0].Set(accelerations);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            search(network, batch);
            var time = Process.GetCurrentProcess().TotalProcessorTime - before;
            Console.WriteLine($"  {name,-22} {iterations,13:#,0} {network.Loss(states, accelerations),20:0.0e+00} {time.TotalSeconds,9:0.0} s");
        }

        void Train(ExactDynamics network, int steps)
        {
            var (random, order) = (new Random(5), Enumerable.Range(0, accelerations.Length).ToArray());
            var (x, y) = (new double[BatchSize * ExactDynamics.InputSize], new double[BatchSize]);
            using var optimizer = new Adam(Schedule.Cosine(5e-3f, steps));
            for (var step = 0; step < steps; step++)
            {
                var first = step * (long)BatchSize % order.Length;
                if (first == 0)
                    random.Shuffle(order);
                for (var row = 0; row < BatchSize; row++)
                {
                    var from = order[first + row];
                    states.AsSpan(from * ExactDynamics.InputSize, ExactDynamics.InputSize).CopyTo(x.AsSpan(row * ExactDynamics.InputSize));
                    y[row] = accelerations[from];
                }
                network.TrainStep(x, y, optimizer);
            }
        }
    }
}
