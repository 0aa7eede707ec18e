using System.Globalization;
using System.Text;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>Trials as rows of text: for people, and for the file that a search goes on from.</summary>
internal static class TrialTable
{
    /// <summary>The columns before and after those of the hyperparameters.</summary>
    private const int Before = 2, Behind = 3;

    /// <summary>As many columns of another table are named.</summary>
    private const int MostNamed = 32;

    /// <summary>The headings; that of the score says whether more of it is better, as soon as a trial has one.</summary>
    public static string[] Header(IReadOnlyList<Hyperparameter> space, bool? higherIsBetter) => ["trial", "epochs", .. space.Select(static h => h.Name), Score(higherIsBetter), "seconds", "outcome"];

    public static string[] Row(TrialRecord trial, string format) =>
    [
        trial.Trial.Number.ToString(CultureInfo.InvariantCulture), trial.Trial.Epochs.ToString(CultureInfo.InvariantCulture), .. trial.Trial.Texts,
        trial.Score.ToString(format, CultureInfo.InvariantCulture), trial.Time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture), trial.Outcome,
    ];

    public static string Csv(IReadOnlyList<Hyperparameter> space, IEnumerable<TrialRecord> trials, bool? higherIsBetter)
    {
        var text = new StringBuilder();
        foreach (var row in trials.Select(static trial => Row(trial, "R")).Prepend(Header(space, higherIsBetter)))
            text.Append(string.Join(',', row.Select(Quoted))).Append('\n');
        return text.ToString();
    }

    /// <summary>Finds trials that are done.</summary>
    /// <param name="text">What <see cref="Csv"/> has written.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="space">The hyperparameters of this search.</param>
    /// <param name="trial">A trial of this search by its number and epochs.</param>
    /// <exception cref="InvalidDataException">The table is of another search.</exception>
    public static (List<TrialRecord> Trials, bool? HigherIsBetter) Read(string text, string source, IReadOnlyList<Hyperparameter> space, Func<int, int, Trial> trial)
    {
        var lines = Cells(text);
        bool?[] directions = [null, true, false];
        var direction = Array.FindIndex(directions, higher => lines.Count > 0 && lines[0].SequenceEqual(Header(space, higher)));
        if (direction < 0)
            throw Other($"has the columns {string.Join(", ", (lines.FirstOrDefault() ?? []).Take(MostNamed).Select(TableFields.Shortened))}, and this search {string.Join(", ", Header(space, null))}");
        var found = new List<TrialRecord>();
        foreach (var cells in lines.Skip(1))
        {
            if (cells.Count != Before + space.Count + Behind || Count(cells[0]) is not { } number || Count(cells[1]) is not { } epochs
                || !double.TryParse(cells[^3], CultureInfo.InvariantCulture, out var score) || !double.TryParse(cells[^2], CultureInfo.InvariantCulture, out var seconds)
                || !(seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds))
            {
                throw Other($"has the line {FileText.Quote(string.Join(',', cells))}, which is not a trial");
            }
            var chosen = trial(number, epochs);
            if (!chosen.Texts.SequenceEqual(cells.Skip(Before).Take(space.Count)))
                throw Other($"has trial {number} with {FileText.Quote(string.Join(", ", cells.Skip(Before).Take(space.Count)))}, and in this search it has {string.Join(", ", chosen.Texts)}");
            found.Add(new TrialRecord(chosen, score, TimeSpan.FromSeconds(seconds), cells[^1]));
        }
        return (found, directions[direction]);

        InvalidDataException Other(string what) => new($"'{source}' {what}. Give this search another folder, or delete the file.");
    }

    /// <summary>A number of a trial, or of epochs.</summary>
    private static int? Count(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static string Score(bool? higherIsBetter) => higherIsBetter switch { null => "score", true => "score (higher is better)", false => "score (lower is better)" };

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";

    private static List<List<string>> Cells(string text)
    {
        var (lines, line, cell, isQuoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        foreach (var character in text)
        {
            if (character == '"')
            {
                // The second of two quotes within a cell is one of its letters.
                if (!isQuoted && cell.Length > 0)
                    cell.Append('"');
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && character is ',' or '\n')
            {
                line.Add(cell.ToString());
                cell.Clear();
                if (character == '\n')
                {
                    lines.Add(line);
                    line = [];
                }
            }
            else
            {
                cell.Append(character);
            }
        }
        return lines;
    }
}
