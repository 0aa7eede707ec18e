using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>
/// Which parameters a batch can have a gradient for, where a network reads tables by tokens: all that are outside of tables, and the rows of tables that a token names. So a
/// step costs what the batch is large, and not what the tables are. Everything else in the gradient is kept zero.
/// </summary>
internal sealed unsafe class TouchedRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TokenTable[] tables;
    private readonly int count;
    private readonly ulong[][] marks;
    private int[] ranges = new int[64];
    private int length;

    /// <param name="tables">The tables.</param>
    /// <param name="count">The number of parameters.</param>
    public TouchedRows(TokenTable[] tables, int count)
    {
        (this.tables, this.count) = ([.. tables.OrderBy(static table => table.Offset)], count);
        marks = Array.ConvertAll(this.tables, static table => new ulong[(table.Rows + 63) / 64]);
    }

    /// <summary>Where a gradient may be other than zero: pairs of a first place and the place after the last.</summary>
    public ReadOnlySpan<int> Ranges => ranges.AsSpan(0, length);

    /// <summary>Clears what the batch before has left in the tables' gradient, and finds the rows that this batch names.</summary>
    /// <param name="data">The batch.</param>
    /// <param name="gradient">The gradient, which nobody else writes.</param>
    public void Follow(scoped in BatchData<T> data, AlignedBuffer<T> gradient)
    {
        for (var i = 0; i < length; i += 2)
            gradient.Span[ranges[i]..ranges[i + 1]].Clear();
        length = 0;
        var start = 0;
        for (var i = 0; i < tables.Length; i++)
        {
            Add(start, tables[i].Offset);
            Mark(tables[i], marks[i], data);
            start = tables[i].Offset + tables[i].Rows * tables[i].Width;
        }
        Add(start, count);
    }

    /// <summary>In the order of the tokens: a row is added when its first token is met.</summary>
    private void Mark(TokenTable table, ulong[] marked, scoped in BatchData<T> data)
    {
        Array.Clear(marked);
        foreach (var input in table.Inputs)
        {
            foreach (var token in new ReadOnlySpan<int>(data.Inputs[input].Indices, data.Inputs[input].Length))
            {
                var bit = 1UL << (token & 63);
                if ((marked[token >> 6] & bit) != 0)
                    continue;
                marked[token >> 6] |= bit;
                Add(table.Offset + token * table.Width, table.Offset + (token + 1) * table.Width);
            }
        }
    }

    private void Add(int start, int end)
    {
        if (start == end)
            return;
        if (length == ranges.Length)
            Array.Resize(ref ranges, 2 * length);
        (ranges[length++], ranges[length++]) = (start, end);
    }
}
