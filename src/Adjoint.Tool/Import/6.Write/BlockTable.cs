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
        var stem = string.Concat(entry.Class.ToLowerInvariant().Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return ([.. use.Instances.Select(_ => names.Layer(char.IsAsciiLetter(stem[0]) ? stem : "block", null).Name)], null);
    }

    /// <summary>The declarations of all blocks.</summary>
    public string Declarations => string.Concat(entries.Values.Select(static entry => $"\n{entry.Text}public abstract class {entry.Class};\n"));

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
