using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace Adjoint.Training;

/// <summary>Reads the columns of a CSV file, and refuses what has two meanings.</summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>A record larger than this is most likely a quote that is never closed.</summary>
    private const int MostBytesOfRecord = 1 << 26;

    private readonly CsvReader reader;
    private readonly string name;
    private readonly TableOptions options;

    private CsvTable(CsvReader reader, string name, TableOptions options)
    {
        (this.reader, this.name, this.options) = (reader, name, options);
        Headers = Named(() => reader.Headers);
        CheckHeaders();
    }

    public IReadOnlyList<string> Headers { get; }

    /// <exception cref="InvalidDataException">The header is not one.</exception>
    public static CsvTable Open(Stream stream, string name, TableOptions options) => new(CsvReader.Create(stream, Options(options), leaveOpen: false), name, options);

    /// <summary>Reads up to that many rows; null where none is left.</summary>
    /// <exception cref="InvalidDataException">A row is not one.</exception>
    public List<TextColumn>? Read(int most)
    {
        var source = new TableSource(name, options);
        List<TextColumn> columns = [.. Headers.Select((header, i) => new TextColumn(header, i + 1, source))];
        var rows = 0;
        while (rows < most && Named(reader.Read))
        {
            source.AddLine((int)Math.Min(int.MaxValue, reader.LineNumber));
            AddRow(columns);
            rows++;
        }
        return rows == 0 ? null : columns;
    }

    public void Dispose() => reader.Dispose();

    private static CsvReaderOptions Options(TableOptions options) => new()
    {
        Separator = options.Separator,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = MostBytesOfRecord,
    };

    private void AddRow(List<TextColumn> columns)
    {
        if (reader.FieldCount != columns.Count)
        {
            var first = reader.FieldCount < columns.Count
                ? $"the column '{TableFields.Shortened(columns[reader.FieldCount].Name)}' ({reader.FieldCount + 1}) is the first without one"
                : $"field {columns.Count + 1} is '{TableFields.Shortened(reader.GetString(columns.Count))}'";
            throw new InvalidDataException(
                $"'{name}', line {reader.LineNumber}: it has {Fields(reader.FieldCount)}, and the header {columns.Count}; {first}. Is the separator '{reader.Separator}'?");
        }
        for (var i = 0; i < columns.Count; i++)
        {
            var field = reader.GetSpan(i);
            if (!Utf8.IsValid(field))
                throw NotUtf8(reader.LineNumber, $"column '{TableFields.Shortened(columns[i].Name)}' ({i + 1})");
            columns[i].Add(field);
        }
    }

    private void CheckHeaders()
    {
        if (Headers.Count == 0)
            throw new InvalidDataException($"'{name}' is empty; the first line must name the columns.");
        HashSet<string> names = new(StringComparer.Ordinal);
        for (var i = 0; i < Headers.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(Headers[i]))
                throw new InvalidDataException($"'{name}', line 1: column {i + 1} has no name; give it one.");
            // The reader puts U+FFFD in place of bytes that are none.
            if (Headers[i].Contains('\uFFFD', StringComparison.Ordinal))
                throw NotUtf8(1, $"column {i + 1}");
            if (!names.Add(Headers[i]))
                throw new InvalidDataException($"'{name}', line 1: column {i + 1} is called '{TableFields.Shortened(Headers[i])}', like a column before it; give each column a name of its own.");
        }
    }

    private InvalidDataException NotUtf8(long line, string column) => new($"'{name}', line {line.ToString(CultureInfo.InvariantCulture)}, {column}: its bytes are not UTF-8; save the file as UTF-8.");

    private T Named<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException fault)
        {
            throw new InvalidDataException($"'{name}', line {fault.LineNumber}: {fault.Message.TrimEnd('.')}. Correct the line, or the quotes before it.", fault);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException or NotSupportedException)
        {
            throw new InvalidDataException($"'{name}' cannot be read as CSV after line {reader.LineNumber}: {fault.Message}", fault);
        }
    }

    private static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";
}
