using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The members of a generated network class, which neither a user's member nor a layer may be named after.</summary>
internal static class GeneratedMembers
{
    /// <summary>The members that only networks have which declare derivatives.</summary>
    public static IReadOnlyList<string> Derivatives { get; } = ["Vjp", "Jvp", "Jacobian", "HessianVectorProduct", "RowGradients", "RowGradientNorms", "VerifyGradients"];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "InputSize", "OutputSize", "ParameterCount", "FlopsPerRow", "Summary", "Layout", "Parameters", "Threads", "TrainingStep",
        "Predict", "Loss", "Gradient", "TrainStep", "Save", "Load",
    ];

    /// <summary>The private members, of which a right network has some and a wrong one none.</summary>
    public static IReadOnlyList<string> Private { get; } =
        ["program", "runner", .. Enum.GetNames(typeof(Derivation)).Select(static kind => ProgramOf(kind))];

    /// <summary>The field that holds the program of a derivative.</summary>
    public static string ProgramOf(string derivation) => char.ToLowerInvariant(derivation[0]) + derivation.Substring(1) + "Program";

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

    /// <summary>Names that no layer may have: a view of that name would meet a generated member, or one that every class or record has.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
    [
        .. All, .. Derivatives, "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize",
        "EqualityContract", "PrintMembers", "Clone",
    ];

    /// <summary>All names that a network's members have, those of its properties' accessors among them.</summary>
    public static IReadOnlyList<string> NamesOf(NetworkDeclaration declaration)
    {
        string[] properties = ["Layout", "Parameters", "Threads", "TrainingStep"];
        var layers = OfLayers(declaration).ToList();
        return
        [
            .. All, .. declaration.Derivatives == DerivativeKinds.None ? [] : Derivatives, .. Private, .. layers.Except(All),
            .. properties.Concat(layers).Select(static property => "get_" + property), "set_Threads", "set_TrainingStep",
        ];
    }

    /// <summary>The types of the generated constructor's parameters.</summary>
    public static string Constructor => "ulong";

    /// <summary>The types of the parameters of the generated methods of this name; null if it is not a method's.</summary>
    public static IReadOnlyList<string>? Overloads(string name, Api api)
    {
        var inputs = api.Inputs.Select(_ => $"ReadOnlySpan<{api.Number}>").ToList();
        var data = string.Join(", ", inputs.Concat(api.Targets.Select(static target => $"ReadOnlySpan<{target.Type}>")));
        return name switch
        {
            "Predict" => [string.Join(", ", inputs.Concat(api.Outputs.Select(_ => $"Span<{api.Number}>")))],
            "Loss" => [data],
            "Gradient" => [$"{data}, Span<{api.Number}>"],
            "TrainStep" => [$"{data}, Optimizer", "MiniBatch, Optimizer"],
            "Save" => ["string"],
            "Load" => ["string", "string, LoadOptions"],
            _ => null,
        };
    }
}
