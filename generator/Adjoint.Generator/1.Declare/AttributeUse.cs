namespace Adjoint.Generator.Declare;

/// <summary>
/// One layer attribute as it was written: the operator's name and the arguments, by the names that the attribute's class gives them. Only this stage looks at it;
/// the others see the <see cref="Word"/> that <see cref="Vocabulary"/> makes of it.
/// </summary>
internal sealed record AttributeUse(string Operator, EquatableArray<Argument> Arguments)
{
    /// <summary>The block that is used: the type argument of the attribute's class; nothing where there is none.</summary>
    public string Block { get; init; } = "";

    /// <summary>The function that a layer or a loss names.</summary>
    public LayerFunction? Function { get; init; }

    private const string FrozenArgument = "Frozen";

    /// <summary>The value of an argument, or <paramref name="otherwise"/> where it was not written.</summary>
    public int Int(string name, int otherwise = 0) => Find(name) is int value ? value : otherwise;

    /// <summary>The same, or null where it was not written.</summary>
    public int? IntIfWritten(string name) => Find(name) is int value ? value : null;

    /// <summary>The numbers of an argument that is a list or one number.</summary>
    public EquatableArray<int> IntOrInts(string name) => Find(name) is int value ? [value] : Ints(name);

    /// <summary>
    /// The number that was written. A float stands for the decimal of its fewest digits: 0.1f is one tenth, in networks that compute in double too.
    /// </summary>
    public double Number(string name, double otherwise = 0) => NumberIfWritten(name) ?? otherwise;

    /// <summary>The same, or null where it was not written.</summary>
    public double? NumberIfWritten(string name) => Find(name) switch { float value => Decimals.Of(value), double value => value, _ => null };

    /// <inheritdoc cref="Int"/>
    public bool Bool(string name, bool otherwise = false) => Find(name) switch { bool value => value, double value => value != 0, _ => otherwise };

    /// <inheritdoc cref="Int"/>
    public string? Text(string name) => Find(name) as string;

    /// <summary>The numbers of an argument that is a list, or none.</summary>
    public EquatableArray<int> Ints(string name) => Find(name) is EquatableArray<int> values ? values : [];

    /// <summary>The numbers, whole or not, of a block's arguments.</summary>
    public EquatableArray<double> Reals(string name) => Find(name) switch
    {
        EquatableArray<double> values => values,
        EquatableArray<int> values => values.Select(static value => (double)value).ToEquatableArray(),
        _ => [],
    };

    /// <summary>The same as <see cref="Number"/> for each of a list.</summary>
    public IReadOnlyList<double> Numbers(string name) => Find(name) is EquatableArray<float> values ? [.. values.Select(Decimals.Of)] : [];

    /// <summary>The texts of an argument that is a list, or none.</summary>
    public EquatableArray<string> Texts(string name) => Find(name) is EquatableArray<string> values ? values : [];

    /// <summary>The same with its parameters, or those of the layers that it stands for, kept as they are.</summary>
    public AttributeUse AsFrozen() => this with { Arguments = [.. Arguments.Where(static a => a.Name != FrozenArgument), new(FrozenArgument, true)] };

    /// <summary>Whether the parameters stay as they are.</summary>
    public bool IsFrozen => Bool(FrozenArgument);

    /// <summary>Whether a size was written as an expression.</summary>
    public bool HasSizeTexts => Arguments.Any(static a => a.Value is SizeText or EquatableArray<SizeText>);

    /// <summary>The same with a number for each expression.</summary>
    /// <param name="number">The value of what was written for an argument, or for an element of one that is a list (else −1).</param>
    public AttributeUse With(Func<SizeText, string, int, double> number) => this with
    {
        Arguments = Arguments.Select(argument => argument.Value switch
        {
            SizeText { Kind: NumberKind.Size } text => argument with { Value = (int)number(text, argument.Name, -1) },
            SizeText text => argument with { Value = number(text, argument.Name, -1) },
            EquatableArray<SizeText> texts when texts[0].Kind == NumberKind.Size => argument with { Value = texts.Select((text, i) => (int)number(text, argument.Name, i)).ToEquatableArray() },
            EquatableArray<SizeText> texts => argument with { Value = texts.Select((text, i) => number(text, argument.Name, i)).ToEquatableArray() },
            _ => argument,
        }).ToEquatableArray(),
    };

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
/// <see cref="EquatableArray{T}"/> of numbers or texts. No word but an <see cref="ExpressionWord"/> has a <see cref="SizeText"/>: the shape stage knows the numbers.
/// </summary>
internal sealed record Argument(string Name, object? Value);

/// <summary>A number that was not written as one.</summary>
/// <param name="Text">What was written.</param>
/// <param name="IsExpression">Whether it was written as a text; else it is something that no size can be, such as 2.5.</param>
/// <param name="List">The list that was written where one number is needed, and the name of the argument that takes lists; null where it is none.</param>
/// <param name="Kind">What it stands for.</param>
internal sealed record SizeText(string Text, bool IsExpression, WrittenList? List = null, NumberKind Kind = NumberKind.Size);

/// <summary>A list where one number is needed.</summary>
/// <param name="Text">The list as C#.</param>
/// <param name="Plural">The name of the argument that takes lists; null where there is none.</param>
internal sealed record WrittenList(string Text, string? Plural);
