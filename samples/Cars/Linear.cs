namespace Cars;

/// <summary>The linear model of the same inputs: a weight for each number and each category.</summary>
[Network, Input("x", 4), Input("maker", 1, Tokens = 72), Input("body", 1, Tokens = 30), Input("drive", 1, Tokens = 8), Input("fuel", 1, Tokens = 11), Input("transmission", 1, Tokens = 4)]
[From("maker"), OneHot, Flatten, As("makers")]
[From("body"), OneHot, Flatten, As("bodies")]
[From("drive"), OneHot, Flatten, As("drives")]
[From("fuel"), OneHot, Flatten, As("fuels")]
[From("transmission"), OneHot, Flatten, As("transmissions")]
[From("x"), Concat("makers", "bodies", "drives", "fuels", "transmissions")]
[Dense(1, Init = Initializer.Zeros)]
[MeanSquaredError]
public sealed partial class Linear;
