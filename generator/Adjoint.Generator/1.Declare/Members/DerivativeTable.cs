namespace Adjoint.Generator.Declare;

/// <summary>One derivative that a declaration may ask for: its methods, the interface that has them, and the networks that are derived for it.</summary>
/// <param name="Kind">What asks for it.</param>
/// <param name="Members">Its methods.</param>
/// <param name="Programs">For each method the derived network that it runs; of several the one that there is.</param>
/// <param name="OfBatch">The method of its interface, which takes a mini-batch and runs the last method's network; null where this network cannot have that.</param>
internal sealed record DerivativeRow(DerivativeKinds Kind, IReadOnlyList<Member> Members, IReadOnlyList<IReadOnlyList<Derivation>> Programs, InterfaceMember? OfBatch)
{
    /// <summary>Whether it is a derivative of the loss, not of the outputs.</summary>
    public bool IsOfLoss { get; init; }
}

/// <summary>All derivatives, each said once.</summary>
internal static class DerivativeTable
{
    private static readonly (string, string) misfit = ("ArgumentException", "A length does not fit, or memory that is written overlaps memory that is read; nothing was written.");

    private const string rows = "ReadOnlySpan<global::Adjoint.Data.PortRows> ", someRows = "ReadOnlySpan<global::Adjoint.Data.PortRows?> ";

    /// <summary>Those that are asked for and can be.</summary>
    public static IEnumerable<DerivativeRow> Of(Api api, DerivativeKinds asked) =>
        new[] { Vjp(api), Jvp(api), Jacobian(api), HessianVectorProduct(api), RowGradients(api), RowGradientNorms(api) }
            .Where(row => asked.HasFlag(row.Kind) && (api.HasLoss || !row.IsOfLoss));

    /// <summary>The field that holds the program of a derivative.</summary>
    public static string ProgramOf(Derivation derivation)
    {
        var kind = derivation.ToString();
        return char.ToLowerInvariant(kind[0]) + kind.Substring(1) + "Program";
    }

    private static DerivativeRow Vjp(Api api) => new(
        DerivativeKinds.Vjp,
        [
            Method(DerivativeKinds.Vjp, "void", "The vector–Jacobian product: how a scalar changes with the inputs and the parameters, given how it changes with the outputs.",
            [
                .. api.InputParameters,
                .. api.Outputs.Select(o => Reads(api, DerivativeNames.Gradient(o), $"The vector: a gradient with respect to {o}, row after row, {{size}} numbers each.", o)),
                .. api.NumberInputs.Select(i => Writes(api, DerivativeNames.Gradient(i), $"Receives the gradient with respect to {i}; empty where it is not wanted.", i)),
                new("gradient", $"Span<{api.Number}>", "Receives the gradient with respect to the parameters, summed over the rows, in their order; empty where it is not wanted."),
            ]) with { Body = "runner.Vjp({program}, {first}, {second}, gradient)" },
        ],
        [[Derivation.Vjp]],
        OfBatch(api, "IVjpNetwork", "void", "Vjp", "batch, dy, dx, gradient", [rows + "dy", someRows + "dx", $"Span<{api.Number}> gradient"]));

    private static DerivativeRow Jvp(Api api)
    {
        var tangents = api.NumberInputs.Select(i => Reads(api, DerivativeNames.Tangent(i), $"The direction in which {i} changes, row after row; empty where it does not.", i)).ToList();
        List<MemberParameter> results = [];
        foreach (var output in api.Outputs)
            results.Add(Writes(api, output, "Receives the outputs; empty where they are not wanted.", output));
        foreach (var output in api.Outputs)
            results.Add(Writes(api, DerivativeNames.Tangent(output), $"Receives how {output} changes along the direction.", output));
        var alongInputs = Method(DerivativeKinds.Jvp, "void", "The Jacobian–vector product: how the outputs change as the inputs change along a direction.", [.. api.InputParameters, .. tangents, .. results])
            with { Body = "runner.Jvp({program}, {first}, default, {second})" };
        var alongAll = Method(DerivativeKinds.Jvp, "void", "The Jacobian–vector product: how the outputs change as inputs and parameters change along a direction.",
        [
            .. api.InputParameters, .. tangents,
            new("parameterTangent", $"ReadOnlySpan<{api.Number}>", "The direction in which the parameters change, in their order."), .. results,
        ]) with { Body = "runner.Jvp({program}, {first}, parameterTangent, {second})" };
        var ofBatch = OfBatch(
            api, "IJvpNetwork", "void", "Jvp", "batch, xTangent, parameterTangent, y, yTangent",
            [someRows + "xTangent", $"ReadOnlySpan<{api.Number}> parameterTangent", someRows + "y", someRows + "yTangent"]);
        // Tokens have no direction to change along.
        return tangents.Count == 0
            ? new(DerivativeKinds.Jvp, [alongAll], [[Derivation.Jvp]], ofBatch)
            : new(DerivativeKinds.Jvp, [alongInputs, alongAll], [[Derivation.Pushforward], [Derivation.Jvp]], ofBatch);
    }

    private static DerivativeRow Jacobian(Api api) => new(
        DerivativeKinds.Jacobian,
        [
            Method(DerivativeKinds.Jacobian, "void", "The Jacobian of the outputs with respect to the inputs, for each row.",
                [.. api.InputParameters, Writes(api, "jacobian", "Receives ∂yᵢ/∂xⱼ of each row, a {output}×{input} matrix in row-major order after the other.", "")])
                with { Body = "runner.Jacobian({program}, byRows: {byRows}, {first}, {second})" },
        ],
        [[Derivation.JacobianRows, Derivation.JacobianColumns]],
        // A Jacobian between several inputs and outputs has no one shape.
        api.IsOneFunction ? OfBatch(api, "IJacobianNetwork", "void", "Jacobian", "byRows: {byRows}, batch, jacobian", [$"Span<{api.Number}> jacobian"]) : null);

    private static DerivativeRow HessianVectorProduct(Api api) => new(
        DerivativeKinds.HessianVectorProduct,
        [
            Method(DerivativeKinds.HessianVectorProduct, api.Number, "The product of the loss's Hessian with a direction of the parameters: how the gradient of the mean loss changes along it.",
            [
                .. Data(api), new("direction", $"ReadOnlySpan<{api.Number}>", "A direction of the parameters, in their order."),
                new("product", $"Span<{api.Number}>", "Receives the product of the mean loss's Hessian with the direction."),
            ]) with { Body = "runner.HessianVectorProduct({program}, {first}, {second}, direction, product)", Returns = "The derivative of the mean loss along the direction." },
        ],
        [[Derivation.HessianVectorProduct]],
        OfBatch(api, "IHessianNetwork", api.Number, "HessianVectorProduct", "batch, direction, product", [$"ReadOnlySpan<{api.Number}> direction", $"Span<{api.Number}> product"]))
    {
        IsOfLoss = true,
    };

    private static DerivativeRow RowGradients(Api api) => OfRows(
        api, DerivativeKinds.RowGradients, Derivation.RowGradients, "The gradient of each row's own loss with respect to the parameters.", "IRowGradientNetwork",
        "gradients", "Receives a gradient for each row, ParameterCount numbers each, in the order of the parameters: what Gradient says of that row alone.");

    private static DerivativeRow RowGradientNorms(Api api) => OfRows(
        api, DerivativeKinds.RowGradientNorms, Derivation.RowGradientNorms, "The norm of the gradient of each row's own loss, without the gradients.", "IRowGradientNormNetwork",
        "norms", "Receives the Euclidean norm of each row's gradient, a number for each row.");

    private static DerivativeRow OfRows(Api api, DerivativeKinds kind, Derivation derivation, string summary, string contract, string results, string doc) => new(
        kind,
        [
            Method(kind, "void", summary, [.. Data(api), new(results, $"Span<{api.Number}>", doc)])
                with { Body = $"runner.RowGradients({{program}}, {{first}}, {{second}}, {results}, nameof({results}))" },
        ],
        [[derivation]],
        OfBatch(api, contract, "void", kind.ToString(), $"batch, {results}, nameof({results})", [$"Span<{api.Number}> {results}"]) with { Body = $"runner.RowGradients({{program}}, batch, {results}, nameof({results}))" })
    {
        IsOfLoss = true,
    };

    /// <summary>The method of an interface, for code that does not know a network's inputs and outputs.</summary>
    private static InterfaceMember OfBatch(Api api, string contract, string type, string method, string arguments, string[] parameters) =>
        new($"global::Adjoint.{contract}<{api.Number}>", type, method, parameters) { Body = $"runner.{method}({{program}}, {arguments})" };

    private static Member Method(DerivativeKinds kind, string type, string summary, IReadOnlyList<MemberParameter> parameters) =>
        new(MemberKind.Method, kind.ToString(), type, summary + " Dropout is off, as in Predict; results do not depend on the number of threads.")
        {
            Parameters = parameters, Exceptions = [misfit], Derivative = kind,
        };

    private static IEnumerable<MemberParameter> Data(Api api) => [.. api.InputParameters, .. api.TargetParameters.Select(static p => p with { Doc = "The targets, as for Loss." })];

    private static MemberParameter Reads(Api api, string name, string doc, string port) => new(name, $"ReadOnlySpan<{api.Number}>", doc) { Feeds = FeedList.First, Port = port };

    private static MemberParameter Writes(Api api, string name, string doc, string port) => new(name, $"Span<{api.Number}>", doc) { Feeds = FeedList.Second, Port = port };
}
