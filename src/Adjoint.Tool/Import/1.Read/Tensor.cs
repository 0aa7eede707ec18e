namespace Adjoint.Tool.Import.Read;

/// <summary>What a tensor's numbers are, as far as it matters to an import.</summary>
internal enum NumberType
{
    /// <summary>32-bit floats, and those of 16 bits, which are read as such.</summary>
    Float,

    /// <summary>64-bit floats.</summary>
    Double,

    /// <summary>Integers of any size.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>Anything else, such as texts.</summary>
    Other,
}

/// <summary>Numbers in row-major order; never changed once they are here.</summary>
internal sealed class Tensor
{
    private readonly Array values;

    private Tensor(NumberType type, long[] dims, Array values)
    {
        if (Sizes.Count(dims) != values.Length)
            throw new ImportException($"a tensor of shape [{Sizes.Text(dims)}] has {values.Length:N0} numbers");
        (Type, Dims, this.values) = (type, dims, values);
    }

    public NumberType Type { get; }

    public long[] Dims { get; }

    public int Rank => Dims.Length;

    public int Count => values.Length;

    public bool IsFloating => Type is NumberType.Float or NumberType.Double;

    /// <exception cref="ImportException">There are not as many numbers.</exception>
    public double this[int index] => values switch
    {
        float[] floats => floats[Checked(index)],
        double[] doubles => doubles[Checked(index)],
        _ => ((long[])values)[Checked(index)],
    };

    public static Tensor Of(long[] dims, float[] values) => new(NumberType.Float, dims, values);

    public static Tensor Of(long[] dims, double[] values) => new(NumberType.Double, dims, values);

    public static Tensor Of(long[] dims, long[] values, NumberType type = NumberType.Whole) => new(type, dims, values);

    /// <summary>Whole numbers in a row.</summary>
    public static Tensor Row(params long[] values) => Of([values.Length], values);

    /// <summary>Numbers that were computed in double, rounded to a type.</summary>
    public static Tensor Rounded(NumberType type, long[] dims, double[] values) => type switch
    {
        NumberType.Float => Of(dims, Array.ConvertAll(values, static v => (float)v)),
        NumberType.Double => Of(dims, values),
        NumberType.Truth => Of(dims, Array.ConvertAll(values, static v => v != 0 ? 1L : 0), type),
        _ => Of(dims, Array.ConvertAll(values, static v => (long)v), type),
    };

    /// <summary>A whole number at full precision, which a double does not always hold.</summary>
    public long Whole(int index) => values is long[] wholes ? wholes[Checked(index)] : (long)this[index];

    public long[] Wholes() => values as long[] ?? [.. Enumerable.Range(0, Count).Select(Whole)];

    public double[] Numbers() => values as double[] ?? [.. Enumerable.Range(0, Count).Select(i => this[i])];

    /// <summary>The same numbers under another shape of the same size.</summary>
    public Tensor As(params long[] dims) => new(Type, dims, values);

    /// <summary>The numbers at other places: <paramref name="from"/> says where each number of the result is read.</summary>
    public Tensor Picked(long[] dims, Func<int, int> from)
    {
        var count = (int)Sizes.Count(dims);
        return values switch
        {
            float[] floats => Of(dims, Filled(floats)),
            double[] doubles => Of(dims, Filled(doubles)),
            _ => Of(dims, Filled((long[])values), Type),
        };

        T[] Filled<T>(T[] source)
        {
            var result = new T[count];
            for (var i = 0; i < count; i++)
                result[i] = source[Checked(from(i))];
            return result;
        }
    }

    /// <summary>What a model asks for need not be there: an index that it has computed, or the one number of a tensor that has none.</summary>
    private int Checked(int index) => (uint)index < (uint)values.Length
        ? index
        : throw new ImportException(FormattableString.Invariant($"it reads number {index:N0} of a tensor of shape [{Sizes.Text(Dims)}], which has {values.Length:N0}"));

    /// <summary>Each number changed, computed in double.</summary>
    public Tensor Map(Func<double, double> of) => Rounded(Type, Dims, Array.ConvertAll(Numbers(), value => of(value)));
}
