namespace Cars;

/// <summary>
/// Predicts miles per gallon from four numbers, and from a trained vector for each category. Token 0 is a category that the training part does not have; as <c>Padding</c> its vector stays
/// zero, where it would otherwise be drawn at random and never trained.
/// </summary>
[Network, Input("x", 4), Input("maker", 1, Tokens = 72), Input("body", 1, Tokens = 30), Input("drive", 1, Tokens = 8), Input("fuel", 1, Tokens = 11), Input("transmission", 1, Tokens = 4)]
[From("maker"), Embedding(2, Padding = 0), Flatten, As("makerVector")]
[From("body"), Embedding(2, Padding = 0), Flatten, As("bodyVector")]
[From("drive"), Embedding(2, Padding = 0), Flatten, As("driveVector")]
[From("fuel"), Embedding(2, Padding = 0), Flatten, As("fuelVector")]
[From("transmission"), Embedding(2, Padding = 0), Flatten, As("transmissionVector")]
[From("x"), Concat("makerVector", "bodyVector", "driveVector", "fuelVector", "transmissionVector")]
[Dense(32), Tanh, Dense(16), Tanh, Dense(1)]
[MeanSquaredError]
public sealed partial class MilesPerGallon;
