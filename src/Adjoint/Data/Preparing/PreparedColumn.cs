using System.Text.Json;

namespace Adjoint.Data;

/// <summary>What was learnt of one column of the training part, and how its values become numbers.</summary>
internal abstract class PreparedColumn(string name, bool fills)
{
    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Whether missing values are filled.</summary>
    public bool Fills => fills;

    /// <summary>What it holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>The numbers that a value becomes; 0 where it becomes an index.</summary>
    public abstract int Size { get; }

    /// <summary>Writes the numbers of a value.</summary>
    /// <returns>False if it is none of those that the training part had.</returns>
    /// <exception cref="FormatException">It is not of the column's kind; the message says what it is.</exception>
    public abstract bool Write(Cell cell, Span<float> x);

    /// <summary>Writes what was learnt.</summary>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>The float of a number.</summary>
    /// <exception cref="FormatException">It is beyond floats.</exception>
    protected static float Finite(double value, Cell cell) =>
        float.IsFinite((float)value) ? (float)value : throw new FormatException($"'{cell}' becomes {value:R}, which is not a finite float; correct it, or Ignore the column");
}

/// <summary>A column of numbers.</summary>
internal sealed class PreparedNumber(string name, bool fills, Scaling scaling, double mean) : PreparedColumn(name, fills)
{
    public override ColumnKind Kind => ColumnKind.Number;

    public override int Size => 1;

    /// <summary>What is subtracted and divided by.</summary>
    public Scaling Scaling => scaling;

    public override bool Write(Cell cell, Span<float> x)
    {
        var number = cell.IsMissing ? mean : cell.ToNumber() ?? throw new FormatException($"'{cell}' is not a number");
        x[0] = Finite(scaling.Apply(number), cell);
        return true;
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("fill", mean);
        scaling.Write(json);
    }
}

/// <summary>A column of categories: one number for each, or an index of which 0 is unknown.</summary>
internal sealed class PreparedCategory(string name, bool fills, bool isTokens, IReadOnlyList<string> categories) : PreparedColumn(name, fills)
{
    private readonly Dictionary<string, int> positions = categories.Select(static (c, i) => (c, i)).ToDictionary(static c => c.c, static c => c.i, StringComparer.Ordinal);

    public override ColumnKind Kind => ColumnKind.Category;

    public override int Size => isTokens ? 0 : categories.Count;

    /// <summary>Whether values become indices.</summary>
    public bool IsTokens => isTokens;

    /// <summary>The categories of the training part, in order.</summary>
    public IReadOnlyList<string> Categories => categories;

    /// <summary>The index of a value, from 1; 0 for one that the training part did not have.</summary>
    public int Token(Cell cell) => !cell.IsMissing && positions.TryGetValue(cell.ToString(), out var position) ? position + 1 : 0;

    public override bool Write(Cell cell, Span<float> x)
    {
        var token = Token(cell);
        x.Clear();
        if (!isTokens && token > 0)
            x[token - 1] = 1;
        return token > 0 || cell.IsMissing;
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("as", isTokens ? "tokens" : "one-hot");
        json.WriteStartArray("categories");
        foreach (var category in categories)
            json.WriteStringValue(category);
        json.WriteEndArray();
    }
}
