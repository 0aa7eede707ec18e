using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Gradients;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Onnx;

/// <summary>The graphs that networks describe to ONNX. ONNX Runtime has computed each of them; the tests watch that they are still those.</summary>
public sealed class OnnxGraphTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, ShapedNetwork>> Networks = new(ShapeAll);

    private static readonly HashSet<string> Known = [.. File.ReadAllLines(Repository.PathOf("tests", "Golden", "onnx.txt"))];

    [Fact]
    public void ONNX_Runtime_has_computed_every_graph()
    {
        var unknown = Networks.Value.Where(static network => !Known.Contains(OnnxHash.Of(network.Value))).Select(static network => network.Key).ToList();
        Assert.True(unknown.Count == 0, $"""
            {unknown.Count} graphs have changed, such as that of '{unknown.FirstOrDefault()}'. Let ONNX Runtime compute them, which writes their hashes to tests/Golden/onnx.txt:
            dotnet run -c Release --project tests/Adjoint.Generator.Tests -- onnx /tmp/onnx && dotnet run -c Release --project tests/Adjoint.Peers -- onnx /tmp/onnx
            """);
    }

    [Fact]
    public void Every_operator_that_can_be_declared_is_in_some_graph()
    {
        var seen = Networks.Value.Values.SelectMany(static network => network.Nodes).Select(static node => node.Operator.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Equal("", string.Join(", ", DeclaredOperators.All.Where(static o => o is not LossOperator).Select(static o => o.Name).Where(name => !seen.Contains(name))));
    }

    [Fact]
    public void Rows_are_the_first_axis_of_every_input_and_output_and_names_are_the_declared_ones()
    {
        var graph = OnnxNetwork.Of(Shape("Input(\"a\", 4), Input(\"b\", 3, Tokens = 5), From(\"a\"), Dense(6), Output(\"first\"), From(\"b\"), Embedding(2), Output(\"second\")"));
        Assert.Equal(["a: Number 4", "b: Integer 3"], graph.Inputs.Select(static p => $"{p.Name}: {p.Type} {p.Shape}"));
        Assert.Equal(["first: Number 6", "second: Number 3×2"], graph.Outputs.Select(static p => $"{p.Name}: {p.Type} {p.Shape}"));
    }

    [Fact]
    public void A_value_that_is_two_outputs_has_both_names()
    {
        var graph = OnnxNetwork.Of(Shape("Input(4), Output(\"same\"), Dense(3), Output(\"other\")"));
        Assert.Equal(["Identity(x) → same", "Gemm(x, dense1.weight, dense1.bias) → other"], graph.Nodes.Select(Text).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void What_training_alone_does_is_left_out() =>
        Assert.Equal(
            ["Gemm(x, dense1.weight, dense1.bias) → z1", "Relu(z1) → h1", "Gemm(h1, dense2.weight, dense2.bias) → y"],
            Nodes("Input(4), Dense(5), ReLU, Dropout(0.5f), Dense(2), MeanSquaredError"));

    [Fact]
    public void Batch_normalisation_stays_a_layer_of_its_own() =>
        Assert.Equal(
            ["Conv(x, conv1.weight) → z1", "BatchNormalization(z1, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var) → y"],
            Nodes("Input(3, 7, 6), Conv2D(5, Kernel = 3, Bias = false), BatchNorm, MeanSquaredError"));

    [Fact]
    public void A_loop_is_a_Scan_whose_states_are_handed_on()
    {
        var graph = OnnxNetwork.Of(Shape("Input(5, 3), RNN(7), MeanSquaredError"));
        var scan = Assert.Single(graph.Nodes, static node => node.Op == "Scan");
        Assert.Equal(scan.Body!.Inputs.Count, scan.Inputs.Count);
        Assert.Equal(scan.Body.Outputs.Count, scan.Outputs.Count);
        Assert.Equal([7, 3], scan.Body.Inputs.Select(static p => p.Shape.Last));
    }

    [Fact]
    public void Names_are_all_different()
    {
        foreach (var (declaration, network) in Networks.Value)
        {
            var graph = OnnxNetwork.Of(network);
            var names = All(graph).SelectMany(static g => g.Inputs.Select(static i => i.Name).Concat(g.Nodes.SelectMany(static n => n.Outputs)))
                .Concat(graph.Constants.Select(static c => c.Name)).Concat(network.Parameters.Select(static p => p.Name)).ToList();
            Assert.True(names.Distinct(StringComparer.Ordinal).Count() == names.Count, declaration);
            var nodes = All(graph).SelectMany(static g => g.Nodes).Select(static n => n.Name).ToList();
            Assert.True(nodes.Distinct(StringComparer.Ordinal).Count() == nodes.Count, declaration);
        }
    }

    private static IEnumerable<OnnxGraph> All(OnnxGraph graph) => graph.Nodes.Select(static node => node.Body).OfType<OnnxGraph>().SelectMany(All).Prepend(graph);

    private static IEnumerable<string> Nodes(string declaration) => OnnxNetwork.Of(Shape(declaration)).Nodes.Select(Text);

    private static string Text(OnnxNode node) => $"{node.Op}({string.Join(", ", node.Inputs)}) → {string.Join(", ", node.Outputs)}";

    private static ShapedNetwork Shape(string declaration) => ShapeAll([declaration], "", "Network")[declaration];

    private static IReadOnlyDictionary<string, ShapedNetwork> ShapeAll()
    {
        var all = new Dictionary<string, ShapedNetwork>(ShapeAll(OnnxSamples.All, OnnxSamples.Source, "Network"), StringComparer.Ordinal);
        foreach (var (declaration, network) in ShapeAll(OnnxSamples.Doubles, "", "Network(Precision = Precision.Double)"))
            all.Add(declaration, network);
        return all;
    }

    private static Dictionary<string, ShapedNetwork> ShapeAll(IReadOnlyList<string> declarations, string source, string network)
    {
        var text = $"using Adjoint;\n\nnamespace Subjects;\n{source}" + string.Concat(declarations.Select((d, i) => $"\n[{network}, {d}]\npublic sealed partial class Network{i};\n"));
        var project = TestCompilation.Create(text, new HarnessSettings());
        return declarations.Select(
            (d, i) => (d, ShapeBuilder.Build(NetworkReader.Read(project.GetTypeByMetadataName($"Subjects.Network{i}")!, CancellationToken.None, project), CancellationToken.None)))
            .ToDictionary(static pair => pair.d, static pair => pair.Item2, StringComparer.Ordinal);
    }
}
