using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Activations that are words of the language.</summary>
internal static class Activations
{
    private const float SeluAlpha = 1.67326319217681884765625f, SeluGamma = 1.05070102214813232421875f;

    /// <summary>An activation without options.</summary>
    public static Converter Of(string word) => (node, to) => to.Set(node.Output, Build.Keep(word, to[node.Input(0)]));

    public static void Elu(Operation node, LayerBuilder to) => to.Set(node.Output, Elu(to[node.Input(0)], node.Attributes.Float("alpha", 1)));

    public static void LeakyRelu(Operation node, LayerBuilder to)
    {
        var slope = node.Attributes.Float("alpha", 0.01f);
        to.Set(node.Output, slope == 0.01f ? Build.Keep("LeakyReLU", to[node.Input(0)]) : Build.Keep("LeakyReLU", to[node.Input(0)], slope));
    }

    /// <summary>γ (x or α(eˣ − 1)): SELU has its own α and γ, and others are ELU, scaled.</summary>
    public static void Selu(Operation node, LayerBuilder to)
    {
        // The first version of the operator gave its constants fewer digits.
        var (alpha, gamma) = (node.Attributes.Float("alpha", node.Version < 6 ? 1.6732f : SeluAlpha), node.Attributes.Float("gamma", node.Version < 6 ? 1.0507f : SeluGamma));
        var x = to[node.Input(0)];
        var isUsual = Math.Abs(alpha - SeluAlpha) < 1e-6f && Math.Abs(gamma - SeluGamma) < 1e-6f;
        to.Set(node.Output, isUsual ? Build.Keep("SELU", x) : Build.Scale(Elu(x, alpha), gamma));
    }

    public static void Gelu(Operation node, LayerBuilder to) => to.Set(node.Output, new Layer("GELU", [to[node.Input(0)]], to[node.Input(0)].Shape)
    {
        Options = node.Attributes.Text("approximate", "none") == "tanh" || node.Attributes.Flag("tanh") ? [("Approximate", true)] : [],
    });

    /// <summary>x σ(βx), with β = 1 SiLU.</summary>
    public static void Swish(Operation node, LayerBuilder to)
    {
        if (node.Attributes.Float("alpha", 1) != 1)
            throw new ImportException("its alpha is not 1");
        to.Set(node.Output, Build.Keep("SiLU", to[node.Input(0)]));
    }

    /// <summary>One slope for all, or one for each channel; any other shape of slopes is written out, x⁺ − s (−x)⁺.</summary>
    public static void PRelu(Operation node, LayerBuilder to)
    {
        var (x, slope) = (to[node.Input(0)], node.Input(1));
        var layout = Layout.Of(node.Input(0));
        var channels = layout.RowsAxis == 0 ? 1 : 0;
        if (slope.Constant is { } slopes && (slopes.Count == 1 || IsPerChannel(slopes, node.Input(0), channels, x)))
        {
            to.Set(node.Output, new Layer("PReLU", [x], x.Shape)
            {
                Options = slopes.Count == 1 ? [] : [("Slopes", slopes.Count)],
                Tensors = [("weight", slopes.As(slopes.Count))],
                Origins = Layer.OriginsOf(slope),
            });
            return;
        }
        var negative = Build.Keep("ReLU", Build.Scale(x, -1));
        to.Set(node.Output, Build.Merge("Subtract", Build.Keep("ReLU", x), Build.Merge("Multiply", negative, to.Operand(slope, node.Output))));
    }

    public static void HardSigmoid(Operation node, LayerBuilder to)
    {
        var (alpha, beta, x) = (node.Attributes.Float("alpha", 0.2f), node.Attributes.Float("beta", 0.5f), to[node.Input(0)]);
        to.Set(node.Output, Math.Abs(alpha - 1f / 6) < 1e-7f && beta == 0.5f
            ? Build.Keep("Hardsigmoid", x)
            : to.Apply(x, "HardSigmoid", to.Call("Min", to.Call("Max", $"{to.Number(alpha)} * x + {to.Number(beta)}", "0"), "1")));
    }

    public static void Softmax(Operation node, LayerBuilder to)
    {
        var word = node.Type == "Softmax" ? "Softmax" : "LogSoftmax";
        var (axis, isFlattened) = node.SoftmaxAxis();
        var (x, layout) = (to[node.Input(0)], Layout.Of(node.Input(0)));
        var along = layout.Axis(axis);
        if (!isFlattened)
        {
            to.Set(node.Output, new Layer(word, [x], x.Shape) { Options = along == x.Shape.Count - 1 ? [] : [("Axis", along)] });
            return;
        }
        if (layout.RowsAxis >= axis)
            throw new ImportException("it normalises over the rows");
        var before = x.Shape.Take(along).Aggregate(1, static (p, s) => p * s);
        to.Set(node.Output, Build.Keep(word, Build.Reshape(x, along == 0 ? [x.Size] : [before, x.Size / before])));
    }

    private static Layer Elu(Layer x, float alpha) => alpha == 1 ? Build.Keep("ELU", x) : Build.Keep("ELU", x, alpha);

    private static bool IsPerChannel(Tensor slopes, Value x, int channels, Layer layer)
    {
        var axis = x.Rank - slopes.Rank;
        return channels < x.Rank && slopes.Count == x.Dims[channels] && slopes.Count == layer.Shape[0] && axis <= channels && slopes.Dims[channels - axis] == slopes.Count;
    }
}
