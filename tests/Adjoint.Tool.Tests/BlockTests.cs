using Adjoint.Tool.Import;
using Adjoint.Tool.Tests.Harness;
using Repository = Adjoint.Tests.Harness.Repository;

namespace Adjoint.Tool.Tests;

/// <summary>
/// Whole networks. The classes in the folder Imported are what the importer writes, and are compiled with these tests: so the text is readable, the text is what is compiled, and the
/// parameters have the names that it asks for.
/// </summary>
public sealed class BlockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-tool-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_residual_network_has_a_block_with_a_parameter()
    {
        var model = new OnnxModel().Input("image", 0, 3, 9, 9).Weight("conv1.weight", 6, 3, 3, 3).Node("Conv", "image conv1.weight", "stem", ("pads", new[] { 1, 1, 1, 1 })).Node("Relu", "stem", "r1");
        Residual(model, "layer1.0", "r1", "a", 6);
        Residual(model, "layer1.1", "a", "b", 6);
        model.Weight("widen.weight", 10, 6, 1, 1).Node("Conv", "b widen.weight", "w", ("strides", new[] { 2, 2 }));
        Residual(model, "layer2.0", "w", "c", 10);
        model.Node("GlobalAveragePool", "c", "p").Node("Flatten", "p", "f").Weight("fc.weight", 3, 10).Weight("fc.bias", 3).Node("Gemm", "f fc.weight fc.bias", "y", ("transB", 1)).Output("y");
        var network = Imported(model, "SmallResNet", file => Nets.SmallResNet.Load(file));
        Assert.Equal(Nets.SmallResNet.ParameterCount, network.Parameters.Length);
        var y = new float[3];
        network.Predict(new float[243], y);
        Assert.All(y, static value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void What_the_class_computes_is_what_the_model_says()
    {
        var model = new OnnxModel().Input("x", 0, 5).Weight("body.weight", 7, 5).Weight("body.bias", 7).Weight("head.weight", 3, 7)
            .Node("Gemm", "x body.weight body.bias", "h", ("transB", 1)).Node("Exp", "h", "e").Node("Gemm", "e head.weight", "y", ("transB", 1)).Output("y");
        var network = Imported(model, "Exponentials", file => Nets.Exponentials.Load(file));
        float[] x = [0.5f, -1, 2, 0, 0.25f], y = new float[3], expected = new float[3];
        float Weight(int i) => (i % 23 - 11) / 100f;
        for (var unit = 0; unit < 7; unit++)
        {
            var h = Weight(unit) + Enumerable.Range(0, 5).Sum(i => Weight(unit * 5 + i) * x[i]);
            for (var o = 0; o < 3; o++)
                expected[o] += Weight(o * 7 + unit) * MathF.Exp(h);
        }
        network.Predict(x, y);
        Assert.All(y.Zip(expected), static pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Blocks_that_alternate_are_one_block()
    {
        var model = new OnnxModel().Input("x", 0, 6, 5);
        var x = "x";
        for (var i = 0; i < 3; i++)
        {
            var p = $"h.{i}.";
            model.Weight(p + "ln.weight", 5)
                .Weight(p + "ln.bias", 5)
                .Weight(p + "mix.weight", 5, 5)
                .Weight(p + "ln2.weight", 5)
                .Weight(p + "ln2.bias", 5)
                .Weight(p + "up.weight", 5, 20)
                .Weight(p + "up.bias", 20)
                .Weight(p + "down.weight", 20, 5).Weight(p + "down.bias", 5)
                .Node("LayerNormalization", $"{x} {p}ln.weight {p}ln.bias", p + "n").Node("MatMul", $"{p}n {p}mix.weight", p + "m").Node("Add", $"{x} {p}m", p + "a")
                .Node("LayerNormalization", $"{p}a {p}ln2.weight {p}ln2.bias", p + "n2")
                .Node("MatMul", $"{p}n2 {p}up.weight", p + "u0")
                .Node("Add", $"{p}u0 {p}up.bias", p + "u")
                .Node("Relu", p + "u", p + "r")
                .Node("MatMul", $"{p}r {p}down.weight", p + "d0").Node("Add", $"{p}d0 {p}down.bias", p + "d").Node("Add", $"{p}a {p}d", p + "y");
            x = p + "y";
        }
        Assert.Equal(
            """
            [Network, Input(6, 5), Repeat<ModelBlock>(3, Name = "h")]
            public sealed partial class Model;

            [Block]
            [As("in"), LayerNorm(Name = "ln"), Dense(5, Bias = false, Name = "mix"), Add("in"), As("skip")]
            [LayerNorm(Name = "ln2"), Dense(20, Name = "up"), ReLU]
            [Dense(5, Name = "down"), Add("skip")]
            public abstract class ModelBlock;

            """,
            model.Output(x).Text().Replace("Input(6, 5)]\n[Repeat", "Input(6, 5), Repeat", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_applies_functions_of_the_class()
    {
        var model = new OnnxModel().Input("x", 0, 5);
        for (var i = 0; i < 2; i++)
        {
            model.Weight($"h.{i}.a.weight", 5, 5).Weight($"h.{i}.b.weight", 5, 5).Node("MatMul", $"x{(i == 0 ? "" : "1")} h.{i}.a.weight", $"a{i}").Node("Sin", $"a{i}", $"s{i}")
                .Node("MatMul", $"s{i} h.{i}.b.weight", $"b{i}").Node("Add", $"b{i} x{(i == 0 ? "" : "1")}", $"x{i + 1}");
        }
        var network = Imported(model.Output("x2"), "Waves", file => Nets.Waves.Load(file));
        var y = new float[5];
        network.Predict([1, 2, 3, 4, 5], y);
        Assert.NotEqual([1, 2, 3, 4, 5], y);
    }

    [Fact]
    public void The_step_of_a_Scan_is_a_cell()
    {
        var model = new OnnxModel().Input("x", 0, 7, 3).Weight("zeros", [1, 5], [.. new float[5]]).Weight("elman.ih.weight", 5, 3).Weight("elman.ih.bias", 5).Weight("elman.hh.weight", 5, 5);
        var step = new OnnxModel()
            .Input("before", 0, 5)
            .Input("now", 0, 3)
            .Node("Gemm", "now elman.ih.weight elman.ih.bias", "a", ("transB", 1))
            .Node("Gemm", "before elman.hh.weight", "b", ("transB", 1))
            .Node("Add", "b a", "c").Node("Tanh", "c", "after").Output("after", "after");
        model.Node("Scan", "zeros x", "last all", ("num_scan_inputs", 1), ("body", step.Graph), ("scan_input_axes", new[] { 1 }), ("scan_output_axes", new[] { 1 }));
        var network = Imported(model.Output("all", "last"), "Gestures", file => Nets.Gestures.Load(file));
        float[] x = [.. Enumerable.Range(0, 21).Select(static i => i / 10f)], all = new float[35], last = new float[5];
        network.Predict(x, all, last);
        Assert.Equal(all[30..], last);
        // The first step, by hand: the state is 0.
        float Weight(int i) => (i % 23 - 11) / 100f;
        Assert.Equal(MathF.Tanh(Weight(1) + Weight(3) * 0f + Weight(4) * 0.1f + Weight(5) * 0.2f), all[1], 1e-6f);
    }

    /// <summary>Imports a model, holds its class to the file that is compiled, and loads its parameters.</summary>
    private TNetwork Imported<TNetwork>(OnnxModel model, string name, Func<string, TNetwork> load)
    {
        var imported = model.Import(new ImportOptions { Name = name, Namespace = "Nets" });
        Assert.Empty(imported.Problems);
        var path = Repository.PathOf("tests", "Adjoint.Tool.Tests", "Imported", name + ".cs");
        if (Environment.GetEnvironmentVariable("UPDATE_IMPORTED") == "1")
            File.WriteAllText(path, imported.Source);
        Assert.Equal(File.ReadAllText(path), imported.Source);
        var file = Path.Combine(folder, name + ".safetensors");
        imported.SaveTensors(file, name);
        return load(file);
    }

    private static void Residual(OnnxModel model, string name, string x, string y, int width)
    {
        foreach (var i in new[] { 1, 2 })
        {
            model.Weight($"{name}.conv{i}.weight", width, width, 3, 3);
            model.Weight($"{name}.bn{i}.weight", width)
                .Weight($"{name}.bn{i}.bias", width)
                .Weight($"{name}.bn{i}.running_mean", width)
                .Weight($"{name}.bn{i}.running_var", [width], [.. Enumerable.Repeat(1f, width)]);
        }
        string Bn(int i) => $"{name}.bn{i}.weight {name}.bn{i}.bias {name}.bn{i}.running_mean {name}.bn{i}.running_var";
        model.Node("Conv", $"{x} {name}.conv1.weight", $"{y}1", ("pads", new[] { 1, 1, 1, 1 })).Node("BatchNormalization", $"{y}1 {Bn(1)}", $"{y}2").Node("Relu", $"{y}2", $"{y}3")
            .Node("Conv", $"{y}3 {name}.conv2.weight", $"{y}4", ("pads", new[] { 1, 1, 1, 1 }))
            .Node("BatchNormalization", $"{y}4 {Bn(2)}", $"{y}5")
            .Node("Add", $"{y}5 {x}", $"{y}6")
            .Node("Relu", $"{y}6", y);
    }
}
