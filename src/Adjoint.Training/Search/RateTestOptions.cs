namespace Adjoint.Training;

/// <summary>The settings of a range test; see <see cref="Trainer.FindRate"/>.</summary>
public sealed record RateTestOptions
{
    /// <summary>The first rate; 1e-6 by default.</summary>
    public float MinRate { get; init; } = 1e-6f;

    /// <summary>The last rate, unless the loss explodes before; 10 by default.</summary>
    public float MaxRate { get; init; } = 10;

    /// <summary>The steps between them, at equal ratios; 100 by default.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The rows of a batch; 32 by default.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Decides the order of rows.</summary>
    public long Seed { get; init; }

    /// <summary>Makes the optimizer that is tested, with the rates that it is given; <see cref="Adam"/> by default.</summary>
    public Func<Schedule, Optimizer> Optimizer { get; init; } = static rate => new Adam(rate);
}
