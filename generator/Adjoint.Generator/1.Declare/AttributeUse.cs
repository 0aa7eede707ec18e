namespace Adjoint.Generator.Declare;

/// <summary>One layer attribute as it was written: the operator's name and the arguments, by the names that the attribute's class gives them.</summary>
internal sealed record AttributeUse(string Operator, EquatableArray<Argument> Arguments)
{
    /// <summary>The argument that says which block is used: the type argument of the attribute's class. No parameter or property is called so.</summary>
    public const string BlockArgument = "<block>";

    private const string FrozenArgument = "Frozen";

    /// <summary>The value of an argument, or <paramref name="otherwise"/> where it was not written.</summary>
    public int Int(string name, int otherwise = 0) => Find(name) is int value ? value : otherwise;

    /// <inheritdoc cref="Int"/>
    public float Float(string name, float otherwise = 0) => Find(name) is float value ? value : otherwise;

    /// <summary>
    /// The number that was written. A float stands for the decimal of its fewest digits: 0.1f is one tenth, in networks that compute in double too.
    /// </summary>
    public double Number(string name, double otherwise = 0) => Find(name) is float value ? Decimals.Of(value) : otherwise;

    /// <inheritdoc cref="Int"/>
    public bool Bool(string name, bool otherwise = false) => Find(name) is bool value ? value : otherwise;

    /// <inheritdoc cref="Int"/>
    public string? Text(string name) => Find(name) as string;

    /// <summary>The numbers of an argument that is a list, or none.</summary>
    public EquatableArray<int> Ints(string name) => Find(name) is EquatableArray<int> values ? values : [];

    /// <inheritdoc cref="Ints"/>
    public EquatableArray<float> Floats(string name) => Find(name) is EquatableArray<float> values ? values : [];

    /// <summary>The same as <see cref="Number"/> for each of a list.</summary>
    public IReadOnlyList<double> Numbers(string name) => [.. Floats(name).Select(Decimals.Of)];

    /// <summary>The texts of an argument that is a list, or none.</summary>
    public EquatableArray<string> Texts(string name) => Find(name) is EquatableArray<string> values ? values : [];

    /// <summary>The value of an argument of any kind, or null where it was not written.</summary>
    public object? Value(string name) => Find(name);

    /// <summary>The same with its parameters, or those of the layers that it stands for, kept as they are.</summary>
    public AttributeUse AsFrozen() => this with { Arguments = [.. Arguments.Where(static a => a.Name != FrozenArgument), new(FrozenArgument, true)] };

    /// <summary>Whether the parameters stay as they are.</summary>
    public bool IsFrozen => Bool(FrozenArgument);

    /// <summary>Whether a size was written as an expression.</summary>
    public bool HasSizeTexts => Arguments.Any(static a => a.Value is SizeText or EquatableArray<SizeText>);

    private object? Find(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name)
                return argument.Value;
        }
        return null;
    }
}

/// <summary>
/// An argument: an <c>int</c> (or an enumeration's number), <c>float</c>, <c>bool</c>, <c>string</c>, <see cref="SizeText"/>, or an
/// <see cref="EquatableArray{T}"/> of numbers or texts; in nodes that the compiler adds also a formula. No operator ever sees a <see cref="SizeText"/>: the shape stage puts numbers in their place.
/// </summary>
internal sealed record Argument(string Name, object? Value);

/// <summary>A size that was not written as a number.</summary>
/// <param name="Text">What was written.</param>
/// <param name="IsExpression">Whether it was written as a text; else it is something that no size can be, such as 2.5.</param>
/// <param name="ListAdvice">What to write in place of a list, where one number is needed.</param>
internal sealed record SizeText(string Text, bool IsExpression, string? ListAdvice = null);
