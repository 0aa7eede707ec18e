using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Attention, and the layers of the compiler's own before it.</summary>
internal partial class ShapeBuilder
{
    /// <summary>Attention of the library's with its products: a block.</summary>
    private void ReadMultiHead(MultiHeadWord word, int attribute)
    {
        if (CheckHeads(word, word.Options.Heads, word.Options.Dropout, attribute) && MemoryOf(word, word.Options.Memory, "Memory", attribute) is { } memory
            && Claim(layerNames.Of(word, frame.Prefix), attribute) is { } name)
            Enter(MultiHeadLayer.BlockOf(word, current!.Value.Shape.Last), name, new BlockWord(word.Name, word.Name, null, name, [], [], word.IsFrozen), [current, .. memory]);
    }

    /// <summary>Layers of a transformer: a block too.</summary>
    private void ReadTransformer(TransformerWord word, int attribute)
    {
        var options = word.Options;
        if (!CheckHeads(word, options.Heads, options.Dropout, attribute))
            return;
        if (options.Hidden < 1)
            Report(Rules.WidthBelowOne, new SourcePlace(attribute, "Hidden"), word.LayerName ?? word.Name, options.Hidden, "units");
        else if (options.Layers is < 1 or > Limits.Layers)
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "layers"), $"The number of layers of {word.Name}", "at least 1", options.Layers);
        else if (MemoryOf(word, TransformerLayers.IsDecoder(word.Name) ? options.Memory ?? "" : null, "memory", attribute) is { } memory && Claim(layerNames.Of(word, frame.Prefix), attribute) is { } name)
            Enter(TransformerLayers.BlockOf(word, current!.Value.Shape.Last), name, new BlockWord(word.Name, word.Name, null, name, [], [], word.IsFrozen), [current, .. memory]);
    }

    private bool CheckHeads(CompositeWord word, int heads, double dropout, int attribute)
    {
        var (shape, name) = (current!.Value.Shape, word.LayerName ?? word.Name);
        if (!AreNumbers(current, word.Name, attribute))
            return false;
        if (KnowsShapes && shape.Rank < 2)
            ReportRank(word.Name, "positions×features", "positions", attribute);
        else if (heads < 1)
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "heads"), $"The number of heads of '{name}'", "at least 1", heads);
        else if (KnowsShapes && shape.Last % heads != 0)
            ReportWith(
                [Remedy.Set(new(attribute, "heads"), "heads", Enumerable.Range(1, heads).Last(h => shape.Last % h == 0))],
                Rules.HeadsDoNotFit, new SourcePlace(attribute, "heads"), name, $"features of {heads} heads", shape, $"{shape.Last} is no multiple of {heads}",
                $"write a number of heads that divides {shape.Last}");
        else if (!(dropout >= 0 && dropout < 1))
            Report(Rules.RateOutOfRange, new SourcePlace(attribute, "Dropout"), dropout, "write the share of values to drop, such as 0.1");
        else
            return true;
        return false;
    }

    /// <summary>The value that keys and values are made of, where it is another; null after a problem was reported.</summary>
    private List<NamedValue>? MemoryOf(CompositeWord word, string? name, string argument, int attribute)
    {
        if (name is null)
            return [];
        if (Find(name, new SourcePlace(attribute, argument)) is not { } memory || !AreNumbers(memory, word.Name, attribute))
            return null;
        if (!KnowsShapes || memory.Value.Shape.Last == current!.Value.Shape.Last)
            return [memory];
        Report(Rules.HeadsDoNotFit, new SourcePlace(attribute, argument), word.LayerName ?? word.Name, $"a memory of {current.Value.Shape.Last} features", memory.Value.Shape,
            "queries, keys and values are made by one matrix", $"make it as wide, as by Dense({current.Value.Shape.Last})");
        return null;
    }

    private void AddAttention(Attention layer, string name, NamedValue[] inputs, TensorShape shape, ShapeContext context, int attribute)
    {
        if (layer.Options.Rotary is not null && KnowsShapes)
            inputs = Rotated(layer, name, inputs);
        var keys = inputs[layer.IsPacked(inputs.Length) ? 0 : 1].Value;
        if (scan is not null || inputs.All(static i => i.Value.Lengths is null))
            AddNode(layer, name, inputs, names.Next(layer.Symbol), shape, [], []);
        else if (shape.Rank != 2)
            Report(Rules.NoLengths, SourcePlace.Of(attribute), $"'{frame.Prefix}{name}'", "reads several sequences a row, and rows have lengths", "write Mask before it, which makes the steps behind the end 0");
        else
            AddOfLengths(layer, name, inputs, keys, shape, attribute);
    }

    /// <summary>
    /// Keys behind a row's end are not seen. Where a position sees none behind its own, and queries end where keys do, no query that exists sees one anyway.
    /// </summary>
    private void AddOfLengths(Attention layer, string name, NamedValue[] inputs, Value keys, TensorShape shape, int attribute)
    {
        var queries = inputs[0].Value.Lengths;
        var areSeen = keys.Lengths is not null && !(layer.Options.Causal && keys.Lengths == queries && Rotation.PositionsOf(keys.Shape) == shape.Sizes[0]);
        NamedValue[] all = areSeen ? [.. inputs, new NamedValue(values[keys.Lengths!.Value], "the lengths", attribute)] : inputs;
        AddNode(layer with { HasLengths = areSeen }, name, all, names.Next(layer.Symbol), shape, [], []);
        if (queries is not null)
            frame.Named[name] = current = current! with { Value = values[current!.Value.Id] = current.Value with { Lengths = queries } };
    }

    /// <summary>Queries and keys, turned by their positions.</summary>
    private NamedValue[] Rotated(Attention layer, string name, NamedValue[] inputs)
    {
        var isPacked = layer.IsPacked(inputs.Length);
        var width = layer.WidthOf(inputs[0].Value.Shape.Last, isPacked);
        if (isPacked)
            return [Turned(inputs[0], layer.Options.Heads + layer.KeyHeads, 0, ".rotary"), .. inputs.Skip(1)];
        // Of fewer queries than keys the last ones are at one place.
        var first = layer.Options.Causal ? Rotation.PositionsOf(inputs[1].Value.Shape) - Rotation.PositionsOf(inputs[0].Value.Shape) : 0;
        return [Turned(inputs[0], layer.Options.Heads, first, ".rotary.q"), Turned(inputs[1], layer.KeyHeads, 0, ".rotary.k"), .. inputs.Skip(2)];

        NamedValue Turned(NamedValue value, int heads, int start, string suffix) => Insert(
            new Rotation(heads, width, start, layer.Options.Rotary!.Value, layer.Options.Interleaved), value, "Turned", name + suffix) is var turned && value.Value.Lengths is null
                ? turned
                : turned with { Value = values[turned.Value.Id] = turned.Value with { Lengths = value.Value.Lengths, IsMasked = value.Value.IsMasked } };
    }
}
