using System.CommandLine;
using System.Globalization;
using Adjoint.Training;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint report runs/lenet</c>: a page of what the checkpoints of a run tell.</summary>
internal static class ReportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("folder") { Description = "The folder of a run's checkpoints" };
        var page = new Option<string>("--out") { Description = "The page to write", DefaultValueFactory = static _ => "report.html" };
        var csv = new Option<string?>("--csv") { Description = "Write the epochs as a table too" };
        var history = new Option<string?>("--history") { Description = "Write the whole history as JSON too" };
        var force = new Option<bool>("--force") { Description = "Replace files that are there" };
        return new Command("report", "Writes a page with the curves of a run, from its checkpoints; the run may go on meanwhile.") { folder, page, csv, history, force }.Does(error, line =>
        {
            var (run, isForced) = (line.GetValue(folder)!, line.GetValue(force));
            string[] targets = [.. new[] { line.GetValue(page), line.GetValue(csv), line.GetValue(history) }.OfType<string>()];
            if (!Directory.Exists(run))
                throw VerbException.Wrong(File.Exists(run) ? $"'{run}' is a file; name the folder of the checkpoints." : $"There is no folder '{run}'.");
            Array.ForEach(targets, path => Verb.Free(path, isForced));
            var measured = Read(run);
            RunFolder.Report(run, line.GetValue(page)!);
            if (line.GetValue(csv) is { } table)
                measured.SaveCsv(table);
            if (line.GetValue(history) is { } all)
                measured.SaveJson(all);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", targets)}: {measured.Epochs.Count:N0} epochs, {measured.Steps:N0} steps."));
            return Tool.Done;
        });
    }

    private static History Read(string folder)
    {
        try
        {
            return History.Read(folder);
        }
        catch (CheckpointException trouble)
        {
            throw VerbException.Impossible(trouble.Message);
        }
    }
}
