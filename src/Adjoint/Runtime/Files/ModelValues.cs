using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Reads the values of a network's tensors from a file that fits, and refuses those that no trained network has.</summary>
/// <param name="reader">The file.</param>
/// <param name="network">The network's name, for messages.</param>
/// <param name="options">What is accepted.</param>
/// <param name="source">The file's name, for messages.</param>
internal sealed class ModelValues(SafetensorsReader reader, string network, LoadOptions options, string source)
{
    /// <summary>Reads one tensor, in row-major order.</summary>
    /// <exception cref="ModelFileException">A value is not finite, or tensors that are one in the network have different values.</exception>
    public void Read<T>(FittingEntry fitting, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        reader.Read(fitting.Entry, values);
        if (!options.AllowNonFinite)
            CheckFinite<T>(fitting, values);
        foreach (var twin in fitting.Twins)
            CheckEqual<T>(fitting, twin, values);
        if (fitting.IsTransposed)
            Transpose(fitting.Parameter, values);
    }

    /// <summary>Turns a matrix that the file has as [in, out].</summary>
    private static void Transpose<T>(ParameterInfo parameter, Span<T> values)
        where T : unmanaged
    {
        var (rows, columns, written) = (parameter.Shape[0], parameter.Shape[1], values.ToArray());
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[row * columns + column] = written[column * rows + row];
        }
    }

    private void CheckFinite<T>(FittingEntry fitting, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var index = 0;
        while (index < values.Length && T.IsFinite(values[index]))
            index++;
        if (index == values.Length)
            return;
        // As it is in the file, before it was rounded.
        Span<double> written = stackalloc double[1];
        reader.Read(fitting.Entry, written, first: index);
        var beyond = double.IsFinite(written[0]) ? $", beyond the largest {(typeof(T) == typeof(float) ? "float" : "number")}" : "";
        throw new ModelFileException(
            $"'{source}': tensor {FileText.Quote(fitting.Entry.Name)} has the value {FileText.Number(written[0])} at {Place(fitting.Entry, index)}{beyond}; nothing was loaded. "
            + $"Save the network from before it diverged, or set {nameof(LoadOptions)}.{nameof(LoadOptions.AllowNonFinite)}.");
    }

    private void CheckEqual<T>(FittingEntry fitting, SafetensorsEntry twin, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var others = new T[values.Length];
        reader.Read<T>(twin, others);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Equals(others[i]))
                continue;
            throw new ModelFileException(
                $"'{source}': tensors {FileText.Quote(fitting.Entry.Name)} and {FileText.Quote(twin.Name)} are one in network '{network}' (SharedWith), but differ at "
                + $"{Place(fitting.Entry, i)}: {FileText.Number(values[i])} and {FileText.Number(others[i])}; nothing was loaded. Tie them where they are trained, or give the layers tensors of their own.");
        }
    }

    /// <summary>A row-major index of the file's in the form <c>[row, column]</c>.</summary>
    private static string Place(SafetensorsEntry entry, long index)
    {
        var place = new long[entry.Shape.Length];
        for (var axis = place.Length - 1; axis >= 0; axis--)
            (index, place[axis]) = Math.DivRem(index, entry.Shape[axis]);
        return $"[{string.Join(", ", place)}]";
    }
}
