using Adjoint.Runtime;

namespace Adjoint.Data;

/// <summary>Finds columns by their names, and says what there is where there is none.</summary>
internal static class NamedColumns
{
    /// <summary>As many names are listed; a table may have thousands.</summary>
    private const int MostListed = 20;

    /// <summary>The columns that a network reads.</summary>
    public static IEnumerable<ITableColumn> Features(ITable table) => table.Columns.Where(static c => c.Role == ColumnRole.Feature);

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static ITableColumn Find(IEnumerable<ITableColumn> columns, string name, string what)
    {
        var all = columns.ToList();
        return all.Find(c => c.Name == name) ?? throw new ArgumentException(Missing(name, [.. all.Select(static c => c.Name)], what));
    }

    /// <summary>Says that there is no such column, which there are, and which was probably meant.</summary>
    public static string Missing(string name, IReadOnlyList<string> names, string what) =>
        $"There is no {what} {FileText.Quote(name)}{(NearestName.Find(name, names) is { } near ? $"; did you mean {FileText.Quote(near)}?" : ";")} The columns are {List(names)}.";

    /// <summary>Names in quotes.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count == 0
        ? "none"
        : string.Join(", ", names.Take(MostListed).Select(FileText.Quote)) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");

    /// <summary>What a column holds, in words.</summary>
    public static string Content(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "numbers",
        ColumnKind.Date => "dates",
        _ => "categories",
    };

    /// <summary>A column's name as that of a network's input: <c>Home Town</c> becomes <c>homeTown</c>.</summary>
    public static string InputOf(string column)
    {
        var words = new string([.. column.Select(static c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(static (word, i) => (i == 0 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + word[1..]));
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name;
    }
}
