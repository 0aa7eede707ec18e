using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>
/// Walks everything a value can reach. A model may hold data only: one symbol or node would keep a whole compilation alive and be equal to none of
/// the next; an array or a dictionary is equal to itself alone.
/// </summary>
internal static class ModelGraph
{
    private static readonly Type[] OfTheCompiler =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Compilation), typeof(SemanticModel), typeof(Location),
        typeof(AttributeData), typeof(Diagnostic),
    ];

    private static readonly Type[] ComparedByReference = [typeof(Array), typeof(IDictionary), typeof(IList), typeof(Delegate)];

    /// <summary>Fails when a value between the steps of a pipeline holds anything but data.</summary>
    public static void RequireOnlyData(GeneratorDriverRunResult run)
    {
        foreach (var step in run.Results.SelectMany(PipelineSteps.Of))
        {
            foreach (var (value, _) in step.Outputs)
            {
                if (FirstOffence(value) is { } offence)
                    Assert.Fail($"The pipeline step '{step.Name ?? "(no tracking name)"}' hands on {offence}");
            }
        }
    }

    /// <summary>The path to the first thing that a model must not hold, and why; null when there is none.</summary>
    public static string? FirstOffence(object? value) =>
        FirstOffence(value, value?.GetType().Name ?? "null", inModel: false, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static string? FirstOffence(object? value, string path, bool inModel, HashSet<object> seen)
    {
        if (value is null)
            return null;
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string or decimal or Type)
            return null;
        if (OfTheCompiler.FirstOrDefault(forbidden => forbidden.IsAssignableFrom(type)) is { } compiler)
            return $"{path}: a {type.Name} is a {compiler.Name} and keeps a compilation alive. Copy what is needed of it into a record.";
        if (IsEquatableArray(type))
            return FirstOffenceOfItems((IEnumerable)value, path, seen);
        // What Collect and Combine make, a tuple with an array in it, the driver compares item by item; in a model nobody does.
        if (inModel && ComparedByReference.Any(forbidden => forbidden.IsAssignableFrom(type)))
            return $"{path}: a {type.Name} is equal to itself alone, so nothing that holds it is ever cached. Use EquatableArray<T>.";
        if (!type.IsValueType && !seen.Add(value))
            return null;
        return value is IEnumerable items && !inModel ? FirstOffenceOfItems(items, path, seen) : FirstOffenceOfFields(value, type, path, seen);
    }

    private static string? FirstOffenceOfItems(IEnumerable items, string path, HashSet<object> seen)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (FirstOffence(item, $"{path}[{index++}]", inModel: true, seen) is { } offence)
                return offence;
        }
        return null;
    }

    private static string? FirstOffenceOfFields(object value, Type type, string path, HashSet<object> seen)
    {
        var isTuple = value is ITuple && type.IsValueType;
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (FirstOffence(field.GetValue(value), $"{path}.{NameOf(field)}", inModel: !isTuple, seen) is { } offence)
                    return offence;
            }
        }
        return null;
    }

    private static bool IsEquatableArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>);

    /// <summary>A property's field is known by the property.</summary>
    private static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
}
