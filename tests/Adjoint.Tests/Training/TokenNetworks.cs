namespace Adjoint.Tests.Training;

[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), VerifyGradients]
[Input("tokens", 9, Tokens = 37)]
[Embedding(21, Padding = 3, Name = "wte"), PositionEmbedding(Name = "wpe"), Dense(33), Tanh, Dense(37)]
[CrossEntropy(PerPosition = true, IgnoreIndex = 5, LabelSmoothing = 0.1f)]
public sealed partial class LanguageModel;

[Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp | Derivatives.Jvp | Derivatives.HessianVectorProduct | Derivatives.RowGradients | Derivatives.RowGradientNorms), VerifyGradients]
[Input("tokens", 9, Tokens = 37)]
[Embedding(21, Padding = 3, Name = "wte"), PositionEmbedding(Name = "wpe"), Dense(33), Tanh, Dense(37)]
[CrossEntropy(PerPosition = true, IgnoreIndex = 5, LabelSmoothing = 0.1f)]
public sealed partial class LanguageModelOfDoubles;

[Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), VerifyGradients]
[Input("city", 1, Tokens = 30), Input("weekday", 1, Tokens = 7), Input("numbers", 5)]
[As("n"), From("city"), Embedding(6), Flatten, As("c"), From("weekday"), OneHot, Flatten, Concat("c", "n"), Dense(17), ReLU, Dense(1)]
[MeanSquaredError]
public sealed partial class CityPrices;

[
    Network(Deviation = 0.05f), Input(8, Tokens = 50), Embedding(20), Dense(30, Init = Initializer.Zeros), Tanh, Dense(40),
    PositionEmbedding(Init = Initializer.TruncatedNormal), CrossEntropy(PerPosition = true)
]
public sealed partial class DrawnAlike;

[Network, Input(3, Tokens = 5000), As("in"), Embedding(7, Name = "a"), As("all"), From("in"), Slice(0, 1, 1), Embedding(7, SharedWith = "a"), Add("all"), As("sum")]
[From("in"), Reshape(3, 1), Embedding(2, Padding = 0, Name = "b"), Reshape(3, 2), Concat("sum", Axis = 1), Flatten, Dense(9), Tanh, Dense(1), MeanSquaredError]
public sealed partial class Catalogue;
