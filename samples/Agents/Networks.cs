namespace Agents;

/// <summary>Two hidden layers.</summary>
[Block("outputs", "deviation = 0.1")]
[Dense(64), Tanh, Dense(64), Tanh, Dense("outputs", Init = Initializer.Normal, Deviation = "deviation")]
public abstract class Perceptron;

/// <summary>
/// REINFORCE with a baseline (Williams, 1992) as a declaration: <c>change</c> is ln π(a|s), and its loss −ln π(a|s) A with the advantage A as target;
/// <c>value</c> is the baseline. The third loss is minus the entropy.
/// </summary>
[Network, Input("state", 4), Input("action", 2), Input("before", 1)]
[From("state"), Use<Perceptron>(1), Output("value")]
[From("state"), Use<Perceptron>(2, 0.01), Output("logits"), LogSoftmax, As("logs")]
[Multiply("action"), Sum(KeepAxes = true), Subtract("before"), Output("change")]
[From("logits"), Softmax, Multiply("logs"), Sum(KeepAxes = true), Output("order")]
[Loss(typeof(Objectives), nameof(Objectives.Reinforce), On = "change"), Loss(typeof(Objectives), nameof(Objectives.Weighted), On = "order"), MeanSquaredError(On = "value", Weight = 0.5)]
public sealed partial class CartReinforce;

/// <summary>Proximal policy optimisation (Schulman et al., 2017): the same, with the clipped loss and ln π(a|s) of the policy that has acted as <c>before</c>.</summary>
[Network, Input("state", 4), Input("action", 2), Input("before", 1)]
[From("state"), Use<Perceptron>(1), Output("value")]
[From("state"), Use<Perceptron>(2, 0.01), Output("logits"), LogSoftmax, As("logs")]
[Multiply("action"), Sum(KeepAxes = true), Subtract("before"), Output("change")]
[From("logits"), Softmax, Multiply("logs"), Sum(KeepAxes = true), Output("order")]
[Loss(typeof(Objectives), nameof(Objectives.Clipped), On = "change"), Loss(typeof(Objectives), nameof(Objectives.Weighted), On = "order"), MeanSquaredError(On = "value", Weight = 0.5)]
public sealed partial class CartPpo;

/// <summary>Q-learning (Mnih et al., 2015): the loss judges the value of the action that was taken.</summary>
[Network, Input("state", 4), Input("action", 2)]
[From("state"), Use<Perceptron>(2), Output("values"), Multiply("action"), Sum(KeepAxes = true), Output("chosen")]
[Huber(On = "chosen")]
public sealed partial class CartQ;

/// <inheritdoc cref="CartReinforce"/>
[Network, Input("state", 22), Input("action", 5), Input("before", 1)]
[From("state"), Use<Perceptron>(1), Output("value")]
[From("state"), Use<Perceptron>(5, 0.01), Output("logits"), LogSoftmax, As("logs")]
[Multiply("action"), Sum(KeepAxes = true), Subtract("before"), Output("change")]
[From("logits"), Softmax, Multiply("logs"), Sum(KeepAxes = true), Output("order")]
[Loss(typeof(Objectives), nameof(Objectives.Reinforce), On = "change"), Loss(typeof(Objectives), nameof(Objectives.Weighted), On = "order"), MeanSquaredError(On = "value", Weight = 0.5)]
public sealed partial class TrafficReinforce;

/// <inheritdoc cref="CartPpo"/>
[Network, Input("state", 22), Input("action", 5), Input("before", 1)]
[From("state"), Use<Perceptron>(1), Output("value")]
[From("state"), Use<Perceptron>(5, 0.01), Output("logits"), LogSoftmax, As("logs")]
[Multiply("action"), Sum(KeepAxes = true), Subtract("before"), Output("change")]
[From("logits"), Softmax, Multiply("logs"), Sum(KeepAxes = true), Output("order")]
[Loss(typeof(Objectives), nameof(Objectives.Clipped), On = "change"), Loss(typeof(Objectives), nameof(Objectives.Weighted), On = "order"), MeanSquaredError(On = "value", Weight = 0.5)]
public sealed partial class TrafficPpo;

/// <inheritdoc cref="CartQ"/>
[Network, Input("state", 22), Input("action", 5)]
[From("state"), Use<Perceptron>(5), Output("values"), Multiply("action"), Sum(KeepAxes = true), Output("chosen")]
[Huber(On = "chosen")]
public sealed partial class TrafficQ;
