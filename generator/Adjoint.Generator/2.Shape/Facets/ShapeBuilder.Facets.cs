using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Objectives and entries: parts of the network that are trained or computed by themselves.</summary>
internal partial class ShapeBuilder
{
    /// <summary>The losses of each objective, by the number of its attribute.</summary>
    private readonly Dictionary<int, List<Node>> objectives = [];

    /// <summary>The parts, which are looked at when all values are known.</summary>
    private readonly List<Facet> facets = [];

    /// <summary>The losses that a loss is read for: those of the network, or of the last objective.</summary>
    private List<Node> judging;

    /// <summary>Whether a loss stands above, behind which there are no layers.</summary>
    private Operator? FirstLoss => losses.Concat(objectives.Values.SelectMany(static all => all)).FirstOrDefault()?.Operator;

    private void ReadObjective(ObjectiveWord word, int attribute)
    {
        if (!ReadFacet(word.Objective, "objective", attribute))
            return;
        judging = objectives[attribute] = [];
        if (!frame.Words.Skip(attribute + 1).TakeWhile(static next => next is not ObjectiveWord).Any(static next => next is LossWord))
            Report(Rules.ObjectiveTrainsNothing, SourcePlace.Of(attribute), word.Objective!, "no loss follows it", "write one behind it, such as [MeanSquaredError], or remove it");
    }

    private void ReadEntry(EntryWord word, int attribute)
    {
        if (!ReadFacet(word.Entry, "entry", attribute))
            return;
        foreach (var (name, argument) in word.From.Select(static name => (name, "From")).Concat(word.To.Select(static name => (name, "To"))))
        {
            if (problems.Count == 0 && Find(name, new SourcePlace(attribute, argument)) is { } value && argument == "To")
                AreNumbers(value, "An output", attribute);
        }
        if (problems.Count == 0 && word.From.Concat(word.To).GroupBy(static name => name).FirstOrDefault(static same => same.Count() > 1)?.Key is { } twice)
            Report(Rules.EntryDiffers, new SourcePlace(attribute, word.To.Contains(twice) ? "To" : "From"), word.Entry!, $"names '{twice}' twice", "name each value once");
    }

    /// <summary>Takes the name of a part, and of the members that are called after it.</summary>
    private bool ReadFacet(string? name, string argument, int attribute)
    {
        if (!Names.IsIdentifier(name ?? ""))
            Report(Rules.NameNotAnIdentifier, new SourcePlace(attribute, argument), name ?? "");
        else if (Facet.Of(declaration).FirstOrDefault(other => other.Attribute == attribute) is not { } facet)
            Report(Rules.NameTakenTwice, new SourcePlace(attribute, argument), name!, "another objective or entry");
        else if (FacetMembers.NamesOf(facet).FirstOrDefault(member => !names.Take(member)) is { } taken)
            Report(Rules.NameTakenTwice, new SourcePlace(attribute, argument), taken, "another member of the generated class");
        else
            facets.Add(facet);
        return problems.Count == 0;
    }

    /// <summary>The values of all parts.</summary>
    private EquatableArray<ShapedFacet> ShapeFacets()
    {
        List<ShapedFacet> shaped = [];
        foreach (var facet in facets)
        {
            if (problems.Count > 0)
                break;
            shaped.Add(facet.IsObjective ? ShapeObjective(facet) : ShapeEntry(facet));
        }
        return problems.Count > 0 ? [] : shaped.ToEquatableArray();
    }

    private ShapedFacet ShapeObjective(Facet facet)
    {
        var (word, judged) = ((ObjectiveWord)declaration.Words[facet.Attribute], objectives[facet.Attribute]);
        var reads = ShapedFacet.NodesFor(judged.SelectMany(static loss => loss.Inputs), [], nodes);
        var parts = TrainedBy(word, facet, [.. reads.SelectMany(static node => node.Parameters).Distinct().Select(id => parameters[id])]);
        var trained = parts.Where(static p => p.IsTrained).Select(static p => p.Id).OrderBy(static id => id).ToEquatableArray();
        var shaped = new ShapedFacet(
            facet, InputsOf(facet), Judged(facet, judged), judged.ToEquatableArray(), trained,
            parts.Where(static p => p.Role == "Statistic").Select(static p => p.Id).OrderBy(static id => id).ToEquatableArray());
        if (problems.Count == 0)
            CheckTargets(judged, new HashSet<int>(trained));
        return shaped;
    }

    /// <summary>The tensors that an objective trains, of those that its losses depend on.</summary>
    private List<Parameter> TrainedBy(ObjectiveWord word, Facet facet, List<Parameter> read)
    {
        bool IsOf(Parameter parameter, string layer) => parameter.Aliases.Append(parameter.Name).Any(name => name.StartsWith(layer + ".", StringComparison.Ordinal));
        var known = parameters.Layers.SelectMany(static layer => new[] { layer, layer.Split('.')[0] }).Distinct().ToList();
        foreach (var layer in word.Trains)
        {
            var place = new SourcePlace(facet.Attribute, "Trains");
            if (!parameters.Any(p => IsOf(p, layer)))
                ReportWith(Remedy.Nearest(place, layer, known), Rules.UnknownValue, place, $"No layer with parameters is named '{layer}'", Spelling.Advice(layer, known));
            else if (!read.Exists(p => p.IsTrained && IsOf(p, layer)))
                Report(Rules.ObjectiveTrainsNothing, place, facet.Name, $"its losses do not depend on parameters of '{layer}'", "name a layer before an output that they judge");
            if (problems.Count > 0)
                return [];
        }
        if (word.Trains.IsEmpty && !read.Exists(static p => p.IsTrained))
            Report(
                Rules.ObjectiveTrainsNothing, SourcePlace.Of(facet.Attribute), facet.Name, "its losses depend on no parameter that is trained",
                "judge an output behind one, or remove the objective");
        return word.Trains.IsEmpty ? read : [.. read.Where(p => word.Trains.Any(layer => IsOf(p, layer)))];
    }

    private EquatableArray<int> Judged(Facet facet, List<Node> judged) => facet.Declaration.Words.OfType<OutputWord>().ToList() is { Count: > 0 } named
        ? named.Select(output => frame.Named[output.Port!].Value.Id).ToEquatableArray()
        : [judged[0].Inputs[0]];

    private ShapedFacet ShapeEntry(Facet facet)
    {
        var word = (EntryWord)declaration.Words[facet.Attribute];
        var asked = word.To.IsEmpty ? outputs.ToEquatableArray() : word.To.Select(name => frame.Named[name].Value.Id).ToEquatableArray();
        var given = InputsOf(facet);
        var reads = new HashSet<int>([.. asked, .. ShapedFacet.NodesFor(asked, given, nodes).SelectMany(static node => node.Inputs)]);
        if (First(given, id => !inputs.Contains(id) && (values[id].Scan is not null || values[id].Lengths is not null)) is { } ofSteps)
            Report(
                Rules.EntryDiffers, new SourcePlace(facet.Attribute, "From"), facet.Name, $"begins with '{NameOf(ofSteps, facet)}', which has steps whose number only the input knows",
                "begin with the input");
        else if (First(inputs, id => reads.Contains(id) && !given.Contains(id)) is { } missing)
            Report(
                Rules.EntryDiffers, new SourcePlace(facet.Attribute, "From"), facet.Name,
                $"does not say where {SourceOfInput(missing)} comes from, on which '{NameOf(asked[0], facet)}' depends", "add it to From");
        else if (First(given, id => !reads.Contains(id) && !IsLengths(id)) is { } unread)
            Report(Rules.EntryDiffers, new SourcePlace(facet.Attribute, "From"), facet.Name, $"is given '{NameOf(unread, facet)}', on which nothing that it asks for depends", "remove it from From");
        return new ShapedFacet(facet, given, asked, [], [], []);
    }

    private static int? First(IEnumerable<int> ids, Func<int, bool> isWanted) => ids.Where(isWanted).Select(static id => (int?)id).FirstOrDefault();

    private bool IsLengths(int id) => values.Exists(value => value.Lengths == id);

    /// <summary>The values that a part is given, each with its lengths behind it.</summary>
    private EquatableArray<int> InputsOf(Facet facet)
    {
        List<int> given = [];
        foreach (var word in facet.Declaration.Words.OfType<InputWord>())
        {
            var id = word.Port is { } name ? frame.Named[name].Value.Id : inputs[0];
            given.Add(id);
            if (word.HasLengths)
                given.Add(inputs[inputs.IndexOf(id) + 1]);
        }
        return given.ToEquatableArray();
    }

    private string SourceOfInput(int id) => Api.Of(declaration).Inputs[inputs.IndexOf(id)] is var name && inputs.Count > 1 ? $"the input '{name}'" : "the input";

    private string NameOf(int id, Facet facet) => facet.Declaration.Words.Select(static word => word is InputWord input ? input.Port : (word as OutputWord)?.Port).OfType<string>()
        .FirstOrDefault(name => frame.Named.TryGetValue(name, out var named) && named.Value.Id == id) ?? values[id].Name;

    /// <summary>A value that a loss compares with is data to it: it may not depend on what the loss trains.</summary>
    private void CheckTargets(List<Node> judged, HashSet<int> trained)
    {
        foreach (var loss in judged.Where(static loss => loss.Inputs.Count > 1))
        {
            var target = loss.Inputs[1];
            var depends = new HashSet<int>();
            foreach (var node in nodes.Where(node => !node.Operator.StopsGradients && (node.Parameters.Any(trained.Contains) || node.Inputs.Any(depends.Contains))))
                depends.Add(node.Output);
            if (!depends.Contains(target) || problems.Count > 0)
                continue;
            ReportTrained(loss, ((LossOperator)loss.Operator).Common.TargetName!);
        }
    }

    private void ReportTrained(Node loss, string name)
    {
        var (place, free, first) = (new SourcePlace(loss.Attribute, "Target"), FreeName(name + "Target"), declaration.Words.ToList().FindIndex(static word => word is LossWord or ObjectiveWord));
        // Where no output is named, the last value is the output, and behind it nothing can be inserted.
        if (outputNames.Count == 0)
        {
            Report(Rules.TargetIsTrained, place, loss.Operator.Name, $"'{name}'", "write Detach before what gives it its name, or name the output with Output(\"y\")");
            return;
        }
        EquatableArray<Edit> edits =
        [
            .. new[] { $"From(\"{name}\")", "Detach", $"As(\"{free}\")" }.Select(text => new Edit(EditKind.Insert, SourcePlace.Of(first), text)), new Edit(EditKind.Set, place, $"\"{free}\""),
        ];
        ReportWith(
            [new Remedy($"Compare with '{name}' as a constant", edits)], Rules.TargetIsTrained, place, loss.Operator.Name, $"'{name}'",
            $"write From(\"{name}\"), Detach, As(\"{free}\") before the losses, and compare with '{free}'");
    }
}
