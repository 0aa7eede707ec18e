namespace Theory.Multigrid;

/// <summary>MgNet's step u ← u + B (f − A u), without its activations.</summary>
[Block, Input("u"), Input("f")]
[From("u"), Conv2D(1, Kernel = 3, Padding = 1, Bias = false, Frozen = true, Name = "A"), As("Au")]
[From("f"), Subtract("Au"), Conv2D(1, Kernel = 3, Padding = 1, Bias = false, Name = "B"), Add("u")]
public abstract class Smooth;

/// <summary>The residual f − A u, on the next coarser grid.</summary>
[Block, Input("u"), Input("f")]
[From("u"), Conv2D(1, Kernel = 3, Padding = 1, Bias = false, Frozen = true, Name = "A"), As("Au")]
[From("f"), Subtract("Au"), Conv2D(1, Kernel = 3, Stride = 2, Bias = false, Name = "R")]
public abstract class Descend;

/// <summary>A correction from the coarser grid, added.</summary>
[Block, Input("correction"), Input("u")]
[From("correction"), ConvTranspose2D(1, Kernel = 3, Stride = 2, Bias = false, Name = "P"), Add("u")]
public abstract class Ascend;

/// <summary>A level between: it begins with u = 0, where the step is B f. The coarser grid's correction comes from the level below.</summary>
[Network(Precision = Precision.Double), Input("u", 1, 15, 15), Input("f", 1, 15, 15)]
[Use<Smooth>(From = new[] { "u", "f" }, Name = "pre"), As("u1"), Use<Descend>(From = new[] { "u1", "f" }, Name = "down"), As("f2")]
[Conv2D(1, Kernel = 3, Padding = 1, Bias = false, SharedWith = "pre.B"), As("u2"), Use<Descend>(From = new[] { "u2", "f2" }, SharedWith = "down")]
[Flatten, Dense(9, Bias = false, Frozen = true, Name = "solve"), Reshape(1, 3, 3), As("e3")]
[Use<Ascend>(From = new[] { "e3", "u2" }, Name = "up"), As("v2"), Use<Smooth>(From = new[] { "v2", "f2" }, Name = "post"), As("e2")]
[Use<Ascend>(From = new[] { "e2", "u1" }, SharedWith = "up"), As("v1"), Use<Smooth>(From = new[] { "v1", "f" }, SharedWith = "post")]
[MeanSquaredError]
public sealed partial class VCycle15;

/// <summary>The same with one level more, for a grid that is twice as fine.</summary>
[Network(Precision = Precision.Double), Input("u", 1, 31, 31), Input("f", 1, 31, 31)]
[Use<Smooth>(From = new[] { "u", "f" }, Name = "pre"), As("u1"), Use<Descend>(From = new[] { "u1", "f" }, Name = "down"), As("f2")]
[Conv2D(1, Kernel = 3, Padding = 1, Bias = false, SharedWith = "pre.B"), As("u2"), Use<Descend>(From = new[] { "u2", "f2" }, SharedWith = "down"), As("f3")]
[Conv2D(1, Kernel = 3, Padding = 1, Bias = false, SharedWith = "pre.B"), As("u3"), Use<Descend>(From = new[] { "u3", "f3" }, SharedWith = "down")]
[Flatten, Dense(9, Bias = false, Frozen = true, Name = "solve"), Reshape(1, 3, 3), As("e4")]
[Use<Ascend>(From = new[] { "e4", "u3" }, Name = "up"), As("v3"), Use<Smooth>(From = new[] { "v3", "f3" }, Name = "post"), As("e3")]
[Use<Ascend>(From = new[] { "e3", "u2" }, SharedWith = "up"), As("v2"), Use<Smooth>(From = new[] { "v2", "f2" }, SharedWith = "post"), As("e2")]
[Use<Ascend>(From = new[] { "e2", "u1" }, SharedWith = "up"), As("v1"), Use<Smooth>(From = new[] { "v1", "f" }, SharedWith = "post")]
[MeanSquaredError]
public sealed partial class VCycle31;

/// <summary>And with another.</summary>
[Network(Precision = Precision.Double), Input("u", 1, 63, 63), Input("f", 1, 63, 63)]
[Use<Smooth>(From = new[] { "u", "f" }, Name = "pre"), As("u1"), Use<Descend>(From = new[] { "u1", "f" }, Name = "down"), As("f2")]
[Conv2D(1, Kernel = 3, Padding = 1, Bias = false, SharedWith = "pre.B"), As("u2"), Use<Descend>(From = new[] { "u2", "f2" }, SharedWith = "down"), As("f3")]
[Conv2D(1, Kernel = 3, Padding = 1, Bias = false, SharedWith = "pre.B"), As("u3"), Use<Descend>(From = new[] { "u3", "f3" }, SharedWith = "down"), As("f4")]
[Conv2D(1, Kernel = 3, Padding = 1, Bias = false, SharedWith = "pre.B"), As("u4"), Use<Descend>(From = new[] { "u4", "f4" }, SharedWith = "down")]
[Flatten, Dense(9, Bias = false, Frozen = true, Name = "solve"), Reshape(1, 3, 3), As("e5")]
[Use<Ascend>(From = new[] { "e5", "u4" }, Name = "up"), As("v4"), Use<Smooth>(From = new[] { "v4", "f4" }, Name = "post"), As("e4")]
[Use<Ascend>(From = new[] { "e4", "u3" }, SharedWith = "up"), As("v3"), Use<Smooth>(From = new[] { "v3", "f3" }, SharedWith = "post"), As("e3")]
[Use<Ascend>(From = new[] { "e3", "u2" }, SharedWith = "up"), As("v2"), Use<Smooth>(From = new[] { "v2", "f2" }, SharedWith = "post"), As("e2")]
[Use<Ascend>(From = new[] { "e2", "u1" }, SharedWith = "up"), As("v1"), Use<Smooth>(From = new[] { "v1", "f" }, SharedWith = "post")]
[MeanSquaredError]
public sealed partial class VCycle63;
