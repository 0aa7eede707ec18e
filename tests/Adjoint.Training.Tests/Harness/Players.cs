namespace Adjoint.Training.Tests.Harness;

[Block]
[Dense(6), BatchNorm, ReLU, Dense(3)]
public abstract class Maker;

[Block]
[Dense(7), LeakyReLU, Dropout(0.2f), Dense(1)]
public abstract class Doubter;

/// <summary>A game of two players, each an objective.</summary>
[Network, Input("noise", 4), Input("real", 3)]
[From("noise"), Use<Maker>(Name = "g"), Output("fake"), Use<Doubter>(Name = "d"), Output("fakeScore")]
[From("real"), Use<Doubter>(Name = "e", SharedWith = "d"), Output("realScore")]
[Objective("Critic", Trains = "d"), BinaryCrossEntropy(On = "fakeScore", Target = 0), BinaryCrossEntropy(On = "realScore", Target = 1)]
[Objective("Painter", Trains = "g"), BinaryCrossEntropy(On = "fakeScore", Target = 1)]
public sealed partial class Players;

/// <summary>A loss that is given nothing.</summary>
[Network, Input(5)]
[As("x"), Dense(2), Tanh, Dense(5)]
[MeanSquaredError(Target = "x")]
public sealed partial class Squeezer;
