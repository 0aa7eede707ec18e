using System.Globalization;
using System.Reflection;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Meta;

/// <summary>What an option is where it is not written is said twice: by the attribute, to users, and by the record of options, to the compiler. The two agree.</summary>
public sealed class OptionsTests
{
    /// <summary>What any layer can say, which is no option of what it computes.</summary>
    private static readonly string[] Common = ["Name", "SharedWith", "Frozen", "TypeId"];

    /// <summary>The ε of RMSNorm is that of the number's type, and so is none where it is not written; the attribute says that of floats.</summary>
    private const string OfTheNumber = "RMSNorm.Epsilon";

    public static TheoryData<string> Words => [.. OperatorTable.Names];

    [Theory]
    [MemberData(nameof(Words))]
    public void Options_are_by_default_what_the_attribute_says(string word)
    {
        var attribute = Create(typeof(LayerAttribute).Assembly.GetType($"Adjoint.{word}Attribute", throwOnError: true)!);
        var options = Compiled(word);
        foreach (var property in attribute.GetType().GetProperties().Where(p => p.CanWrite && !Common.Contains(p.Name) && $"{word}.{p.Name}" != OfTheNumber))
        {
            var (said, compiled) = (Text(property.GetValue(attribute)), Text(options.GetValueOrDefault(property.Name)));
            Assert.True(said == compiled, $"{word}.{property.Name} is {said} in the attribute and {compiled} in its options.");
        }
        foreach (var parameter in ConstructorOf(attribute.GetType()).GetParameters().Where(static p => p.HasDefaultValue))
            Assert.Equal(Text(parameter.DefaultValue), Text(options[parameter.Name!]));
    }

    /// <summary>The options of a layer that says nothing, by the names of the attribute's arguments.</summary>
    private static Dictionary<string, object?> Compiled(string word)
    {
        var @operator = DeclaredOperators.All.Single(o => o.Name == word);
        var type = @operator.GetType();
        var options = (type.GetProperty("Options") ?? type.GetProperty("Common"))?.GetValue(@operator);
        return options is null ? [] : NodeOptions.Arguments(options).DistinctBy(static a => a.Name).ToDictionary(static a => a.Name, static a => a.Value);
    }

    private static Attribute Create(Type type)
    {
        var constructor = ConstructorOf(type);
        return (Attribute)constructor.Invoke([.. constructor.GetParameters().Select(static p =>
            p.HasDefaultValue ? p.DefaultValue
            : p.ParameterType.IsArray ? Array.CreateInstance(p.ParameterType.GetElementType()!, 0)
            : p.ParameterType == typeof(string) ? "f"
            : p.ParameterType == typeof(object) ? 1
            : Activator.CreateInstance(p.ParameterType))]);
    }

    private static ConstructorInfo ConstructorOf(Type type) => type.GetConstructors().OrderBy(static c => c.GetParameters().Length).First();

    private static string Text(object? value) => value switch
    {
        null => "nothing",
        Enum member => ((IConvertible)member).ToInt32(CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        EquatableArray<int> { IsEmpty: true } or EquatableArray<float> { IsEmpty: true } => "nothing",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
