using System.Text;

namespace Adjoint.Training;

/// <summary>Where the rows of a table come from, and how they are read.</summary>
internal sealed class TableSource(string name, TableOptions options)
{
    private readonly byte[][] missing = [.. options.Missing.Select(Encoding.UTF8.GetBytes)];
    private readonly List<int> lines = [];

    /// <summary>The file's name.</summary>
    public string Name => name;

    public TableOptions Options => options;

    /// <summary>Notes on which line the next row begins.</summary>
    public void AddLine(int line) => lines.Add(line);

    /// <summary>Where a row is.</summary>
    public string Place(int row) => $"'{name}', line {lines[row]}";

    public bool IsMissing(ReadOnlySpan<byte> field)
    {
        foreach (var text in missing)
        {
            if (field.SequenceEqual(text))
                return true;
        }
        return false;
    }
}
