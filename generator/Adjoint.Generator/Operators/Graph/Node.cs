namespace Adjoint.Generator.Operators;

/// <summary>A layer or a loss in the graph.</summary>
/// <param name="Operator">What it computes.</param>
/// <param name="Attribute">The attribute's number in the declaration.</param>
/// <param name="Name">The layer's name, such as <c>dense1</c>.</param>
/// <param name="Inputs">The numbers of the values that it reads.</param>
/// <param name="Output">The number of the value that it computes; −1 for a loss.</param>
/// <param name="Parameters">The numbers of its parameters.</param>
/// <param name="Intermediates">The numbers of the values on its way from its inputs to its output, which no other node reads.</param>
internal sealed record Node(
    Operator Operator, int Attribute, string Name, EquatableArray<int> Inputs, int Output, EquatableArray<int> Parameters, EquatableArray<int> Intermediates = default);
