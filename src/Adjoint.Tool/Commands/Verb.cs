using System.CommandLine;
using System.Text.Json;

namespace Adjoint.Tool.Commands;

/// <summary>What a verb cannot do, in words, and the exit code that says which kind of trouble it is.</summary>
internal sealed class VerbException(int code, string message) : Exception(message)
{
    public int Code => code;

    /// <summary>The command line is wrong, or a file is.</summary>
    public static VerbException Wrong(string message) => new(Tool.Wrong, message);

    /// <summary>What was asked cannot be done with this file.</summary>
    public static VerbException Impossible(string message) => new(Tool.Impossible, message);
}

/// <summary>What all verbs do alike: trouble becomes a line and an exit code, and names from files are printed without signs that move the cursor.</summary>
internal static class Verb
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Sets what a verb does.</summary>
    public static Command Does(this Command command, TextWriter error, Func<ParseResult, int> run)
    {
        command.SetAction(line =>
        {
            try
            {
                return run(line);
            }
            catch (VerbException trouble)
            {
                error.WriteLine(Names.Printable(trouble.Message));
                return trouble.Code;
            }
            catch (Exception trouble) when (trouble is ModelFileException or InvalidDataException or ArgumentException or NotSupportedException)
            {
                error.WriteLine(Names.Printable(trouble.Message));
                return Tool.Impossible;
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                error.WriteLine(Names.Printable(trouble.Message));
                return Tool.Wrong;
            }
        });
        return command;
    }

    /// <summary>The option that asks for JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write JSON, for scripts" };

    /// <summary>Writes an object of JSON and an end of line.</summary>
    public static void WriteJson(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>A number that reads back as the same; JSON has no NaN and no infinity, which are text.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Makes sure that a file is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, with its article: <c>a safetensors file</c>.</param>
    public static string Existing(string path, string what)
    {
        if (File.Exists(path))
            return path;
        throw VerbException.Wrong(Directory.Exists(path) ? $"'{path}' is a folder; name {what} in it." : $"There is no file '{path}'.{Near(path)}");
    }

    /// <summary>Makes sure that a file may be written: its folder is there, and nothing of that name, or it may be replaced.</summary>
    public static string Free(string path, bool force)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw VerbException.Wrong($"There is no folder '{folder}' for '{Path.GetFileName(path)}'; create it first.");
        if (Directory.Exists(path))
            throw VerbException.Wrong($"'{path}' is a folder; name a file.");
        return force || !File.Exists(path) ? path : throw VerbException.Wrong($"'{path}' is there already; --force replaces it.");
    }

    /// <summary>Lines of cells in columns: the first is to the left, the others to the right.</summary>
    public static void Table(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    /// <summary>The file next to it whose name is nearest.</summary>
    private static string Near(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder))
            return folder is null ? "" : $" There is no folder '{folder}' either.";
        return Runtime.NearestName.Find(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(Path.GetFileName)!) is { } near ? $" Did you mean '{near}'?" : "";
    }
}
