using System.Text.Json;

namespace Adjoint.Tool.Tests.Verbs;

/// <summary>Verbs that look at networks in an assembly: summary, generated, verify, bench, export. Projects are built by the command <see cref="TemplatesProgram"/>.</summary>
public sealed class NetworkVerbTests : VerbTest
{
    [Fact]
    public void Summary_prints_the_layers()
    {
        var (code, output, error) = Run("summary", Assembly, "--network", "Flower");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("Adjoint.Tool.Tests.Verbs.Flower", output, StringComparison.Ordinal);
        Assert.Matches("dense1 +5 +20", output);
        Assert.Contains("Adjoint.Tool.Tests.Verbs.Mixed", Run("summary", Assembly).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("summary", Assembly, "--network", "Flower", "--json").Output);
        var network = json.RootElement.GetProperty("networks")[0];
        Assert.Equal((32, "x [3]", "labels of 2"), (network.GetProperty("parameters").GetInt32(), network.GetProperty("inputs")[0].GetString(), network.GetProperty("targets")[0].GetString()));
    }

    [Fact]
    public void A_mistake_about_a_network_is_explained()
    {
        Says(1, "There is no network 'Flowr'. Did you mean 'Flower'?", "summary", Assembly, "--network", "Flowr");
        Says(1, "There is no file", "summary", PathOf("missing.dll"));
        Says(1, "is not a project, a .cs file or an assembly", "summary", Write("notes.txt", "text"));
        Says(1, "has no project", "summary", PathOf("."));
        Says(2, "is not a .NET assembly", "summary", Write("false.dll", "text"));
        Says(2, "has no networks", "summary", typeof(FactAttribute).Assembly.Location);
        Write("a.csproj", "<Project />");
        Write("b.csproj", "<Project />");
        Says(1, "has 2 projects; name one of", "summary", PathOf("."));
        Says(1, "several networks; say --network", "export", Assembly, "--out", PathOf("x.onnx"));
        Says(2, "an assembly, which no longer has its source", "generated", Assembly);
    }

    [Fact]
    public void Verify_compares_gradients_with_differences()
    {
        Says(0, "Adjoint.Tool.Tests.Verbs.Flower: agrees.", "verify", Assembly, "--network", "Flower");
        Says(0, "Adjoint.Tool.Tests.Verbs.Mixed: agrees.", "verify", Assembly, "--network", "Mixed");
        Says(0, "declares no loss", "verify", Assembly, "--network", "Lossless");
        using var json = JsonDocument.Parse(Run("verify", Assembly, "--network", "Flower", "--json").Output);
        Assert.True(json.RootElement.GetProperty("networks")[0].GetProperty("agrees").GetBoolean());
        // Its derivative is not the slope that differences see.
        Says(3, "IS APART", "verify", Assembly, "--network", "Wrong");
    }

    [Fact]
    public void Bench_measures_predictions_and_steps()
    {
        using var json = JsonDocument.Parse(Run("bench", Assembly, "--network", "Flower", "--rows", "1", "33", "--seconds", "0.01", "--json").Output);
        var measured = json.RootElement.GetProperty("measured").EnumerateArray().ToArray();
        Assert.Equal(["predict 1", "training step, Adam 1", "predict 33", "training step, Adam 33"], measured.Select(static m =>
            $"{m.GetProperty("work").GetString()} {m.GetProperty("rows").GetInt32()}"));
        Assert.All(measured, static m => Assert.InRange(m.GetProperty("seconds").GetDouble(), 1e-9, 1));
        Says(0, "rows a second", "bench", Assembly, "--network", "Mixed", "--rows", "1", "--seconds", "0.01");
        Says(1, "--rows must be from 1", "bench", Assembly, "--rows", "0");
        Says(1, "--threads must be at least 1", "bench", Assembly, "--threads", "0");
    }

    [Fact]
    public void Export_writes_trained_parameters_as_ONNX()
    {
        var network = new Flower(seed: 9);
        network.Save(PathOf("flower.safetensors"));
        Says(0, "Verbs.Flower, 32 numbers.", "export", Assembly, "--network", "Flower", "--weights", PathOf("flower.safetensors"), "--out", PathOf("flower.onnx"));
        network.SaveOnnx(PathOf("expected.onnx"));
        Assert.Equal(File.ReadAllBytes(PathOf("expected.onnx")), File.ReadAllBytes(PathOf("flower.onnx")));
        Says(1, "is there already; --force replaces it.", "export", Assembly, "--network", "Flower", "--out", PathOf("flower.onnx"));
        Says(0, "drawn at random: say --weights", "export", Assembly, "--network", "Flower", "--out", PathOf("flower.onnx"), "--force");
        Says(1, "There is no file", "export", Assembly, "--network", "Flower", "--weights", PathOf("missing.safetensors"), "--out", PathOf("new.onnx"));
        Says(2, "dense1", "export", Assembly, "--network", "Mixed", "--weights", PathOf("flower.safetensors"), "--out", PathOf("new.onnx"));
        Assert.False(File.Exists(PathOf("new.onnx")));
    }

    [Fact]
    public void A_verb_with_a_typo_is_recognised()
    {
        var (code, output, error) = Run("sumary", Assembly);
        Assert.Equal(1, code);
        Assert.Contains("summary", output + error, StringComparison.Ordinal);
        var help = Run("--help").Output;
        foreach (var verb in new[] { "new-network", "summary", "generated", "verify", "bench", "report", "inspect", "compare", "export", "import" })
            Assert.Contains(verb, help, StringComparison.Ordinal);
    }
}

/// <summary>Two inputs, batch normalisation, a class and a number.</summary>
[Network, Input("board", 5), Input("clock", 2)]
[From("board"), Dense(7, Bias = false), BatchNorm, Tanh, As("trunk"), Dense(3), Output("policy")]
[From("trunk"), Concat("clock"), Dense(1), Output("value")]
[CrossEntropy(On = "policy"), MeanSquaredError(On = "value")]
public sealed partial class Mixed;

[Network, Input(3), Dense(2)]
public sealed partial class Lossless;
