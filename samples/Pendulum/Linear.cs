namespace Pendulum;

/// <summary>The linear system ẋ = A x + B τ of a state x = (θ, ω), with A = (0 1; a b) and B = (0; c).</summary>
internal readonly record struct Linear(double A, double B, double C)
{
    /// <summary>The eigenvalues of A, which are real for a pendulum that stands upright: λ = b/2 ± √(b²/4 + a).</summary>
    public (double First, double Second) Eigenvalues
    {
        get
        {
            var root = Math.Sqrt(B * B / 4 + A);
            return (B / 2 + root, B / 2 - root);
        }
    }

    /// <summary>
    /// The gain k of τ = −k x that minimises ∫ |x|² + τ² dt: k = Bᵀ P, where P solves the Riccati equation AᵀP + PA − P B Bᵀ P + 1 = 0. With P = (p q; q r) that is
    /// 2 a q − c² q² + 1 = 0, then 2 q + 2 b r − c² r² + 1 = 0. Source: Kalman (1960).
    /// </summary>
    public (double Angle, double Velocity) Gain
    {
        get
        {
            var square = C * C;
            var q = (A + Math.Sqrt(A * A + square)) / square;
            var r = (B + Math.Sqrt(B * B + square * (2 * q + 1))) / square;
            return (C * q, C * r);
        }
    }
}
