namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// A number of the textbook: what the naive interpreter computes with. Ordinary numbers give values, dual numbers a directional derivative, and
/// numbers on a tape the whole gradient, all by the same few lines for each layer.
/// </summary>
internal interface IReal<T>
    where T : struct, IReal<T>
{
    /// <summary>The number itself, without what it carries.</summary>
    double Value { get; }

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>A number that depends on nothing.</summary>
    static abstract T Of(double value);

    /// <summary>f(x) for a function of one variable, given f and f′ at x.</summary>
    static abstract T Map(T x, double value, double derivative);
}
