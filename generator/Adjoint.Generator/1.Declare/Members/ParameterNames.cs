using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>The names of the generated methods' parameters and locals, which inputs and outputs must leave to one another.</summary>
internal static class ParameterNames
{
    /// <summary>The name of an input or an output that some generated method would have twice, or null.</summary>
    public static string? Clash(NetworkDeclaration declaration)
    {
        var api = Api.Of(declaration);
        foreach (var names in Lists(api, declaration.Derivatives))
        {
            List<string> all = api.IsPlain && declaration.Derivatives == DerivativeKinds.None ? names : [.. names, .. names.Select(static n => n + "Rows"), "inputFeeds", "otherFeeds"];
            if (all.GroupBy(static n => n).FirstOrDefault(static same => same.Count() > 1)?.Key is { } twice)
                return api.Inputs.Concat(api.Outputs).LastOrDefault(port => IsOf(port, twice)) ?? twice;
        }
        return null;
    }

    private static bool IsOf(string port, string name) =>
        name == port || name == port + "Rows" || name == DerivativeNames.Gradient(port) || name == DerivativeNames.Tangent(port);

    private static IEnumerable<List<string>> Lists(Api api, DerivativeKinds derivatives)
    {
        List<string> data = [.. api.Inputs, .. api.Targets.Select(static target => target.Name)];
        yield return [.. api.Inputs, .. api.Outputs];
        if (api.Targets.Count > 0)
            yield return [.. data, "gradient", "optimizer", "batch"];
        if (derivatives.HasFlag(DerivativeKinds.Vjp))
            yield return [.. DerivativeNames.Inputs(api, Derivation.Vjp), .. DerivativeNames.Results(api, Derivation.Vjp), "gradient"];
        if (derivatives.HasFlag(DerivativeKinds.Jvp))
            yield return [.. DerivativeNames.Inputs(api, Derivation.Jvp), .. DerivativeNames.Results(api, Derivation.Jvp), "parameterTangent"];
        if (derivatives.HasFlag(DerivativeKinds.Jacobian))
            yield return [.. api.Inputs, "jacobian"];
        if (derivatives.HasFlag(DerivativeKinds.HessianVectorProduct))
            yield return [.. data, "direction", "product"];
        // The self-test calls methods, and reads constants, by their names.
        if (derivatives.HasFlag(DerivativeKinds.Verified))
            yield return [.. data, "Loss", "Gradient", "Vjp", "Jvp", .. api.SizedPorts.Append("Input").Append("Output").Select(static port => Identifiers.Member(port) + "Size").Distinct()];
    }
}
