using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The names of the members of a generated network class, which neither a user's member nor a layer may be named after.</summary>
internal static class GeneratedMembers
{
    private static readonly IReadOnlyList<Member> largest = MemberTable.Of(Api.Largest, (DerivativeKinds)~0, "");

    /// <summary>The members that only networks have which declare derivatives.</summary>
    public static IReadOnlyList<string> Derivatives { get; } = [.. largest.Where(static m => m.Derivative != DerivativeKinds.None).Select(static m => m.Name).Distinct()];

    /// <summary>The members that only networks have which take one step at a time.</summary>
    public static IReadOnlyList<string> Steps { get; } = [.. largest.Where(static m => m.IsOfSteps).Select(static m => m.Name).Distinct()];

    /// <summary>The names that every network's members have, or those of a network with a loss.</summary>
    public static IReadOnlyList<string> All { get; } = [.. largest.Where(static m => !m.IsAskedFor).Select(static m => m.Name).Distinct()];

    /// <summary>The field that holds what makes probabilities of logits.</summary>
    public const string ProbabilitiesProgram = "probabilitiesProgram";

    /// <summary>The private members, of which a right network has some and a wrong one none.</summary>
    public static IReadOnlyList<string> Private { get; } = ["program", "runner", ProbabilitiesProgram, StepMembers.Program, .. Enum.GetValues(typeof(Derivation)).Cast<Derivation>().Select(DerivativeTable.ProgramOf)];

    /// <summary>The members of a network's class that its layers, its inputs and its outputs are the reason of.</summary>
    public static IEnumerable<string> OfLayers(NetworkDeclaration declaration)
    {
        foreach (var (layer, _) in DeclaredLayers.Of(declaration))
        {
            yield return Identifiers.Member(layer);
            yield return Identifiers.Member(layer) + "Parameters";
        }
        foreach (var port in Api.Of(declaration).SizedPorts)
            yield return Identifiers.Member(port) + "Size";
    }

    /// <summary>The names of the members that do not follow from layers, inputs, outputs, objectives and entries, those of accessors among them.</summary>
    private static readonly HashSet<string> fixedNames = new(All.Concat(Derivatives).Concat(Steps).Concat(Private)
        .Concat(largest.Where(static m => m.Kind == MemberKind.Property).SelectMany(static p => new[] { "get_" + p.Name, "set_" + p.Name })), StringComparer.Ordinal);

    /// <summary>Names that no layer may have, whatever the case of their letters: a view of that name would meet a generated member, or one that every class or record has.</summary>
    public static HashSet<string> Reserved { get; } = new(
    [
        .. All, .. Derivatives, .. Steps, "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize",
        "EqualityContract", "PrintMembers", "Clone",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Names besides that no layer of this network has in its stub: that of its class, and of what its objectives and entries bring.</summary>
    public static IEnumerable<string> TakenIn(NetworkDeclaration declaration) => FacetMembers.NamesOf(declaration).Append(declaration.Name);

    /// <summary>All names that a network's members have, those of its properties' accessors among them.</summary>
    public static IReadOnlyList<string> NamesOf(NetworkDeclaration declaration)
    {
        var properties = largest.Where(static m => m.Kind == MemberKind.Property).ToList();
        var layers = OfLayers(declaration).ToList();
        var facets = Facet.Of(declaration);
        return
        [
            .. All, .. declaration.Derivatives == DerivativeKinds.None ? [] : Derivatives, .. declaration.HasSteps || declaration.Carries ? Steps : [], .. Private, .. layers.Except(All),
            .. FacetMembers.NamesOf(declaration), .. facets.SelectMany(static facet => new[] { facet.Program, facet.Runner }),
            .. facets.Where(static facet => facet.IsObjective).Select(static facet => "get_" + facet.Name),
            .. properties.Select(static p => p.Name).Concat(layers).Select(static property => "get_" + property),
            .. properties.Where(static p => p.IsSettable).Select(static p => "set_" + p.Name),
        ];
    }

    /// <summary>Whether a member of a network has the name. Its layers are listed only where the name begins as one of theirs does, for a network may have hundreds.</summary>
    public static bool AreNamed(NetworkDeclaration declaration, string name) => (fixedNames.Contains(name)
        || name.EndsWith("Size", StringComparison.Ordinal)
        || declaration.Words.Any(word => word is ObjectiveWord or EntryWord || LayerNames.BeginningOf(word, declaration) is { } beginning && Begins(name, beginning)))
        && NamesOf(declaration).Contains(name);

    /// <summary>Whether a name could be that of a layer, or of its accessor.</summary>
    private static bool Begins(string name, string layer) => name.StartsWith(layer, StringComparison.OrdinalIgnoreCase) || name.StartsWith("get_" + layer, StringComparison.OrdinalIgnoreCase);

    /// <summary>The types of the generated constructor's parameters.</summary>
    public static string Constructor => "long";

    /// <summary>The types of the parameters of the generated methods of this name, of which a network without a loss lacks some; null if it is not a method's that may be overloaded.</summary>
    public static IReadOnlyList<string>? Overloads(string name, IReadOnlyList<Member> members)
    {
        bool IsMethod(Member member) => member is { Kind: MemberKind.Method, Derivative: DerivativeKinds.None } && member.Name == name;
        return largest.Any(IsMethod) ? [.. members.Where(IsMethod).Select(static m => m.Signature)] : null;
    }
}
