namespace Theory.Regions;

/// <summary>Lines in a plane: one hidden layer of nine units.</summary>
[Network(Precision = Precision.Double), Input(2)]
[Dense(9), ReLU, Dense(1)]
[MeanSquaredError]
public sealed partial class NineLines;

/// <summary>Three hidden layers of eight.</summary>
[Network(Precision = Precision.Double), Input(2)]
[Dense(8), ReLU, Dense(8), ReLU, Dense(8), ReLU, Dense(1)]
[MeanSquaredError]
public sealed partial class ThreeDeep;

/// <summary>A layer of <see cref="Width"/> units.</summary>
[Block, Dense(4), ReLU]
public abstract class Layer
{
    /// <summary>The units of a layer.</summary>
    public const int Width = 4;
}

/// <summary>One hidden layer over a line.</summary>
[Network(Precision = Precision.Double), Input(1), Repeat<Layer>(1), Dense(1), MeanSquaredError]
public sealed partial class Deep1;

/// <summary>Two.</summary>
[Network(Precision = Precision.Double), Input(1), Repeat<Layer>(2), Dense(1), MeanSquaredError]
public sealed partial class Deep2;

/// <summary>Three.</summary>
[Network(Precision = Precision.Double), Input(1), Repeat<Layer>(3), Dense(1), MeanSquaredError]
public sealed partial class Deep3;

/// <summary>Four.</summary>
[Network(Precision = Precision.Double), Input(1), Repeat<Layer>(4), Dense(1), MeanSquaredError]
public sealed partial class Deep4;

/// <summary>Five.</summary>
[Network(Precision = Precision.Double), Input(1), Repeat<Layer>(5), Dense(1), MeanSquaredError]
public sealed partial class Deep5;

/// <summary>Twenty units side by side, as many as five layers have.</summary>
[Network(Precision = Precision.Double), Input(1), Dense(20), ReLU, Dense(1), MeanSquaredError]
public sealed partial class Shallow20;
