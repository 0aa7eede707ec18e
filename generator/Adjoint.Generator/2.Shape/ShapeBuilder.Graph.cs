using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>The words that make a graph of the list: inputs, names, outputs and what losses judge.</summary>
internal partial class ShapeBuilder
{
    private readonly List<int> inputs = [];
    private readonly List<int> inputPlaces = [];
    private readonly List<int> outputs = [];
    private readonly List<string> outputNames = [];

    private void ReadInput(InputWord input, int attribute)
    {
        var name = input.Port;
        if (attribute > 0 && (name is null || inputs.Count == 0 || declaration.Words[0] is not InputWord { Port: not null }))
        {
            Report(Rules.InputNotFirst, SourcePlace.Of(attribute), declaration.Name);
            return;
        }
        if (!HasSizes(input.Shape, attribute) || (name is not null && !IsPortName(name, attribute, "input")))
            return;
        if (input.Tokens is < 1 or > Limits.Tokens)
        {
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "Tokens"), "The number of tokens", FormattableString.Invariant($"from 1 to {Limits.Tokens}"), input.Tokens);
            return;
        }
        if (input.Edges is not null && !CheckEdges(input, attribute))
            return;
        var several = declaration.Words.OfType<InputWord>().Count() > 1;
        var value = AddValue(several ? names.Next("x") : "x", new TensorShape(input.Edges is null ? input.Shape : [2, .. input.Shape]), input.Tokens ?? input.Edges ?? 0);
        if (input.Edges is not null)
            value = values[value.Id] = value with { AreEdges = true };
        AddInput(value, attribute);
        current = new NamedValue(value, name is null ? "the input" : $"the input '{name}'", attribute);
        if (input.HasLengths)
            ReadLengths(value, Api.LengthsOf(input), attribute);
        if (name is not null)
            frame.Named[name] = current;
    }

    private void AddInput(Value value, int attribute)
    {
        inputs.Add(value.Id);
        inputPlaces.Add(attribute);
    }

    /// <summary>−1 or 0 in the first place stands for the batch elsewhere.</summary>
    private EquatableArray<Remedy> WithoutBatch(EquatableArray<int> sizes, int wrong, int attribute)
    {
        var rest = sizes.Skip(1).ToList();
        return wrong != 0 || rest.Count == 0 || rest.Any(static size => size < 1) || frame.Words[attribute] is not InputWord { Tokens: null, HasLengths: false, Port: var port } ? []
            : [new(
                FormattableString.Invariant($"Leave out {sizes[0]}, the batch"),
                [new(EditKind.Replace, SourcePlace.Of(attribute), $"Input({(port is null ? "" : $"\"{port}\", ")}{Names.Listed(rest)})")])];
    }

    private bool HasSizes(EquatableArray<int> sizes, int attribute)
    {
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] < 1)
                ReportWith(WithoutBatch(sizes, i, attribute), Rules.InputSizeBelowOne, new SourcePlace(attribute, "shape", i), sizes[i], $"Input({Names.Listed(sizes)})");
        }
        if (sizes.IsEmpty)
            Report(Rules.NoInput, SourcePlace.Of(attribute), declaration.Name);
        if (problems.Count > 0)
            return false;
        var count = sizes.Aggregate(1.0, static (product, size) => product * size);
        if (count > Limits.ValueSize)
            Report(Rules.TooLarge, new SourcePlace(attribute, "shape"), "The input", count.ToString("F0", CultureInfo.InvariantCulture), "values", Limits.ValueSize);
        return problems.Count == 0;
    }

    private void ReadAs(AsWord word, int attribute)
    {
        if (IsFree(word.Value ?? "", attribute, "value"))
            frame.Named[word.Value!] = current! with { Source = $"'{word.Value}'", Attribute = attribute };
    }

    private void ReadOutput(OutputWord word, int attribute)
    {
        if (!IsPortName(word.Port ?? "", attribute, "output") || !AreNumbers(current!, word.Name, attribute))
            return;
        current = Masked(current!, word.Port + ".steps");
        outputs.Add(current!.Value.Id);
        outputNames.Add(word.Port!);
        frame.Named[word.Port!] = current with { Source = $"'{word.Port}'", Attribute = attribute };
    }

    /// <summary>A name with underscores for what no name may have; none where nothing is left of it.</summary>
    private EquatableArray<Remedy> Sound(string name, SourcePlace place)
    {
        var letters = new string([.. name.Select(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' ? c : '_')]).Trim('_');
        if (letters.Length == 0)
            return [];
        var sound = FreeName(char.IsDigit(letters[0]) ? "layer" + letters : char.ToLowerInvariant(letters[0]) + letters.Substring(1));
        return Names.IsIdentifier(sound) ? [Remedy.Set($"Write \"{sound}\"", place, $"\"{sound}\"")] : [];
    }

    /// <summary>The name with a number, which no value has.</summary>
    private EquatableArray<Remedy> Free(string name, SourcePlace place) => FreeName(name + "2") is var free ? [Remedy.Set($"Write \"{free}\"", place, $"\"{free}\"")] : [];

    /// <summary>The values above that have the shape of the current one: an addition of one of them may have been meant.</summary>
    private EquatableArray<Remedy> Others(LayerWord layer, int attribute)
    {
        if (layer.Facts.Others is null || !KnowsShapes)
            return [];
        var alike = frame.Words.OfType<AsWord>().Select(static word => word.Value).OfType<string>()
            .Where(name => frame.Named.TryGetValue(name, out var value) && value != current && value.Value.Shape == current!.Value.Shape);
        return alike.Take(2).Select(name => $"{layer.Name}(\"{name}\")")
            .Select(text => new Remedy($"Write {text}", [new(EditKind.Replace, SourcePlace.Of(attribute), text)])).ToEquatableArray();
    }

    /// <summary>A name for a value, which no layer and no other value has.</summary>
    private bool IsFree(string name, int attribute, string argument)
    {
        if (!Names.IsIdentifier(name))
            ReportWith(Sound(name, new SourcePlace(attribute, argument)), Rules.NameNotAnIdentifier, new SourcePlace(attribute, argument), name);
        else if (frame.Named.ContainsKey(name))
            ReportWith(Free(name, new SourcePlace(attribute, argument)), Rules.NameTakenTwice, new SourcePlace(attribute, argument), name, OwnerOf(name));
        else
            return true;
        return false;
    }

    /// <summary>The name of an input or output: a parameter of the generated methods, and with "Size" after it a constant.</summary>
    private bool IsPortName(string name, int attribute, string argument)
    {
        if (!IsFree(name, attribute, argument))
            return false;
        var constant = char.ToUpperInvariant(name[0]) + name.Substring(1) + "Size";
        if (name is not ("optimizer" or "gradient" or "batch") && names.Take(constant))
            return true;
        Report(Rules.NameTakenTwice, new SourcePlace(attribute, argument), name, MemberOrParameter);
        return false;
    }

    private const string MemberOrParameter = "a member or parameter of the generated class";

    /// <summary>Inputs, outputs and what is made of their names are parameters of one method.</summary>
    private void CheckPortNames()
    {
        if (ParameterNames.Clash(declaration) is not { } name)
            return;
        var attribute = declaration.Words.ToList().FindLastIndex(word => word is InputWord { Port: { } input } && input == name || word is OutputWord { Port: { } output } && output == name);
        Report(Rules.NameTakenTwice, attribute < 0 ? SourcePlace.Class : new SourcePlace(attribute, declaration.Words[attribute].Name.ToLowerInvariant()), name, MemberOrParameter);
    }

    private NamedValue? Find(string name, SourcePlace place)
    {
        if (frame.Named.TryGetValue(name, out var found))
            return found;
        ReportUnknown(place, name, frame.Named.Keys);
        return null;
    }

    /// <summary>Notes that a name stands for nothing that is declared above; perhaps it is declared below.</summary>
    private void ReportUnknown(SourcePlace place, string name, IEnumerable<string> known)
    {
        var below = frame.Words.Skip(frame.Current + 1).FirstOrDefault(word => NameIn(word) == name);
        if (below is not null)
            Report(Rules.UnknownValue, place, $"'{name}' is declared below, behind what reads it", below is AsWord ? $"move As(\"{name}\") up, or what reads it down" : "move what reads it down");
        else
            ReportWith(Remedy.Nearest(place, name, known), Rules.UnknownValue, place, $"Nothing above is named '{name}'", Spelling.Advice(name, known));
    }

    /// <summary>The name that a word gives a value.</summary>
    private static string? NameIn(Word word) => word switch
    {
        AsWord name => name.Value,
        OutputWord output => output.Port,
        InputWord input => input.Port,
        LayerWord layer => layer.LayerName,
        BlockWord block => block.LayerName,
        CompositeWord composite => composite.LayerName,
        _ => null,
    };

    /// <summary>The values that a merging layer reads beside the current one; null after a problem was reported.</summary>
    private List<NamedValue>? OthersOf(LayerWord layer, int attribute)
    {
        if (layer.Facts.OptionalOthers is { Count: > 0 } optional)
            return WithBias(OptionalOthersOf(layer, optional, attribute), layer, attribute);
        if (layer.Facts.OnlyOthers is { Count: > 0 } all)
        {
            var named = all.Zip(layer.Others, (each, name) => Find(name, new SourcePlace(attribute, each))).ToList();
            return named.Count < all.Count || named.Contains(null) ? null : [.. named.OfType<NamedValue>()];
        }
        if (layer.Facts.Others is not { } argument)
            return [];
        if (layer.Others.IsEmpty)
        {
            ReportWith(Others(layer, attribute), Rules.NothingToMerge, SourcePlace.Of(attribute), layer.Name);
            return null;
        }
        var found = layer.Others.Select((name, i) => Find(name, new SourcePlace(attribute, argument, argument == "values" ? i : -1))).ToList();
        return found.Contains(null) ? null : [.. found.OfType<NamedValue>()];
    }

    /// <summary>Behind what attention reads, what it adds to its scores.</summary>
    private List<NamedValue>? WithBias(List<NamedValue>? others, LayerWord layer, int attribute)
    {
        if (others is null || layer.Options is not AttentionOptions { Bias: { } name })
            return others;
        return Find(name, new SourcePlace(attribute, "Bias")) is { } bias ? [.. others, bias] : null;
    }

    /// <summary>The same where each has an argument of its own, and none need be there.</summary>
    private List<NamedValue>? OptionalOthersOf(LayerWord layer, IReadOnlyList<string> arguments, int attribute)
    {
        if (layer.Others.Count > 0 && layer.Others.Count < arguments.Count)
        {
            Report(Rules.HeadsDoNotFit, SourcePlace.Of(attribute), layer.Name, string.Join(" and ", arguments), $"one name, '{layer.Others[0]}'",
                "one without the other says nothing", "name both, or neither");
            return null;
        }
        var found = layer.Others.Select((name, i) => Find(name, new SourcePlace(attribute, arguments[i]))).ToList();
        return found.Contains(null) ? null : [.. found.OfType<NamedValue>()];
    }

    private void ReadLoss(LossWord word, int attribute)
    {
        var mayBeNegative = judging != losses || !word.Options.Compares;
        if (!(Math.Abs(word.Options.Weight) < double.PositiveInfinity) || word.Options.Weight == 0 || word.Options.Weight < 0 && !mayBeNegative)
        {
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "Weight"), "A loss's weight", mayBeNegative ? "finite, and not 0" : "above 0 and finite", word.Options.Weight);
            return;
        }
        if (FirstLoss is null && outputs.Count == 0)
            current = Masked(current!, "output");
        if (InputOf(word, attribute) is not { } judged)
            return;
        var loss = (LossOperator)OperatorTable.Find(word.Name, word.Options)!;
        if (!AreNumbers(judged, word.Name, attribute))
            return;
        if (judged.Value.Lengths is not null)
            loss = loss with { HasLengths = true };
        if (!TakesTarget(loss, attribute) || TargetOf(loss, judged, attribute) is not { } target)
            return;
        if (loss.Infer(new ShapeContext(this, null, attribute, "loss", [judged])) is null)
            return;
        if (loss.Common.IsGiven
            && judging.Find(l => l.Inputs[0] == judged.Value.Id && l.Operator is LossOperator { Common.IsGiven: true }) is { Operator: LossOperator other }
            && other.Common.Target != loss.Common.Target)
        {
            Report(Rules.TargetsDiffer, SourcePlace.Of(attribute), other.Name, loss.Name, judged.Source, Taken(other), Taken(loss));
            return;
        }
        judging.Add(new Node(loss, attribute, judging.Count == 0 ? "loss" : $"loss{judging.Count + 1}", [judged.Value.Id, .. target], -1, []));
    }

    /// <summary>Whether a loss can compare with what its Target says: labels users give.</summary>
    private bool TakesTarget(LossOperator loss, int attribute)
    {
        if (loss.Common.IsGiven || !loss.Common.Compares || !loss.Common.TakesClasses)
        {
            if (loss.Common.Compares || (loss.Common.TargetName is null && loss.Common.TargetNumber is null))
                return true;
            ReportWith([], Rules.TargetDoesNotFit, new SourcePlace(attribute, "Target"), loss.Name, "compares its output with nothing", "remove Target, or write MeanSquaredError, which compares");
            return false;
        }
        ReportWith(
            loss.Name == "CrossEntropy" && loss.Common.TargetName is not null || loss.Name == "BinaryCrossEntropy"
                ? [Remedy.Set("Write Targets = Targets.Probabilities", new SourcePlace(attribute, "Targets"), "Targets.Probabilities")] : [],
            Rules.TargetDoesNotFit, new SourcePlace(attribute, "Target"), loss.Name, "compares its output with labels, which only the caller has",
            "write Targets = Targets.Probabilities, or remove Target");
        return false;
    }

    /// <summary>The value that a loss compares with; none where it is given, or a number. Null after a problem was reported.</summary>
    private EquatableArray<int>? TargetOf(LossOperator loss, NamedValue judged, int attribute)
    {
        if (loss.Common.TargetName is not { } name)
            return loss.Common.TargetNumber is null or (> double.NegativeInfinity and < double.PositiveInfinity) ? [] : Infinite(loss.Common.TargetNumber.Value);
        var place = new SourcePlace(attribute, "Target");
        if (Find(name, place) is not { } target || !AreNumbers(target, loss.Name, attribute))
            return null;
        if (target.Value.Shape == judged.Value.Shape)
            return [target.Value.Id];
        Report(
            Rules.ShapesDiffer, place, loss.Name, judged.Source, judged.Value.Shape, target.Source, target.Value.Shape,
            target.Value.Shape.Size == judged.Value.Shape.Size ? $"write Reshape({Names.Listed(target.Value.Shape.Sizes)}) before the output" : "compare with a value of the output's shape");
        return null;

        EquatableArray<int>? Infinite(double number)
        {
            Report(Rules.ValueOutOfRange, new SourcePlace(attribute, "Target"), $"The target of {loss.Name}", "finite", number);
            return null;
        }
    }

    /// <summary>What a loss compares with, for messages.</summary>
    private static string Taken(LossOperator loss) => loss.Common.Target switch
    {
        TargetKind.Class => "a class for each row",
        TargetKind.ClassOfPosition => "a class for each position",
        TargetKind.Answer => "a label for each number",
        _ => "numbers",
    };

    /// <summary>The output that a loss judges.</summary>
    private NamedValue? InputOf(LossWord word, int attribute)
    {
        if (word.Options.On is { } name)
        {
            if (outputNames.Contains(name))
                return frame.Named[name];
            ReportNoOutput(name, new SourcePlace(attribute, "On"));
            return null;
        }
        if (outputNames.Count < 2)
            return outputNames.Count == 0 ? current : frame.Named[outputNames[0]];
        ReportWith(
            outputNames.Select(name => Remedy.Set($"On = \"{name}\"", new SourcePlace(attribute, "On"), $"\"{name}\"")).ToEquatableArray(), Rules.LossNeedsOutput, SourcePlace.Of(attribute), word.Name,
            string.Join(", ", outputNames.Select(static n => $"'{n}'")), outputNames[0]);
        return null;
    }

    /// <summary>Notes that a loss names what is no output: perhaps a value, whose <c>As</c> should be an <c>Output</c>.</summary>
    private void ReportNoOutput(string name, SourcePlace place)
    {
        if (!frame.Named.ContainsKey(name))
        {
            if (outputNames.Count == 0)
                Report(Rules.UnknownValue, place, $"Nothing above is named '{name}'", "declare it with [Output(…)]");
            else
                ReportUnknown(place, name, outputNames);
            return;
        }
        var named = frame.Words.ToList().FindIndex(word => word is AsWord { Value: var value } && value == name);
        var output = $"Output(\"{name}\")";
        if (named < 0)
            ReportWith([Remedy.Omit(place)], Rules.UnknownValue, place, $"'{name}' is a value and no output", "insert Output(\"y\") after it and name that, or remove On where there is one output");
        else
            ReportWith([new Remedy($"Write {output}", [new Edit(EditKind.Replace, SourcePlace.Of(named), output)])], Rules.UnknownValue, place, $"'{name}' is a value and no output", $"write {output} in place of As(\"{name}\")");
    }

    /// <summary>Removes a layer that nobody reads, with those that were made for it alone.</summary>
    private EquatableArray<Remedy> Without(Node dead)
    {
        List<Node> removed = [dead];
        while (removed[removed.Count - 1] is { Inputs.Count: 1 } last && MakerOf(values[last.Inputs[0]]) is { } maker && maker.Attribute == last.Attribute - 1
            && !outputs.Contains(maker.Output) && nodes.Count(node => node.Inputs.Contains(maker.Output)) == 1 && losses.TrueForAll(loss => !loss.Inputs.Contains(maker.Output)))
        {
            removed.Add(maker);
        }
        removed.Reverse();
        return [new(
            "Remove " + string.Join(", ", removed.Select(static node => node.Operator.Name)),
            removed.Select(static node => new Edit(EditKind.Remove, SourcePlace.Of(node.Attribute), "")).ToEquatableArray())];
    }

    /// <summary>A value that nobody reads was computed for nothing: a slip, and never silent.</summary>
    private void CheckThatAllIsRead(EquatableArray<ShapedFacet> parts)
    {
        var advice = frame.Block is null ? "use it, make it an Output, or remove it" : "use it, or remove it";
        var read = new HashSet<int>(
        [
            .. outputs, .. nodes.SelectMany(static n => n.Inputs), .. losses.SelectMany(static l => l.Inputs),
            .. parts.SelectMany(static part => part.Outputs.Concat(part.Losses.SelectMany(static l => l.Inputs))),
        ]);
        foreach (var node in nodes.Where(n => !read.Contains(n.Output) && !tangentValues.Contains(n.Output)))
            ReportWith(frame.Block is null ? Without(node) : [], Rules.DeadValue, SourcePlace.Of(node.Attribute), $"'{node.Name}'", advice);
        foreach (var (_, place) in inputs.Zip(inputPlaces, static (input, place) => (Input: input, place)).Where(i => !read.Contains(i.Input)))
            Report(Rules.DeadValue, SourcePlace.Of(place), "The input", advice);
    }
}
