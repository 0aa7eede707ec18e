using Adjoint.Tool.Import.Blocks;
using Adjoint.Tool.Import.Layers;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Write;

/// <summary>Writes one list of layers: that of the class, or that of a block.</summary>
/// <param name="names">The names of this list.</param>
/// <param name="blocks">The blocks that it may use.</param>
/// <param name="block">The block whose list it is; null for the class.</param>
internal sealed class ListWriter(Naming names, BlockTable blocks, Block? block)
{
    private readonly List<AttributeText> attributes = [];
    private readonly Dictionary<Layer, string> values = [], owned = [];
    private readonly List<(string Name, BlockTable.CellEntry Cell)> scans = [];
    private Dictionary<Layer, string> roles = [];

    /// <summary>What has been written.</summary>
    public IReadOnlyList<AttributeText> Attributes => attributes;

    /// <summary>The layers with tensors, and what they are called.</summary>
    public List<(string Name, Layer Layer)> Named { get; } = [];

    /// <summary>What a layer of a cell should be called; null in other lists.</summary>
    public Func<Layer, string?>? Wanted { get; init; }

    /// <summary>Writes an attribute that is not a layer.</summary>
    public void Add(string text, bool startsLine, bool endsGroup) => attributes.Add(new(text, startsLine, endsGroup));

    /// <summary>Notes how the values that are named are used; that gives them their names.</summary>
    public void Prepare(IReadOnlyList<Item> items)
    {
        roles = [];
        foreach (var item in items)
        {
            var role = (item as Step)?.Layer?.Word switch { "Add" => "skip", "Concat" => "part", "Multiply" => "factor", "MatMul" => "right", "Subtract" => "other", _ => "shared" };
            IEnumerable<Layer?> read = item switch { Step step => step.Others.Append(step.From), BlockUse use => [use.From], _ => [] };
            foreach (var (value, i) in read.OfType<Layer>().Select(static (value, i) => (value, i)))
                roles.TryAdd(value, item is Step { Layer.InputNames: var named } && i < named.Count ? named[i].ToLowerInvariant() : role);
        }
        // What a block reads is what goes in.
        if (block is not null && roles.ContainsKey(block.Entry))
        {
            values[block.Entry] = names.Value("in");
            Add("As(\"in\")", true, false);
        }
    }

    /// <summary>Whether a value is read by its name.</summary>
    public bool IsNamed(Layer value) => roles.ContainsKey(value);

    /// <summary>Names an input that has a name of its own.</summary>
    public void Name(Layer input, string name) => values[input] = name;

    public void Write(Step step, string? output)
    {
        if (step.From is { } from)
            Add($"From({Literals.Quoted(values[from])})", true, false);
        if (step.Layer is { } layer)
            Write(layer, step.Others, step.Owner);
        foreach (var state in step.Next)
            Add($"Next({Literals.Quoted(state)})", false, false);
        if (output is not null)
            Add($"Output({Literals.Quoted(output)})", false, true);
    }

    public void Write(BlockUse use)
    {
        if (use.From is { } from)
            Add($"From({Literals.Quoted(values[from])})", true, false);
        var (name, given) = blocks.NamesOf(use, names);
        List<string> arguments = use.Instances.Count > 1 ? [Literals.Of(use.Instances.Count)] : [];
        arguments.AddRange(use.Arguments.Select(static number => Literals.Of(number)));
        if (given is not null)
            arguments.Add($"Name = {Literals.Quoted(given)}");
        Add($"{(use.Instances.Count > 1 ? "Repeat" : "Use")}<{blocks.ClassOf(use.Block)}>{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}", use.From is null, true);
        var locals = blocks.LocalsOf(use.Block);
        for (var i = 0; i < use.Instances.Count; i++)
            Named.AddRange(BlockNames.Named(use.Instances[i]).Zip(locals, (layer, local) => ($"{name[i]}.{local}", layer)));
        AddName(use.Instances[^1][^1]);
    }

    private void WriteScan(Layer layer, Cell cell)
    {
        var entry = blocks.CellOf(cell);
        var own = cell.Inputs.Count;
        List<string> arguments = [];
        if (own > 1)
            arguments.Add($"From = {Names(layer.Inputs.Take(own))}");
        if (layer.Inputs.Count > own)
            arguments.Add($"Initial = {Names(layer.Inputs.Skip(own))}");
        arguments.AddRange(layer.Options.Select(static o => $"{o.Name} = {Literals.Of(o.Value)}"));
        var (name, isWritten) = names.Layer(BlockTable.StemOf(entry.Class), entry.Prefix);
        if (isWritten)
            arguments.Add($"Name = {Literals.Quoted(name)}");
        Layer[] named = [.. entry.Named.Select(static n => n.Layer)];
        var shared = scans.Find(other => other.Cell.Class == entry.Class && Sharing.AreSame(named, [.. other.Cell.Named.Select(static n => n.Layer)]));
        if (shared is { Name: { } owner } && entry.Named.Count > 0)
            arguments.Add($"SharedWith = {Literals.Quoted(owner)}");
        else
            Named.AddRange(entry.Named.Select(n => ($"{name}.{n.Name}", n.Layer)));
        scans.Add((name, entry));
        Add($"Scan<{entry.Class}>{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}", attributes.Count > 1, true);
        AddName(layer);

        string Names(IEnumerable<Layer> layers) => $"new[] {{ {string.Join(", ", layers.Select(l => Literals.Quoted(values[l])))} }}";
    }

    private void Write(Layer layer, IReadOnlyList<Layer> others, Layer? owner)
    {
        if (layer.Cell is { } cell)
        {
            WriteScan(layer, cell);
            return;
        }
        List<string> arguments = [];
        if (layer.Word == "Input" && values.TryGetValue(layer, out var port))
            arguments.Add(Literals.Quoted(port));
        arguments.AddRange(layer.Arguments.Select((value, i) => Expression(layer, Slots.Key(i)) ?? (value is Function function ? NameOf(function) : Literals.Of(value))));
        arguments.AddRange(others.Select((other, i) => layer.InputNames.Count == 0 ? Literals.Quoted(values[other]) : $"{layer.InputNames[i]} = {Literals.Quoted(values[other])}"));
        string? name = null;
        if (layer.Tensors.Count > 0)
        {
            // Within a block the model's names are those that uses have in common.
            (name, var isWritten) = names.Layer(Naming.StemOf(layer), Wanted is not null ? Wanted(layer) : block is null ? layer.Name : blocks.WantedOf(block, layer));
            if (owner is null || owner == layer)
                Named.Add((name, layer));
            owned[layer] = name;
            name = isWritten ? name : null;
        }
        arguments.AddRange(layer.Options.Select(o => $"{o.Name} = {Expression(layer, o.Name) ?? Literals.Of(o.Value)}"));
        if (layer.Options.All(static o => o.Name != "Stride") && Expression(layer, "Stride") is { } stride)
            arguments.Add($"Stride = {stride}");
        if (owner is not null && owner != layer)
            arguments.Add($"SharedWith = {Literals.Quoted(owned[owner])}");
        else if (layer.Origins.Count > 0 && layer.Origins.Count == layer.Tensors.Count && layer.Origins.All(static origin => origin.IsFrozen) && layer.Word != "Variable")
            arguments.Add("Frozen = true");
        if (name is not null)
            arguments.Add($"Name = {Literals.Quoted(name)}");
        var starts = attributes.Count > 1 && (layer.Tensors.Count > 0 && attributes[^1].EndsGroup || layer.Word == "Variable" || layer.Word == "Input");
        Add($"{layer.Word}{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}", starts, EndsGroup(layer.Word));
        if (name is not null && roles.ContainsKey(layer))
            values[layer] = name;
        AddName(layer);
    }

    /// <summary>A function of the class, which a block names with it.</summary>
    private string NameOf(Function function) => block is null && Wanted is null ? $"nameof({function.Name})" : $"typeof({blocks.Network}), nameof({blocks.Network}.{function.Name})";

    private string? Expression(Layer layer, string key) => block?.Expressions.GetValueOrDefault((layer, key)) is { } expression ? Literals.Quoted(expression) : null;

    private void AddName(Layer value)
    {
        if (!roles.TryGetValue(value, out var role) || values.ContainsKey(value))
            return;
        values[value] = names.Value(role);
        attributes.Add(new($"As({Literals.Quoted(values[value])})", false, true));
    }

    private static bool EndsGroup(string word) => word.Contains("LU", StringComparison.Ordinal) || word.Contains("Pool", StringComparison.Ordinal)
        || word is "Input" or "Tanh" or "Sigmoid" or "Mish" or "Add" or "Concat" or "Apply" or "Softplus" or "Hardswish" or "Flatten" or "Last" or "Embedding" or "PositionEmbedding" or "SinusoidalPositions" or "LSTM" or "GRU" or "RNN";
}
