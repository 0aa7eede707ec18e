namespace Adjoint.Tests.Optimizers;

/// <summary>Every optimizer in every form that keeps other moments or uses them otherwise, by name.</summary>
internal static class EveryOptimizer
{
    private static readonly Schedule Falling = Schedule.Cosine(0.02f, steps: 8, minimum: 1e-3f).WithWarmup(3);

    private static readonly Dictionary<string, Func<Optimizer>> All = new()
    {
        ["plain"] = static () => new GradientDescent(Falling) { ClipNorm = 1, WeightDecay = 0.1f },
        ["momentum"] = static () => new GradientDescent(Falling) { Momentum = 0.9f },
        ["dampening"] = static () => new GradientDescent(Falling) { Momentum = 0.9f, Dampening = 0.5f },
        ["nesterov"] = static () => new GradientDescent(Falling) { Momentum = 0.9f, Nesterov = true },
        ["adam"] = static () => new Adam(Falling) { ClipValue = 0.1f },
        ["adamw"] = static () => new AdamW(Falling) { DecayBiases = false, L1 = 1e-3f },
        ["rmsprop"] = static () => new RmsProp(Falling),
        ["rmsprop-momentum"] = static () => new RmsProp(Falling) { Momentum = 0.9f },
        ["rmsprop-centered"] = static () => new RmsProp(Falling) { Centered = true },
        ["rmsprop-all"] = static () => new RmsProp(Falling) { Centered = true, Momentum = 0.9f, L2 = 1e-3f },
    };

    public static TheoryData<string> Names => new(All.Keys);

    public static Optimizer Create(string name) => All[name]();
}
