using System.Text;

namespace Adjoint.Training;

/// <summary>The fields of one column as they are in the file, one after the other in one array; the same for all parts of a table.</summary>
internal sealed class TextColumn(string name, int position, TableSource source)
{
    private byte[] bytes = [];
    private int[] ends = [];
    private int length;

    public string Name => name;

    /// <summary>The position in the file, from 1.</summary>
    public int Position => position;

    /// <summary>Where the rows come from.</summary>
    public TableSource Source => source;

    public int Rows { get; private set; }

    /// <summary>Adds a field.</summary>
    /// <exception cref="InvalidDataException">There is no room.</exception>
    public void Add(ReadOnlySpan<byte> field)
    {
        if ((long)length + field.Length > Array.MaxLength)
            throw new InvalidDataException(
                $"'{source.Name}', column '{TableFields.Shortened(name)}' ({position}): it has more than {Array.MaxLength:#,0} bytes; read the file in parts, Table.ReadCsvInParts.");
        Grow(ref bytes, length + field.Length);
        Grow(ref ends, Rows + 1);
        field.CopyTo(bytes.AsSpan(length));
        ends[Rows++] = length += field.Length;
    }

    /// <summary>The bytes of a field.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        var start = row == 0 ? 0 : ends[row - 1];
        return bytes.AsSpan(start, ends[row] - start);
    }

    /// <summary>A field as text.</summary>
    public string Text(int row) => Encoding.UTF8.GetString(Bytes(row));

    /// <summary>Whether a field is one of the texts for no value.</summary>
    public bool IsMissing(int row) => source.IsMissing(Bytes(row));

    private static void Grow<T>(ref T[] array, int needed)
    {
        if (array.Length < needed)
            Array.Resize(ref array, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * array.Length)));
    }
}
