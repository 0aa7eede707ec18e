using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>
/// Writes what describes a network to ONNX: calls that name its operators. They are text that can be read, and take less of the compiler's time than the bytes that they make;
/// where nobody calls <c>SaveOnnx</c>, trimming removes them.
/// </summary>
internal static class OnnxWriter
{
    /// <summary>The most calls in one method.</summary>
    private const int MostCalls = 48;

    /// <summary>What SaveOnnx does.</summary>
    public static string BodyOf(ShapedNetwork network) => $"runner.SaveOnnx(path, global::{Element.Of(network.Declaration.Precision).Namespace}.{ClassOf(network)}.Write)";

    /// <summary>Writes the class that describes the network.</summary>
    public static void WriteGraph(CodeWriter writer, ShapedNetwork network)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary><c>{network.Declaration.Name}</c> as an ONNX graph; N rows along the first axis of every value.</summary>");
        using (writer.Block($"file static class {ClassOf(network)}"))
            WriteMethods(writer, [.. Statements(writer, OnnxNetwork.Of(network), "graph")]);
    }

    /// <summary>One method, or for a large graph several of a length that can be read.</summary>
    private static void WriteMethods(CodeWriter writer, IReadOnlyList<Action> statements)
    {
        var parts = (statements.Count + MostCalls - 1) / MostCalls;
        using (writer.Block("public static void Write(OnnxGraph graph)"))
        {
            for (var part = 1; part <= parts && parts > 1; part++)
                writer.WriteLine($"WritePart{part}(graph);");
            for (var i = 0; i < statements.Count && parts == 1; i++)
                statements[i]();
        }
        for (var part = 1; part <= parts && parts > 1; part++)
        {
            writer.Blank();
            using (writer.Block($"private static void WritePart{part}(OnnxGraph graph)"))
            {
                foreach (var write in statements.Skip((part - 1) * MostCalls).Take(MostCalls))
                    write();
            }
        }
    }

    private static string ClassOf(ShapedNetwork network) => network.Declaration.Name + "Onnx";

    /// <summary>What writes each statement.</summary>
    private static IEnumerable<Action> Statements(CodeWriter writer, OnnxGraph graph, string target) =>
    [
        .. graph.Inputs.Select(port => (Action)(() => writer.WriteLine($"{target}.Input({PortOf(port)});"))),
        .. graph.Constants.Select(constant => (Action)(() => writer.WriteLine($"{target}.{Constant(constant)};"))),
        .. graph.Nodes.Select(node => (Action)(() => Write(writer, node, target))),
        .. graph.Outputs.Select(port => (Action)(() => writer.WriteLine($"{target}.Output({PortOf(port)});"))),
    ];

    private static void Write(CodeWriter writer, OnnxNode node, string target)
    {
        if (node.Body is not { } body)
        {
            writer.WriteLine($"{target}.Node({Text(node.Op)}, {Text(node.Name)}, {List(node.Inputs)}, {(node.Outputs.Count == 1 ? Text(node.Outputs[0]) : List(node.Outputs))}){Attributes(node)};");
            return;
        }
        using (writer.Block($"{target}.Scan({Text(node.Name)}, {List(node.Inputs)}, {List(node.Outputs)}, static step =>", $"}}){Attributes(node)};"))
        {
            foreach (var write in Statements(writer, body, "step"))
                write();
        }
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
