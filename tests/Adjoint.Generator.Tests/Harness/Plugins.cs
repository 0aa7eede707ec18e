using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Tests.Harness;

/// <summary>What the package brings to the compiler, found as the compiler finds it: by attribute.</summary>
internal static class Plugins
{
    /// <summary>The assembly that a user's compiler loads.</summary>
    public static Assembly Assembly { get; } = typeof(EquatableArray).Assembly;

    /// <summary>A fresh instance of each generator.</summary>
    public static IReadOnlyList<IIncrementalGenerator> Generators() => Create<IIncrementalGenerator, GeneratorAttribute>();

    /// <summary>A fresh instance of each analyzer.</summary>
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers() => Create<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>();

    /// <summary>Every diagnostic that the assembly can report: all its static fields that hold a descriptor.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Descriptors() =>
    [
        .. Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    private static List<T> Create<T, TAttribute>()
        where TAttribute : Attribute
    {
        var types = Assembly.GetTypes().Where(type => typeof(T).IsAssignableFrom(type) && type.IsDefined(typeof(TAttribute), inherit: false)).ToList();
        if (types.Count == 0)
            Assert.Fail($"{Assembly.GetName().Name} has no {typeof(T).Name} marked with [{typeof(TAttribute).Name}]; without the mark no compiler loads it.");
        return [.. types.Select(type => (T)Activator.CreateInstance(type, nonPublic: true)!)];
    }
}
