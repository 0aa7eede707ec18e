using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The members that objectives and entries give a network: further rows of the table of members.</summary>
internal static class FacetMembers
{
    private const string Misfit = "A length does not fit, or a target is out of range; nothing was written.";
    private const string OtherThread = "Another thread trains this network at the same moment; nothing was written.";
    private const string OtherOwner = "The optimizer belongs to another network or another objective, or another thread trains this network at the same moment; nothing was written.";

    /// <summary>The names of the members of a part.</summary>
    public static IReadOnlyList<string> NamesOf(Facet facet) => facet.IsObjective ? [facet.Name, "Train" + facet.Name, facet.Name + "Loss", facet.Name + "Gradient"] : [facet.Name];

    /// <summary>The names of the members that all parts bring.</summary>
    public static IEnumerable<string> NamesOf(NetworkDeclaration declaration) => Facet.Of(declaration).SelectMany(static facet => NamesOf(facet));

    /// <summary>The members of all parts.</summary>
    public static IEnumerable<Member> Of(NetworkDeclaration declaration) => Facet.Of(declaration).SelectMany(static facet => Of(facet));

    /// <summary>The members of one part.</summary>
    public static IEnumerable<Member> Of(Facet facet)
    {
        var api = Api.Of(facet.Declaration);
        return facet.IsObjective ? Objective(facet, api) : [Entry(facet, api)];
    }

    private static Member Entry(Facet facet, Api api) => new(MemberKind.Method, facet.Name, "void",
        $"Computes {Listed(api.Outputs)} from {Listed(api.Inputs)}, and what lies between them alone, of any number of rows.")
    {
        Parameters = [.. api.InputParameters, .. api.OutputParameters],
        Exceptions = [("ArgumentException", "A length does not fit, or the spans overlap; nothing was written.")],
        Body = $"{facet.Runner}.Predict({{first}}, {{second}})",
    };

    private static IEnumerable<Member> Objective(Facet facet, Api api)
    {
        yield return new(MemberKind.Property, facet.Name, $"Objective<{api.Number}>", $"The network as the objective '{facet.Name}' trains it, for loops that know no names, and for Fit.")
        {
            Body = $"{facet.Runner}.AsObjective(\"{facet.Name}\", this)",
        };
        yield return new(
            MemberKind.Method, "Train" + facet.Name, api.Number,
            $"One step of the objective '{facet.Name}': the gradient of its mean loss over the rows, then the optimizer's update of what it trains.")
        {
            Parameters = [.. api.DataParameters, new("optimizer", "Optimizer", "Belongs to the first network and objective that it steps.")],
            Returns = "The mean loss before the step. NaN or infinite means that the step was refused, because the loss or its gradient is not finite, and that nothing has changed.",
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", OtherOwner)],
            Body = $"{facet.Runner}.TrainStep({{first}}, {{second}}, optimizer)",
        };
        yield return new(MemberKind.Method, facet.Name + "Loss", api.Number, $"The mean loss of the objective '{facet.Name}' over the rows, without dropout and noise.")
        {
            Parameters = api.DataParameters,
            Exceptions = [("ArgumentException", "A length does not fit, or a target is out of range.")],
            Body = $"{facet.Runner}.Loss({{first}}, {{second}})",
        };
        yield return new(MemberKind.Method, facet.Name + "Gradient", api.Number, $"The mean loss of the objective '{facet.Name}' over the rows and its gradient.")
        {
            Parameters =
            [
                .. api.DataParameters,
                new("gradient", $"Span<{api.Number}>", "Receives ∂loss/∂parameter, in the order of <see cref=\"Parameters\"/>; zeros for what the objective does not train.")
                {
                    Use = ParameterUse.Gradient,
                },
            ],
            Returns = "The mean loss.",
            Exceptions = [("ArgumentException", Misfit), ("InvalidOperationException", OtherThread)],
            Body = $"{facet.Runner}.Gradient({{first}}, {{second}}, gradient)",
        };
    }

    private static string Listed(IReadOnlyList<string> names) => string.Join(" and ", names.Select(static name => $"'{name}'"));
}
