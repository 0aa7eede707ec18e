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
        var kind = KindOf(symbol, type);
        // An object takes any value, a list too, and yet is for one number.
        return kind is not null && type?.SpecialType == SpecialType.System_Object && value is { Kind: TypedConstantKind.Array, IsNull: false }
            ? new Argument(name, List(value, Property(attribute.AttributeClass, name + "s")))
            : new Argument(name, Value(value, kind));
    }

    private static SizeText List(TypedConstant list, ISymbol? plural)
    {
        var numbers = list.Values.Select(static v => v.ToCSharpString()).ToList();
        return new(list.ToCSharpString(), IsExpression: false, new($"new[] {{ {string.Join(", ", numbers)} }}", numbers.Count == 0 ? null : plural?.Name));
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

    /// <summary>What a text stands for in a parameter or property that is marked <c>[Size]</c>, <c>[Number]</c> or <c>[Flag]</c>; null elsewhere, where it is a name.</summary>
    private static NumberKind? KindOf(ISymbol? symbol, ITypeSymbol? type) =>
        symbol?.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { } mark && NetworkReader.IsOurs(mark))?.AttributeClass?.Name switch
    {
        "SizeAttribute" => NumberKind.Size,
        "NumberAttribute" => type is IArrayTypeSymbol ? NumberKind.Argument : NumberKind.Number,
        "FlagAttribute" => NumberKind.Flag,
        _ => null,
    };

    private static object? Value(TypedConstant constant, NumberKind? kind)
    {
        if (constant.Kind == TypedConstantKind.Type)
            return (constant.Value as ITypeSymbol)?.ToDisplayString();
        if (constant.Kind != TypedConstantKind.Array)
        {
            return constant.Kind == TypedConstantKind.Error ? null
                : kind is { } known ? Number(constant, known)
                : constant.Value switch { float number => Unsigned(number), double number => Number(number), var other => other };
        }
        if (constant.IsNull)
            return null;
        // A list of sizes may be written as an array of numbers, which is then the only element of the list.
        if (kind is not null && constant.Values.Length == 1 && constant.Values[0].Kind == TypedConstantKind.Array)
            return Value(constant.Values[0], kind);
        if (kind is { } each && constant.Values.Any(static v => v.Value is not int || v.Kind != TypedConstantKind.Primitive))
            return constant.Values.Select(v => TextOf(v, each)).ToEquatableArray();
        if (constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String })
            return constant.Values.Select(static v => v.Value as string ?? "").ToEquatableArray();
        return constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single }
            ? constant.Values.Select(static v => v.Value is float value ? Unsigned(value) : 0f).ToEquatableArray()
            : constant.Values.Select(static v => v.Value is int value ? value : 0).ToEquatableArray();
    }

    /// <summary>The number with 0 for −0: the two are equal, and what is equal must be written alike.</summary>
    private static float Unsigned(float number) => number == 0 ? 0 : number;

    /// <summary>
    /// A double as it is: in networks of doubles 1.0 / 6 is a sixth. A double that a float can hold has been written as one, 0.3f where C# asks for a double, and means three tenths. Beyond the
    /// range of floats a number becomes a float, because most networks compute in floats.
    /// </summary>
    private static object Number(double number) =>
        (float)number is var single && (single == number || single is 0 or float.PositiveInfinity or float.NegativeInfinity) ? (object)Unsigned(single) : number;

    /// <summary>A number that is written as one stays one; all else has to be read further.</summary>
    private static object Number(TypedConstant constant, NumberKind kind) => (kind, constant.Value) switch
    {
        _ when constant.Kind != TypedConstantKind.Primitive => TextOf(constant, kind),
        (NumberKind.Size, int number) => number,
        (NumberKind.Number, int number) => (float)number,
        (NumberKind.Number, float number) => Unsigned(number),
        (NumberKind.Number, double number) => Number(number),
        (NumberKind.Flag, bool flag) => flag,
        _ => TextOf(constant, kind),
    };

    private static SizeText TextOf(TypedConstant constant, NumberKind kind) => (constant.Kind == TypedConstantKind.Primitive ? constant.Value : null) switch
    {
        string or int or long or uint or ulong or short or ushort or byte or sbyte => new(Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!, IsExpression: true, Kind: kind),
        float number when kind == NumberKind.Argument => new(Plain(number), IsExpression: true, Kind: kind),
        double number when kind == NumberKind.Argument => new(Plain(number), IsExpression: true, Kind: kind),
        bool flag when kind == NumberKind.Argument => new(flag ? "1" : "0", IsExpression: true, Kind: kind),
        _ => new(constant.IsNull ? "null" : constant.ToCSharpString(), IsExpression: false, Kind: kind),
    };

    /// <summary>The decimal that people write for a number, without an exponent. Of numbers beyond decimals all digits are there.</summary>
    private static string Plain(double number) => Number(number) is double within && Math.Abs(within) is > 1e-20 and < 7e28
        ? decimal.Parse(within.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : Plain((float)number);

    /// <summary>The same for a float.</summary>
    private static string Plain(float number) => Math.Abs(number) < 7e28f
        ? ((decimal)Decimals.Of(number)).ToString(CultureInfo.InvariantCulture)
        : ((double)number).ToString("F0", CultureInfo.InvariantCulture);
}
