namespace Generative;

/// <summary>A code of 16 numbers for 196 pixels.</summary>
[Network, Input("x", 196)]
[Dense(96), ReLU, Dense(16), As("code"), Dense(96), ReLU, Dense(196), Sigmoid, Output("image")]
[MeanSquaredError(Target = "x", Weight = 196)]
[Entry("Encode", To = "code"), Entry("Decode", From = "code", To = "image")]
public sealed partial class Autoencoder;

/// <summary>The same from pixels with noise in them, which are compared with those without.</summary>
[Network, Input("x", 196), Input("noisy", 196)]
[From("noisy"), Dense(128), ReLU, Dense(48), ReLU, Dense(128), ReLU, Dense(196), Sigmoid, Output("image")]
[MeanSquaredError(Target = "x", Weight = 196)]
[Entry("Clean", From = "noisy", To = "image")]
public sealed partial class Denoiser;

/// <summary>
/// A variational autoencoder. Its loss is −ELBO in nats a row: the mean over 196 pixels times 196 is their sum, and the divergence is weighed by β = 1.
/// </summary>
[Network, Input("x", 196)]
[Dense(128), ReLU, Dense(24), As("both"), Slice(0, 0, 12), As("mu"), From("both"), Slice(0, 12, 12), As("logVariance")]
[Gaussian("mu", "logVariance"), As("z"), Dense(128), ReLU, Dense(196), Output("image")]
[NormalDivergence("mu", "logVariance"), Output("kl")]
[BinaryCrossEntropy(On = "image", Target = "x", Weight = 196), Penalty(On = "kl", Weight = 1)]
[Entry("Encode", To = "mu, logVariance"), Entry("Decode", From = "z", To = "image")]
public sealed partial class Vae;

/// <summary>The same with β = 4: codes of which each number means something by itself, and images that are less sharp.</summary>
[Network, Input("x", 196)]
[Dense(128), ReLU, Dense(24), As("both"), Slice(0, 0, 12), As("mu"), From("both"), Slice(0, 12, 12), As("logVariance")]
[Gaussian("mu", "logVariance"), As("z"), Dense(128), ReLU, Dense(196), Output("image")]
[NormalDivergence("mu", "logVariance"), Output("kl")]
[BinaryCrossEntropy(On = "image", Target = "x", Weight = 196), Penalty(On = "kl", Weight = 4)]
[Entry("Encode", To = "mu, logVariance"), Entry("Decode", From = "z", To = "image")]
public sealed partial class BetaVae;

/// <summary>Paints a digit from noise.</summary>
[Block]
[Dense(128), BatchNorm, ReLU, Dense(256), BatchNorm, ReLU, Dense(196), Sigmoid]
public abstract class Painter;

/// <summary>Tells painted digits from real ones.</summary>
[Block]
[Dense(192), LeakyReLU(0.2), Dropout(0.3), Dense(96), LeakyReLU(0.2), Dropout(0.3), Dense(1)]
public abstract class Critic;

/// <summary>A generative adversarial network: the critic learns to tell, the painter to be taken for real (non-saturating), or not to be told (minimax).</summary>
[Network, Input("noise", 32), Input("real", 196)]
[From("noise"), Use<Painter>(Name = "g"), Output("fake"), Use<Critic>(Name = "d"), Output("fakeScore")]
[From("real"), Use<Critic>(Name = "e", SharedWith = "d"), Output("realScore")]
[Objective("Critic", Trains = "d"), BinaryCrossEntropy(On = "fakeScore", Target = 0), BinaryCrossEntropy(On = "realScore", Target = 1)]
[Objective("Painter", Trains = "g"), BinaryCrossEntropy(On = "fakeScore", Target = 1)]
[Objective("Minimax", Trains = "g"), BinaryCrossEntropy(On = "fakeScore", Target = 0, Weight = -1)]
[Entry("Paint", From = "noise", To = "fake")]
public sealed partial class Gan;

/// <summary>Formulas that no layer has.</summary>
public static class Formulas
{
    /// <summary>eˣ.</summary>
    [Differentiable]
    public static float Exp(float x) => MathF.Exp(x);

    /// <summary>e⁻ˣ.</summary>
    [Differentiable]
    public static float ExpOfMinus(float x) => MathF.Exp(-x);
}

/// <summary>
/// A coupling: the first half of x stays and decides how the second is scaled and shifted, b ↦ b eˢ + t, so that it can be undone whatever s and t are. The halves change places, and the last number
/// gathers Σ s, the logarithm of the Jacobian's determinant.
/// </summary>
[Block]
[As("in"), Slice(0, 0, 32), As("a"), From("in"), Slice(0, 32, 32), As("b"), From("in"), Slice(0, 64, 1), As("sum")]
[From("a"), Dense(96, Name = "h"), ReLU, As("hidden"), Dense(32, Name = "s", Init = Initializer.Zeros), Tanh, As("s1"), From("hidden"), Dense(32, Name = "t", Init = Initializer.Zeros), As("t1")]
[From("s1"), Sum(0), Add("sum"), As("determinant")]
[From("s1"), Apply(typeof(Formulas), nameof(Formulas.Exp)), Multiply("b"), Add("t1"), Concat("a", "determinant")]
public abstract class Coupling;

/// <summary>The same undone, with the same layers: b ↦ (b − t) e⁻ˢ.</summary>
[Block]
[As("in"), Slice(0, 0, 32), As("b"), From("in"), Slice(0, 32, 32), As("a")]
[From("a"), Dense(96, Name = "h"), ReLU, As("hidden"), Dense(32, Name = "s"), Tanh, As("s1"), From("hidden"), Dense(32, Name = "t"), As("t1")]
[From("s1"), Apply(typeof(Formulas), nameof(Formulas.ExpOfMinus)), As("scale"), From("b"), Subtract("t1"), Multiply("scale"), As("b1"), From("a"), Concat("b1")]
public abstract class Uncoupling;

/// <summary>A normalising flow over 8×8 pixels: its energy is −ln p(x) less a constant, ½ |z|² − ln |det|.</summary>
[Network, Input("x", 64), Input("z", 64)]
[
    From("x"), Pad(0, 1), Use<Coupling>(Name = "c1"), Use<Coupling>(Name = "c2"), Use<Coupling>(Name = "c3"), Use<Coupling>(Name = "c4"),
    Use<Coupling>(Name = "c5"), Use<Coupling>(Name = "c6"), As("end")
]
[Slice(0, 64, 1), As("logDeterminant"), From("end"), Slice(0, 0, 64), As("latent"), Multiply("latent"), Sum(0), Scale(0.5), Subtract("logDeterminant"), Output("energy")]
[From("z"), Use<Uncoupling>(Name = "u6", SharedWith = "c6"), Use<Uncoupling>(Name = "u5", SharedWith = "c5"), Use<Uncoupling>(Name = "u4", SharedWith = "c4")]
[Use<Uncoupling>(Name = "u3", SharedWith = "c3"), Use<Uncoupling>(Name = "u2", SharedWith = "c2"), Use<Uncoupling>(Name = "u1", SharedWith = "c1"), Output("drawn")]
[Objective("Likelihood"), Penalty(On = "energy")]
[Entry("Draw", From = "z", To = "drawn"), Entry("Energy", From = "x", To = "energy"), Entry("Latent", From = "x", To = "latent")]
public sealed partial class Flow;

/// <summary>Two convolutions, and the time's embedding added to every pixel between them.</summary>
[Block("channels")]
[Input("image"), Input("time")]
[From("time"), Dense("channels"), Reshape("channels", 1, 1), As("shift")]
[From("image"), Conv2D("channels", Kernel = 3, Padding = 1), Add("shift"), GroupNorm(4), SiLU, Conv2D("channels", Kernel = 3, Padding = 1), SiLU]
public abstract class TimedConvolutions;

/// <summary>A small U-Net: 16×16, 8×8 and 4×4 pixels, and the way back, with what was there at each size. It tells the noise in an image at time t.</summary>
[Network, Input("x", 1, 16, 16), Input("t", 1), Input("noise", 1, 16, 16)]
[From("t"), SinusoidalEmbedding(32), Dense(64), SiLU, As("time")]
[From("x"), Use<TimedConvolutions>(16, From = new[] { "x", "time" }), As("large")]
[AveragePool2D(2), As("m"), Use<TimedConvolutions>(32, From = new[] { "m", "time" }), As("middle")]
[AveragePool2D(2), As("s"), Use<TimedConvolutions>(32, From = new[] { "s", "time" })]
[Upsample(2), Concat("middle"), As("up1"), Use<TimedConvolutions>(32, From = new[] { "up1", "time" })]
[Upsample(2), Concat("large"), As("up2"), Use<TimedConvolutions>(16, From = new[] { "up2", "time" }), Conv2D(1, Kernel = 3, Padding = 1), Output("epsilon")]
[MeanSquaredError(Target = "noise")]
[Entry("Noise", From = "x, t", To = "epsilon")]
public sealed partial class Diffusion;

/// <summary>A modern Hopfield network: one update is attention from the state to the patterns, ξ ↦ Xᵀ softmax(β X ξ).</summary>
[Network, Input("state", 1, 196), Input("patterns", 200, 196)]
[From("state"), Attention(1, Key = "patterns", Value = "patterns", Scale = 2)]
public sealed partial class ModernMemory;

/// <summary>The fields of a classic Hopfield network, W s; its weights are set by Hebb's rule, and not trained.</summary>
[Network, Input(400), Dense(400, Bias = false, Name = "w")]
public sealed partial class ClassicMemory;

/// <summary>Tells digits apart. Its hidden layer is what pictures are compared by.</summary>
[Network, Input("x", 196)]
[Dense(96), ReLU, Dense(20), Tanh, As("features"), Dense(10), Output("digit")]
[CrossEntropy]
[Entry("Look", To = "features")]
public sealed partial class Judge;
