namespace Theory.Flows;

/// <summary>The right-hand side f of h′ = f(h).</summary>
[Block, Dense(24), Tanh, Dense(2)]
public abstract class Field;

/// <summary>Euler's step, h ← h + Δt f(h): the block of a residual network.</summary>
[Block, Input("dt"), State("h", 2)]
[From("h"), Use<Field>(Name = "f"), Multiply("dt"), Add("h"), Next("h")]
public abstract class EulerStep;

/// <summary>The classical step of Runge and Kutta, of order four.</summary>
[Block, Input("dt"), State("h", 2)]
[From("h"), Use<Field>(Name = "f"), As("k1"), Multiply("dt"), Scale(0.5), Add("h")]
[Use<Field>(SharedWith = "f"), As("k2"), Multiply("dt"), Scale(0.5), Add("h")]
[Use<Field>(SharedWith = "f"), As("k3"), Multiply("dt"), Add("h")]
[Use<Field>(SharedWith = "f"), As("k4")]
[From("k2"), Add("k3"), Scale(2), Add("k1", "k4"), Multiply("dt"), Scale("1 / 6.0"), Add("h"), Next("h")]
public abstract class RungeKuttaStep;

/// <summary>The state at the end of up to 128 steps of Euler; a step of length 0 is none.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input("x", 2), Input("dt", 128, 1)]
[Scan<EulerStep>(From = new[] { "dt" }, Initial = new[] { "x" }, Name = "flow"), Last]
public sealed partial class EulerFlow;

/// <summary>The same by Runge and Kutta.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input("x", 2), Input("dt", 128, 1)]
[Scan<RungeKuttaStep>(From = new[] { "dt" }, Initial = new[] { "x" }, Name = "flow"), Last]
public sealed partial class RungeKuttaFlow;

/// <summary>The right-hand side alone.</summary>
[Network(Precision = Precision.Double, Derivatives = Derivatives.Vjp), Input(2), Use<Field>(Name = "f")]
public sealed partial class FieldAlone;

/// <summary>All states of 24 steps, to be compared with measured ones.</summary>
[Network, Input("x", 2), Input("dt", 24, 1)]
[Scan<RungeKuttaStep>(From = new[] { "dt" }, Initial = new[] { "x" }, Name = "flow")]
[MeanSquaredError]
public sealed partial class Learner;
