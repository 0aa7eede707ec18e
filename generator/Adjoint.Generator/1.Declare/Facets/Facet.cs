using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>
/// A part of a network that is trained, or computed, by itself: an objective or an entry. To all that write its methods it is a network with its own declaration, which has the inputs, the outputs and
/// the losses of the part, and no layers.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The number of its attribute.</param>
/// <param name="Declaration">Its inputs, outputs and losses, as a declaration.</param>
internal sealed record Facet(string Name, int Attribute, NetworkDeclaration Declaration)
{
    /// <summary>Whether it is trained.</summary>
    public bool IsObjective { get; init; }

    /// <summary>The field that holds its program.</summary>
    public string Program => char.ToLowerInvariant(Name[0]) + Name.Substring(1) + (IsObjective ? "Objective" : "Entry") + "Program";

    /// <summary>The field that holds what runs it.</summary>
    public string Runner => char.ToLowerInvariant(Name[0]) + Name.Substring(1) + (IsObjective ? "Objective" : "Entry") + "Runner";

    /// <summary>The parts of a network; those without a name of their own are reported, and left out.</summary>
    public static IReadOnlyList<Facet> Of(NetworkDeclaration declaration)
    {
        if (!declaration.Words.Any(static word => word is ObjectiveWord or EntryWord))
            return [];
        List<Facet> facets = [];
        var flow = DeclaredFlow.Of(declaration);
        for (var i = 0; i < declaration.Words.Count; i++)
        {
            var facet = declaration.Words[i] switch
            {
                ObjectiveWord { Objective: { } name } => Objective(declaration, flow, name, i),
                EntryWord { Entry: { } name } entry => Entry(declaration, flow, name, entry, i),
                _ => null,
            };
            if (facet is not null && Names.IsIdentifier(facet.Name) && facets.TrueForAll(other => !string.Equals(other.Name, facet.Name, StringComparison.OrdinalIgnoreCase)))
                facets.Add(facet);
        }
        return facets;
    }

    private static Facet Objective(NetworkDeclaration declaration, DeclaredFlow flow, string name, int attribute)
    {
        List<LossWord> losses = [.. declaration.Words.Skip(attribute + 1).TakeWhile(static word => word is not ObjectiveWord).OfType<LossWord>()];
        var outputs = declaration.Words.OfType<OutputWord>().ToList();
        // A loss that names none judges the only output.
        var judged = outputs.Where(output => losses.Any(loss => (loss.Options.On ?? outputs[0].Port) == output.Port)).ToList();
        var needed = new HashSet<string>(losses.SelectMany(
            loss => flow.Before(loss.Options.On ?? outputs.FirstOrDefault()?.Port).Concat(loss.Options.TargetName is { } target ? flow.Before(target) : [])));
        return new Facet(name, attribute, Part(declaration, [.. InputsOf(declaration, needed), .. judged, .. losses])) { IsObjective = true };
    }

    private static Facet Entry(NetworkDeclaration declaration, DeclaredFlow flow, string name, EntryWord entry, int attribute)
    {
        var outputs = declaration.Words.OfType<OutputWord>().ToList();
        List<OutputWord> asked = entry.To.IsEmpty ? outputs : [.. entry.To.Select(static value => new OutputWord(value))];
        var needed = new HashSet<string>(asked.Count == 0 ? flow.Before(null) : asked.SelectMany(output => flow.Before(output.Port)));
        IEnumerable<Word> given = entry.From.IsEmpty
            ? InputsOf(declaration, needed)
            : entry.From.Select(value => declaration.Words.OfType<InputWord>().FirstOrDefault(input => DeclaredFlow.NameOf(input) == value) ?? new InputWord(value, []));
        return new Facet(name, attribute, Part(declaration, [.. given, .. asked]));
    }

    private static IEnumerable<InputWord> InputsOf(NetworkDeclaration declaration, ISet<string> needed) =>
        declaration.Words.OfType<InputWord>().Where(input => needed.Contains(DeclaredFlow.NameOf(input)));

    private static NetworkDeclaration Part(NetworkDeclaration declaration, EquatableArray<Word> words) => declaration with
    {
        Words = words, Blocks = [], Problems = [], Derivatives = DerivativeKinds.None, HasSteps = false, Carries = false,
    };
}
