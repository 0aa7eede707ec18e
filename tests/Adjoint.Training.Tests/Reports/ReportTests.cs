using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Reports;

/// <summary>The page of a run, read as text; in a browser it is read by <see cref="BrowserProgram"/>.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Every_number_of_the_curves_is_one_of_the_history()
    {
        var (run, page) = Judged();
        var (history, steps, epochs) = (run.History, page.Data.GetProperty("steps"), page.Data.GetProperty("epochs"));
        Assert.Equal(history.Steps, steps.GetProperty("count").GetInt32());
        Assert.Equal(Enumerable.Range(0, history.Steps).Select(static i => (double)i), ReportFile.Numbers(steps.GetProperty("step")));
        Assert.Equal(history.Losses.ToArray(), ReportFile.Numbers(steps.GetProperty("loss")));
        Assert.Equal(history.Rates.ToArray(), ReportFile.Floats(steps.GetProperty("rate")));
        Assert.Equal(history.Epochs.Select(static e => e.RunningLoss), ReportFile.Numbers(epochs.GetProperty("runningLoss")));
        Assert.Equal(history.Epochs.Select(static e => e.TrainingLoss!.Value), ReportFile.Numbers(epochs.GetProperty("trainingLoss")));
        Assert.Equal(history.Epochs.Select(static e => e.ValidationLoss!.Value), ReportFile.Numbers(epochs.GetProperty("validationLoss")));
        Assert.Equal(history.Epochs.Select(static e => e.RowsPerSecond), ReportFile.Numbers(epochs.GetProperty("rowsPerSecond")));
        Assert.Equal(history.Epochs.Select(static e => e.Elapsed.TotalSeconds), ReportFile.Numbers(epochs.GetProperty("seconds")));
        Assert.Equal(history.Epochs.Select(static e => (double)e.Steps), ReportFile.Numbers(epochs.GetProperty("steps")));
        Assert.Equal(["accuracy", "macro-F1"], page.Data.GetProperty("metrics").EnumerateArray().Select(static m => m.GetProperty("name").GetString()));
        Assert.Equal(history.Epochs.Select(static e => e.Of<F1>()), ReportFile.Numbers(page.Data.GetProperty("metrics")[1].GetProperty("values")));
        Assert.Equal(run.Best!.Epoch, page.Data.GetProperty("best").GetInt32());
        Assert.Equal(run.Score, page.Data.GetProperty("score").GetDouble());
    }

    [Fact]
    public void Of_a_long_run_points_are_steps_and_no_peak_is_lost()
    {
        var history = new History();
        var random = new Random(1);
        for (var i = 0; i < 50_001; i++)
            history.Add(i == 31_417 ? 99.5 : random.NextDouble(), i / 100_000f);
        var data = JsonDocument.Parse(RunReport.Json(json => HistorySection.Write(json, history, HistorySection.MostParts))).RootElement.GetProperty("steps");
        var (steps, losses) = (ReportFile.Numbers(data.GetProperty("step")), ReportFile.Numbers(data.GetProperty("loss")));
        Assert.InRange(steps.Length, 3000, 4000);
        Assert.Equal(steps.Order(), steps);
        Assert.Equal((0.0, 50_000.0), (steps[0], steps[^1]));
        for (var i = 0; i < steps.Length; i++)
            Assert.Equal(history.Losses[(int)steps[i]], losses[i]);
        Assert.Contains(99.5, losses);
    }

    [Fact]
    public void Answers_are_those_of_the_metrics()
    {
        var (run, page) = Judged();
        var (matrix, calibration) = (new ConfusionMatrix(), new CalibrationError());
        run.Network.Measure(Rows.Flowers(43, seed: 2), matrix, calibration);
        var output = Assert.Single(page.Data.GetProperty("outputs").EnumerateArray());
        for (var actual = 0; actual < 3; actual++)
        {
            for (var predicted = 0; predicted < 3; predicted++)
                Assert.Equal(matrix[actual, predicted], output.GetProperty("confusion")[actual][predicted].GetDouble());
        }
        Assert.Equal(calibration.Value, output.GetProperty("calibrationError").GetDouble());
        Assert.Equal(43, output.GetProperty("calibration").EnumerateArray().Sum(static bin => bin.GetProperty("rows").GetDouble()));
        var classes = output.GetProperty("classes");
        Assert.Equal(new double[] { 0, 1, 2 }.Select(c => matrix.Actual((int)c)), classes.EnumerateArray().Select(static c => c.GetProperty("rows").GetDouble()));
        var f1 = new F1();
        run.Network.Measure(Rows.Flowers(43, seed: 2), f1);
        Assert.Equal(f1.Value, classes.EnumerateArray().Average(static c => c.GetProperty("f1").GetDouble()), 1e-12);
    }

    [Fact]
    public void The_worst_answers_are_those_of_the_greatest_loss()
    {
        var (run, page) = Judged();
        var data = Rows.Flowers(43, seed: 2);
        var losses = Enumerable.Range(0, 43).Select(row => (Row: row, Loss: LossOf(run.Network, data, row))).OrderByDescending(static r => r.Loss).Take(7).ToArray();
        var worst = page.Data.GetProperty("outputs")[0].GetProperty("worst").EnumerateArray().ToArray();
        Assert.Equal(losses.Select(static r => r.Row), worst.Select(static row => row.GetProperty("row").GetInt32()));
        for (var i = 0; i < worst.Length; i++)
        {
            Assert.Equal(losses[i].Loss, worst[i].GetProperty("loss").GetDouble(), 1e-5);
            Assert.Equal(data.Label(losses[i].Row).ToString(), worst[i].GetProperty("label").GetString());
            Assert.Equal(5, worst[i].GetProperty("values").GetArrayLength());
        }
    }

    [Fact]
    public void Names_that_look_like_programs_stay_names()
    {
        const string name = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{data}}\"'&\ud800";
        var run = Train();
        run.Report(scratch.File("report.html"), new() { Title = name, Classes = [name, "{{program}}", "<!--"] });
        var page = new ReportFile(scratch.File("report.html"));
        Assert.Equal(3, Regex.Count(page.Text, "<script", RegexOptions.IgnoreCase));
        Assert.DoesNotContain("<img", page.Text);
        Assert.DoesNotContain("alert(1)</script>", page.Text);
        // Half of a pair of surrogates has no UTF-8.
        Assert.Equal(name.Replace('\ud800', '\ufffd'), page.Data.GetProperty("title").GetString());
        Assert.Equal("{{program}}", page.Data.GetProperty("outputs")[0].GetProperty("classes")[1].GetProperty("name").GetString());
    }

    /// <summary>The digests are what lets the page's own programs run, and no others.</summary>
    [Fact]
    public void The_page_asks_for_nothing_and_runs_its_own_programs_only()
    {
        var page = Judged().Page;
        var policy = Regex.Match(page.Text, "Content-Security-Policy\" content=\"(.*?)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none'; img-src data:;", policy);
        foreach (var program in page.Elements("script").Skip(1).Concat(page.Elements("style")))
            Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(program)))}'", policy);
        Assert.Equal(3, Regex.Count(policy, "sha256-"));
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotMatch("(src|href)=\"(http|//)", page.Text);
        Assert.Contains("Copyright (c) 2022 Leon Sorokin", page.Text);
    }

    [Fact]
    public void A_report_leaves_the_network_as_it_is()
    {
        var network = new Normalised(seed: 3);
        var run = Trainer.Fit(network, (Rows.Flowers(73), Rows.Flowers(43, seed: 2)), FitTests.Quiet());
        var (before, step) = (Bits.Of(network), network.TrainingStep);
        run.Report(scratch.File("report.html"));
        Assert.Equal(before, Bits.Of(network));
        Assert.Equal(step, network.TrainingStep);
        var tensors = new ReportFile(scratch.File("report.html")).Data.GetProperty("tensors");
        Assert.Equal(Normalised.Layout.Parameters.Select(static p => p.Name), tensors.EnumerateArray().Select(static t => t.GetProperty("name").GetString()));
        foreach (var (info, tensor) in Normalised.Layout.Parameters.Zip(tensors.EnumerateArray()))
        {
            Assert.Equal(info.Length, ReportFile.Numbers(tensor.GetProperty("values").GetProperty("counts")).Sum());
            Assert.Equal(info.IsTrained, tensor.TryGetProperty("gradient", out _));
        }
    }

    [Fact]
    public void Layers_have_their_shapes_and_the_graph_its_branches()
    {
        var network = new Player(seed: 1);
        Trainer.Fit(network, Rows.Games(73).Split(0.7, seed: 1), FitTests.Quiet()).Report(scratch.File("report.html"));
        var data = new ReportFile(scratch.File("report.html")).Data;
        var layers = data.GetProperty("layers").EnumerateArray().Select(static l => string.Join('|', l.EnumerateObject().Select(static p => p.Value.GetString()))).ToArray();
        Assert.Contains("dense1|7|42|77", layers);
        Assert.Contains("tanh1|7||14", layers.Select(static l => Regex.Replace(l, @"\d+$", "14")));
        var edges = data.GetProperty("edges").EnumerateArray().Select(static edge => $"{edge[0]}>{edge[1]}").ToHashSet();
        Assert.Superset(new HashSet<string> { "board>dense1", "dense1>tanh1", "tanh1>dense2", "tanh1>concat1", "clock>concat1", "concat1>dense3" }, edges);
        Assert.DoesNotContain("board>concat1", edges);
        // Two outputs: one of classes, one of numbers.
        var outputs = data.GetProperty("outputs").EnumerateArray().ToArray();
        Assert.Equal(["policy", "value"], outputs.Select(static o => o.GetProperty("name").GetString()));
        Assert.Equal(22, ReportFile.Numbers(outputs[1].GetProperty("numbers")[0].GetProperty("found")).Length);
    }

    [Fact]
    public void A_picture_is_that_of_its_row()
    {
        var random = new Random(1);
        var (pixels, labels) = (new float[19 * 3 * 5 * 6], new int[19]);
        foreach (ref var pixel in pixels.AsSpan())
            pixel = random.Next(256) / 255f * 3 - 1;
        for (var row = 0; row < 19; row++)
            (labels[row], pixels[row * 90], pixels[row * 90 + 1]) = (row % 2, -1, 2);
        var data = new Dataset(pixels, 90, labels);
        Trainer.Fit(new Coloured(seed: 1), (data, data), FitTests.Quiet()).Report(scratch.File("report.html"), new() { Worst = 5 });
        foreach (var worst in new ReportFile(scratch.File("report.html")).Data.GetProperty("outputs")[0].GetProperty("worst").EnumerateArray())
        {
            var picture = ImageDecoder.Decode(Convert.FromBase64String(worst.GetProperty("picture").GetString()!.Split(',')[1]), new() { Channels = 3 });
            Assert.Equal((6, 5), (picture.Width, picture.Height));
            var drawn = new byte[90];
            picture.CopyTo(6, 5, ImageFit.Stretch, drawn);
            for (var i = 0; i < 90; i++)
                Assert.Equal((byte)MathF.Round((pixels[worst.GetProperty("row").GetInt32() * 90 + i] + 1) / 3 * 255), drawn[i]);
        }
    }

    [Fact]
    public void Two_inputs_have_a_map_of_answers()
    {
        var random = new Random(1);
        var x = Enumerable.Range(0, 2 * 50).Select(_ => 4 * random.NextSingle() - 2).ToArray();
        var data = new Dataset(x, 2, [.. Enumerable.Range(0, 50).Select(row => x[2 * row] > 0 ? 1 : 0)]);
        var run = Trainer.Fit(new Halves(seed: 1), (data, data), FitTests.Quiet() with { Epochs = 60, Optimizer = new Adam(0.05f) });
        run.Report(scratch.File("report.html"));
        var map = new ReportFile(scratch.File("report.html")).Data.GetProperty("boundary");
        var (answers, side, range) = (map.GetProperty("answers").GetBytesFromBase64(), map.GetProperty("side").GetInt32(), ReportFile.Numbers(map.GetProperty("range")));
        Assert.Equal(side * side, answers.Length);
        Assert.Equal((x.Where((_, i) => i % 2 == 0).Min() > range[0], x.Where((_, i) => i % 2 == 1).Max() < range[3]), (true, true));
        for (var i = 0; i < answers.Length; i += 77)
        {
            float[] point = [(float)(range[0] + (range[1] - range[0]) * (i % side + 0.5) / side), (float)(range[3] - (range[3] - range[2]) * (i / side + 0.5) / side)];
            var logits = new float[2];
            run.Network.Predict(point, logits);
            Assert.Equal(logits[1] > logits[0] ? 1 : 0, answers[i]);
        }
    }

    [Fact]
    public void Without_rows_to_judge_by_and_in_doubles_there_is_a_report_too()
    {
        var run = Trainer.Fit(new DoubleFlowers(seed: 1), Rows.Flowers(73), FitTests.Quiet());
        run.Report(scratch.File("report.html"));
        var data = new ReportFile(scratch.File("report.html")).Data;
        Assert.Equal((0, -1), (data.GetProperty("outputs").GetArrayLength(), data.GetProperty("best").GetInt32()));
        Assert.Equal(run.History.Losses.ToArray(), ReportFile.Numbers(data.GetProperty("steps").GetProperty("loss")));
        run.Report(scratch.File("report.html"), new() { Data = Rows.Flowers(31) });
        Assert.Equal(31, new ReportFile(scratch.File("report.html")).Data.GetProperty("judgedRows").GetInt32());
    }

    [Fact]
    public void A_report_that_cannot_be_written_leaves_the_old_one()
    {
        var run = Train();
        Assert.Throws<DirectoryNotFoundException>(() => run.Report(scratch.File("missing/report.html")));
        Assert.Throws<ArgumentException>(() => new ReportOptions { Picture = [2, 28, 28] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReportOptions { Worst = -1 });
        run.Report(scratch.File("report.html"));
        var before = File.ReadAllText(scratch.File("report.html"));
        Assert.Throws<ArgumentException>(() => run.Report(scratch.File("report.html"), new() { Data = Rows.Curves(11) }));
        Assert.Equal(before, File.ReadAllText(scratch.File("report.html")));
    }

    internal static Run<Flowers> Train() => Trainer.Fit(
        new Flowers(seed: 3), (Rows.Flowers(73), Rows.Flowers(43, seed: 2)), FitTests.Quiet() with { Metrics = [new Accuracy(), new F1()], MeasureTraining = true, Keep = Best.Of<Accuracy>() });

    private (Run<Flowers> Run, ReportFile Page) Judged()
    {
        var run = Train();
        run.Report(scratch.File("report.html"), new() { Worst = 7 });
        return (run, new ReportFile(scratch.File("report.html")));
    }

    private static double LossOf(Flowers network, Dataset data, int row)
    {
        var x = new float[5];
        data.CopyRow(row, x);
        return network.Loss(x, [data.Label(row)]);
    }
}

[Network, Input(3, 5, 6), Flatten, Dense(2), CrossEntropy]
public sealed partial class Coloured;

[Network, Input(2), Dense(5), Tanh, Dense(2), CrossEntropy]
public sealed partial class Halves;
