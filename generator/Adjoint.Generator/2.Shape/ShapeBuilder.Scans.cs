using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Loops along an axis: the layers of a cell are read once, for one step. Their values have a place for each step; a state is the value that <c>Next</c> names, one step before,
/// which makes a circle in the graph.
/// </summary>
internal partial class ShapeBuilder
{
    /// <summary>The states of the cell that is being read.</summary>
    private readonly List<CellState> states = [];

    /// <summary>The loop that is being read; null outside of loops.</summary>
    private Scan? scan;

    private int scans;

    /// <summary>The values that the states of the cell begin with.</summary>
    private Queue<NamedValue> initial = new();

    /// <summary>Whether the shapes of values are known; where a block is checked by itself they are not.</summary>
    private protected virtual bool KnowsShapes => true;

    private void ReadScan(BlockDeclaration block, string name, BlockWord use, IReadOnlyList<NamedValue> given, int attribute)
    {
        if (!KnowsShapes)
        {
            Enter(block, name, use, given);
            return;
        }
        if (scan is not null)
        {
            Report(Rules.NotInACell, SourcePlace.Of(attribute), "Scan", "run the two loops one after the other");
            return;
        }
        if (!given.Concat(ReadInitial(use, attribute)).All(value => AreNumbers(value, "Scan", attribute)) || problems.Count > 0)
            return;
        if (given[0].Value.Shape is not { Rank: >= 2 } sequence)
        {
            Report(Rules.RankDiffers, SourcePlace.Of(attribute), "Scan", "steps×features", given[0].Source, given[0].Value.Shape, "insert Reshape before it, with the number of steps first");
            return;
        }
        var steps = sequence.Sizes[0];
        var n = given[0].Value.Lengths;
        given = [Masked(given[0], name + ".steps"), .. given.Skip(1)];
        var sources = given.Select((value, i) => i > 0 ? AtEveryStep(value, steps, name) : use.Scan!.Reverse ? Reversed(value, name) : value).ToList();
        (scan, lengths) = (new Scan(scans++, steps), n);
        Enter(block, name, use, [.. sources.Select(value => StepOf(value, name))]);
        CheckStates();
        CheckInitial(use, attribute);
        (scan, lengths) = (null, null);
        if (problems.Count > 0)
            return;
        Yield(name, current!, steps);
        if (n is not null)
            frame.Named[name] = current = OfLengths(current!, n.Value, !use.Scan!.Reverse, name);
        if (use.Scan!.Reverse)
            frame.Named[name] = current = Reversed(current!, name + ".inOrder") with { Source = $"'{frame.Prefix}{name}'" };
    }

    /// <summary>A recurrent layer of the library's: a block of loops.</summary>
    private void ReadRecurrent(RecurrentWord word, int attribute)
    {
        var options = word.Options;
        if (scan is not null)
            Report(Rules.NotInACell, SourcePlace.Of(attribute), word.Name, "run the two loops one after the other");
        else if (KnowsShapes && current!.Value.Shape is not { Rank: 2 })
            ReportRank(word.Name, "steps×features", "steps", attribute);
        else if (options.Units < 1)
            Report(Rules.WidthBelowOne, new SourcePlace(attribute, "units"), word.LayerName ?? word.Name, options.Units, "units");
        else if (options.Layers is < 1 or > Limits.Levels)
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "Layers"), $"The number of layers of {word.Name}", FormattableString.Invariant($"from 1 to {Limits.Levels}"), options.Layers);
        else if (!(options.Dropout >= 0 && options.Dropout < 1))
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "Dropout"), $"The dropout rate of {word.Name}", "at least 0 and below 1", options.Dropout);
        else if (!AreNumbers(current!, word.Name, attribute) || Claim(layerNames.Of(word, frame.Prefix), attribute) is not { } name)
            return;
        else
        {
            Enter(RecurrentLayers.BlockOf(word), name, new BlockWord(word.Name, word.Name, null, name, [], [], word.IsFrozen), [current!]);
            if (problems.Count == 0 && options.Bidirectional)
                frame.Named[name] = current = current! with { Value = MarkBidirectional(current!.Value) };
        }
    }

    /// <summary>Notes that a layer along steps or positions reads a value that has none, or several axes of them: a Flatten before it took them away, or the input says features alone.</summary>
    private void ReportRank(string layer, string needed, string along, int attribute)
    {
        var shape = current!.Value.Shape;
        var flatten = nodes.LastOrDefault(node => node.Output == current.Value.Id) is { Operator: Flatten, Attribute: var place } ? place : -1;
        var (remedies, advice) = (shape.Rank, flatten, inputs.Contains(current.Value.Id)) switch
        {
            (1, >= 0, _) => ((EquatableArray<Remedy>)[Remedy.Remove(flatten, "Flatten") with { Advice = "remove the Flatten before it" }], "remove the Flatten before it"),
            (1, _, true) => ([], FormattableString.Invariant($"write the number of {along} first, as in Input({along}, {shape.Last})")),
            _ => ([], $"insert Reshape before it, with the number of {along} first"),
        };
        Report(Problem.Of(Rules.RankDiffers, SourcePlace.Of(attribute), layer, needed, current.Source, shape, advice)
            with { Remedies = remedies, Otherwise = $"insert Reshape before it, with the number of {along} first" });
    }

    /// <summary>A value whose second half comes from the last step to the first.</summary>
    private Value MarkBidirectional(Value value) => values[value.Id] = value with { IsBidirectional = true };

    /// <summary>The values that states begin with, by name.</summary>
    private List<NamedValue> ReadInitial(BlockWord use, int attribute)
    {
        var found = use.Scan!.Initial.Select((name, i) => Find(name, new SourcePlace(attribute, "Initial", i))).OfType<NamedValue>().ToList();
        initial = new Queue<NamedValue>(found);
        return found;
    }

    private void CheckInitial(BlockWord use, int attribute)
    {
        if (problems.Count == 0 && initial.Count > 0)
            Report(Rules.StateDiffers, new SourcePlace(attribute, "Initial"), $"'{use.Scan!.Initial[use.Scan.Initial.Count - initial.Count]}'", "begins no state", "name no more values than the cell has states");
    }

    /// <summary>A value that is the same at every step, for all steps.</summary>
    private NamedValue AtEveryStep(NamedValue value, int steps, string name) => Insert(new Expand(new([steps, .. value.Value.Shape.Sizes])), value, "AtEveryStep", $"{name}.{value.Value.Name}");

    /// <summary>What a loop yields of rows of different lengths; forward, the steps behind them are masked, and in reverse that comes with the way back.</summary>
    private NamedValue OfLengths(NamedValue value, int n, bool masks, string name)
    {
        var known = value with { Value = values[value.Value.Id] = value.Value with { Lengths = n } };
        return masks ? Masked(known, name + ".steps") with { Source = $"'{frame.Prefix}{name}'" } : known;
    }

    /// <summary>A value with its steps the other way round.</summary>
    private NamedValue Reversed(NamedValue value, string name)
    {
        if (value.Value.Lengths is not { } n)
            return Insert(new Flip(), value, "Reversed", $"{name}.reversed");
        var reversed = Insert(new FlipSteps(), value, "Reversed", $"{name}.reversed", n);
        return reversed with { Value = values[reversed.Value.Id] = reversed.Value with { Lengths = n, IsMasked = true } };
    }

    /// <summary>A value as the loop reads it.</summary>
    private NamedValue StepOf(NamedValue value, string name) => Insert(new StepsOf(), value, "Step", $"{name}.{value.Value.Name}Step");

    /// <summary>A layer of the compiler's own, in the place of a value that is read.</summary>
    private NamedValue Insert(Operator @operator, NamedValue value, string suffix, string name, int? other = null)
    {
        var sizes = value.Value.Shape.Sizes;
        TensorShape shape = @operator is Expand expand ? expand.Shape : new([.. @operator is StepsOf ? sizes.Skip(1) : sizes]);
        var output = AddValue(names.Next(value.Value.Name + suffix), shape);
        nodes.Add(new Node(@operator, frame.Path[0].Current, frame.Prefix + name, other is { } second ? [value.Value.Id, second] : [value.Value.Id], output.Id, []));
        return value with { Value = output };
    }

    /// <summary>What the steps yield, as one value.</summary>
    private void Yield(string name, NamedValue step, int steps) =>
        AddNode(new Sequence(steps), name, [step], names.Next("v"), new([steps, .. step.Value.Shape.Sizes]), [], []);

    private void ReadState(StateWord word, int attribute)
    {
        if (frame.Block is null || (scan is null && KnowsShapes))
            Report(Rules.NotInACell, SourcePlace.Of(attribute), word.Name, "write it in a block, and run the block with Scan");
        else if (HasSizes(word.Shape, attribute) && IsFree(word.State ?? "", attribute, "state"))
            AddState(word, attribute);
    }

    private void AddState(StateWord word, int attribute)
    {
        var shape = KnowsShapes ? new TensorShape(word.Shape) : current!.Value.Shape;
        NamedValue? first = initial.Count > 0 ? initial.Dequeue() : null;
        if (first is not null && first.Value.Shape != shape)
        {
            Report(Rules.StateDiffers, SourcePlace.Of(attribute), first.Source, $"is {first.Value.Shape}, and '{word.State}' is {shape}", "give both the same sizes");
            return;
        }
        var value = AddValue(names.Next("s"), shape);
        states.Add(new CellState(word.State!, nodes.Count, attribute, frame));
        // What it reads comes with Next.
        nodes.Add(new Node(
            new Delay(first is not null, lengths is not null), frame.Path[0].Current, frame.Prefix + word.State,
            [value.Id, .. first is not null ? new[] { first.Value.Id } : [], .. lengths is { } n ? new[] { n } : []], value.Id, []));
        frame.Named[word.State!] = new NamedValue(value, $"'{word.State}'", attribute);
    }

    private void ReadNext(NextWord word, int attribute)
    {
        var at = states.FindIndex(state => state.Name == word.State && state.Frame == frame);
        if (frame.Block is null || (scan is null && KnowsShapes))
            Report(Rules.NotInACell, SourcePlace.Of(attribute), word.Name, "write it in a block, and run the block with Scan");
        else if (at < 0)
            Report(Rules.UnknownValue, new SourcePlace(attribute, "state"), $"Nothing above is named '{word.State}'", Spelling.Advice(word.State ?? "", states.Where(s => s.Frame == frame).Select(static s => s.Name)));
        else if (states[at].HasNext)
            Report(Rules.StateDiffers, SourcePlace.Of(attribute), $"'{word.State}'", "has its next value already", "remove one of the two");
        else if (ValueAt(nodes[states[at].Node].Output).Shape is var shape && shape != current!.Value.Shape)
            Report(Rules.StateDiffers, SourcePlace.Of(attribute), $"'{word.State}'", $"is {shape}, but {current.Source} gives {current.Value.Shape}", "give both the same sizes");
        else
        {
            var node = nodes[states[at].Node];
            nodes[states[at].Node] = node with { Inputs = [current.Value.Id, .. node.Inputs.Skip(1)] };
            states[at] = states[at] with { HasNext = true };
        }
    }

    /// <summary>Every state has a next value.</summary>
    private void CheckStates()
    {
        if (problems.Count == 0 && states.FirstOrDefault(static state => !state.HasNext) is { } state)
            Report(Rules.StateDiffers, frame.Block is null ? ReadingPlace : SourcePlace.Of(state.Attribute), $"'{state.Name}'", "has no next value", $"write Next(\"{state.Name}\") behind what the next step is to read");
        states.Clear();
    }

    /// <summary>Whether states can go from one call of training to the next.</summary>
    private void CheckCarry()
    {
        if (nodes.FirstOrDefault(static node => node.Operator is Flip or FlipSteps) is { } flip)
            Report(Rules.NothingToCarry, SourcePlace.Of(flip.Attribute), $"'{flip.Name.Split('.')[0]}'", "runs from the last step to the first, and the steps behind the last come with the next call", "let it run forward, or leave Carry out");
        else if (nodes.FirstOrDefault(static node => node.Operator is Delay { HasInitial: true }) is { } delay)
            Report(Rules.NothingToCarry, SourcePlace.Of(delay.Attribute), $"'{delay.Name}'", "begins with a value at every call", "leave Initial out, or Carry");
        else if (nodes.FirstOrDefault(static node => node.Operator is Convolution { Options.Causal: true, StepsBefore: > 0 }) is { } convolution)
            Report(Rules.NothingToCarry, SourcePlace.Of(convolution.Attribute), $"'{convolution.Name}'", "reads steps of the call before, which are not carried", "leave Carry out");
        else if (!nodes.Exists(static node => node.Operator is Delay))
            Report(Rules.NothingToCarry, SourcePlace.Class, $"'{declaration.Name}'", "has no loop whose states could be carried", "leave Carry out");
        else if (losses.Count == 0)
            Report(Rules.NothingToCarry, SourcePlace.Class, $"'{declaration.Name}'", "has no loss, and states are carried in training", "leave Carry out; Step takes them further in prediction");
    }

    /// <summary>A state of a cell.</summary>
    private sealed record CellState(string Name, int Node, int Attribute, Frame Frame, bool HasNext = false);
}
