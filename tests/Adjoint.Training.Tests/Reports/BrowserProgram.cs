using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Reports;

/// <summary>
/// Opens a report in a browser without a window and holds the numbers that it shows against those of the run: <c>dotnet run -c Release --project tests/Adjoint.Training.Tests -- report FOLDER</c>.
/// The pages and screenshots in light, dark and narrow are left in the folder.
/// </summary>
internal static class BrowserProgram
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    public static int Run(string folder)
    {
        Directory.CreateDirectory(folder);
        if (Browsers.FirstOrDefault(Exists) is not { } browser)
        {
            Console.WriteLine($"No browser was found: none of {string.Join(", ", Browsers)} is on the path. Install one, as by 'apt-get install chromium'; nothing was checked.");
            return 1;
        }
        var run = ReportTests.Train();
        var page = Path.Combine(folder, "report.html");
        run.Report(page);
        var (shown, errors) = Start(browser, $"--dump-dom \"{new Uri(Path.GetFullPath(page))}\"");
        var found = Check(run, shown);
        found.AddRange(Regex.Matches(errors, "CONSOLE.*").Select(static match => match.Value));
        Console.WriteLine(found.Count == 0
            ? $"{Cells(shown).Length} numbers of the table, and {Series(shown).Sum(static s => s.Values.Length)} of the curves, are those of the history."
            : string.Join('\n', found));
        foreach (var (name, width, dark) in new[] { ("light", 1280, false), ("dark", 1280, true), ("narrow", 390, false) })
        {
            // Both themes are the page's own; the browser is only told what its user wishes.
            var wish = dark ? "--blink-settings=preferredColorScheme=0" : "--blink-settings=preferredColorScheme=1";
            Start(
                browser,
                $"--window-size={width},{(width < 500 ? 5200 : 3200)} {wish} --screenshot=\"{Path.GetFullPath(Path.Combine(folder, name + ".png"))}\" \"{new Uri(Path.GetFullPath(page))}\"");
        }
        return found.Count == 0 ? 0 : 1;
    }

    private static List<string> Check(Run run, string shown)
    {
        var faults = new List<string>();
        if (!shown.Contains("data-drawn=\"all\"", StringComparison.Ordinal))
            return ["The page's program has not come to its end."];
        var (cells, expected) = (Cells(shown), new List<double>());
        foreach (var epoch in run.History.Epochs)
            expected.AddRange([epoch.Epoch + 1, epoch.Steps, epoch.RunningLoss, epoch.TrainingLoss!.Value, epoch.ValidationLoss!.Value, epoch.Of<Accuracy>(), epoch.Of<F1>(),
                Rate(epoch.Rate), epoch.RowsPerSecond, epoch.Elapsed.TotalSeconds]);
        if (!cells.SequenceEqual(expected))
            faults.Add($"The table of epochs shows {string.Join(", ", cells)}, and the history has {string.Join(", ", expected)}.");
        var series = Series(shown).ToDictionary(static s => (s.Chart, s.Name), static s => s.Values);
        Compare(("loss", "loss of each step"), run.History.Losses.ToArray());
        Compare(("loss", "training loss (running)"), [.. run.History.Epochs.Select(static e => e.RunningLoss)]);
        Compare(("loss", "training loss"), [.. run.History.Epochs.Select(static e => e.TrainingLoss!.Value)]);
        Compare(("loss", "validation loss"), [.. run.History.Epochs.Select(static e => e.ValidationLoss!.Value)]);
        Compare(("accuracy", "accuracy"), [.. run.History.Epochs.Select(static e => e.Of<Accuracy>())]);
        Compare(("learning rate", "learning rate"), [.. run.History.Rates.ToArray().Select(Rate)]);
        Compare(("seconds", "seconds"), [.. run.History.Epochs.Select(static e => e.Elapsed.TotalSeconds)]);
        return faults;

        void Compare((string, string) key, double[] values)
        {
            if (!series.TryGetValue(key, out var drawn) || !drawn.SequenceEqual(values))
                faults.Add($"The curve {key} is drawn through {(drawn is null ? "nothing" : string.Join(", ", drawn))}, and the history has {string.Join(", ", values)}.");
        }
    }

    /// <summary>A float, as its shortest digits say it.</summary>
    private static double Rate(float rate) => double.Parse(rate.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double[] Cells(string shown) => [.. Regex.Matches(Regex.Match(shown, "id=\"epoch-table\".*?</table>", RegexOptions.Singleline).Value, "data-value=\"(.*?)\"")
        .Select(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    private static IEnumerable<(string Chart, string Name, double[] Values)> Series(string shown)
    {
        foreach (Match chart in Regex.Matches(shown, "<div class=\"chart\" data-chart=\"(.*?)\"(.*?)>"))
        {
            foreach (Match series in Regex.Matches(chart.Groups[2].Value, "data-name-(\\d+)=\"(.*?)\""))
            {
                var values = Regex.Match(chart.Groups[2].Value, $"data-values-{series.Groups[1].Value}=\"(.*?)\"").Groups[1].Value;
                yield return (WebUtility.HtmlDecode(chart.Groups[1].Value), WebUtility.HtmlDecode(series.Groups[2].Value), ReportFile.Numbers(JsonDocument.Parse(values).RootElement));
            }
        }
    }

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))
            || File.Exists(Path.Combine(folder, program + ".exe")));

    private static (string Output, string Errors) Start(string browser, string arguments)
    {
        // Without the network no page could ask for anything; its own policy forbids it as well.
        var start = new ProcessStartInfo(
            browser,
            $"--headless --no-sandbox --disable-gpu --hide-scrollbars --host-resolver-rules=\"MAP * ~NOTFOUND\" --virtual-time-budget=3000 --enable-logging=stderr {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.Result);
    }
}
