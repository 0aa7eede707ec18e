namespace Classics;

/// <summary>The probability of an event: σ(wᵀx + b), most likely to have produced what was seen.</summary>
[Network, Input(2)]
[Dense(1)]
[BinaryCrossEntropy(Targets = Targets.Classes)]
public sealed partial class LogisticRegression;
