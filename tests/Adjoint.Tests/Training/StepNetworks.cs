namespace Adjoint.Tests.Training;

[Network(Step = true), Input(12, 5), GRU(17), Dense(3), MeanSquaredError]
public sealed partial class StreamOfVectors;

[Network(Step = true), Input(12, 5), LSTM(7, Layers = 2, Dropout = 0.3f), Last, Dense(3), Tanh, Dense(2), CrossEntropy]
public sealed partial class StreamWithLast;

[Network(Step = true), Input(3, 21)]
[Conv1D(8, Kernel = 3, Causal = true), ReLU, Conv1D(5, Kernel = 2, Dilation = 4, Causal = true), As("a"), BatchNorm, ReLU, Conv1D(5, Kernel = 1), Add("a")]
[MeanSquaredError]
public sealed partial class TemporalConvolution;

[Network(Step = true), Input(9, 4), LayerNorm, Scan<Elman>(6), Dense(6), Softmax, Scan<Elman>(3), MeanSquaredError]
public sealed partial class TwoLoops;

[Network(Step = true), Input(16, Tokens = 27), Embedding(8), GRU(20), Dense(27), CrossEntropy(PerPosition = true)]
public sealed partial class StreamOfTokens;

[Network(Step = true), Input(16, Tokens = 27), Embedding(8), PositionEmbedding, RNN(9), Dense(27), CrossEntropy(PerPosition = true)]
public sealed partial class StreamWithPositions;

[Network(Step = true, Precision = Precision.Double), Input(12, 5), RNN(16), Dense(3), MeanSquaredError]
public sealed partial class StreamOfDoubles;

[Network(Step = true), Input(96, 5)]
[GRU(64), Last, Dense(1), MeanSquaredError]
public sealed partial class NextValue;

[Block("units")]
[Input("x"), State("h", "units"), From("h"), As("old"), From("x"), Next("h"), From("old")]
public abstract class Lag;

/// <summary>What comes in is the next state, and what goes out the last one.</summary>
[Network(Step = true), Input(9, 4), Scan<Lag>(4)]
public sealed partial class StepBehind;

[Block("units")]
[Input("x"), Input("c"), State("h", "units"), From("x"), Concat("c", "h"), Dense("units"), Tanh, Next("h")]
public abstract class WithContext;

/// <summary>One input is the same at every step, and a trained vector is added to each.</summary>
[Network(Step = true), Input("x", 10, 4), Input("c", 3)]
[From("c"), Dense(5), As("k"), Variable(4), As("v"), From("x"), Add("v"), Scan<WithContext>(6, From = new[] { "add1", "k" }), Output("y"), MeanSquaredError]
public sealed partial class StreamWithContext;

[Network, Input(3, 21), Conv1D(8, Kernel = 3, Dilation = 2, Causal = true), MeanSquaredError]
public sealed partial class CausalConvolution;

[Network, Input(3, 21), Pad(4, 0), Conv1D(8, Kernel = 3, Dilation = 2, Name = "conv1"), MeanSquaredError]
public sealed partial class PaddedConvolution;

/// <summary>A small transformer: positions, two blocks, a head of as many symbols.</summary>
[Network(Step = true), Input(21, Tokens = 11), Embedding(18), PositionEmbedding]
[Repeat<SmallBlock>(2, 3)]
[LayerNorm, Dense(11), CrossEntropy(PerPosition = true)]
public sealed partial class StreamOfAttention;

[Block("heads")]
[As("x"), LayerNorm, Dense("3 * features"), Attention("heads", Causal = true), Dense("features"), Add("x"), As("y")]
[LayerNorm, Dense("2 * features"), GELU, Dense("features / 2"), Add("y")]
public abstract class SmallBlock;

/// <summary>More positions than a chunk has, heads of an odd width, and a head of the network that no step but the last needs.</summary>
[Network(Step = true), Input(70, Tokens = 11), Embedding(22), PositionEmbedding]
[Repeat<SmallBlock>(2, 2)]
[LayerNorm, Dense(11), CrossEntropy(PerPosition = true)]
public sealed partial class LongStream;

/// <summary>Places for thirty-seven positions, and rotations.</summary>
[Network(Step = true), Input(90, 5), Dense(40), Attention(3, KeyHeads = 1, Causal = true, Window = 37, Rotary = 100)]
[Dense(45), Attention(3, Causal = true, Window = 41), Dense(2), MeanSquaredError]
public sealed partial class LongStreamWithWindow;

/// <summary>The same in doubles, with keys and values of their own.</summary>
[Network(Step = true, Precision = Precision.Double), Input(70, 6), SinusoidalPositions, As("x"), Dense(34), As("k"), From("x"), Dense(34), As("v"), From("x"), Dense(68)]
[Attention(4, KeyHeads = 2, Key = "k", Value = "v", Causal = true), Dense(9), Attention(1, Causal = true), Dense(2), MeanSquaredError]
public sealed partial class LongStreamOfDoubles;

/// <summary>Seven positions back, and then the place of the oldest is taken: this stream has no end.</summary>
[Network(Step = true), Input(40, 5), Dense(48), Attention(4, KeyHeads = 1, Causal = true, Window = 7, Rotary = 100, Scale = 0.9f, Interleaved = true)]
[Dense(24), Attention(2, Causal = true, Window = 19, Rotary = 10_000), Dense(2), MeanSquaredError]
public sealed partial class StreamWithWindow;

[Network(Step = true), Input(35, 6), SinusoidalPositions, As("x"), Dense(34), As("k"), From("x"), Dense(34), As("v"), From("x"), Dense(68)]
[Attention(4, KeyHeads = 2, Key = "k", Value = "v", Causal = true), Dense(3), MeanSquaredError]
public sealed partial class StreamOfQueries;

[
    Network(Step = true, Precision = Precision.Double),
    Input(19, 5),
    SinusoidalPositions(Base = 100),
    Dense(36),
    Attention(2, Causal = true, Rotary = 50, Interleaved = false, KeyHeads = 2),
    Dense(3),
    MeanSquaredError
]
public sealed partial class StreamOfPrecision;

/// <summary>A query at each step, of keys and values that are the same at every step.</summary>
[Network(Step = true), Input("x", 12, 6), Input("memory", 5, 4)]
[From("memory"), Dense(12), As("k"), Dense(12), As("v"), From("x"), Dense(12), Attention(3, Key = "k", Value = "v"), GRU(7), Output("y"), MeanSquaredError]
public sealed partial class StreamToMemory;
