using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>A method that users call for a derivative.</summary>
internal enum DerivativeMethod
{
    Vjp,
    Jvp,
    JvpOfParameters,
    Jacobian,
    HessianVectorProduct,
    RowGradients,
    RowGradientNorms,
}

/// <summary>The parameter lists of the methods for derivatives.</summary>
internal static class DerivativeSignatures
{
    /// <summary>The methods that are asked for.</summary>
    public static IEnumerable<DerivativeMethod> Methods(DerivativeKinds asked)
    {
        if (asked.HasFlag(DerivativeKinds.Vjp))
            yield return DerivativeMethod.Vjp;
        if (asked.HasFlag(DerivativeKinds.Jvp))
        {
            yield return DerivativeMethod.Jvp;
            yield return DerivativeMethod.JvpOfParameters;
        }
        if (asked.HasFlag(DerivativeKinds.Jacobian))
            yield return DerivativeMethod.Jacobian;
        if (asked.HasFlag(DerivativeKinds.HessianVectorProduct))
            yield return DerivativeMethod.HessianVectorProduct;
        if (asked.HasFlag(DerivativeKinds.RowGradients))
            yield return DerivativeMethod.RowGradients;
        if (asked.HasFlag(DerivativeKinds.RowGradientNorms))
            yield return DerivativeMethod.RowGradientNorms;
    }

    /// <summary>Whether a method is a derivative of the loss, and so takes targets.</summary>
    public static bool IsOfLoss(DerivativeMethod method) => method >= DerivativeMethod.HessianVectorProduct;

    /// <summary>The derived network that a method runs.</summary>
    public static Derivation DerivationOf(DerivativeMethod method, ShapedNetwork network) => method switch
    {
        DerivativeMethod.Vjp => Derivation.Vjp,
        DerivativeMethod.Jvp => Derivation.Pushforward,
        DerivativeMethod.JvpOfParameters => Derivation.Jvp,
        DerivativeMethod.Jacobian => DerivedNetwork.ByRows(network) ? Derivation.JacobianRows : Derivation.JacobianColumns,
        DerivativeMethod.RowGradients => Derivation.RowGradients,
        DerivativeMethod.RowGradientNorms => Derivation.RowGradientNorms,
        _ => Derivation.HessianVectorProduct,
    };

    /// <summary>The name of a method.</summary>
    public static string NameOf(DerivativeMethod method) => method == DerivativeMethod.JvpOfParameters ? nameof(DerivativeMethod.Jvp) : method.ToString();

    /// <summary>The header of a method.</summary>
    public static string Of(Api api, DerivativeMethod method) => method switch
    {
        DerivativeMethod.Vjp => $"public void Vjp({Reads(api, DerivativeNames.Inputs(api, Derivation.Vjp))}, {Writes(api, [.. DerivativeNames.Results(api, Derivation.Vjp), "gradient"])})",
        DerivativeMethod.Jvp => $"public void Jvp({Reads(api, DerivativeNames.Inputs(api, Derivation.Jvp))}, {Writes(api, DerivativeNames.Results(api, Derivation.Jvp))})",
        DerivativeMethod.JvpOfParameters => $"public void Jvp({Reads(api, [.. DerivativeNames.Inputs(api, Derivation.Jvp), "parameterTangent"])}, {Writes(api, DerivativeNames.Results(api, Derivation.Jvp))})",
        DerivativeMethod.Jacobian => $"public void Jacobian({Reads(api, api.Inputs)}, {Writes(api, ["jacobian"])})",
        DerivativeMethod.RowGradients => $"public void RowGradients({Signatures.Data(api)}, {Writes(api, ["gradients"])})",
        DerivativeMethod.RowGradientNorms => $"public void RowGradientNorms({Signatures.Data(api)}, {Writes(api, ["norms"])})",
        _ => $"public {api.Number} HessianVectorProduct({Signatures.Data(api)}, {Reads(api, ["direction"])}, {Writes(api, ["product"])})",
    };

    /// <summary>The interfaces that networks of one input, one output and at most one target have for their derivatives.</summary>
    public static IEnumerable<string> Interfaces(Api api, DerivativeKinds asked)
    {
        if (asked.HasFlag(DerivativeKinds.Vjp))
            yield return "IVjpNetwork";
        if (asked.HasFlag(DerivativeKinds.Jvp))
            yield return "IJvpNetwork";
        if (asked.HasFlag(DerivativeKinds.Jacobian))
            yield return "IJacobianNetwork";
        if (asked.HasFlag(DerivativeKinds.HessianVectorProduct) && api.Targets.Count == 1)
            yield return $"IHessianNetwork<{api.Targets[0].Type}>";
        if (asked.HasFlag(DerivativeKinds.RowGradients) && api.Targets.Count == 1)
            yield return $"IRowGradientNetwork<{api.Targets[0].Type}>";
        if (asked.HasFlag(DerivativeKinds.RowGradientNorms) && api.Targets.Count == 1)
            yield return $"IRowGradientNormNetwork<{api.Targets[0].Type}>";
    }

    private static string Reads(Api api, IEnumerable<string> names) =>
        string.Join(", ", names.Select(n => $"global::System.ReadOnlySpan<{api.Number}> {Identifiers.Escape(n)}"));

    private static string Writes(Api api, IEnumerable<string> names) =>
        string.Join(", ", names.Select(n => $"global::System.Span<{api.Number}> {Identifiers.Escape(n)}"));
}
