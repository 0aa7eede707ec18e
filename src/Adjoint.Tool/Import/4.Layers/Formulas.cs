using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Functions of one number that are not words of the language: they are written into the class, and applied.</summary>
internal static class Formulas
{
    public static Converter Of(string name, Func<LayerBuilder, string> body) => (node, to) => to.Set(node.Output, to.Apply(to[node.Input(0)], name, body(to)));

    /// <summary>A function of the framework's.</summary>
    public static Converter OfMath(string name) => Of(name, to => to.Call(name, "x"));

    public static void Negative(Operation node, LayerBuilder to) => to.Set(node.Output, Build.Scale(to[node.Input(0)], -1));

    public static void Clip(Operation node, LayerBuilder to)
    {
        var (least, most, x) = (node.NumberOrNull("min", 1), node.NumberOrNull("max", 2), to[node.Input(0)]);
        if (least is 0 && most is null or >= float.MaxValue)
            to.Set(node.Output, Build.Keep("ReLU", x));
        else
            to.Set(node.Output, Clipped(to, x, least is > -float.MaxValue ? least : null, most is < float.MaxValue ? most : null));
    }

    /// <summary>A value held between two bounds, either of which may be missing.</summary>
    public static Layer Clipped(LayerBuilder to, Layer x, double? least, double? most)
    {
        var body = least is { } low ? to.Call("Max", "x", to.Number(low)) : "x";
        body = most is { } high ? to.Call("Min", body, to.Number(high)) : body;
        return body == "x" ? x : to.Apply(x, least is 0 && most is 6 ? "ReLU6" : "Clip", body);
    }

    public static void Celu(Operation node, LayerBuilder to)
    {
        // α ELU(x/α): the same kink, with slope 1 on either side.
        var alpha = node.Attributes.Float("alpha", 1);
        to.Set(node.Output, Build.Scale(Build.Keep("ELU", Build.Scale(to[node.Input(0)], 1 / (double)alpha)), alpha));
    }

    public static void ThresholdedRelu(Operation node, LayerBuilder to) =>
        to.Set(node.Output, to.Apply(to[node.Input(0)], "ThresholdedReLU", $"x > {to.Number(node.Attributes.Float("alpha", 1))} ? x : 0"));

    public static void Shrink(Operation node, LayerBuilder to)
    {
        var (bias, edge) = (node.Attributes.Float("bias"), node.Attributes.Float("lambd", 0.5f));
        string Moved(string sign) => bias == 0 ? "x" : $"x {sign} {to.Number(bias)}";
        to.Set(node.Output, to.Apply(to[node.Input(0)], "Shrink", $"x < {to.Number(-edge)} ? {Moved("+")} : x > {to.Number(edge)} ? {Moved("-")} : 0"));
    }
}
