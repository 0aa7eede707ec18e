namespace Adjoint.Tests.Training;

[Network(Carry = true), Input(5, 3), LSTM(6, Layers = 2), Dense(2), MeanSquaredError]
public sealed partial class Pieces;

[Network, Input(10, 3), LSTM(6, Layers = 2), Dense(2), MeanSquaredError]
public sealed partial class TwoPieces;

[Network(Carry = true, Precision = Precision.Double), Input(4, 2), GRU(5), Dense(1), MeanSquaredError]
public sealed partial class PiecesOfDoubles;

[Network(Carry = true, Step = true), Input(5, Tokens = 7, Lengths = true), Embedding(4), RNN(6), Dense(7), CrossEntropy(PerPosition = true)]
public sealed partial class PiecesOfText;

[Network(Carry = true), Input(4, 3), Dense(5), Transpose, BatchNorm, Transpose, GRU(4), Dropout(0.3f), Dense(2), MeanSquaredError]
public sealed partial class PiecesOfBatches;
