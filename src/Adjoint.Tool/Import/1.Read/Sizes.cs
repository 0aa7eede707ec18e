using System.Globalization;

namespace Adjoint.Tool.Import.Read;

/// <summary>
/// Sizes of tensors. The number of rows is not known when a model is imported; in shapes it is <see cref="Rows"/>, a prime above every size that a value may have. So shapes that
/// a model computes are computed with plain whole numbers, and a size depends on the rows where the prime divides it.
/// </summary>
internal static class Sizes
{
    /// <summary>The number of rows: 2³¹ − 1.</summary>
    public const long Rows = int.MaxValue;

    /// <summary>The most numbers of a tensor that a file may hold.</summary>
    public const long MostNumbers = 1L << 30;

    /// <summary>Whether a size depends on the number of rows.</summary>
    public static bool HasRows(long size) => size != 0 && size % Rows == 0;

    /// <summary>The product.</summary>
    /// <exception cref="ImportException">It is beyond all numbers, or a size is negative.</exception>
    public static long Count(IEnumerable<long> dims)
    {
        var count = 1L;
        foreach (var size in dims)
        {
            if (size < 0 || (size > 0 && count > long.MaxValue / size))
                throw new ImportException($"a shape has {(size < 0 ? "the negative size" : "sizes whose product overflows, such as")} {size.ToString(CultureInfo.InvariantCulture)}");
            count *= size;
        }
        return count;
    }

    /// <summary>The sizes without those of 1; at least one is left.</summary>
    public static long[] WithoutOnes(long[] dims) => dims.Any(static size => size != 1) ? [.. dims.Where(static size => size != 1)] : [1];

    /// <summary>As messages write it: <c>N, 3, 224, 224</c>.</summary>
    public static string Text(IEnumerable<long> dims) => string.Join(", ", dims.Select(static size =>
        size == Rows ? "N" : HasRows(size) ? FormattableString.Invariant($"{size / Rows}N") : size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>An axis that may be counted from the end, from 0 on.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new ImportException(FormattableString.Invariant($"there is no axis {axis} among {rank}"));

    /// <summary>For each axis, how many numbers one step along it passes.</summary>
    public static long[] Strides(IReadOnlyList<long> dims)
    {
        var strides = new long[dims.Count];
        for (var (axis, stride) = (dims.Count - 1, 1L); axis >= 0; stride *= dims[axis--])
            strides[axis] = stride;
        return strides;
    }

    /// <summary>The shape that two values have together, by NumPy's rule.</summary>
    public static long[] Broadcast(long[] a, long[] b)
    {
        var dims = new long[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= dims.Length; i++)
        {
            var (x, y) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            if (x != y && x != 1 && y != 1)
                throw new ImportException($"the shapes [{Text(a)}] and [{Text(b)}] do not fit together");
            dims[^i] = x == 1 ? y : x;
        }
        return dims;
    }
}
