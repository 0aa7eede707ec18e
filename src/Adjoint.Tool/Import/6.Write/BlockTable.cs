using Adjoint.Tool.Import.Blocks;
using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Write;

/// <summary>The blocks of a class: what each is called, and what its layers are called within it.</summary>
internal sealed class BlockTable
{
    private readonly Dictionary<Block, Entry> entries = [];

    /// <param name="className">The class.</param>
    /// <param name="items">Its list.</param>
    public BlockTable(string className, IReadOnlyList<Item> items)
    {
        Network = className;
        foreach (var uses in items.OfType<BlockUse>().GroupBy(static use => use.Block))
        {
            var name = $"{className}Block{(entries.Count == 0 ? "" : Literals.Of(entries.Count + 1))}";
            entries[uses.Key] = new Entry(name, BlockNames.Of([.. uses]), BlockNames.Named(uses.Key.Steps.Select(static s => s.Layer!)).ToList());
        }
        foreach (var (block, entry) in entries)
            Write(block, entry);
    }

    public int Count => entries.Count;

    /// <summary>The class that uses the blocks.</summary>
    public string Network { get; }

    public string ClassOf(Block block) => entries[block].Class;

    /// <summary>What the layers with tensors are called within the block.</summary>
    public IReadOnlyList<string> LocalsOf(Block block) => entries[block].Locals;

    /// <summary>What a layer of the block should be called.</summary>
    public string? WantedOf(Block block, Layer layer) => entries[block].Names.Locals[entries[block].Layers.IndexOf(layer)];

    /// <summary>What the layers of each use are called after, and what is written, if the model's names are taken.</summary>
    public (IReadOnlyList<string> Each, string? Written) NamesOf(BlockUse use, Naming names)
    {
        var entry = entries[use.Block];
        if (entry.Names.Of(use) is { } given && names.TryTake([.. given.Each, .. given.Each.Contains(given.Written) ? (string[])[] : [given.Written]]))
            return (given.Each, given.Written);
        return ([.. use.Instances.Select(_ => names.Layer(StemOf(entry.Class), null).Name)], null);
    }

    /// <summary>The declarations of all blocks and cells.</summary>
    public string Declarations =>
        string.Concat(entries.Values.Select(static entry => (entry.Text, entry.Class))
            .Concat(cells.Select(static cell => (cell.Text, cell.Class)).Distinct())
            .Select(static b => $"\n{b.Text}public abstract class {b.Class};\n"));

    /// <summary>How a cell is declared: equal ones are one class.</summary>
    public CellEntry CellOf(Cell cell)
    {
        var steps = Sequence.Of(cell);
        var layers = BlockNames.Named(steps.Select(static s => s.Layer).OfType<Layer>()).ToList();
        var (prefix, locals) = BlockNames.SplitOf(layers) ?? (null, [.. layers.Select(static _ => (string?)null)]);
        var writer = new ListWriter(Naming.OfBlock(), this, null) { Wanted = layer => locals[layers.IndexOf(layer)] };
        writer.Add("Block", true, true);
        writer.Prepare(steps);
        for (var i = 0; i < cell.Inputs.Count; i++)
        {
            var name = i == 0 ? "x" : FormattableString.Invariant($"given{i}");
            writer.Name(cell.Inputs[i], name);
            writer.Add($"Input({Literals.Quoted(name)})", i == 0, false);
        }
        foreach (var (state, _, name) in cell.States)
        {
            writer.Name(state, name);
            writer.Add($"State({string.Join(", ", state.Shape.Select(static size => Literals.Of(size)).Prepend(Literals.Quoted(name)))})", false, true);
        }
        foreach (var step in steps)
            writer.Write(step, null);
        var text = AttributeLines.Of(writer.Attributes);
        var known = cells.FirstOrDefault(c => c.Text == text);
        var entry = new CellEntry(
            known?.Class ?? $"{Network}Cell{(cells.Select(static c => c.Class).Distinct().Count() is var count && count == 0 ? "" : Literals.Of(count + 1))}",
            text,
            prefix,
            writer.Named);
        cells.Add(entry);
        return entry;
    }

    private readonly List<CellEntry> cells = [];

    /// <summary>What the names of a block's uses begin with.</summary>
    public static string StemOf(string @class)
    {
        var stem = string.Concat(@class.ToLowerInvariant().Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return char.IsAsciiLetter(stem[0]) ? stem : "block";
    }

    /// <summary>A cell.</summary>
    /// <param name="Class">Its class.</param>
    /// <param name="Text">Its attributes.</param>
    /// <param name="Prefix">What its use is called in the model; null for nothing.</param>
    /// <param name="Named">Its layers with tensors.</param>
    public sealed record CellEntry(string Class, string Text, string? Prefix, IReadOnlyList<(string Name, Layer Layer)> Named);

    private void Write(Block block, Entry entry)
    {
        var writer = new ListWriter(Naming.OfBlock(), this, block);
        writer.Add($"Block{(block.Parameters.Count == 0 ? "" : $"({string.Join(", ", block.Parameters.Select(Literals.Quoted))})")}", true, true);
        // The first layer reads what comes in, which is current.
        var steps = block.Steps.Select((step, i) => i == 0 ? step with { From = null } : step).ToList();
        writer.Prepare(steps);
        foreach (var step in steps)
            writer.Write(step, null);
        entry.Locals.AddRange(writer.Named.Select(static n => n.Name));
        entry.Text = AttributeLines.Of(writer.Attributes);
    }

    private sealed record Entry(string Class, BlockNames Names, List<Layer> Layers)
    {
        public List<string> Locals { get; } = [];

        public string Text { get; set; } = "";
    }
}
