namespace Adjoint.Generator.Declare;

/// <summary>One attribute of a declaration as the later stages know it: which word of the language it is and what it says, typed.</summary>
/// <param name="Name">The attribute's name without "Attribute", as messages call it.</param>
internal abstract record Word(string Name)
{
    /// <summary>The same with its parameters, or those of the layers that it stands for, kept as they are.</summary>
    public virtual Word AsFrozen() => this;
}

/// <summary>An input of a network, or of a block.</summary>
/// <param name="Port">Its name; null for an only input.</param>
/// <param name="Shape">Its shape; none in a block.</param>
/// <param name="Tokens">How many tokens there are; null where it is numbers.</param>
/// <param name="HasLengths">Whether each row says how many of its steps there are.</param>
internal sealed record InputWord(string? Port, EquatableArray<int> Shape, int? Tokens = null, bool HasLengths = false) : Word("Input")
{
    /// <summary>The number of nodes, where it is the edges of a graph; null where it is none.</summary>
    public int? Edges { get; init; }
}

/// <summary>A name for the current value.</summary>
internal sealed record AsWord(string? Value) : Word("As");

/// <summary>A named value that becomes the current one.</summary>
internal sealed record FromWord(string? Value) : Word("From");

/// <summary>The current value as an output.</summary>
internal sealed record OutputWord(string? Port) : Word("Output");

/// <summary>The tangent of the current value.</summary>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="Of">The value that changes; null for the first input.</param>
/// <param name="Component">The number of it that changes; null where none is written.</param>
/// <param name="Along">The value that is the direction; null where it is a component.</param>
internal sealed record TangentWord(string? LayerName, string? Of, int? Component, string? Along) : Word("Tangent");

/// <summary>A use of a block, once or several times.</summary>
/// <param name="Name"><c>Use</c>, <c>Repeat</c> or <c>Scan</c>.</param>
/// <param name="Block">The block's key.</param>
/// <param name="Times">How often it is used, one after the other; null for a plain use.</param>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="From">The names of the values that it reads; none for the current one.</param>
/// <param name="Arguments">The values of the block's parameters.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
/// <param name="SharedWith">The use of the same block whose tensors it uses; null for its own.</param>
internal sealed record BlockWord(
    string Name, string Block, int? Times, string? LayerName, EquatableArray<string> From, EquatableArray<double> Arguments, bool IsFrozen, string? SharedWith = null) : Word(Name)
{
    /// <summary>How the block runs along the first axis; null where it is used as a whole.</summary>
    public ScanOptions? Scan { get; init; }

    /// <summary>The block itself, where the library declares it.</summary>
    public BlockDeclaration? Declared { get; init; }

    public override Word AsFrozen() => this with { IsFrozen = true };
}

/// <summary>How a block runs along an axis.</summary>
/// <param name="Reverse">Whether the last step comes first.</param>
/// <param name="Initial">The names of the values that its states begin with; the others begin with 0.</param>
internal sealed record ScanOptions(bool Reverse, EquatableArray<string> Initial);

/// <summary>A layer of the library's that is made of others, some of whose tensors are its own.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
internal abstract record CompositeWord(string Name, string? LayerName, bool IsFrozen) : Word(Name)
{
    /// <summary>What a name begins with where none is given.</summary>
    public abstract string Stem { get; }

    /// <summary>The names of the values that it reads in addition to the current one.</summary>
    public virtual IReadOnlyList<string> Others => [];

    /// <summary>The layers that have tensors, itself among them: what follows its name, and the tensors' names.</summary>
    public abstract IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> Tensors { get; }

    public override Word AsFrozen() => this with { IsFrozen = true };
}

/// <summary>A recurrent layer.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Options">What it computes.</param>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
internal sealed record RecurrentWord(string Name, RecurrentOptions Options, string? LayerName, bool IsFrozen) : CompositeWord(Name, LayerName, IsFrozen)
{
    public override string Stem => Name.ToLowerInvariant();

    public override IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> Tensors => [("", RecurrentLayers.TensorsOf(Options))];
}

/// <summary>Attention with its products.</summary>
/// <param name="Options">What it computes.</param>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
internal sealed record MultiHeadWord(MultiHeadOptions Options, string? LayerName, bool IsFrozen) : CompositeWord(MultiHeadLayer.Name, LayerName, IsFrozen)
{
    public override string Stem => "attention";

    public override IReadOnlyList<string> Others => Options.Memory is { } memory ? [memory] : [];

    public override IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> Tensors => MultiHeadLayer.TensorsOf(Options);
}

/// <summary>Layers of a transformer.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Options">What they compute.</param>
/// <param name="LayerName">The name that is given to them; null for the next one.</param>
/// <param name="IsFrozen">Whether their parameters stay as they are.</param>
internal sealed record TransformerWord(string Name, TransformerOptions Options, string? LayerName, bool IsFrozen) : CompositeWord(Name, LayerName, IsFrozen)
{
    public override IReadOnlyList<string> Others => Options.Memory is { } memory ? [memory] : [];

    public override string Stem => Name.EndsWith("Layer", StringComparison.Ordinal) ? "layer" : TransformerLayers.IsDecoder(Name) ? "decoder" : "encoder";

    public override IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> Tensors => TransformerLayers.TensorsOf(Options);
}

/// <summary>A layer of a graph.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Options">What it computes.</param>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
internal sealed record GraphWord(string Name, GraphOptions Options, string? LayerName, bool IsFrozen) : CompositeWord(Name, LayerName, IsFrozen)
{
    public override string Stem => Options.Heads is null ? "conv" : "attention";

    public override IReadOnlyList<string> Others => [Options.Edges];

    public override IReadOnlyList<(string Suffix, IReadOnlyList<string> Tensors)> Tensors => GraphLayers.TensorsOf(Options);
}

/// <summary>A state of a cell.</summary>
/// <param name="State">Its name.</param>
/// <param name="Shape">Its sizes.</param>
internal sealed record StateWord(string? State, EquatableArray<int> Shape) : Word("State");

/// <summary>The current value as a state's next.</summary>
internal sealed record NextWord(string? State) : Word("Next");

/// <summary>A projection to a width and stride, or nothing where an image has them.</summary>
/// <param name="LayerName">The name that is given to it; null for the usual one.</param>
/// <param name="Width">The channels of the result.</param>
/// <param name="Stride">The distance of the positions that are kept.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
internal sealed record ProjectWord(string? LayerName, int Width, int Stride, bool IsFrozen) : Word(Projection.Name)
{
    public override Word AsFrozen() => this with { IsFrozen = true };
}

/// <summary>A layer.</summary>
/// <param name="Name">The attribute's name: that of the operator, or of none.</param>
/// <param name="Options">What it computes.</param>
/// <param name="LayerName">The name that is given to it; null for the next one.</param>
/// <param name="SharedWith">The layer whose tensors it uses; null for its own.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
/// <param name="Others">The names of the values that it reads beside the current one.</param>
internal sealed record LayerWord(
    string Name, LayerOptions Options, string? LayerName = null, string? SharedWith = null, bool IsFrozen = false, EquatableArray<string> Others = default) : Word(Name)
{
    /// <summary>What can be told of the layer without knowing what it computes.</summary>
    public LayerFacts Facts => Vocabulary.FactsOf(Name);

    public override Word AsFrozen() => this with { IsFrozen = true };
}

/// <summary>A loss.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Options">What it computes, and of which output.</param>
internal sealed record LossWord(string Name, LossOptions Options) : Word(Name);

/// <summary>A word some of whose sizes are expressions: they have values where the sizes of the incoming value and a block's parameters are known.</summary>
/// <param name="Written">The attribute as it was written.</param>
internal sealed record ExpressionWord(AttributeUse Written) : Word(Written.Operator)
{
    /// <summary>The word with a number for each expression.</summary>
    /// <param name="number">The value of what was written for an argument, or for an element of one that is a list (else −1).</param>
    public Word With(Func<SizeText, string, int, double> number) => Vocabulary.Read(Written.With(number));

    /// <summary>The word with 1 for each expression, where only its kind and its names matter.</summary>
    public Word Unsized => With(static (_, _, _) => 1);

    public override Word AsFrozen() => new ExpressionWord(Written.AsFrozen());
}
