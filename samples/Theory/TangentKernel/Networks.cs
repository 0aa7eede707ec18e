namespace Theory.TangentKernel;

/// <summary>f(x) = 1/√n Σ aᵢ (wᵢ·x)₊ with all weights drawn from N(0, 1).</summary>
[Block("width")]
[Dense("width", Bias = false, Init = Initializer.Normal), ReLU, Scale("1 / sqrt(features)"), Dense(1, Bias = false, Init = Initializer.Normal)]
public abstract class OneHidden;

/// <summary>16 hidden units.</summary>
[Network(Derivatives = Derivatives.RowGradients), Input(2), Use<OneHidden>(16), MeanSquaredError]
public sealed partial class Width16;

/// <summary>64 hidden units.</summary>
[Network(Derivatives = Derivatives.RowGradients), Input(2), Use<OneHidden>(64), MeanSquaredError]
public sealed partial class Width64;

/// <summary>256 hidden units.</summary>
[Network(Derivatives = Derivatives.RowGradients), Input(2), Use<OneHidden>(256), MeanSquaredError]
public sealed partial class Width256;

/// <summary>1,024 hidden units.</summary>
[Network(Derivatives = Derivatives.RowGradients), Input(2), Use<OneHidden>(1024), MeanSquaredError]
public sealed partial class Width1024;

/// <summary>4,096 hidden units.</summary>
[Network(Derivatives = Derivatives.RowGradients), Input(2), Use<OneHidden>(4096), MeanSquaredError]
public sealed partial class Width4096;
