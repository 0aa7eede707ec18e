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
