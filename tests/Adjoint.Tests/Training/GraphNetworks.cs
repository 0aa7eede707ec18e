namespace Adjoint.Tests.Training;

/// <summary>Two inputs, a shared trunk, and two heads with a loss each.</summary>
[Network]
[Input("board", 5, 3), Flatten, Dense(19, Name = "a"), Tanh, As("fromBoard")]
[Input("clock", 2), Dense(7, Name = "b"), Tanh]
[Concat("fromBoard"), Dense(23, Name = "trunk"), ReLU, As("features")]
[Dense(6, Name = "policyHead"), Output("policy")]
[From("features"), Dense(1, Name = "valueHead"), Tanh, Output("value")]
[CrossEntropy(On = "policy"), MeanSquaredError(On = "value", Weight = 0.5f)]
public sealed partial class TwoHeaded;

/// <summary>The same with the first head alone.</summary>
[Network]
[Input("board", 5, 3), Flatten, Dense(19, Name = "a"), Tanh, As("fromBoard")]
[Input("clock", 2), Dense(7, Name = "b"), Tanh]
[Concat("fromBoard"), Dense(23, Name = "trunk"), ReLU, Dense(6, Name = "policyHead")]
[CrossEntropy]
public sealed partial class PolicyOnly;

/// <summary>The same with the second head alone.</summary>
[Network]
[Input("board", 5, 3), Flatten, Dense(19, Name = "a"), Tanh, As("fromBoard")]
[Input("clock", 2), Dense(7, Name = "b"), Tanh]
[Concat("fromBoard"), Dense(23, Name = "trunk"), ReLU, Dense(1, Name = "valueHead"), Tanh]
[MeanSquaredError(Weight = 0.5f)]
public sealed partial class ValueOnly;

/// <summary>Two inputs that are joined at once.</summary>
[Network, Input("left", 3), Input("right", 4), As("r"), From("left"), Concat("r"), Dense(9), Tanh, Dense(2), MeanSquaredError]
public sealed partial class Joined;

/// <summary>The same with one input.</summary>
[Network, Input(7), Dense(9), Tanh, Dense(2), MeanSquaredError]
public sealed partial class Whole;

/// <summary>One layer twice.</summary>
[Network, Input(9)]
[Dense(9, Name = "enc"), Tanh, Dense(9, SharedWith = "enc"), Tanh, Dense(2, Name = "last")]
[MeanSquaredError]
public sealed partial class SharedEncoder;

/// <summary>The same with parameters of its own in either place.</summary>
[Network, Input(9)]
[Dense(9, Name = "enc"), Tanh, Dense(9, Name = "enc2"), Tanh, Dense(2, Name = "last")]
[MeanSquaredError]
public sealed partial class TwoEncoders;

/// <summary>The layers of these names again, but with one set of parameters.</summary>
[Network, Input(9)]
[Dense(9, Name = "enc"), Tanh, Dense(9, Name = "enc2", SharedWith = "enc"), Tanh, Dense(2, Name = "last")]
[MeanSquaredError]
public sealed partial class TiedEncoders;

/// <summary>The first two layers stay as they are.</summary>
[Network, Input(9)]
[Dense(9, Name = "enc", Frozen = true), Tanh, Dense(9, Name = "enc2"), Tanh, Dense(2, Name = "last", Frozen = true)]
[MeanSquaredError]
public sealed partial class FrozenEnds;

/// <summary>Two losses on one output share its targets.</summary>
[Network, Input(9), Dense(4), Tanh, Dense(3), MeanSquaredError, MeanAbsoluteError(Weight = 2f)]
public sealed partial class TwoLosses;

/// <summary>The first of them alone.</summary>
[Network, Input(9), Dense(4), Tanh, Dense(3), MeanSquaredError]
public sealed partial class FirstLoss;

/// <summary>The second of them alone.</summary>
[Network, Input(9), Dense(4), Tanh, Dense(3), MeanAbsoluteError(Weight = 2f)]
public sealed partial class SecondLoss;

/// <summary>An output that no loss judges.</summary>
[Network, Input(9), Dense(4), Tanh, As("h"), Dense(3), Output("judged"), From("h"), Dense(2, Name = "free"), Output("unjudged"), MeanSquaredError(On = "judged")]
public sealed partial class Unjudged;
