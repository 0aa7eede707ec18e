namespace Agents;

/// <summary>A policy and a value, of whatever world; the networks have these methods.</summary>
internal interface IActorCritic : INetwork<float>
{
    void Predict(
        ReadOnlySpan<float> state, ReadOnlySpan<float> action, ReadOnlySpan<float> before, Span<float> value, Span<float> logits, Span<float> change, Span<float> order);

    float TrainStep(
        ReadOnlySpan<float> state, ReadOnlySpan<float> action, ReadOnlySpan<float> before, ReadOnlySpan<float> advantages, ReadOnlySpan<float> weights, ReadOnlySpan<float> returns,
        Optimizer optimizer);
}

/// <summary>The values of all actions.</summary>
internal interface IQNetwork : INetwork<float>
{
    void Predict(ReadOnlySpan<float> state, ReadOnlySpan<float> action, Span<float> values, Span<float> chosen);

    float TrainStep(ReadOnlySpan<float> state, ReadOnlySpan<float> action, ReadOnlySpan<float> targets, Optimizer optimizer);
}

public sealed partial class CartReinforce : IActorCritic;

public sealed partial class CartPpo : IActorCritic;

public sealed partial class CartQ : IQNetwork;

public sealed partial class TrafficReinforce : IActorCritic;

public sealed partial class TrafficPpo : IActorCritic;

public sealed partial class TrafficQ : IQNetwork;
