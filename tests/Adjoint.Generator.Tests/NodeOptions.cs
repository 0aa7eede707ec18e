using System.Reflection;
using System.Runtime.CompilerServices;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests;

/// <summary>The options of a node under the names that its attribute gives them, for interpreters that read attributes.</summary>
internal static class NodeOptions
{
    // An interpreter asks for them at each number of each row, and reflection is slow.
    private static readonly ConditionalWeakTable<Node, AttributeUse> Known = [];

    public static AttributeUse Use(this Node node) => Known.GetValue(node, Read);

    private static AttributeUse Read(Node node)
    {
        var type = node.Operator.GetType();
        var options = (type.GetProperty("Options") ?? type.GetProperty("Common"))?.GetValue(node.Operator);
        return new AttributeUse(node.Operator.Name, options is null ? [] : Arguments(options).ToEquatableArray());
    }

    /// <summary>Each property as an argument, by its own name and as a parameter is called.</summary>
    public static IEnumerable<Argument> Arguments(object options) =>
        from property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0
        from argument in Of(property.Name, property.GetValue(options))
        from name in new[] { argument.Name, char.ToLowerInvariant(argument.Name[0]) + argument.Name[1..] }
        select argument with { Name = name };

    private static Argument[] Of(string name, object? value) => value switch
    {
        int or bool or string => [new(name, value)],
        double => [new(name, value)],
        EdgeWeighting weights => [new(name, (int)weights)],
        EquatableArray<double> numbers => [new(name, numbers.Select(static n => (float)n).ToEquatableArray())],
        EquatableArray<int> => [new(name, value)],
        InitOptions init => [new("Init", init.Initializer ?? 0), new("Deviation", (float)(init.Deviation ?? 0))],
        PerAxis each => [new(each.Name, each.Number), new(each.Name + "s", each.List)],
        _ => [],
    };
}

/// <summary>The operators that can be declared, each as an attribute without arguments declares it.</summary>
internal static class DeclaredOperators
{
    public static IReadOnlyList<Operator> All { get; } =
        [.. OperatorTable.Names.Select(
            static name =>
                OperatorTable.Find(name, Vocabulary.Read(new AttributeUse(name, [])) is LossWord loss ? loss.Options : Vocabulary.FactsOf(name).Read(new AttributeUse(name, [])))!)];
}
