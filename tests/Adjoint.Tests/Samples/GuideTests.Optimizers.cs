using System.Runtime.InteropServices;
using Adjoint.Data;
using Adjoint.Tests.Files;
using Adjoint.Tests.Training;

namespace Adjoint.Tests.Samples;

/// <summary>The pages on optimizers and schedules.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void Optimizers()
    {
        Optimizer[] optimizers =
        [
            new GradientDescent(0.1f) { Momentum = 0.9f, Nesterov = true },
            new Adam(1e-3f) { ClipNorm = 1 },
            new AdamW(1e-3f) { WeightDecay = 0.01f, DecayBiases = false },
            new RmsProp(1e-3f),
            new NAdam(1e-3f),
            new Adagrad(1e-2f),
            new Lion(1e-4f) { WeightDecay = 0.1f },
            new Adam(1e-3f) { L1 = 1e-5f, L2 = 1e-4f },
        ];

        var (x, labels) = Points(rows: 100);
        Assert.All(optimizers, optimizer =>
        {
            var network = new Sectors(seed: 1);
            var before = network.Loss(x, labels);
            for (var step = 0; step < 20; step++)
                network.TrainStep(x, labels, optimizer);
            Assert.True(network.Loss(x, labels) < before, $"{optimizer.GetType().Name} has not made the loss smaller.");
            optimizer.Dispose();
        });
    }

    [Fact]
    public void Schedules()
    {
        const int steps = 1000;
        var schedule = Schedule.Cosine(3e-3f, steps).WithWarmup(100);
        using var optimizer = new Adam(schedule);

        Assert.Equal(3e-5f, schedule.At(0), 1e-11f);
        Assert.Equal((3e-3f, 3e-3f, 0f), (schedule.At(99), schedule.At(100), schedule.At(steps + 100)));
    }
}
