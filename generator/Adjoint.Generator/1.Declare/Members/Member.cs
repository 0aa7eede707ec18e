using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>What a generated member is.</summary>
internal enum MemberKind
{
    Constant,
    Property,
    Method,
}

/// <summary>A public member of a generated network class: one row of the table that names, clash rules, signatures, documentation, stubs and analyzers read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of it, or of what it returns, as C# calls it without namespaces.</param>
/// <param name="Summary">Its documentation; <c>{shape}</c> stands for the shape of the port that a size is of.</param>
internal sealed record Member(MemberKind Kind, string Name, string Type, string Summary)
{
    /// <summary>The parameters.</summary>
    public IReadOnlyList<MemberParameter> Parameters { get; init; } = [];

    /// <summary>What a method returns, for its documentation; empty where the summary says it.</summary>
    public string Returns { get; init; } = "";

    /// <summary>The exceptions, and when they are thrown.</summary>
    public IReadOnlyList<(string Type, string When)> Exceptions { get; init; } = [];

    /// <summary>
    /// What it does: an expression, in which <c>{first}</c> and <c>{second}</c> are the feeds of the parameters that are fed, and <c>{program}</c> the program of its derivative. Empty where
    /// a writer of its own says it.
    /// </summary>
    public string Body { get; init; } = "";

    /// <summary>Whether it belongs to the class and not to a network.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether a method returns the class itself, which may be called as one of the library's.</summary>
    public bool ReturnsNetwork { get; init; }

    /// <summary>Whether a property can be set.</summary>
    public bool IsSettable { get; init; }

    /// <summary>The derivative that a method computes and without which it is not there, or None.</summary>
    public DerivativeKinds Derivative { get; init; }

    /// <summary>Whether it is there only where the network takes one step at a time.</summary>
    public bool IsOfSteps { get; init; }

    /// <summary>Whether it is there only where the declaration asks for it.</summary>
    public bool IsAskedFor => IsOfSteps || Derivative != DerivativeKinds.None;

    /// <summary>What a class of a network's own members begins with: <c>public float Loss(…)</c>.</summary>
    public string Header => Kind switch
    {
        MemberKind.Constant => $"public const {Type} {Name}",
        MemberKind.Property => $"public {(IsStatic ? "static " : "")}{TypeNames.Full(Type)} {Name}",
        _ => $"public {(IsStatic ? "static " : "")}{(ReturnsNetwork ? Type : TypeNames.Full(Type))} {Name}({string.Join(", ", Parameters.Select(static p => p.Text))})",
    };

    /// <summary>The types of the parameters, as overloads are told apart.</summary>
    public string Signature => string.Join(", ", Parameters.Select(static p => p.Type));
}

/// <summary>What a span of a generated method holds.</summary>
internal enum ParameterUse
{
    /// <summary>No rows: something else.</summary>
    Other,

    /// <summary>Rows of an input.</summary>
    Input,

    /// <summary>Rows of an output, which the method writes.</summary>
    Output,

    /// <summary>Rows of a target.</summary>
    Target,

    /// <summary>One number for each parameter of the network, which the method writes.</summary>
    Gradient,
}

/// <summary>In which of the two lists of feeds a method hands a span on.</summary>
internal enum FeedList
{
    None,
    First,
    Second,
}

/// <summary>A parameter of a generated method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as C# calls it without namespaces.</param>
/// <param name="Doc">Its documentation; <c>{size}</c> stands for the numbers of a row of its port, <c>{last}</c> for one less.</param>
internal sealed record MemberParameter(string Name, string Type, string Doc)
{
    /// <summary>What it holds.</summary>
    public ParameterUse Use { get; init; }

    /// <summary>How it is handed on.</summary>
    public FeedList Feeds { get; init; }

    /// <summary>The input or output whose size a row of it has.</summary>
    public string Port { get; init; } = "";

    /// <summary>What it is where it is left out.</summary>
    public string Default { get; init; } = "";

    /// <summary>The parameter in a header.</summary>
    public string Text => $"{TypeNames.Full(Type)} {Identifiers.Escape(Name)}{(Default.Length == 0 ? "" : " = " + Default)}";
}

/// <summary>Types with their namespaces, which generated code writes so that nothing of a user's is in their way.</summary>
internal static class TypeNames
{
    /// <summary>A type as generated code spells it.</summary>
    public static string Full(string type) => type.Split('<', ' ')[0] switch
    {
        "Span" or "ReadOnlySpan" or "ArgumentException" or "ArgumentOutOfRangeException" or "InvalidOperationException" or "NotSupportedException" => "global::System." + type,
        "Optimizer" or "LoadOptions" or "GradientReport" or "ParameterLayout" or "ModelFileException" or "NetworkState" or "StepReport" or "Objective" => "global::Adjoint." + type,
        "MiniBatch" => "global::Adjoint.Data." + type,
        _ => type,
    };
}
