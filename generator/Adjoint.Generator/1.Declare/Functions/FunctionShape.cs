using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>How a function is declared: what it reads and what it gives.</summary>
/// <param name="Number">The type of its numbers.</param>
/// <param name="Parameters">What it reads.</param>
/// <param name="Outputs">The names of what it gives.</param>
internal sealed record FunctionShape(string Number, EquatableArray<FunctionParameter> Parameters, EquatableArray<string> Outputs)
{
    /// <summary>The most elements that the spans of a function may have together.</summary>
    private const int MostInputs = 256;

    /// <summary>The shape of a method, or null if no function may look so.</summary>
    public static FunctionShape? Of(IMethodSymbol method, Action<FunctionProblem>? report)
    {
        var place = method.Locations[0];
        FunctionShape? Wrong(Location at, string what, string advice)
        {
            report?.Invoke(new FunctionProblem(Rules.NotAFunction, at, method.Name, what, advice));
            return null;
        }
        if (!method.IsStatic || method.Arity > 0 || method.ContainingType.IsGenericType)
            return Wrong(place, method.IsStatic ? "is generic" : "is not static", method.IsStatic ? "write it for float or double" : "add the word static");
        var outputs = OutputsOf(method, out var number);
        if (number is null)
            return Wrong(place, "gives no number", "return a float or a double, a tuple of them, or write to out parameters");
        var parameters = new List<FunctionParameter>();
        foreach (var parameter in method.Parameters.Where(static p => p.RefKind != RefKind.Out))
        {
            if (Read(parameter, number) is not { } read)
            {
                return Wrong(parameter.Locations[0], $"has the parameter '{parameter.Name}' of type {parameter.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}",
                    $"make it a {number}, or a [Length(…)] ReadOnlySpan<{number}>");
            }
            parameters.Add(read);
        }
        if (parameters.Count == 0 || parameters.Sum(static p => p.Count) > MostInputs)
            return Wrong(place, parameters.Count == 0 ? "reads no number" : $"reads more than {MostInputs} numbers", "a function to be derived reads at least one number and at most 256");
        return new FunctionShape(number, parameters.ToEquatableArray(), outputs.ToEquatableArray());
    }

    private static IReadOnlyList<string> OutputsOf(IMethodSymbol method, out string? number)
    {
        number = null;
        var outs = method.Parameters.Where(static p => p.RefKind == RefKind.Out).ToList();
        var types = outs.Select(static p => p.Type).ToList();
        List<string> names = [.. outs.Select(static p => p.Name)];
        if (method.ReturnType is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements })
        {
            types.InsertRange(0, elements.Select(static e => e.Type));
            names.InsertRange(0, elements.Select(static e => e.Name));
        }
        else if (!method.ReturnsVoid)
        {
            types.Insert(0, method.ReturnType);
            names.Insert(0, "");
        }
        if (types.Count > 0 && types.All(t => FunctionSymbols.IsNumber(t) && t.SpecialType == types[0].SpecialType))
            number = FunctionSymbols.NameOf(types[0]);
        return names;
    }

    private static FunctionParameter? Read(IParameterSymbol parameter, string number)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
            return null;
        if (FunctionSymbols.IsNumber(parameter.Type) && FunctionSymbols.NameOf(parameter.Type) == number)
            return new FunctionParameter(parameter.Name, 0, InitialOf(parameter));
        var length = FunctionSymbols.ArgumentOf(parameter, "Length") is int written ? written : 0;
        return length > 0 && FunctionSymbols.ElementOf(parameter.Type, "ReadOnlySpan") is { } element && FunctionSymbols.IsNumber(element) && FunctionSymbols.NameOf(element) == number
            ? new FunctionParameter(parameter.Name, length)
            : null;
    }

    private static double? InitialOf(IParameterSymbol parameter) => FunctionSymbols.ArgumentOf(parameter, "Parameter") is double initial ? initial : null;
}
