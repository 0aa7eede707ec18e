using System.Security.Cryptography;
using System.Text;
using Adjoint.Generator.Emit;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Tests.Onnx;

/// <summary>Tells graphs apart: networks whose generated description is the same, letter by letter, have the same hash.</summary>
internal static class OnnxHash
{
    public static string Of(ShapedNetwork network)
    {
        var writer = new CodeWriter(Element.Of(network.Declaration.Precision));
        OnnxWriter.WriteGraph(writer, network with { Declaration = network.Declaration with { Name = "Net" } });
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString())))[..16];
    }
}
