using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The names of the generated methods' parameters and locals, which inputs and outputs must leave to one another.</summary>
internal static class ParameterNames
{
    /// <summary>The list of feeds that a method hands on first, and second.</summary>
    public const string First = "inputFeeds", Second = "otherFeeds";

    /// <summary>What the memory of a span is called while it does not move.</summary>
    public static string Rows(string name) => name + "Rows";

    /// <summary>The name of an input or an output that some generated method would have twice, or null.</summary>
    public static string? Clash(NetworkDeclaration declaration)
    {
        // Names that nobody gave are made so that they do not.
        if (!declaration.Words.Any(static word => word is InputWord { Port: not null } or OutputWord { Port: not null }))
            return null;
        var api = Api.Of(declaration);
        foreach (var names in MemberTable.Of(declaration).Select(member => NamesIn(member, api)))
        {
            if (names.GroupBy(static n => n).FirstOrDefault(static same => same.Count() > 1)?.Key is { } twice)
                return api.Inputs.Concat(api.Outputs).LastOrDefault(port => IsOf(port, twice)) ?? twice;
        }
        return null;
    }

    private static bool IsOf(string port, string name) =>
        name == port || name == Rows(port) || name == DerivativeNames.Gradient(port) || name == DerivativeNames.Tangent(port);

    private static IEnumerable<string> NamesIn(Member member, Api api)
    {
        List<string> names = [.. member.Parameters.Select(static p => p.Name)];
        if (member.Parameters.Any(static p => p.Feeds != FeedList.None))
            return [.. names, .. names.Select(Rows), First, Second];
        // The self-test calls methods, and reads constants, by their names.
        return member is { Name: VerificationMembers.Name } && member.Parameters.Any(static p => p.Use == ParameterUse.Input)
            ? [.. names, .. names.Select(Rows), "Loss", "Gradient", "Vjp", "Jvp", .. api.SizedPorts.Append("Input").Append("Output").Select(static port => Identifiers.Member(port) + "Size").Distinct()]
            : names;
    }
}
