using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Normalisation, with its parameters as parameters of the layer.</summary>
internal static class Normalisation
{
    private const float UsualEpsilon = 1e-5f;

    public static void BatchNorm(Operation node, LayerBuilder to)
    {
        if (node.Attributes.Flag("training_mode") || (node.Version < 7 && !node.Attributes.Flag("is_test", otherwise: true)))
            throw new ImportException("it is in training mode; export the model for inference");
        var x = Images.Of(node.Input(0), to);
        var tensors = Enumerable.Range(1, 4).Select(i => node.Constant(i, i < 3 ? "a parameter" : "a statistic")).ToList();
        if (tensors.Any(t => t.Count != x.Shape[0]))
            throw new ImportException($"its parameters are not one for each of {x.Shape[0]} channels");
        var momentum = 1 - node.Attributes.Float("momentum", 0.9f);
        to.Set(node.Output, new Layer("BatchNorm", [x], x.Shape)
        {
            Options = [.. Epsilon(node, UsualEpsilon), .. Math.Abs(momentum - 0.1f) < 1e-6f ? ((string, object)[])[] : [("Momentum", MathF.Round(momentum, 6))]],
            Tensors =
            [
                ("weight", tensors[0].As(tensors[0].Count)),
                ("bias", tensors[1].As(tensors[1].Count)),
                ("running_mean", tensors[2].As(tensors[2].Count)),
                ("running_var", tensors[3].As(tensors[3].Count)),
            ],
            Origins = Layer.OriginsOf([.. node.Inputs.Skip(1)]),
        });
    }

    /// <summary>With its mean and the inverse of its deviation, where somebody reads them.</summary>
    public static void LayerNorm(Operation node, LayerBuilder to)
    {
        var (x, layout, axis) = (to[node.Input(0)], Layout.Of(node.Input(0)), node.Axis(-1));
        if (layout.RowsAxis >= axis)
            throw new ImportException("it normalises over the rows");
        int[] axes = [.. Enumerable.Range(axis, node.Input(0).Rank - axis).Select(layout.Axis)];
        long[] shape = [.. axes.Select(a => (long)x.Shape[a])];
        var (scale, bias) = (node.ConstantOrNull(1, "its scale"), node.ConstantOrNull(2, "its bias"));
        // The scale has to be there in ONNX: files have ones without a name where the layer has none.
        if (bias is null && node.InputOrNull(1) is { IsTrained: false } given && given.Origin?.IsFrozen != true && scale!.Numbers().All(static v => v == 1))
            scale = null;
        var normal = new Layer("LayerNorm", [x], x.Shape)
        {
            Options =
            [
                .. axes.Length == 1 ? ((string, object)[])[] : [("Axes", axes.Length)], .. Epsilon(node, UsualEpsilon),
                .. scale is null ? ((string, object)[])[("Affine", false)] : bias is null ? [("Bias", false)] : [],
            ],
            Tensors = scale is null ? [] : bias is null ? [("weight", Full(scale, shape))] : [("weight", Full(scale, shape)), ("bias", Full(bias, shape))],
            Origins = Layer.OriginsOf(node.InputOrNull(1), node.InputOrNull(2)),
        };
        to.Set(node.Output, normal);
        if (!node.Outputs.Skip(1).Any(to.IsRead))
            return;
        var mean = Build.Reduce("Mean", x, axes, keepsAxes: true);
        to.Set(node.Outputs[1], mean);
        if (node.Outputs.Length < 3 || !to.IsRead(node.Outputs[2]))
            return;
        var variance = Build.Reduce("Mean", to.Apply(Build.Merge("Subtract", x, mean), "Square", "x * x"), axes, keepsAxes: true);
        to.Set(node.Outputs[2], to.Apply(variance, "InverseDeviation", $"1 / {to.Call("Sqrt", $"x + {to.Number(node.Attributes.Float("epsilon", UsualEpsilon))}")}"));
    }

    public static void RmsNorm(Operation node, LayerBuilder to)
    {
        var (x, layout, axis, scale) = (to[node.Input(0)], Layout.Of(node.Input(0)), node.Axis(-1), node.ConstantOrNull(1, "its scale"));
        if (layout.RowsAxis >= axis)
            throw new ImportException("it normalises over the rows");
        int[] axes = [.. Enumerable.Range(axis, node.Input(0).Rank - axis).Select(layout.Axis)];
        to.Set(node.Output, new Layer("RMSNorm", [x], x.Shape)
        {
            Options = [.. axes.Length == 1 ? ((string, object)[])[] : [("Axes", axes.Length)], .. Epsilon(node, 1.1920929e-7f), .. scale is null ? ((string, object)[])[("Affine", false)] : []],
            Tensors = scale is null ? [] : [("weight", Full(scale, [.. axes.Select(a => (long)x.Shape[a])]))],
            Origins = Layer.OriginsOf(node.InputOrNull(1)),
        });
    }

    /// <summary>Since version 21 it has a scale and a bias for each channel, and before one for each group, which are those of its channels then.</summary>
    public static void GroupNorm(Operation node, LayerBuilder to)
    {
        var (x, groups) = (Images.Of(node.Input(0), to), (int)node.Attributes.Int("num_groups"));
        var channels = x.Shape[0];
        if (groups < 1 || channels % groups != 0)
            throw new ImportException($"its {groups} groups do not divide {channels} channels");
        to.Set(node.Output, new Layer("GroupNorm", [x], x.Shape)
        {
            Arguments = [groups],
            Options = [.. Epsilon(node, UsualEpsilon), .. node.InputOrNull(1) is null ? ((string, object)[])[("Affine", false)] : []],
            Tensors = node.InputOrNull(1) is null ? [] : [("weight", PerChannel(node.Constant(1, "its scale"))), ("bias", PerChannel(BiasOrZeros()))],
            Origins = Layer.OriginsOf(node.InputOrNull(1), node.InputOrNull(2)),
        });

        Tensor BiasOrZeros() => node.ConstantOrNull(2, "its bias") ?? Tensor.Of([channels], new float[channels]);

        Tensor PerChannel(Tensor tensor) => tensor.Count == channels ? tensor.As(channels)
            : tensor.Count == groups || tensor.Count == 1 ? tensor.Picked([channels], c => tensor.Count == 1 ? 0 : c / (channels / groups))
            : throw new ImportException($"its parameters are neither for {channels} channels nor for {groups} groups");
    }

    public static void InstanceNorm(Operation node, LayerBuilder to)
    {
        var (x, scale, bias) = (Images.Of(node.Input(0), to), node.Constant(1, "its scale"), node.Constant(2, "its bias"));
        if (scale.Count != x.Shape[0] || bias.Count != x.Shape[0])
            throw new ImportException($"its parameters are not one for each of {x.Shape[0]} channels");
        // Exporters write 1 and 0 where a layer has no parameters.
        var isPlain = Layer.OriginsOf(node.Inputs[1], node.Inputs[2]).All(static origin => origin.Layer is null) && scale.Numbers().All(static v => v == 1) && bias.Numbers().All(static v => v == 0);
        to.Set(node.Output, new Layer("InstanceNorm", [x], x.Shape)
        {
            Options = [.. Epsilon(node, UsualEpsilon), .. isPlain ? ((string, object)[])[] : [("Affine", true)]],
            Tensors = isPlain ? [] : [("weight", scale.As(scale.Count)), ("bias", bias.As(bias.Count))],
            Origins = Layer.OriginsOf(node.Inputs[1], node.Inputs[2]),
        });
    }

    public static void LocalResponseNorm(Operation node, LayerBuilder to)
    {
        var (x, size) = (Images.Of(node.Input(0), to), (int)node.Attributes.Int("size"));
        if (size % 2 == 0)
            throw new ImportException($"it sums over {size} channels, an even number without a middle one; the language then begins one channel earlier");
        var (alpha, beta, k) = (node.Attributes.Float("alpha", 1e-4f), node.Attributes.Float("beta", 0.75f), node.Attributes.Float("bias", 1));
        to.Set(node.Output, new Layer("LocalResponseNorm", [x], x.Shape)
        {
            Arguments = [size],
            Options =
            [
                .. alpha == 1e-4f ? ((string, object)[])[] : [("Alpha", alpha)], .. beta == 0.75f ? ((string, object)[])[] : [("Beta", beta)], .. k == 1 ? ((string, object)[])[] : [("K", k)],
            ],
        });
    }

    /// <summary>(x − m) / (s + 10⁻⁹), with the mean and the deviation over some axes, by default all but the channels.</summary>
    public static void MeanVariance(Operation node, LayerBuilder to)
    {
        var (x, layout) = (to[node.Input(0)], Layout.Of(node.Input(0)));
        int[] axes = [.. (node.Attributes.Ints("axes") ?? [0, 2, 3]).Select(axis => layout.Axis(Sizes.Axis(axis, node.Input(0).Rank)))];
        var centred = Build.Merge("Subtract", x, Build.Reduce("Mean", x, axes, keepsAxes: true));
        var variance = Build.Reduce("Mean", to.Apply(centred, "Square", "x * x"), axes, keepsAxes: true);
        to.Set(node.Output, Build.Merge("Multiply", centred, to.Apply(variance, "InverseDeviation", $"1 / ({to.Call("Sqrt", "x")} + {to.Number(1e-9)})")));
    }

    private static (string, object)[] Epsilon(Operation node, float usual) => node.Attributes.Float("epsilon", UsualEpsilon) is var epsilon && epsilon == usual ? [] : [("Epsilon", epsilon)];

    /// <summary>A parameter that is repeated along some axes, written out for all.</summary>
    private static Tensor Full(Tensor tensor, long[] shape)
    {
        var dims = tensor.Dims.SkipWhile((_, axis) => tensor.Rank - axis > shape.Length).ToArray();
        if (Sizes.Count(dims) != tensor.Count || !Sizes.Broadcast(dims, shape).SequenceEqual(shape))
            throw new ImportException($"its parameters [{Sizes.Text(tensor.Dims)}] do not fit [{Sizes.Text(shape)}]");
        return tensor.As(dims).Picked(shape, Evaluator.Repeated(dims, shape));
    }
}
