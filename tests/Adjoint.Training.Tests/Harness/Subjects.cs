namespace Adjoint.Training.Tests.Harness;

[Network, Input(5), Dense(7), Tanh, Dense(3), CrossEntropy]
public sealed partial class Flowers;

[Network, Input(5), Dense(7), Tanh, Dropout(0.3f), Dense(3), CrossEntropy]
public sealed partial class Dropping;

[Network, Input(5), Dense(7, Bias = false), BatchNorm, Tanh, Dense(3), CrossEntropy]
public sealed partial class Normalised;

[Network, Input(5), Dense(7), Tanh, Dense(3), CrossEntropy(IgnoreIndex = -1, ClassWeights = [0.5f, 1, 3])]
public sealed partial class WeighedFlowers;

[Network(Precision = Precision.Double), Input(5), Dense(7), Tanh, Dense(3), CrossEntropy(IgnoreIndex = -1, ClassWeights = [0.5f, 1, 3])]
public sealed partial class DoubleFlowers;

/// <summary>One logit, and labels 0 and 1.</summary>
[Network, Input(5), Dense(7), Tanh, Dense(1), BinaryCrossEntropy(Targets = Targets.Classes, IgnoreIndex = -1, ClassWeights = [1, 3])]
public sealed partial class Answers;

/// <summary>The same, told numbers.</summary>
[Network, Input(5), Dense(7), Tanh, Dense(1), BinaryCrossEntropy]
public sealed partial class AnswersOfNumbers;

/// <summary>Large enough for several threads.</summary>
[Network, Input(5), Dense(300), Tanh, Dense(200), Tanh, Dense(3), CrossEntropy]
public sealed partial class Wide;

[Network, Input(5), Dense(7), Tanh, Dense(2), MeanSquaredError]
public sealed partial class Curves;

[Network, Input(5), Dense(2), MeanSquaredError]
public sealed partial class Line;

/// <summary>Two inputs, two outputs, a class and a number as targets.</summary>
[Network, Input("board", 5), Input("clock", 2)]
[From("board"), Dense(7), Tanh, As("trunk"), Dense(3), Output("policy")]
[From("trunk"), Concat("clock"), Dense(1), Output("value")]
[CrossEntropy(On = "policy", IgnoreIndex = -1), MeanSquaredError(On = "value", Weight = 0.5f)]
public sealed partial class Player;

/// <summary>Named layers, of which the first two are computed together.</summary>
[Network, Input(5), Dense(7, Name = "trunk"), ReLU, Dense(6, Name = "middle"), Tanh, Dense(3, Name = "head"), CrossEntropy]
public sealed partial class Named;

/// <summary>The same in doubles.</summary>
[Network(Precision = Precision.Double), Input(5), Dense(7, Name = "trunk"), ReLU, Dense(6, Name = "middle"), Tanh, Dense(3, Name = "head"), CrossEntropy]
public sealed partial class DoubleNamed;

/// <summary>Nothing bends or bounds what passes, and every batch is normalised.</summary>
[Network, Input(5), Dense(7, Bias = false), BatchNorm(Name = "norm"), ReLU, Dense(3, Name = "head"), CrossEntropy]
public sealed partial class Levelled;

/// <summary>Layers in a block.</summary>
[Block("width"), Dense("width"), ReLU, Dense("width")]
public abstract class Pair;

/// <summary>The block twice, and nothing that bounds what passes.</summary>
[Network, Input(5), Repeat<Pair>(2, 5, Name = "body"), Dense(2, Name = "head"), MeanSquaredError]
public sealed partial class Pairs;

/// <summary>Weights of three numbers, some of which a mask forbids.</summary>
[Network, Input("x", 3), As("x3"), Input("mask", 3), Add("x3"), Softmax, Dense(2), MeanSquaredError]
public sealed partial class Masked;

/// <summary>Images whose channels are normalised on two branches that meet, and once more.</summary>
[Network, Input(2, 5, 3)]
[Conv2D(3, Kernel = 3, Padding = 1, Bias = false), BatchNorm, ReLU, As("x")]
[Conv2D(5, Kernel = 1, Bias = false), BatchNorm, As("left"), From("x"), Conv2D(5, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Add("left"), ReLU]
[Flatten, Dropout(0.2f), Dense(4, Bias = false), BatchNorm, Dense(3), CrossEntropy]
public sealed partial class NormalisedImages;

/// <summary>Tokens whose positions are rows.</summary>
[Network, Input(16, Tokens = 9)]
[Embedding(8, Name = "wte"), PositionEmbedding, Repeat<GptBlock>(1, 2, 0.1), LayerNorm, Dense(9, Bias = false, SharedWith = "wte")]
[CrossEntropy(PerPosition = true, IgnoreIndex = -1)]
public sealed partial class Spellings;

/// <summary>A part that is normalised over the batch and trained, and another that is not.</summary>
[Network, Input(5), Dense(4, Name = "kept", Bias = false), BatchNorm(Name = "keptNorm"), Tanh, Dense(6, Name = "top", Bias = false), BatchNorm(Name = "topNorm"), Dense(2, Name = "end"), Output("y")]
[Objective("Head", Trains = "top, topNorm, end"), MeanSquaredError(On = "y")]
public sealed partial class Halves;
