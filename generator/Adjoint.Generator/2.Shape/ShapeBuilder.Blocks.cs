using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Uses of blocks: the layers of the block are read in their place, so that no later stage knows of blocks.</summary>
internal partial class ShapeBuilder
{
    /// <summary>What is wrong with each block itself, found once.</summary>
    private readonly Dictionary<string, EquatableArray<Problem>> checkedBlocks = new(StringComparer.Ordinal);

    /// <summary>The blocks that were entered so far: one that repeats others, which repeat others, grows out of hand without a single layer.</summary>
    private int entered;

    private void ReadBlockUse(BlockWord use, int attribute)
    {
        if ((use.Declared ?? declaration.Blocks.FirstOrDefault(b => b.Key == use.Block)) is not { } block)
            Report(Rules.NotABlock, SourcePlace.Of(attribute), NameOfType(use.Block), use.Name);
        else if (use.Times is < 0 and var times)
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "times"), $"The number of repetitions of '{block.Name}'", "at least 0", times);
        else if (use.SharedWith is { } owner && !IsUsed(owner))
            ReportUnknown(new SourcePlace(attribute, "SharedWith"), owner, frame.Named.Keys);
        else if (!TakesArguments(block, use, attribute) || GivenBy(use, block, attribute) is not { } given)
            return;
        else if (use.Times is { } repetitions)
            Repeat(block, use, given, attribute, repetitions);
        else if (Claim(layerNames.Of(use, block, frame.Prefix, 0), attribute) is not { } name)
            return;
        else if (use.Scan is not null)
            ReadScan(block, name, use, given, attribute);
        else
            Enter(block, name, use, given);
    }

    /// <summary>A name such as <c>layer2</c> is that of the last value too; one that ends in a number is that of the first repetition.</summary>
    private void Repeat(BlockDeclaration block, BlockWord use, IReadOnlyList<NamedValue> given, int attribute, int times)
    {
        var all = use.LayerName;
        if (all is not null && !LayerNames.IsNumbered(all) && Claim(all, attribute) is null)
            return;
        for (var i = 0; i < times && problems.Count == 0; i++)
        {
            if (Claim(layerNames.Of(use, block, frame.Prefix, i), attribute) is { } name)
                Enter(block, name, use, i == 0 ? given : [current!, .. given.Skip(1)], i);
        }
        if (all is not null && !LayerNames.IsNumbered(all) && problems.Count == 0)
            frame.Named[all] = current! with { Source = $"'{frame.Prefix}{all}'" };
    }

    /// <summary>A projection is a block of the library's own, and stands for nothing where the shape agrees already.</summary>
    private void ReadProjection(ProjectWord use, int attribute)
    {
        if (Claim(layerNames.Of(use, frame.Prefix, isUsual: !frame.Named.ContainsKey(Projection.Stem)), attribute) is not { } name)
            return;
        if (current!.Value.Shape is { Rank: 3 } image && Projection.IsIdentity(use, image.Sizes[0]))
            frame.Named[name] = current;
        else
            Enter(Projection.Block, name, Projection.UseOf(use), [current!]);
    }

    private void Enter(BlockDeclaration block, string name, BlockWord use, IReadOnlyList<NamedValue> given, int repetition = 0)
    {
        var level = frame.Path.Count;
        if (level > Limits.Levels)
            Report(Rules.TooLarge, ReadingPlace, $"'{declaration.Name}'", level, "blocks within one another", Limits.Levels);
        else if (++entered > Limits.Layers)
            Report(Rules.TooLarge, ReadingPlace, $"'{declaration.Name}'", entered, "uses of blocks", Limits.Layers);
        else
            ReadBlock(block, name, use, given, repetition);
    }

    /// <summary>Reads the layers of a block; what it yields is the current value then, under the name of the use.</summary>
    private protected virtual void ReadBlock(BlockDeclaration block, string name, BlockWord use, IReadOnlyList<NamedValue> given, int repetition)
    {
        var outer = frame;
        frame = new Frame(block.Words, block)
        {
            Outer = outer, Prefix = $"{outer.Prefix}{name}.", Shared = SharedBy(use, name, repetition), IsFrozen = use.IsFrozen, Given = given,
            WholeLayer = outer.WholeLayer ?? (block.IsWholeLayer ? outer.Prefix + name : null),
            Repetition = use.Times is { } times ? FormattableString.Invariant($", in repetition {repetition + 1} of {times}") : "",
        };
        current = given[0];
        if (!HasMistakes(block) && Bind(block, use))
            ReadFrame();
        frame = outer;
        if (problems.Count == 0)
            frame.Named[name] = current = current! with { Source = $"'{frame.Prefix}{name}'" };
    }

    /// <summary>Whether a use of a block above has this name, and tensors to share.</summary>
    private protected virtual bool IsUsed(string owner) => parameters.LayersUnder($"{frame.Prefix}{owner}.").Any();

    /// <summary>What a use shares its tensors with. Of a repetition whose owner is repeated too, each shares with its own.</summary>
    private (string, string)? SharedBy(BlockWord use, string name, int repetition)
    {
        if (use.SharedWith is not { } owner)
            return frame.Shared;
        var (own, whole) = ($"{frame.Prefix}{name}.", frame.Prefix + owner);
        var counted = FormattableString.Invariant($"{whole}.{repetition}.");
        return (own, use.Times is not null && parameters.LayersUnder(counted).Any() ? counted : whole + ".");
    }

    /// <summary>The layer whose tensors a layer in a use of a block shares; null where it has its own.</summary>
    public string? TensorOwnerOf(string layer) => frame.Shared is var (own, owner) ? owner + layer.Substring(own.Length) : null;

    /// <summary>Whether a block is wrong wherever it is used. If it is declared in the project, the analysis of the block itself reports that.</summary>
    private bool HasMistakes(BlockDeclaration block)
    {
        if (!checkedBlocks.TryGetValue(block.Key, out var found))
            checkedBlocks.Add(block.Key, found = BlockChecker.Check(block, declaration.Blocks, cancellation));
        if (found.IsEmpty)
            return false;
        frame.Current = found[0].Place.Attribute;
        problems.Add(block.IsHere ? found[0] with { Place = found[0].Place with { Block = block.Key } } : Misfit(found[0]));
        return true;
    }

    /// <summary>Gives each parameter of the block that is being entered its argument, or its default.</summary>
    private bool Bind(BlockDeclaration block, BlockWord use)
    {
        var arguments = use.Arguments;
        var parameters = BlockParameters.Read(block, out _);
        for (var i = 0; i < parameters.Count && problems.Count == 0; i++)
        {
            frame.Current = SourcePlace.Mark;
            frame.Parameters[parameters[i].Name] = i < arguments.Count
                ? arguments[i]
                : ValueOf(parameters[i].Default!, block.Parameters[i], NumberKind.Argument, new SourcePlace(SourcePlace.Mark, "parameters", i));
        }
        return problems.Count == 0;
    }

    /// <summary>Whether a use has as many arguments as the block asks for. A block that is wrong itself is not asked.</summary>
    private bool TakesArguments(BlockDeclaration block, BlockWord use, int attribute)
    {
        var given = use.Arguments.Count;
        var parameters = BlockParameters.Read(block, out var problem);
        var missing = parameters.Skip(given).Where(static p => p.Default is null).Select(static p => $"'{p.Name}'").ToList();
        if (problem is not null || (given <= parameters.Count && missing.Count == 0))
            return true;
        var (place, advice) = missing.Count > 0
            ? (SourcePlace.Of(attribute), $"add one for {string.Join(" and ", missing)}")
            : (new SourcePlace(attribute, "arguments", parameters.Count), "remove what is too much");
        var count = given switch { 0 => "no arguments are", 1 => "1 is", _ => FormattableString.Invariant($"{given} are") };
        ReportWith(given == parameters.Count + 1 ? [Remedy.Omit(place) with { Title = "Remove the last argument" }] : [],
            Rules.BlockArgumentsDiffer, place, block.Name, BlockParameters.Listed(block), count, advice);
        return false;
    }

    /// <summary>A problem inside of a block, as one of the use of the block in the network.</summary>
    private Problem Misfit(Problem cause)
    {
        var path = frame.Path;
        var words = string.Join(", in its ", [.. path.Skip(2).Select(static f => f.Block!.Name), frame.Reading]);
        var place = SourcePlace.Of(path[0].Current);
        EquatableArray<Remedy> remedies = [];
        if (path.Count == 2 && ArgumentOf(cause, path[1]) is { } argument)
        {
            place = new(path[0].Current, "arguments", argument);
            remedies = cause.Remedies.Where(remedy => remedy.Edits is { Count: 1 } edits && edits[0].Kind == EditKind.Set && edits[0].Place == cause.Place)
                .Select(remedy => remedy with { Edits = [remedy.Edits[0] with { Place = place }] }).ToEquatableArray();
        }
        if (remedies.IsEmpty && path.Count == 2 && cause.Rule is Rules.ShapesDiffer or Rules.ConcatAxesDiffer)
            remedies = AsIncoming(path[1]);
        return Problem.Of(Rules.BlockDoesNotFit, place, path[1].Block!.Name, path[1].Repetition, words) with { Cause = cause, Remedies = remedies };
    }

    /// <summary>Each argument of a use as the channels or features of the value that comes in, which a residual block keeps.</summary>
    private static EquatableArray<Remedy> AsIncoming(Frame inner)
    {
        if (inner.Outer!.Words[inner.Outer.Current] is not BlockWord use || inner.Given.Count != 1)
            return [];
        var shape = inner.Given[0].Value.Shape;
        var size = FormattableString.Invariant($"{(shape.Rank == 3 ? shape.Sizes[0] : shape.Last)}");
        return Enumerable.Range(0, use.Arguments.Count).Select(i => (i, Arguments: string.Join(", ",
            use.Arguments.Select((argument, other) => other == i ? size : FormattableString.Invariant($"{argument}")))))
            .Select(each => Remedy.Set($"Write {size}", new SourcePlace(inner.Outer.Current, "arguments", each.i), size)
                with { Advice = $"write {inner.Block!.Name}({each.Arguments}) here" }).ToEquatableArray();
    }

    /// <summary>The argument of the use that a block has written as it is where it does not fit; −1 is none that was given.</summary>
    private static int? ArgumentOf(Problem cause, Frame inner)
    {
        if (cause.Place.Argument is not { } name || cause.Place.Attribute < 0 || inner.Words[cause.Place.Attribute] is not ExpressionWord expressions)
            return null;
        string? written = null;
        _ = expressions.With((text, argument, _) =>
        {
            written = argument == name ? text.Text : written;
            return 1;
        });
        var index = BlockParameters.Read(inner.Block!, out _).ToList().FindIndex(parameter => parameter.Name == written);
        return inner.Outer!.Words[inner.Outer.Current] is BlockWord use && index >= 0 && index < use.Arguments.Count ? index : null;
    }

    private static string NameOfType(string key) => key.Split(',')[0].Split('.', '+').Last();
}
