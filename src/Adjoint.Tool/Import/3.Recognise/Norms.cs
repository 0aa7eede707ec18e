using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Recognise;

/// <summary>Normalisations that exporters write as formulas: first without parameters, which are taken in when the product and the sum after it are looked at.</summary>
internal static class Norms
{
    /// <summary>(x − m) / √(v + ε), m and v over the last axes.</summary>
    public static Operation? Layer(Operation node, Makers makers)
    {
        if (makers.Of(node.Input(0), "Sub") is not { } difference
            || makers.Of(difference.Input(1), "ReduceMean") is not { } mean
            || mean.Input(0) != difference.Input(0)
            || LastAxes(mean) is not { } axis)
            return null;
        if (Epsilon(node.Input(1), makers) is not ({ } variance, var epsilon) || makers.Of(variance, "ReduceMean") is not { } second || LastAxes(second) != axis)
            return null;
        // The difference may have been computed twice.
        var (factor, values) = makers.Product(second.Input(0));
        bool IsDifference(Value v) =>
            v == difference.Output
                || (makers.Of(v, "Sub") is { } other && other.Input(0) == difference.Input(0) && makers.Of(other.Input(1), "ReduceMean")?.Input(0) == difference.Input(0));
        return factor == 1 && values.Count == 2 && values.All(IsDifference)
            ? Recogniser.Replace(node, "LayerNormalization", [difference.Input(0), null, null], ("axis", (long)axis), ("epsilon", (float)epsilon))
            : null;
    }

    /// <summary>x / √(mean x² + ε), or x times the inverse.</summary>
    public static Operation? RootMeanSquare(Operation node, Makers makers)
    {
        for (var i = 0; i < (node.Type == "Div" ? 1 : 2); i++)
        {
            var (x, root) = (node.Input(i), node.Input(1 - i));
            if (node.Type == "Mul")
                root = makers.Of(root, "Reciprocal")?.Input(0) ?? (makers.Of(root, "Div") is { } inverse && Makers.Is(inverse.Input(0), 1) ? inverse.Input(1) : null);
            if (root is null || Epsilon(root, makers) is not ({ } square, var epsilon) || makers.Of(square, "ReduceMean") is not { } mean || LastAxes(mean) is not { } axis)
                continue;
            var (factor, values) = makers.Product(mean.Input(0));
            if (factor == 1 && values.Count == 2 && values.All(v => v == x))
                return Recogniser.Replace(node, "RMSNormalization", [x, null], ("axis", (long)axis), ("epsilon", (float)epsilon));
        }
        return null;
    }

    /// <summary>Groups of channels as the channels of an InstanceNormalization.</summary>
    public static Operation? Group(Operation node, Makers makers)
    {
        if (makers.Of(node.Input(0), "InstanceNormalization") is not { } instance || makers.Of(instance.Input(0), "Reshape") is not { } apart || node.Output.Shape is not { Length: > 2 } shape)
            return null;
        if (apart.Input(0).Shape?.SequenceEqual(shape) != true || apart.Output.Dims is not [_, var groups, ..] || apart.Output.Dims[0] != shape[0] || shape[1] % groups != 0)
            return null;
        return instance.Input(1).Constant?.Numbers().All(static v => v == 1) == true && instance.Input(2).Constant?.Numbers().All(static v => v == 0) == true
            ? Recogniser.Replace(node, "GroupNormalization", [apart.Input(0), null, null], ("num_groups", groups), ("epsilon", instance.Attributes.Float("epsilon", 1e-5f)))
            : null;
    }

    /// <summary>The product with a constant after a normalisation that has none.</summary>
    public static Operation? Scale(Operation node, Makers makers) => WithParameter(node, makers, 1);

    /// <summary>The sum with a constant after a normalisation that has a scale.</summary>
    public static Operation? Bias(Operation node, Makers makers) => WithParameter(node, makers, 2);

    private static Operation? WithParameter(Operation node, Makers makers, int input)
    {
        for (var i = 0; i < 2; i++)
        {
            if (makers.Of(node.Input(i), "LayerNormalization", "RMSNormalization", "GroupNormalization") is not { } norm
                || node.Input(1 - i) is not { Constant: { IsFloating: true }, IsComputed: false } constant)
                continue;
            if (norm.InputOrNull(input) is not null || (input == 2 && (norm.InputOrNull(1) is null || norm.Type == "RMSNormalization")) || norm.Outputs.Length > 1 || !Fits(norm, constant))
                continue;
            var parameter = norm.Type == "GroupNormalization"
                ? new Value(constant.Name)
                {
                    Constant = constant.Constant.As(constant.Constant.Count),
                    Shape = [constant.Constant.Count],
                    Type = constant.Type,
                    Origin = constant.Origin,
                }
                : constant;
            Value?[] inputs = norm.Type == "RMSNormalization" ? [norm.Input(0), parameter] : input == 1 ? [norm.Input(0), parameter, null] : [norm.Input(0), norm.Input(1), parameter];
            return new Operation(norm.Type, norm.Name, norm.Version, norm.Attributes, inputs, [node.Output]);
        }
        return null;
    }

    /// <summary>Whether a parameter is one for each channel, or is along the axes that are normalised.</summary>
    private static bool Fits(Operation norm, Value parameter)
    {
        var (x, dims) = (norm.Input(0).Dims, parameter.Dims);
        if (norm.Type == "GroupNormalization")
            return parameter.Constant!.Count == x[1] && dims.Length >= x.Length - 1 && dims[^(x.Length - 1)] == x[1];
        long[] normalised = [.. x.Skip(norm.Axis(-1))];
        return dims.SkipWhile(static size => size == 1).Count() <= normalised.Length && parameter.Constant!.Count > 1
            && (dims.Length <= normalised.Length || dims.SkipLast(normalised.Length).All(static size => size == 1)) && Sizes.Broadcast(dims, normalised) is var all && all.SequenceEqual(normalised)
            || dims.SequenceEqual(normalised);
    }

    /// <summary>What a root is of, and the ε under it.</summary>
    private static (Value? Of, double Epsilon) Epsilon(Value value, Makers makers)
    {
        var root = makers.Of(value, "Sqrt")?.Input(0) ?? (makers.Of(value, "Pow") is { } power && Makers.Is(power.Input(1), 0.5) ? power.Input(0) : null);
        if (root is null || makers.Of(root, "Add") is not { } sum)
            return (null, 0);
        return Makers.Number(sum.Input(1)) is { } right ? (sum.Input(0), right) : Makers.Number(sum.Input(0)) is { } left ? (sum.Input(1), left) : (null, 0);
    }

    /// <summary>The first axis that a mean is over, where it is over all from there on and keeps them.</summary>
    private static int? LastAxes(Operation mean)
    {
        if (mean.InputOrNull(1) is { Constant: null } || !mean.Attributes.Flag("keepdims", otherwise: true))
            return null;
        var (axes, rank) = (mean.Reduced(), mean.Input(0).Rank);
        return axes.Length > 0 && axes.SequenceEqual(Enumerable.Range(rank - axes.Length, axes.Length)) ? axes[0] : null;
    }
}
