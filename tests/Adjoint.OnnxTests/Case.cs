using Adjoint.Tool.Import;
using Adjoint.Tool.Import.Layers;
using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;
using Onnx;

namespace Adjoint.OnnxTests;

/// <summary>One test of the ONNX project: a model, and data sets of what goes in and what comes out.</summary>
internal class Case(string name, string folder)
{
    /// <summary>The inputs of nodes that are weights or arguments there, and so constants here: by operator, from which input on.</summary>
    private static readonly Dictionary<string, int> Arguments = new(StringComparer.Ordinal)
    {
        ["Conv"] = 1, ["ConvTranspose"] = 1, ["BatchNormalization"] = 1, ["InstanceNormalization"] = 1, ["LayerNormalization"] = 1, ["Gemm"] = 1, ["PRelu"] = 1, ["Reshape"] = 1, ["Expand"] = 1,
        ["Tile"] = 1, ["Pad"] = 1, ["Slice"] = 1, ["Split"] = 1, ["Squeeze"] = 1, ["Unsqueeze"] = 1, ["Clip"] = 1, ["Dropout"] = 1, ["Upsample"] = 1, ["Resize"] = 1, ["Gather"] = 1,
        ["CumSum"] = 1, ["LSTM"] = 1, ["GRU"] = 1, ["RNN"] = 1, ["CastLike"] = 1, ["ReduceSum"] = 1, ["OneHot"] = 1,
    };

    private static readonly HashSet<string> Folded = ["Identity", "Dropout", "Constant", "Shape", "Size", "Cast", "CastLike"];

    private readonly TensorReader reader = new(null);
    protected ModelProto Model => model.Value;

    private readonly Lazy<ModelProto> model = new(() => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx"))));

    public string Name => name;

    /// <summary>Where it lies.</summary>
    protected string Folder => folder;

    /// <summary>All tests that come with a model.</summary>
    public static IEnumerable<Case> In(string root) => Directory.GetDirectories(root)
        .SelectMany(Directory.GetDirectories)
        .Where(static folder => File.Exists(Path.Combine(folder, "model.onnx")))
        .Select(folder => new Case(Path.GetRelativePath(root, folder).Replace('\\', '/'), folder))
        .OrderBy(static c => c.Name, StringComparer.Ordinal);

    /// <summary>The operators that the model uses.</summary>
    public IEnumerable<string> Operators => model.Value.Graph.Node.Select(static node => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}").Distinct();

    /// <summary>Whether all numbers are floats and every operator is one that can be imported: then the test should pass, or is an exception.</summary>
    public bool IsInVocabulary =>
        model.Value.Graph.Output.All(
            static o => o.Type?.TensorType is { } type && TensorReader.TypeOf(type.ElemType) is NumberType.Float or NumberType.Double && type.ElemType is 1 or 11)
        && model.Value.Graph.Input.All(static i => i.Type?.TensorType?.ElemType is 1 or 11 or 6 or 7) && HasKnownOperators;

    /// <summary>Whether an import knows every operator, whatever it computes in.</summary>
    public bool HasKnownOperators => Operators.All(static o => LayerTable.Operators.Contains(o) || Folded.Contains(o));

    /// <summary>Whether all numbers are 32-bit floats, and every operator is a layer of the language, and none a formula.</summary>
    public bool IsOfLayers =>
        IsInVocabulary
            && model.Value.Graph.Output.All(static o => o.Type.TensorType.ElemType == 1)
            && model.Value.Graph.Input.All(static i => i.Type.TensorType.ElemType is 1 or 6 or 7)
        && Operators.All(static o => LayerTable.Words.Contains(o) || Folded.Contains(o));

    /// <summary>What the tool makes of the model.</summary>
    public ImportedModel Import(string name, string @namespace) =>
        Importer.Import(
            File.ReadAllBytes(Path.Combine(folder, "model.onnx")),
            new ImportOptions { Name = name, Namespace = @namespace, Constants = ConstantsOf(), Loss = Training is null ? null : "MeanSquaredError" });

    /// <summary>How a network that learns the same has to go on; null where nothing says it.</summary>
    public virtual Training? Training => null;

    /// <summary>The data sets: the model's inputs and outputs, by name.</summary>
    public virtual IEnumerable<(IReadOnlyDictionary<string, Tensor> Inputs, IReadOnlyDictionary<string, Tensor> Outputs)> DataSets() =>
        Directory.GetDirectories(folder, "test_data_set_*")
            .Order(StringComparer.Ordinal)
            .Select(set => (Read(set, "input", [.. Inputs]), Read(set, "output", [.. model.Value.Graph.Output.Select(static o => o.Name)])));

    private IEnumerable<string> Inputs => model.Value.Graph.Input.Select(static i => i.Name).Except(model.Value.Graph.Initializer.Select(static t => t.Name));

    private IReadOnlyDictionary<string, Tensor> Read(string set, string kind, string[] names)
    {
        Dictionary<string, Tensor> tensors = [];
        for (var i = 0; i < names.Length; i++)
        {
            var path = Path.Combine(set, $"{kind}_{i}.pb");
            if (!File.Exists(path))
                continue;
            var tensor = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
            if (TensorReader.TypeOf(tensor.DataType) != NumberType.Other)
                tensors[names[i]] = reader.Read(tensor);
        }
        return tensors;
    }

    /// <summary>The inputs that are taken for weights.</summary>
    protected virtual IReadOnlyDictionary<string, Tensor> ConstantsOf()
    {
        var inputs = DataSets().Select(static set => set.Inputs).FirstOrDefault();
        if (inputs is null)
            return new Dictionary<string, Tensor>();
        var names = model.Value.Graph.Node.SelectMany(node => Arguments.TryGetValue(node.OpType, out var first) && !IsTable(node) ? node.Input.Skip(first)
            : node.OpType == "Pow" && IsArgument(node.Input[1], inputs) ? [node.Input[1]] : []);
        return names.Distinct().Where(inputs.ContainsKey).ToDictionary(static n => n, n => inputs[n]);
    }

    /// <summary>A Gather whose table is in the file reads tokens.</summary>
    private bool IsTable(NodeProto node) => node.OpType == "Gather" && model.Value.Graph.Initializer.Any(tensor => tensor.Name == node.Input[0]);

    private static bool IsArgument(string input, IReadOnlyDictionary<string, Tensor> inputs) => inputs.TryGetValue(input, out var tensor) && (tensor.Count == 1 || !tensor.IsFloating);
}
