namespace Adjoint.Generator.Declare;

/// <summary>How the parameters of a derivative's method are used: what it reads, and where its results go.</summary>
/// <param name="IsBatched">Whether each number is a span: the method works on arrays.</param>
/// <param name="Directions">The number of the first parameter of the direction, or −1.</param>
/// <param name="Slots">Where the results go.</param>
/// <param name="Spans">How long the spans must be.</param>
internal sealed record Signature(bool IsBatched, int Directions, EquatableArray<Slot> Slots, EquatableArray<SpanLength> Spans)
{
    /// <summary>The use of a method's parameters, or null if they are no signature of its kind.</summary>
    public static Signature? Match(DerivativeDeclaration method) => new SignatureReader(method).Read();

    /// <summary>The signature that a method should have, spelt as its declaration would be.</summary>
    public static string Expected(DerivativeDeclaration method) => SignatureReader.Expected(method);
}

/// <summary>A place that a result goes to.</summary>
/// <param name="Result">The number of the result, in the order of <see cref="ResultOrder"/>.</param>
/// <param name="Parameter">The parameter, or −1 for what the method returns.</param>
/// <param name="Element">The element of the span, of the tuple that is returned, or −1.</param>
internal sealed record Slot(int Result, int Parameter, int Element);

/// <summary>The length that a span must have.</summary>
internal sealed record SpanLength(int Parameter, int Length);

/// <summary>The order of a derivative's results: the function's values, for a Hessian the gradient, then the derivative row by row.</summary>
internal static class ResultOrder
{
    public static int FirstDerivative(FunctionDeclaration function) => function.Outputs.Count;

    /// <summary>The number of the first second derivative.</summary>
    public static int FirstOfHessian(FunctionDeclaration function) => 1 + function.InputCount;
}
