using System.Globalization;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>Constants that a method of the library surely refuses when it is called: a share of 80, a batch of 0 rows, a negative learning rate.</summary>
internal static class RefusedNumbers
{
    /// <summary>The parameter, its range in words, its least number, and its greatest.</summary>
    private static readonly Dictionary<string, (string Range, double Least, double Most)> Ranges = new(StringComparer.Ordinal)
    {
        ["fraction"] = ("from 0 to 1", 0, 1),
        ["batchSize"] = ("of at least 1", 1, int.MaxValue),
        ["learningRate"] = ("of 0 or more, and finite", 0, float.MaxValue),
        ["epoch"] = ("of at least 0", 0, int.MaxValue),
        ["temperature"] = ("of 0 or more, and finite", 0, float.MaxValue),
    };

    /// <summary>Judges what is passed to a method or a constructor.</summary>
    public static void Check(IMethodSymbol? target, IEnumerable<IArgumentOperation> arguments, CallScope scope)
    {
        if (target?.ContainingNamespace?.ToDisplayString() is not ("Adjoint" or "Adjoint.Data" or "Adjoint.Training"))
            return;
        foreach (var argument in arguments)
        {
            if (argument is not { IsImplicit: false, Parameter.Name: var name } || !Ranges.TryGetValue(name, out var range) || NumberOf(argument.Value) is not { } number)
                continue;
            if (number >= range.Least && number <= range.Most)
                continue;
            var place = argument.Value.Syntax.GetLocation();
            // A share in percent is the usual slip.
            IReadOnlyList<Fix> fixes = name == "fraction" && number is > 1 and < 100 ? [Fix.Of($"Write {Text(number / 100)}", place, Text(number / 100))] : [];
            var (article, taker) = (name[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a", target.MethodKind == MethodKind.Constructor ? target.ContainingType.Name : target.Name);
            scope.ReportWith(fixes, Rules.RefusedNumber, place, $"{article} {name}", taker, range.Range, Text(number));
        }
    }

    private static double? NumberOf(IOperation value) => Constant(value) is { } constant and not (bool or string or char) ? Convert.ToDouble(constant, CultureInfo.InvariantCulture) : null;

    private static object? Constant(IOperation value) => value.ConstantValue is { HasValue: true, Value: { } constant } ? constant
        : value is IConversionOperation { Operand: var inner } ? Constant(inner)
        : null;

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
