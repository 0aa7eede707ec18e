using System.Globalization;
using System.Text.Json;
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Reports;

/// <summary>A history for other programs, and one that was read from checkpoints.</summary>
public sealed class HistoryFilesTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Every_number_of_the_tables_reads_back_as_the_same_number()
    {
        var run = ReportTests.Train();
        run.History.SaveCsv(scratch.File("epochs.csv"));
        run.History.SaveStepsCsv(scratch.File("steps.csv"));
        var epochs = Table.ReadCsv(scratch.File("epochs.csv"));
        Assert.Equal(["epoch", "steps", "running_loss", "training_loss", "validation_loss", "accuracy", "macro-F1", "rate", "rows_per_second", "seconds"],
            epochs.Columns.Select(static c => c.Name));
        var lines = File.ReadAllLines(scratch.File("epochs.csv"));
        Assert.Equal(run.History.Epochs.Select(static e => e.ValidationLoss!.Value), lines.Skip(1).Select(static line => double.Parse(line.Split(',')[4], CultureInfo.InvariantCulture)));
        Assert.Equal(run.History.Epochs.Select(static e => e.Rate), lines.Skip(1).Select(static line => float.Parse(line.Split(',')[7], CultureInfo.InvariantCulture)));
        var steps = File.ReadAllLines(scratch.File("steps.csv"));
        Assert.Equal(run.History.Losses.ToArray(), steps.Skip(1).Select(static line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)));
        Assert.StartsWith("1,", steps[1]);
    }

    [Fact]
    public void Names_with_signs_of_the_table_are_quoted_and_what_was_not_measured_is_empty()
    {
        var history = new History();
        history.Add(new EpochRecord(0, 3, 0.5, null, null, 0.1f, 10, TimeSpan.FromSeconds(1)) { Metrics = [new(new StoredMetric("a,\"b\"\nc"), double.NaN)] });
        history.SaveCsv(scratch.File("epochs.csv"));
        Assert.Equal("epoch,steps,running_loss,training_loss,validation_loss,\"a,\"\"b\"\"\nc\",rate,rows_per_second,seconds\n0,3,0.5,,,NaN,0.1,10,1\n",
            File.ReadAllText(scratch.File("epochs.csv")));
        history.SaveJson(scratch.File("history.json"));
        using var json = JsonDocument.Parse(File.ReadAllText(scratch.File("history.json")));
        Assert.Equal("NaN", json.RootElement.GetProperty("metrics")[0].GetProperty("values")[0].GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("epochs").GetProperty("validationLoss")[0].ValueKind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkpoints_tell_their_history_without_the_network(bool inParts)
    {
        var options = FitTests.Quiet() with { Checkpoints = scratch.File("run"), Metrics = [new Accuracy()], MeasureTraining = true, HistoryPart = inParts ? 20 : 1 << 16 };
        var run = Trainer.Fit(new DoubleFlowers(seed: 1), (Rows.Flowers(73), Rows.Flowers(43, seed: 2)), options);
        Assert.Equal(inParts, Directory.GetFiles(scratch.File("run"), "history-*").Length > 1);
        var read = History.Read(scratch.File("run"));
        Assert.Equal(run.History.Losses.ToArray(), read.Losses.ToArray());
        Assert.Equal(run.History.Rates.ToArray(), read.Rates.ToArray());
        Assert.Equal(run.History.Epochs.Select(static e => e with { Metrics = [] }), read.Epochs.Select(static e => e with { Metrics = [] }));
        Assert.Equal(run.History.Epochs.Select(static e => e.Of<Accuracy>()), read.Epochs.Select(static e => Assert.Single(e.Metrics).Value));
        RunFolder.Report(scratch.File("run"), scratch.File("report.html"));
        var page = new ReportFile(scratch.File("report.html"));
        Assert.Equal(run.History.Losses.ToArray(), ReportFile.Numbers(page.Data.GetProperty("steps").GetProperty("loss")));
        Assert.Equal((run.Best!.Epoch, "Completed"), (page.Data.GetProperty("best").GetInt32(), page.Data.GetProperty("reason").GetString()));
        Assert.Equal(4, page.Data.GetProperty("tensors").GetArrayLength());
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_and_where_there_is_none_the_message_says_so()
    {
        var fault = Assert.Throws<CheckpointException>(() => History.Read(scratch.File("nowhere")));
        Assert.Contains("There is no folder", fault.Message);
        Directory.CreateDirectory(scratch.File("run"));
        Assert.Contains("has no checkpoints", Assert.Throws<CheckpointException>(() => History.Read(scratch.File("run"))).Message);
        Trainer.Fit(new Flowers(seed: 1), Rows.Flowers(73), FitTests.Quiet() with { Checkpoints = scratch.File("run") });
        var newest = Directory.GetFiles(scratch.File("run"), "step-*").Max()!;
        var random = new Random(1);
        var whole = File.ReadAllBytes(newest);
        for (var i = 0; i < 200; i++)
        {
            // Whatever is in the newest file, it is read, or the one before it is.
            var damaged = whole.ToArray();
            for (var change = 0; change < 4; change++)
                damaged[random.Next(random.Next(2) == 0 ? damaged.Length : 2500)] = (byte)random.Next(256);
            File.WriteAllBytes(newest, random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            Assert.InRange(History.Read(scratch.File("run")).Steps, 28, 35);
        }
        foreach (var path in Directory.GetFiles(scratch.File("run"), "step-*"))
            File.WriteAllText(path, "nothing");
        Assert.Contains("damaged", Assert.Throws<CheckpointException>(() => History.Read(scratch.File("run"))).Message);
    }
}
