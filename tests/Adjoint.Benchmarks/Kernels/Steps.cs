using Adjoint.Benchmarks.Networks;
using BenchmarkDotNet.Attributes;

namespace Adjoint.Benchmarks.Kernels;

/// <summary>Whole calls as users make them.</summary>
public class Steps
{
    private readonly DigitsMlp digits = new(1) { Threads = 1 };
    private readonly SmallTanh small = new(1) { Threads = 1 };
    private readonly Adam digitsOptimizer = new();
    private readonly Adam smallOptimizer = new();
    private readonly float[] images = Uniform(128 * DigitsMlp.InputSize);
    private readonly int[] digitLabels = [.. Enumerable.Range(0, 128).Select(i => i % 10)];
    private readonly float[] states = Uniform(32 * SmallTanh.InputSize);
    private readonly int[] stateLabels = [.. Enumerable.Range(0, 32).Select(i => i % 2)];
    private readonly float[] outputs = new float[128 * DigitsMlp.OutputSize];

    /// <summary>784-128-10, 128 rows, Adam.</summary>
    [Benchmark]
    public float TrainDigits() => digits.TrainStep(images, digitLabels, digitsOptimizer);

    /// <summary>784-128-10, 128 rows.</summary>
    [Benchmark]
    public void PredictDigits() => digits.Predict(images, outputs);

    /// <summary>784-128-10, one row.</summary>
    [Benchmark]
    public void PredictDigit() => digits.Predict(images.AsSpan(0, DigitsMlp.InputSize), outputs.AsSpan(0, DigitsMlp.OutputSize));

    /// <summary>4-32-32-2, 32 rows, Adam.</summary>
    [Benchmark]
    public float TrainSmall() => small.TrainStep(states, stateLabels, smallOptimizer);

    /// <summary>4-32-32-2, one row.</summary>
    [Benchmark]
    public void PredictSmall() => small.Predict(states.AsSpan(0, SmallTanh.InputSize), outputs.AsSpan(0, SmallTanh.OutputSize));

    private static float[] Uniform(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }
}
