using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Generator.Declare;

/// <summary>Reads one attribute's arguments, from source or from metadata alike.</summary>
internal static class AttributeReader
{
    public static AttributeUse Read(AttributeData attribute)
    {
        var arguments = new List<Argument>();
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            arguments.Add(Read(attribute, parameters[i].Name, parameters[i], parameters[i].Type, attribute.ConstructorArguments[i]));
        foreach (var named in attribute.NamedArguments)
        {
            var property = Property(attribute.AttributeClass, named.Key);
            arguments.Add(Read(attribute, named.Key, property, (property as IPropertySymbol)?.Type, named.Value));
        }
        return new AttributeUse(OperatorName(attribute), arguments.ToEquatableArray())
        {
            Block = attribute.AttributeClass is { Arity: 1, TypeArguments: var blocks } ? BlockReader.KeyOf(blocks[0]) : "",
        };
    }

    private static Argument Read(AttributeData attribute, string name, ISymbol? symbol, ITypeSymbol? type, TypedConstant value)
    {
        var isSize = IsSize(symbol);
        // An object takes any value, a list too, and yet is for one number.
        return isSize && type?.SpecialType == SpecialType.System_Object && value is { Kind: TypedConstantKind.Array, IsNull: false }
            ? new Argument(name, List(value, Property(attribute.AttributeClass, name + "s")))
            : new Argument(name, Value(value, isSize));
    }

    private static SizeText List(TypedConstant list, ISymbol? plural)
    {
        var numbers = list.Values.Select(static v => v.ToCSharpString()).ToList();
        return new(list.ToCSharpString(), IsExpression: false, plural is null || numbers.Count == 0 ? "write one number" : $"write {plural.Name} = new[] {{ {string.Join(", ", numbers)} }}");
    }

    /// <summary>The attribute's class without the word "Attribute"; a class that is not the library's keeps its namespace, so that it is taken for no other.</summary>
    private static string OperatorName(AttributeData attribute)
    {
        const string suffix = "Attribute";
        var type = attribute.AttributeClass!;
        var name = NetworkReader.IsOurs(type) ? type.Name : type.ToDisplayString();
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }

    private static ISymbol? Property(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).FirstOrDefault(static m => m is IPropertySymbol or IFieldSymbol) is { } property)
                return property;
        }
        return null;
    }

    /// <summary>Whether a parameter or property is marked <c>[Size]</c>: a text there is no name but an expression.</summary>
    private static bool IsSize(ISymbol? symbol) =>
        symbol is not null && symbol.GetAttributes().Any(static a => a.AttributeClass is { Name: "SizeAttribute" } type && NetworkReader.IsOurs(type));

    private static object? Value(TypedConstant constant, bool isSize)
    {
        if (constant.Kind == TypedConstantKind.Type)
            return (constant.Value as ITypeSymbol)?.ToDisplayString();
        if (constant.Kind != TypedConstantKind.Array)
            return constant.Kind == TypedConstantKind.Error ? null : isSize ? Size(constant) : constant.Value is float number ? Unsigned(number) : constant.Value;
        if (constant.IsNull)
            return null;
        // A list of sizes may be written as an array of numbers, which is then the only element of the list.
        if (isSize && constant.Values.Length == 1 && constant.Values[0].Kind == TypedConstantKind.Array)
            return Value(constant.Values[0], isSize);
        if (isSize && constant.Values.Any(static v => v.Value is not int || v.Kind != TypedConstantKind.Primitive))
            return constant.Values.Select(SizeTextOf).ToEquatableArray();
        if (constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String })
            return constant.Values.Select(static v => v.Value as string ?? "").ToEquatableArray();
        return constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single }
            ? constant.Values.Select(static v => v.Value is float value ? Unsigned(value) : 0f).ToEquatableArray()
            : constant.Values.Select(static v => v.Value is int value ? value : 0).ToEquatableArray();
    }

    /// <summary>The number with 0 for −0: the two are equal, and what is equal must be written alike.</summary>
    private static float Unsigned(float number) => number == 0 ? 0 : number;

    /// <summary>A number that is written as one stays one; all else has to be read further.</summary>
    private static object Size(TypedConstant constant) => constant is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : SizeTextOf(constant);

    private static SizeText SizeTextOf(TypedConstant constant) => constant.Kind == TypedConstantKind.Primitive && constant.Value is string or int or long or uint or ulong or short or ushort or byte or sbyte
        ? new(Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!, IsExpression: true)
        : new(constant.IsNull ? "null" : constant.ToCSharpString(), IsExpression: false);
}
