using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>What blocks read: the current value, or the values that a use of them names.</summary>
internal partial class ShapeBuilder
{
    /// <summary>The values that a use hands to its block, in the order of the block's inputs; null after a problem was reported.</summary>
    private List<NamedValue>? GivenBy(BlockWord use, BlockDeclaration block, int attribute)
    {
        var (inputs, names) = (InputsOf(block), use.From);
        if (names.IsEmpty && inputs.Count < 2)
            return [current!];
        if (names.Count == Math.Max(1, inputs.Count))
        {
            var found = names.Select((name, i) => Find(name, new SourcePlace(attribute, "From", i))).ToList();
            return found.Contains(null) ? null : [.. found.OfType<NamedValue>()];
        }
        var read = inputs.Count == 0 ? "one value" : string.Join(" and ", inputs.Select(static name => $"'{name}'"));
        var named = names.Count switch { 0 => "no value is", 1 => "1 is", _ => FormattableString.Invariant($"{names.Count} are") };
        var form = string.Join(", ", (inputs.Count == 0 ? ["value"] : inputs).Select(static name => $"\"{name}\""));
        Report(Rules.BlockInputsDiffer, new SourcePlace(attribute, "From"), block.Name, read, named, form);
        return null;
    }

    /// <summary>An input of a block: a name for what a use hands in. Its shape is that of the value, so none is written.</summary>
    private void ReadBlockInput(InputWord input, int attribute)
    {
        var (block, name) = (frame.Block!, input.Port);
        if (name is null || !input.Shape.IsEmpty)
            Report(Rules.NotABlockInput, name is null ? SourcePlace.Of(attribute) : new SourcePlace(attribute, "shape"), block.Name, name is null ? "has no name" : "has a shape");
        else if (frame.Words.Take(attribute).Any(static word => word is not InputWord))
            Report(Rules.NotABlockInput, SourcePlace.Of(attribute), block.Name, "stands behind a layer");
        else if (IsFree(name, attribute, "input"))
            frame.Named[name] = current = ValueOfInput(attribute) with { Source = $"'{name}'", Attribute = attribute };
    }

    /// <summary>What a use hands in as a block's input; where the block is checked by itself, a value of unknown shape.</summary>
    private NamedValue ValueOfInput(int input)
    {
        if (input < frame.Given.Count)
            return frame.Given[input];
        var value = AddValue("x", current!.Value.Shape);
        AddInput(value, input);
        return current with { Value = value };
    }

    private static List<string> InputsOf(BlockDeclaration block) =>
        [.. block.Words.OfType<InputWord>().Select(static input => input.Port).OfType<string>()];
}
