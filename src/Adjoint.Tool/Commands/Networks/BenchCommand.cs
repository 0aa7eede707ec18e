using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Adjoint.Data;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint bench Project.csproj</c>: how long a network takes on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>Rounds of which the median is taken, and the least time of one.</summary>
    private const int Rounds = 7;

    private static readonly int[] Usual = [1, 32, 128];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var source = NetworkArguments.Source();
        var name = NetworkArguments.Name();
        var rows = new Option<int[]>("--rows") { Description = "The rows of a batch; 1, 32 and 128 by default", DefaultValueFactory = static _ => Usual, AllowMultipleArgumentsPerToken = true };
        rows.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int[]>() is { } asked && Array.Exists(asked, static count => count is < 1 or > 1_000_000))
                result.AddError("--rows must be from 1 to 1,000,000.");
        });
        var threads = new Option<int>("--threads") { Description = "The most threads; 1 by default", DefaultValueFactory = static _ => 1 };
        threads.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--threads must be at least 1.");
        });
        var seconds = new Option<double>("--seconds") { Description = "The time for each line; 0.7 by default", DefaultValueFactory = static _ => 0.7 };
        var json = Verb.Json();
        return new Command("bench", "Measures how long networks take for a prediction and for a step of training. Close other programs first.") { source, name, rows, threads,
            seconds, json }.Does(error, line =>
        {
            var networks = NetworkSource.Of(line.GetValue(source)!).Networks(line.GetValue(name));
            var found = networks.SelectMany(type => line.GetValue(rows)!.SelectMany(count =>
                Measure(type, count, line.GetValue(threads), Math.Clamp(line.GetValue(seconds), 0.001, 600)))).ToList();
            if (line.GetValue(json))
                WriteJson(output, found);
            else
                Write(output, found);
            return Tool.Done;
        });
    }

    private static IEnumerable<Measured> Measure(NetworkType type, int rows, int threads, double seconds)
    {
        var network = type.Create(seed: 1);
        network.Threads = threads;
        var batch = DrawnBatch.Of(network, rows, seed: 1);
        PortRows[] outputs = [.. network.Outputs.Select(port => new PortRows(port, rows, network.Precision))];
        yield return new Measured(type.FullName, "predict", rows, Median(() => network.Predict(batch, outputs), seconds));
        if (network is not ITrainable trainable || network.Layout.Count == 0)
            yield break;
        // A rate of zero: the same work at each step, and no number that grows.
        using var optimizer = new Adam(0f);
        // Batch normalisation refuses to learn from one row.
        if (rows > 1 || CanLearnFrom(trainable, batch, optimizer))
            yield return new Measured(type.FullName, "training step, Adam", rows, Median(() => trainable.TrainStep(batch, optimizer), seconds));
    }

    private static bool CanLearnFrom(ITrainable network, MiniBatch batch, Optimizer optimizer)
    {
        try
        {
            network.TrainStep(batch, optimizer);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Seconds of one call: the median of some rounds, each of as many calls as fill its time, after one to warm up.</summary>
    private static double Median(Action call, double seconds)
    {
        var (round, times) = (seconds / (Rounds + 1), new double[Rounds]);
        var calls = Fill(call, round).Calls;
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            for (var j = 0L; j < calls; j++)
                call();
            times[i] = clock.Elapsed.TotalSeconds / calls;
        }
        Array.Sort(times);
        return times[Rounds / 2];
    }

    private static (long Calls, double Seconds) Fill(Action call, double seconds)
    {
        var (clock, calls) = (Stopwatch.StartNew(), 0L);
        do
        {
            call();
            calls++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);
        return (calls, clock.Elapsed.TotalSeconds);
    }

    private static void Write(TextWriter output, List<Measured> found)
    {
        List<string[]> rows = [["network, work", "rows", "time", "rows a second"]];
        rows.AddRange(found.Select(static m => new[]
        {
            $"{m.Network}, {m.Work}", m.Rows.ToString("N0", CultureInfo.InvariantCulture), Text(m.Seconds), (m.Rows / m.Seconds).ToString("N0", CultureInfo.InvariantCulture),
        }));
        Verb.Table(output, rows);
    }

    private static string Text(double seconds) => seconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:G3} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:G3} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:G3} s"),
    };

    private static void WriteJson(TextWriter output, List<Measured> found) => Verb.WriteJson(output, json =>
    {
        json.WriteStartArray("measured");
        foreach (var m in found)
        {
            json.WriteStartObject();
            json.WriteString("network", m.Network);
            json.WriteString("work", m.Work);
            json.WriteNumber("rows", m.Rows);
            json.WriteNumber("seconds", m.Seconds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private readonly record struct Measured(string Network, string Work, int Rows, double Seconds);
}
