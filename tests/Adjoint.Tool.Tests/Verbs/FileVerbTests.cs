using System.Text.Json;

namespace Adjoint.Tool.Tests.Verbs;

/// <summary>Verbs that look at files: inspect, compare, new-network, report.</summary>
public sealed class FileVerbTests : VerbTest
{
    [Fact]
    public void Inspect_lists_tensors_and_what_their_values_are_like()
    {
        var path = Tensors("model.safetensors", ("dense1.weight", [2, 3], [1, 2, 3, 4, 5, 9]), ("dense1.bias", [2], [float.NaN, -1.5f]));
        var (code, output, error) = Run("inspect", path);
        Assert.Equal((0, ""), (code, error));
        var lines = output.Split('\n');
        Assert.Matches(@"^dense1.bias +F32 +2 +2 +-1.5 +-1.5 +-1.5 +0 +1$", lines[1].TrimEnd());
        Assert.Matches(@"^dense1.weight +F32 +2×3 +6 +1 +9 +4 +2.5820?$", lines[2].TrimEnd());
        Assert.Contains("2 tensors, 8 numbers, 32 bytes", output, StringComparison.Ordinal);
        Assert.Contains("network: Net", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("inspect", path, "--json").Output);
        var tensor = json.RootElement.GetProperty("tensors")[1];
        Assert.Equal(("dense1.weight", 4, 0), (tensor.GetProperty("name").GetString(), tensor.GetProperty("mean").GetDouble(), tensor.GetProperty("notFinite").GetInt32()));
    }

    [Fact]
    public void Names_in_a_file_cannot_move_the_cursor() =>
        Assert.Contains("\\u001b[2J", Run("inspect", Tensors("model.safetensors", ("\u001b[2J", [1], [1]))).Output, StringComparison.Ordinal);

    [Fact]
    public void Inspect_refuses_what_is_no_such_file()
    {
        Tensors("model.safetensors", ("a", [1], [1]));
        Says(1, "Did you mean 'model.safetensors'?", "inspect", PathOf("modell.safetensors"));
        Says(1, "is a folder", "inspect", PathOf("."));
        Says(2, "safetensors file", "inspect", Write("text.safetensors", "no header at all, only text that goes on and on"));
        Says(2, "import torch", "inspect", Write("model.pt", "PK\u0003\u0004 and so on and on"));
        Says(1, "Required argument 'model' missing", "inspect");
    }

    [Fact]
    public void Compare_tells_equal_files_from_others_by_its_exit_code()
    {
        var first = Tensors("a.safetensors", ("w", [2, 2], [1, 2, 3, float.NaN]), ("b", [1], [0.5f]), ("gone", [1], [0]));
        Says(0, "3 tensors are equal", "compare", first, first);
        var second = Tensors("b.safetensors", ("w", [4], [1, 2, 3, float.NaN]), ("b", [1], [0.75f]), ("new", [1], [0]));
        var (code, output, _) = Run("compare", first, second);
        Assert.Equal(3, code);
        Assert.Contains("w: 2×2 and 4", output, StringComparison.Ordinal);
        Assert.Contains("b: 1 of 1 numbers differ, by 0.25 at most, of values up to 0.5", output, StringComparison.Ordinal);
        Assert.Contains("gone: only in the first", output, StringComparison.Ordinal);
        Assert.Contains("new: only in the second", output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 tensors differ.", output, StringComparison.Ordinal);
        var third = Tensors("c.safetensors", ("w", [2, 2], [1, 2, 3.5f, float.NaN]), ("b", [1], [0.5f]), ("gone", [1], [0]));
        Assert.Equal(3, Run("compare", first, third, "--tolerance", "0.4").Code);
        Says(0, "equal to 0.5", "compare", first, third, "--tolerance", "0.6");
        using var json = JsonDocument.Parse(Run("compare", first, third, "--json").Output);
        Assert.False(json.RootElement.GetProperty("equal").GetBoolean());
        Assert.Equal(0.5, json.RootElement.GetProperty("tensors").EnumerateArray().Last().GetProperty("greatestDifference").GetDouble());
        Says(1, "There is no file", "compare", first, PathOf("missing.safetensors"));
        Says(1, "--tolerance must be at least 0", "compare", first, first, "--tolerance", "-1");
    }

    [Fact]
    public void A_table_becomes_a_declaration()
    {
        var table = Write("iris-flowers.csv", "Length,Width,Colour,Species,Id\n" + string.Concat(Enumerable.Range(0, 60).Select(static i =>
            $"{i * 0.1:0.0},{i % 7},{(i % 2 == 0 ? "red" : "blue")},{new[] { "a", "b", "c" }[i % 3]},n{i}\n")));
        var (code, output, error) = Run("new-network", table, "--label", "Species");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            "// iris-flowers.csv: 60 rows, 4 features of Length, Width, Colour; ignored: Id\n// tells a, b, c\n[Network, Input(4)]\n[Dense(16), ReLU]\n[Dense(3)]\n[CrossEntropy]\npublic sealed partial class IrisFlowers;\n", output);
        var regression = Run("new-network", table, "--target", "Width", "--ignore", "Species", "--ignore", "Id", "--name", "Widths").Output;
        Assert.Contains("[Dense(1)]\n[MeanSquaredError]\npublic sealed partial class Widths;", regression, StringComparison.Ordinal);
        var program = Run("new-network", table, "--label", "Species", "--program").Output;
        Assert.StartsWith("#:package Adjoint.Training@", program, StringComparison.Ordinal);
        Assert.Contains(".Label(\"Species\").Ignore(\"Id\");", program, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_about_a_table_is_explained()
    {
        var table = Write("table.csv", "Length,Species\n1,a\n2,b\n");
        Says(1, "Say what is to be learnt: --label for classes, or --target for numbers. '", "new-network", table);
        Says(1, "has no column 'Specis'. Did you mean 'Species'? It has Length, Species.", "new-network", table, "--label", "Specis");
        Says(1, "There is no file", "new-network", PathOf("tabel.csv"), "--label", "Species");
        Says(1, "cannot be the name of a class", "new-network", table, "--label", "Species", "--name", "1st");
        Says(2, "Species", "new-network", table, "--target", "Species");
    }

    [Fact]
    public void Checkpoints_become_a_page_and_tables()
    {
        var run = PathOf("run");
        Training.Trainer.Fit(new Flower(seed: 1), Rows(), new() { Epochs = 3, BatchSize = 7, Optimizer = new Adam(0.01f), Checkpoints = run, Display = Training.ProgressDisplay.None });
        Says(0, "3 epochs, 18 steps.", "report", run, "--out", PathOf("page.html"), "--csv", PathOf("epochs.csv"), "--history", PathOf("history.json"));
        Assert.Contains("<title>Flower</title>", File.ReadAllText(PathOf("page.html")), StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(PathOf("epochs.csv")).Length);
        Assert.Equal(18, JsonDocument.Parse(File.ReadAllText(PathOf("history.json"))).RootElement.GetProperty("steps").GetProperty("count").GetInt32());
        Says(1, "is there already; --force replaces it.", "report", run, "--out", PathOf("page.html"));
        Says(0, "3 epochs", "report", run, "--out", PathOf("page.html"), "--force");
        Says(1, "There is no folder", "report", PathOf("runs"), "--out", PathOf("other.html"));
        Says(1, "There is no folder", "report", run, "--out", PathOf("nowhere/page.html"));
        Says(2, "has no checkpoints", "report", PathOf("."), "--out", PathOf("other.html"));
        foreach (var file in Directory.GetFiles(run, "step-*"))
            File.WriteAllText(file, "damaged");
        Says(2, "is damaged", "report", run, "--out", PathOf("other.html"));
        Assert.False(File.Exists(PathOf("other.html")));
    }

    private static Data.Dataset Rows()
    {
        var random = new Random(1);
        var x = Enumerable.Range(0, 41 * 3).Select(_ => random.NextSingle()).ToArray();
        return new Data.Dataset(x, 3, [.. Enumerable.Range(0, 41).Select(row => x[row * 3] > 0.5f ? 1 : 0)]);
    }
}

[Network, Input(3), Dense(5), Tanh, Dense(2), CrossEntropy]
public sealed partial class Flower;

/// <summary>Waves so fine that differences step over many of them: they see nothing of the slope.</summary>
[Network, Input(3), Dense(2), Apply(nameof(Waves)), MeanSquaredError]
public sealed partial class Wrong
{
    [Differentiable]
    internal static float Waves(float x) => x + 1e-2f * MathF.Sin(1e4f * x);
}
