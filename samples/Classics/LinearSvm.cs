namespace Classics;

/// <summary>A support vector machine: the line wᵀx + b = 0 between two classes, as far from both as can be. The optimizer adds λ/2 ‖w‖².</summary>
[Network, Input(2)]
[Dense(1)]
[Hinge]
public sealed partial class LinearSvm;
