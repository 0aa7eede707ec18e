using System.Globalization;
using System.Runtime.InteropServices;
using Adjoint.Tool.Import.Read;
using Onnx;

namespace Adjoint.OnnxTests;

/// <summary>
/// A network that this library has written as ONNX, with what it computes: a folder that <c>dotnet run -c Release --project tests/Adjoint.Generator.Tests --
/// onnx</c> makes. The model is imported and has to compute the same, and to learn alike where the folder says how.
/// </summary>
internal sealed class OwnCase(string name, string folder) : Case(name, folder)
{
    /// <summary>The network's attributes, or its name in the zoo.</summary>
    public string Declaration => Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>All networks of a folder, under their declarations, but for those of graphs, whose edges the import does not know.</summary>
    public static new IEnumerable<Case> In(string root) => File.ReadLines(Path.Combine(root, "networks.txt"))
        .Select(static (line, i) => (Number: i.ToString("D4", CultureInfo.InvariantCulture), Declaration: line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]))
        .Where(static network => !network.Declaration.Contains("Edges = ", StringComparison.Ordinal))
        .Select(network => new OwnCase($"{network.Number} {network.Declaration}", Path.Combine(root, network.Number)));

    public override IEnumerable<(IReadOnlyDictionary<string, Tensor> Inputs, IReadOnlyDictionary<string, Tensor> Outputs)> DataSets() =>
        new[] { 1, 7 }.Where(rows => Directory.Exists(Path.Combine(Folder, rows.ToString(CultureInfo.InvariantCulture)))).Select(
            rows => (Read(rows, Model.Graph.Input, isOutput: false), Read(rows, Model.Graph.Output, isOutput: true)));

    public override Training? Training => Training.In(Path.Combine(Folder, "train"));

    protected override IReadOnlyDictionary<string, Tensor> ConstantsOf() => new Dictionary<string, Tensor>();

    private IReadOnlyDictionary<string, Tensor> Read(int rows, IEnumerable<ValueInfoProto> ports, bool isOutput) => ports.ToDictionary(static p => p.Name, port =>
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, rows.ToString(CultureInfo.InvariantCulture), port.Name + ".bin"));
        long[] dims = [rows, .. port.Type.TensorType.Shape.Dim.Skip(1).Select(static d => d.DimValue)];
        // Outputs are written as doubles, whatever they are.
        return isOutput || port.Type.TensorType.ElemType == 11 ? Tensor.Of(dims, MemoryMarshal.Cast<byte, double>(bytes).ToArray())
            : port.Type.TensorType.ElemType == 7 ? Tensor.Of(dims, MemoryMarshal.Cast<byte, long>(bytes).ToArray())
            : Tensor.Of(dims, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    });
}
