using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>Reads one attribute's arguments, from source or from metadata alike.</summary>
internal static class AttributeReader
{
    public static AttributeUse Read(AttributeData attribute)
    {
        var arguments = new List<Argument>();
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            arguments.Add(new Argument(parameters[i].Name, Value(attribute.ConstructorArguments[i])));
        foreach (var named in attribute.NamedArguments)
            arguments.Add(new Argument(named.Key, Value(named.Value)));
        return new AttributeUse(OperatorName(attribute), arguments.ToEquatableArray());
    }

    /// <summary>The attribute's class without the word "Attribute"; a class that is not the library's keeps its namespace, so that it is taken for no other.</summary>
    private static string OperatorName(AttributeData attribute)
    {
        const string suffix = "Attribute";
        var type = attribute.AttributeClass!;
        var name = NetworkReader.IsOurs(type) ? type.Name : type.ToDisplayString();
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }

    private static object? Value(TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Array)
            return constant.Kind == TypedConstantKind.Error ? null : constant.Value;
        if (constant.IsNull)
            return null;
        if (constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String })
            return constant.Values.Select(static v => v.Value as string ?? "").ToEquatableArray();
        return constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single }
            ? constant.Values.Select(static v => v.Value is float value ? value : 0f).ToEquatableArray()
            : constant.Values.Select(static v => v.Value is int value ? value : 0).ToEquatableArray();
    }
}
