using System.Numerics;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>
/// Derivatives for code that does not know the inputs and outputs: a row holds a row of each port, one after the other. Tokens are among numbers, do not change, and have a gradient of 0.
/// </summary>
internal static class SideBySide<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Vjp(IVjpNetwork<T> network, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, Span<T> gradient)
    {
        var rows = RowsOf(network, x);
        RequireLength(network, dy.Length, rows, network.OutputSize, nameof(dy), optional: false);
        RequireLength(network, dx.Length, rows, network.InputSize, nameof(dx), optional: true);
        RequireApart(x, dx, nameof(dx));
        RequireApart(dy, dx, nameof(dx));
        var results = dx.IsEmpty ? [] : Room(network, network.Inputs.Where(IsNumbers), rows);
        network.Vjp(Batch(network, x, rows), Split(network, network.Outputs, dy, rows), results, gradient);
        Join(network.Inputs, results, dx, rows);
    }

    public static void Jvp(IJvpNetwork<T> network, ReadOnlySpan<T> x, ReadOnlySpan<T> xTangent, ReadOnlySpan<T> parameterTangent, Span<T> y, Span<T> yTangent)
    {
        var rows = RowsOf(network, x);
        RequireLength(network, xTangent.Length, rows, network.InputSize, nameof(xTangent), optional: true);
        RequireLength(network, y.Length, rows, network.OutputSize, nameof(y), optional: true);
        RequireLength(network, yTangent.Length, rows, network.OutputSize, nameof(yTangent), optional: false);
        RequireApart(x, y, nameof(y));
        RequireApart(x, yTangent, nameof(yTangent));
        RequireApart(xTangent, y, nameof(y));
        RequireApart(xTangent, yTangent, nameof(yTangent));
        RequireApart(y, yTangent, nameof(yTangent));
        PortRows[] outputs = y.IsEmpty ? [] : Room(network, network.Outputs, rows), along = Room(network, network.Outputs, rows);
        PortRows[] directions = xTangent.IsEmpty ? [] : [.. Split(network, network.Inputs, xTangent, rows).Where(static d => d.Port.Kind == PortKind.Numbers)];
        network.Jvp(Batch(network, x, rows), directions, parameterTangent, outputs, along);
        Join(network.Outputs, outputs, y, rows);
        Join(network.Outputs, along, yTangent, rows);
    }

    private static bool IsNumbers(Port port) => port.Kind == PortKind.Numbers;

    private static PortRows[] Room(INetwork network, IEnumerable<Port> ports, int rows) => [.. ports.Select(port => new PortRows(port, rows, network.Precision))];

    private static MiniBatch Batch(INetwork network, ReadOnlySpan<T> x, int rows) => new(Split(network, network.Inputs, x, rows), []);

    /// <summary>The rows of each port, out of rows that hold all of them.</summary>
    private static PortRows[] Split(INetwork network, IReadOnlyList<Port> ports, ReadOnlySpan<T> all, int rows)
    {
        var parts = Room(network, ports, rows);
        var (width, start) = (all.Length / rows, 0);
        foreach (var part in parts)
        {
            var size = part.Port.Size;
            var numbers = new T[rows * size];
            for (var row = 0; row < rows; row++)
                all.Slice(row * width + start, size).CopyTo(numbers.AsSpan(row * size));
            Set(part, numbers);
            start += size;
        }
        return parts;
    }

    private static void Set(PortRows part, T[] numbers)
    {
        if (part.Port.Kind == PortKind.Indices)
            part.Set(Array.ConvertAll(numbers, number => T.IsInteger(number) ? int.CreateSaturating(number) : int.MinValue));
        else if (numbers is float[] floats)
            part.Set(floats);
        else
            part.Set((double[])(object)numbers);
    }

    /// <summary>Puts the results of the ports that have numbers back into rows that hold all ports; the others are 0 there.</summary>
    private static void Join(IReadOnlyList<Port> ports, PortRows[] parts, Span<T> all, int rows)
    {
        if (all.IsEmpty)
            return;
        all.Clear();
        var (width, start, next) = (all.Length / rows, 0, 0);
        foreach (var port in ports)
        {
            if (IsNumbers(port))
            {
                var numbers = new T[rows * port.Size];
                if (numbers is float[] floats)
                    parts[next].CopyTo(floats);
                else
                    parts[next].CopyTo((double[])(object)numbers);
                for (var row = 0; row < rows; row++)
                    numbers.AsSpan(row * port.Size, port.Size).CopyTo(all.Slice(row * width + start));
                next++;
            }
            start += port.Size;
        }
    }

    private static int RowsOf(INetwork network, ReadOnlySpan<T> x) => !x.IsEmpty && x.Length % network.InputSize == 0
        ? x.Length / network.InputSize
        : throw new ArgumentException($"'{network.Layout.Network}' needs {network.InputSize} numbers a row; 'x' has {x.Length}.", nameof(x));

    private static void RequireLength(INetwork network, int length, int rows, int size, string argument, bool optional)
    {
        if (length != (long)rows * size && !(optional && length == 0))
            throw new ArgumentException($"'{network.Layout.Network}' has {size} numbers a row in '{argument}', {(long)rows * size} for the {rows} rows in x; it has {length}.", argument);
    }

    private static void RequireApart(ReadOnlySpan<T> read, ReadOnlySpan<T> written, string argument)
    {
        if (read.Overlaps(written))
            throw new ArgumentException($"'{argument}' overlaps memory that the same call reads or writes; it needs memory of its own.", argument);
    }
}
