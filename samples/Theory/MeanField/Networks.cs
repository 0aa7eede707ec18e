namespace Theory.MeanField;

/// <summary>A layer of a deep network.</summary>
[Block("width"), Dense("width"), Tanh]
public abstract class Layer;

/// <summary>Forty layers of 200 units, to follow two inputs through them.</summary>
[Network, Input(200), Repeat<Layer>(40, 200, Name = "layer"), Dense(1)]
[MeanSquaredError]
public sealed partial class Deep;

/// <summary>Thirty layers of 48 units, to be trained.</summary>
[Network, Input(48), Repeat<Layer>(30, 48, Name = "layer"), Dense(3)]
[CrossEntropy]
public sealed partial class Trained;
