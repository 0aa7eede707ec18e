namespace Theory.Symmetry;

/// <summary>Two convolutions on a torus: what leaves the image on one side comes in on the other.</summary>
[Network, Input(1, 12, 12)]
[Pad(1, Mode = PaddingMode.Circular), Conv2D(4, Kernel = 3), ReLU, Pad(1, Mode = PaddingMode.Circular), Conv2D(3, Kernel = 3)]
public sealed partial class OnTorus;

/// <summary>The same with zeros around the image.</summary>
[Network, Input(1, 12, 12)]
[Conv2D(4, Kernel = 3, Padding = 1), ReLU, Conv2D(3, Kernel = 3, Padding = 1)]
public sealed partial class WithZeros;

/// <summary>The mean over all positions behind the convolutions.</summary>
[Network, Input(1, 12, 12)]
[Pad(1, Mode = PaddingMode.Circular), Conv2D(4, Kernel = 3), ReLU, Pad(1, Mode = PaddingMode.Circular), Conv2D(3, Kernel = 3), GlobalAveragePool2D]
public sealed partial class Pooled;

/// <summary>A network without any symmetry.</summary>
[Block, Conv2D(6, Kernel = 3), ReLU, Conv2D(6, Kernel = 3), ReLU, Flatten, Dense(4)]
public abstract class Body;

/// <summary>The network alone.</summary>
[Network, Input(1, 8, 8), Use<Body>(Name = "body")]
public sealed partial class Alone;

/// <summary>A quarter turn of an image of 8×8, as a matrix that is set and not trained.</summary>
[Block, Input("image"), Input("turn")]
[From("image"), Reshape(1, 64), MatMul("turn"), Reshape(1, 8, 8)]
public abstract class QuarterTurn;

/// <summary>Its mean over the group of quarter turns, f̄(x) = ¼ Σ f(g x): what is averaged over a group does not change under it (Reynolds).</summary>
[Network, Input("x", 1, 8, 8)]
[Variable(64, 64, Frozen = true, Name = "turn")]
[Use<QuarterTurn>(From = new[] { "x", "turn" }), As("x1"), Use<QuarterTurn>(From = new[] { "x1", "turn" }), As("x2"), Use<QuarterTurn>(From = new[] { "x2", "turn" }), As("x3")]
[From("x"), Use<Body>(Name = "body"), As("y0"), From("x1"), Use<Body>(SharedWith = "body"), As("y1"), From("x2"), Use<Body>(SharedWith = "body"), As("y2")]
[From("x3"), Use<Body>(SharedWith = "body"), Add("y0", "y1", "y2"), Scale(0.25)]
public sealed partial class Averaged;

/// <summary>Attention among the elements of a set, which have no places.</summary>
[Network, Input(7, 4), Dense(24), Attention(2), Dense(3)]
public sealed partial class OverSet;

/// <summary>The same with places.</summary>
[Network, Input(7, 4), Dense(8), PositionEmbedding, Dense(24), Attention(2), Dense(3)]
public sealed partial class OverSequence;

/// <summary>Eight frames along a curve in space, and whether it winds to the left or to the right. Positions and pairs know their numbers alone: all else comes from the frames.</summary>
[Network, Input("rotations", 8, 3, 3), Input("translations", 8, 3)]
[Variable(8, 8, 4, Name = "pairs"), As("z"), Variable(8, 16, Name = "positions"), As("s")]
[Use<InvariantPointAttention>(2, 8, 4, 4, From = new[] { "s", "z", "rotations", "translations" }, Name = "ipa"), Add("s"), LayerNorm]
[Dense(32), ReLU, Mean(0), Dense(2), CrossEntropy]
public sealed partial class Handedness;
