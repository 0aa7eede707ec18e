namespace Adjoint.Tests.Training;

[Network(Step = true, Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.HessianVectorProduct | Derivatives.RowGradients), VerifyGradients]
[Input(7, 3, Lengths = true), LSTM(6, Layers = 2), Dense(4), Softmax, MeanSquaredError]
public sealed partial class StepsOfLengths;

[Network(Step = true), Input(7, 3, Lengths = true), GRU(6), Last, Dense(2), MeanSquaredError]
public sealed partial class LastOfLengths;

[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), VerifyGradients]
[Input(7, 3, Lengths = true), LSTM(6, Layers = 2, Bidirectional = true), Last, Dense(2), CrossEntropy]
public sealed partial class BothWaysOfLengths;

[Network, Input(7, 3, Lengths = true), Dense(6), As("x"), MultiHeadAttention(2), Add("x"), LayerNorm, Dense(4), MeanSquaredError]
public sealed partial class AttendedLengths;

[Network, Input(96, 5, Lengths = true)]
[GRU(64), GRU(64, Bidirectional = true), Last, Dense(1)]
[MeanSquaredError]
public sealed partial class Recordings;

[Network, Input(7, 3), LSTM(6, Layers = 2, Bidirectional = true), Last, Dense(2), CrossEntropy]
public sealed partial class BothWaysOfSeven;

[Network, Input(3, 3), LSTM(6, Layers = 2, Bidirectional = true), Last, Dense(2), CrossEntropy]
public sealed partial class BothWaysOfThree;

[Network, Input(1, 3), LSTM(6, Layers = 2, Bidirectional = true), Last, Dense(2), CrossEntropy]
public sealed partial class BothWaysOfOne;

[Network, VerifyGradients]
[Input(7, Tokens = 11, Lengths = true), Embedding(5), GRU(6, Bidirectional = true), Dense(11)]
[CrossEntropy(PerPosition = true, ClassWeights = new[] { 1f, 2f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 0.5f })]
public sealed partial class TokensOfLengths;

[Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.HessianVectorProduct), VerifyGradients]
[Input(7, 3, Lengths = true), Dense(5), Tanh, As("h"), Mean(0), As("mean"), From("h"), Max(0), As("max"), From("h"), Sum(0), Concat("mean", "max"), As("all")]
[From("h"), Dense(1), Softmax(Axis = 0), Multiply("h"), Sum(0), Concat("all"), Dense(2), MeanSquaredError]
public sealed partial class ReductionsOfLengths;

[Network, Input(7, 3, Lengths = true), RNN(4, ReLU = true), Mask, Flatten, Dense(2), MeanSquaredError]
public sealed partial class MaskedLengths;

[Network, Input(7, 2, Lengths = true), GRU(5), Dense(1), BinaryCrossEntropy(Targets = Targets.Classes)]
public sealed partial class AnswersOfLengths;
