using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Onnx;

/// <summary>Tells graphs apart: those that say the same have the same hash, however they are written down.</summary>
internal static class OnnxHash
{
    public static string Of(ShapedNetwork network)
    {
        var text = new StringBuilder(network.Declaration.Precision.ToString());
        Write(text, OnnxNetwork.Of(network));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private static void Write(StringBuilder text, OnnxGraph graph)
    {
        foreach (var port in graph.Inputs.Concat(graph.Outputs))
            text.Append(CultureInfo.InvariantCulture, $"\n{port.Name}: {port.Type} {port.Shape}");
        foreach (var constant in graph.Constants)
            text.Append(CultureInfo.InvariantCulture, $"\n{constant.Name} = {constant.Type} {constant.Number:R} {constant.Integers is not null}");
        foreach (var node in graph.Nodes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{node.Op}({string.Join(", ", node.Inputs)}) → {string.Join(", ", node.Outputs)}");
            foreach (var a in node.Attributes)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" {a.Name}={a.Integer}{a.Number:R}{a.Text}{(a.Integers is { } list ? string.Join(",", list.Select(static i => i.ToString(CultureInfo.InvariantCulture))) : "")}");
            if (node.Body is { } body)
                Write(text.Append('{'), body);
        }
    }
}
