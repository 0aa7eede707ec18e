namespace Adjoint.Generator.Declare;

/// <summary>What can be told of a layer from its attribute's name alone: names, and how its options are read.</summary>
internal sealed class LayerFacts(string name, Func<AttributeUse, LayerOptions>? read = null)
{
    /// <summary>The attribute's name.</summary>
    public string Name => name;

    /// <summary>What the names of its layers begin with, such as dense in <c>dense1</c>.</summary>
    public string Stem { get; init; } = name.ToLowerInvariant();

    /// <summary>The names of the tensors that a layer may have, each a member of the layer's view.</summary>
    public IReadOnlyList<string> Tensors { get; init; } = [];

    /// <summary>The argument that names the values which the layer reads beside the current one; null where it reads none.</summary>
    public string? Others { get; init; }

    /// <summary>The arguments that name each one value which the layer reads beside the current one, all of them or none.</summary>
    public IReadOnlyList<string> OptionalOthers { get; init; } = [];

    /// <summary>The arguments that name each one of the values which the layer reads, and not the current one.</summary>
    public IReadOnlyList<string> OnlyOthers { get; init; } = [];

    /// <summary>Whether it is a loss.</summary>
    public bool IsLoss { get; init; }

    /// <summary>Reads its options.</summary>
    public LayerOptions Read(AttributeUse use) => read?.Invoke(use) ?? NoOptions.Value;
}
