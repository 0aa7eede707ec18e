namespace Adjoint.Generator.Declare;

/// <summary>One layer attribute as it was written: the operator's name and the arguments, by the names that the attribute's class gives them.</summary>
internal sealed record AttributeUse(string Operator, EquatableArray<Argument> Arguments)
{
    /// <summary>The value of an argument, or <paramref name="otherwise"/> where it was not written.</summary>
    public int Int(string name, int otherwise = 0) => Find(name) is int value ? value : otherwise;

    /// <inheritdoc cref="Int"/>
    public float Float(string name, float otherwise = 0) => Find(name) is float value ? value : otherwise;

    /// <inheritdoc cref="Int"/>
    public bool Bool(string name, bool otherwise = false) => Find(name) is bool value ? value : otherwise;

    /// <inheritdoc cref="Int"/>
    public string? Text(string name) => Find(name) as string;

    /// <summary>The numbers of an argument that is a list, or none.</summary>
    public EquatableArray<int> Ints(string name) => Find(name) is EquatableArray<int> values ? values : [];

    /// <inheritdoc cref="Ints"/>
    public EquatableArray<float> Floats(string name) => Find(name) is EquatableArray<float> values ? values : [];

    /// <summary>The texts of an argument that is a list, or none.</summary>
    public EquatableArray<string> Texts(string name) => Find(name) is EquatableArray<string> values ? values : [];

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

/// <summary>An argument: an <c>int</c> (or an enumeration's number), <c>float</c>, <c>bool</c>, <c>string</c>, or an <see cref="EquatableArray{T}"/> of numbers.</summary>
internal sealed record Argument(string Name, object? Value);
