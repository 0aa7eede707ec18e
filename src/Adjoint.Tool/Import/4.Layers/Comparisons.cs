using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>Values that are compared: the language has numbers alone, so that true is 1 and false is 0.</summary>
internal static class Comparisons
{
    public static Converter Of(string name, string sign) => (node, to) =>
    {
        if (LayerBuilder.Scalar(node.Input(1), node.Output) is { } right)
            to.Set(node.Output, Truth(to, to.Operand(node.Input(0), node.Output), name, $"x {sign} {to.Number(right)}"));
        else if (LayerBuilder.Scalar(node.Input(0), node.Output) is { } left)
            to.Set(node.Output, Truth(to, to.Operand(node.Input(1), node.Output), name, $"x {Mirrored(sign)} {to.Number(left)}"));
        else
            to.Set(node.Output, Truth(to, Merged("Subtract", node, to), name, $"x {sign} 0"));
    };

    /// <summary>The sign of the comparison the other way round.</summary>
    private static string Mirrored(string sign) => string.Concat(sign.Select(static c => c switch { '<' => '>', '>' => '<', _ => c }));

    public static void And(Operation node, LayerBuilder to) => to.Set(node.Output, Merged("Multiply", node, to));

    public static void Or(Operation node, LayerBuilder to) => to.Set(node.Output, Truth(to, Merged("Add", node, to), "Any", "x > 0"));

    public static void Xor(Operation node, LayerBuilder to) => to.Set(node.Output, to.Apply(Merged("Subtract", node, to), "Square", "x * x"));

    public static void Not(Operation node, LayerBuilder to) => to.Set(node.Output, to.Apply(to[node.Input(0)], "Not", "1 - x"));

    private static Layer Truth(LayerBuilder to, Layer x, string name, string condition) => to.Apply(x, name, to.IsDouble ? $"{condition} ? 1.0 : 0.0" : $"{condition} ? 1f : 0f");

    private static Layer Merged(string word, Operation node, LayerBuilder to) => Build.Merge(word, [.. node.Inputs.Select((_, i) => to.Operand(node.Input(i), node.Output))]);
}
