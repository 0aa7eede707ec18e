using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>
/// Writes what describes a network to ONNX: calls that name its operators. They are text that can be read, and take less of the compiler's time than the bytes that they make;
/// where nobody calls <c>SaveOnnx</c>, trimming removes them.
/// </summary>
internal static class OnnxWriter
{
    /// <summary>What SaveOnnx does.</summary>
    public static string BodyOf(ShapedNetwork network) => $"runner.SaveOnnx(path, global::{Element.Of(network.Declaration.Precision).Namespace}.{ClassOf(network)}.Write)";

    /// <summary>Writes the class that describes the network.</summary>
    public static void WriteGraph(CodeWriter writer, ShapedNetwork network)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary><c>{network.Declaration.Name}</c> as an ONNX graph; N rows along the first axis of every value.</summary>");
        using (writer.Block($"file static class {ClassOf(network)}"))
        {
            using (writer.Block("public static void Write(OnnxGraph graph)"))
                Write(writer, OnnxNetwork.Of(network), "graph");
        }
    }

    private static string ClassOf(ShapedNetwork network) => network.Declaration.Name + "Onnx";

    private static void Write(CodeWriter writer, OnnxGraph graph, string target)
    {
        foreach (var port in graph.Inputs)
            writer.WriteLine($"{target}.Input({PortOf(port)});");
        foreach (var constant in graph.Constants)
            writer.WriteLine($"{target}.{Constant(constant)};");
        foreach (var node in graph.Nodes)
            Write(writer, node, target);
        foreach (var port in graph.Outputs)
            writer.WriteLine($"{target}.Output({PortOf(port)});");
    }

    private static void Write(CodeWriter writer, OnnxNode node, string target)
    {
        if (node.Body is not { } body)
        {
            writer.WriteLine($"{target}.Node({Text(node.Op)}, {Text(node.Name)}, {List(node.Inputs)}, {(node.Outputs.Count == 1 ? Text(node.Outputs[0]) : List(node.Outputs))}){Attributes(node)};");
            return;
        }
        using (writer.Block($"{target}.Scan({Text(node.Name)}, {List(node.Inputs)}, {List(node.Outputs)}, static step =>", $"}}){Attributes(node)};"))
            Write(writer, body, "step");
    }

    private static string Constant(OnnxConstant constant) => constant switch
    {
        { Integers: { } list } => $"Integers({Text(constant.Name)}, {string.Join(", ", list.Select(Number))})",
        { Type: OnnxType.Integer } => $"Integer({Text(constant.Name)}, {Number((long)constant.Number)})",
        _ => $"Number({Text(constant.Name)}, OnnxType.{constant.Type}, {Literal.Of(constant.Number)})",
    };

    private static string PortOf(OnnxPort port) => $"{Text(port.Name)}, OnnxType.{port.Type}{string.Concat(port.Shape.Sizes.Select(static size => ", " + Number(size)))}";

    private static string Attributes(OnnxNode node) => string.Concat(node.Attributes.Select(static a => $".With({Text(a.Name)}, {ValueOf(a)})"));

    private static string ValueOf(OnnxAttribute attribute) => attribute switch
    {
        { Integer: { } integer } => Number(integer),
        { Integers: { } list } => $"[{string.Join(", ", list.Select(Number))}]",
        { Number: { } number } => Literal.Of(number),
        _ => Text(attribute.Text!),
    };

    private static string List(EquatableArray<string> names) => $"[{string.Join(", ", names.Select(Text))}]";

    private static string Text(string name) => $"\"{name}\"";

    private static string Number(long value) => FormattableString.Invariant($"{value}");
}
