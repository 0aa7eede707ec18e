namespace Adjoint.Generator.Tests.Gradients;

/// <summary>A number and nothing else.</summary>
internal readonly record struct Real(double Value) : IReal<Real>
{
    public static Real operator +(Real a, Real b) => new(a.Value + b.Value);

    public static Real operator -(Real a, Real b) => new(a.Value - b.Value);

    public static Real operator *(Real a, Real b) => new(a.Value * b.Value);

    public static Real operator /(Real a, Real b) => new(a.Value / b.Value);

    public static Real Of(double value) => new(value);

    public static Real Map(Real x, double value, double derivative) => new(value);
}
