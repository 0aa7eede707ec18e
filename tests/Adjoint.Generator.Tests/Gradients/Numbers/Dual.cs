namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// A dual number a + b ε with ε² = 0: b is the derivative of a along one direction, carried forward with it (Clifford, 1873).
/// </summary>
internal readonly record struct Dual(double Value, double Slope) : IReal<Dual>
{
    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Slope * b.Value + a.Value * b.Slope);

    public static Dual operator /(Dual a, Dual b) => new(a.Value / b.Value, (a.Slope - a.Value / b.Value * b.Slope) / b.Value);

    public static Dual Of(double value) => new(value, 0);

    public static Dual Map(Dual x, double value, double derivative) => new(value, derivative * x.Slope);
}
