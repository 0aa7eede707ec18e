namespace Adjoint.Tests;

[Block]
[Dense(9), BatchNorm, ReLU, Dense(7), Tanh]
public abstract class SmallPainter;

[Block]
[Dense(11), BatchNorm, LeakyReLU, Dropout(0.2f), Dense(1)]
public abstract class SmallCritic;

/// <summary>Two players in one network: each objective trains one of them.</summary>
[Network, Input("noise", 5), Input("real", 7)]
[From("noise"), Use<SmallPainter>(Name = "g"), Output("fake"), Use<SmallCritic>(Name = "d"), Output("fakeScore")]
[From("real"), Use<SmallCritic>(Name = "e", SharedWith = "d"), Output("realScore")]
[Objective("Critic", Trains = "d"), BinaryCrossEntropy(On = "fakeScore", Target = 0), BinaryCrossEntropy(On = "realScore", Target = 1)]
[Objective("Painter", Trains = "g"), BinaryCrossEntropy(On = "fakeScore", Target = 1)]
[Objective("Minimax", Trains = "g"), BinaryCrossEntropy(On = "fakeScore", Target = 0, Weight = -1)]
[Entry("Paint", From = "noise", To = "fake"), Entry("Judge", From = "fake", To = "fakeScore")]
public sealed partial class SmallGan;

/// <summary>The painter's objective as a network of its own, whose critic is frozen.</summary>
[Network, Input("noise", 5)]
[From("noise"), Use<SmallPainter>(Name = "g"), Use<SmallCritic>(Name = "d", Frozen = true)]
[BinaryCrossEntropy]
public sealed partial class PainterAlone;

/// <summary>The critic's objective as a network of its own, whose painter is frozen.</summary>
[Network, Input("noise", 5), Input("real", 7)]
[From("noise"), Use<SmallPainter>(Name = "g", Frozen = true), Use<SmallCritic>(Name = "d"), Output("fakeScore")]
[From("real"), Use<SmallCritic>(Name = "e", SharedWith = "d"), Output("realScore")]
[BinaryCrossEntropy(On = "fakeScore"), BinaryCrossEntropy(On = "realScore")]
public sealed partial class CriticAlone;

/// <summary>Losses that compare with a value, and with numbers.</summary>
[Network, Input("x", 7)]
[Dense(8), Tanh, Dense(3), As("code"), Dense(7), Output("image")]
[MeanSquaredError(Target = "x"), Huber(0.5, Target = 0.25, Weight = 0.5)]
[Entry("Encode", To = "code"), Entry("Decode", From = "code", To = "image"), Entry("Both", To = "code, image")]
public sealed partial class SmallAutoencoder;

/// <summary>The same with targets that are given.</summary>
[Network, Input("x", 7)]
[Dense(8), Tanh, Dense(3), Dense(7), Output("image"), Output("again")]
[MeanSquaredError(On = "image"), Huber(0.5, On = "again", Weight = 0.5)]
public sealed partial class SmallAutoencoderGiven;

/// <summary>A variational autoencoder.</summary>
[Network, Input("x", 7)]
[Dense(8), Tanh, Dense(4), As("s"), Slice(0, 0, 2), As("mu"), From("s"), Slice(0, 2, 2), As("logVariance")]
[Gaussian("mu", "logVariance", Name = "noise"), As("z"), Dense(8), Tanh, Dense(7), Output("image")]
[NormalDivergence("mu", "logVariance"), Output("kl")]
[MeanSquaredError(On = "image", Target = "x"), Penalty(On = "kl", Weight = 0.1)]
[Entry("Encode", To = "mu, logVariance"), Entry("Decode", From = "z", To = "image")]
public sealed partial class SmallVae;

/// <summary>The noise itself: its mean and the logarithm of its variance are inputs.</summary>
[Network, Input("mu", 40), Input("logVariance", 40)]
[From("mu"), Dense(40, Name = "d"), As("m"), Gaussian("m", "logVariance", Name = "z"), Output("draw")]
[Penalty]
public sealed partial class Draws;

/// <summary>What is detached is not trained.</summary>
[Network, Input(4)]
[Dense(5, Name = "a"), Tanh, Output("h"), Detach, Dense(3, Name = "b"), Output("y")]
[MeanSquaredError(On = "y")]
public sealed partial class Detached;

/// <summary>The same by freezing.</summary>
[Network, Input(4)]
[Dense(5, Name = "a", Frozen = true), Tanh, Output("h"), Dense(3, Name = "b"), Output("y")]
[MeanSquaredError(On = "y")]
public sealed partial class FrozenInstead;

/// <summary>An objective over tokens, whose positions lie in the lanes.</summary>
[Network, Input(32, Tokens = 11)]
[Embedding(12, Name = "e"), PositionEmbedding, Dense(36), Attention(3, Causal = true), Dense(11)]
[Objective("Speak"), CrossEntropy(PerPosition = true)]
public sealed partial class SpeakingObjective;

/// <summary>The same as the network's loss.</summary>
[Network, Input(32, Tokens = 11)]
[Embedding(12, Name = "e"), PositionEmbedding, Dense(36), Attention(3, Causal = true), Dense(11)]
[CrossEntropy(PerPosition = true)]
public sealed partial class SpeakingLoss;

/// <summary>In doubles, with a whole loss beside objectives.</summary>
[Network(Precision = Precision.Double), Input("x", 4)]
[Dense(5, Name = "a"), Tanh, Output("h"), Dense(3, Name = "b"), Output("y")]
[MeanSquaredError(On = "y")]
[Objective("First", Trains = "a"), MeanSquaredError(On = "h", Target = 0.5), MeanSquaredError(On = "y")]
[Objective("Second", Trains = "b, a"), Penalty(On = "y", Weight = -0.5)]
public sealed partial class DoubleObjectives;
