namespace Adjoint.Tests.Optimizers;

/// <summary>Every optimizer in every form that keeps other moments or uses them otherwise, by name.</summary>
internal static class EveryOptimizer
{
    private static readonly Schedule Falling = Schedule.Cosine(0.02f, steps: 8, minimum: 1e-3f).WithWarmup(3);

    private static readonly Dictionary<string, Func<ParameterGroup[], Optimizer>> All = new()
    {
        ["plain"] = static groups => new GradientDescent(Falling) { Groups = groups, ClipNorm = 1, WeightDecay = 0.1f },
        ["momentum"] = static groups => new GradientDescent(Falling) { Groups = groups, Momentum = 0.9f },
        ["dampening"] = static groups => new GradientDescent(Falling) { Groups = groups, Momentum = 0.9f, Dampening = 0.5f },
        ["nesterov"] = static groups => new GradientDescent(Falling) { Groups = groups, Momentum = 0.9f, Nesterov = true },
        ["adam"] = static groups => new Adam(Falling) { Groups = groups, ClipValue = 0.1f },
        ["adamw"] = static groups => new AdamW(Falling) { Groups = groups, DecayBiases = false, L1 = 1e-3f },
        ["rmsprop"] = static groups => new RmsProp(Falling) { Groups = groups },
        ["rmsprop-momentum"] = static groups => new RmsProp(Falling) { Groups = groups, Momentum = 0.9f },
        ["rmsprop-centered"] = static groups => new RmsProp(Falling) { Groups = groups, Centered = true },
        ["rmsprop-all"] = static groups => new RmsProp(Falling) { Groups = groups, Centered = true, Momentum = 0.9f, L2 = 1e-3f },
        ["adagrad"] = static groups => new Adagrad(Falling) { Groups = groups },
        ["adagrad-all"] = static groups => new Adagrad(Falling) { Groups = groups, InitialAccumulator = 0.1f, ClipNorm = 1, WeightDecay = 1e-2f },
        ["nadam"] = static groups => new NAdam(Falling) { Groups = groups, WeightDecay = 0.1f },
        ["lion"] = static groups => new Lion(Falling) { Groups = groups, WeightDecay = 0.1f },
    };

    public static TheoryData<string> Names => new(All.Keys);

    public static Optimizer Create(string name, params ParameterGroup[] groups) => All[name](groups);
}
