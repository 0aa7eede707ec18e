namespace Adjoint.Generator.Declare;

/// <summary>The self-test of a network's derivatives, which <c>[VerifyGradients]</c> asks for: two more rows of the table of members.</summary>
internal static class VerificationMembers
{
    public const string Name = "VerifyGradients";

    /// <summary>The members; none where they are not asked for, or cannot be.</summary>
    public static IEnumerable<Member> Of(Api api, DerivativeKinds derivatives)
    {
        if (!derivatives.HasFlag(DerivativeKinds.Verified) || !api.HasLoss)
            yield break;
        var adjoint = derivatives.HasFlag(DerivativeKinds.Vjp | DerivativeKinds.Jvp) ? ", and Vjp with Jvp" : "";
        var compares = $"Compares the gradient, parameter by parameter, with central differences of the loss{adjoint}, at inputs and targets ";
        const string returns = "The parameter that agrees least, and by how much; <c>Agrees()</c> says whether that is but rounding.";
        yield return new(MemberKind.Method, Name, "GradientReport", compares + "drawn from a seed.")
        {
            Parameters = [new("rows", "int", "The number of rows.") { Default = "4" }, new("seed", "int", "Decides inputs and targets.") { Default = "0" }],
            Returns = returns,
            Exceptions = [("ArgumentOutOfRangeException", "There is no row.")],
            Derivative = DerivativeKinds.Verified,
        };
        yield return new(MemberKind.Method, Name, "GradientReport", compares + "that are given.")
        {
            Parameters =
            [
                .. api.InputParameters.Select(static p => p with { Doc = "The inputs, row after row; best a few rows.", Feeds = FeedList.None }),
                .. api.TargetParameters.Select(static p => p with { Doc = "The targets, as for Loss.", Feeds = FeedList.None }),
            ],
            Returns = returns,
            Exceptions = [("ArgumentException", "A length does not fit, or a target is out of range.")],
            Derivative = DerivativeKinds.Verified,
        };
    }
}
