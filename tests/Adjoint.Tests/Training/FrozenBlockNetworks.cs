namespace Adjoint.Tests.Training;

/// <summary>A residual block whose shortcut follows its main path.</summary>
[Block("width", "stride = 1")]
[As("in"), Conv2D("width", Kernel = 3, Stride = "stride", Padding = 1, Bias = false), BatchNorm, ReLU]
[Conv2D("width", Kernel = 3, Padding = 1, Bias = false), BatchNorm, As("main")]
[From("in"), Project("width", Stride = "stride"), Add("main"), ReLU]
internal abstract class Shortcut;

/// <summary>Residual blocks within a block.</summary>
[Block("width")]
[Use<Shortcut>("width", 2), Use<Shortcut>("width")]
internal abstract class Stage;

/// <summary>A residual network that learns as a whole.</summary>
[Network, Input(2, 7, 9)]
[Conv2D(3, Kernel = 3, Padding = 1, Name = "stem"), ReLU]
[Repeat<Shortcut>(2, 3, Name = "early"), Use<Stage>(5, Name = "late")]
[GlobalAveragePool2D, Dense(4, Name = "fc"), CrossEntropy]
internal sealed partial class WholeResidual;

/// <summary>The same, of which the stem and the head learn: the gradient goes through all that is frozen.</summary>
[Network, Input(2, 7, 9)]
[Conv2D(3, Kernel = 3, Padding = 1, Name = "stem"), ReLU]
[Repeat<Shortcut>(2, 3, Name = "early", Frozen = true), Use<Stage>(5, Name = "late", Frozen = true)]
[GlobalAveragePool2D, Dense(4, Name = "fc"), CrossEntropy]
internal sealed partial class FrozenMiddle;

/// <summary>The same, of which the head alone learns.</summary>
[Network, Input(2, 7, 9)]
[Conv2D(3, Kernel = 3, Padding = 1, Name = "stem", Frozen = true), ReLU]
[Repeat<Shortcut>(2, 3, Name = "early", Frozen = true), Use<Stage>(5, Name = "late", Frozen = true)]
[GlobalAveragePool2D, Dense(4, Name = "fc"), CrossEntropy]
internal sealed partial class FrozenBody;
