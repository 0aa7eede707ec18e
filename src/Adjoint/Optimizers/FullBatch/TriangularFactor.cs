namespace Adjoint;

/// <summary>
/// The triangle R of A = QR and the beginning of Qᵀb, of a matrix whose rows come some at a time: rows are turned into the triangle by Householder's reflections, which never look
/// at the rows before. The matrix itself is never held.
/// </summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations (2013), 5.2 and 12.5 (adding rows). b is the last column.</remarks>
internal sealed class TriangularFactor
{
    private readonly double[] values;
    private readonly double[] products;
    private readonly int stride;

    /// <summary>A triangle of zeros.</summary>
    public TriangularFactor(int size)
    {
        (Size, stride) = (size, size + 1);
        (values, products) = (new double[size * stride], new double[stride]);
    }

    private TriangularFactor(TriangularFactor other)
        : this(other.Size) => other.values.CopyTo(values, 0);

    /// <summary>The columns of A.</summary>
    public int Size { get; }

    /// <summary>What is right of and on the diagonal, and b: <c>Row(i)[j − i]</c> is Rᵢⱼ, and its last number (Qᵀb)ᵢ.</summary>
    public Span<double> Row(int i) => values.AsSpan(i * stride + i, stride - i);

    /// <summary>(Qᵀb)ᵢ.</summary>
    public double Right(int i) => values[i * stride + Size];

    public TriangularFactor Copy() => new(this);

    /// <summary>Divides each column by a number.</summary>
    public void DivideColumns(double[] by)
    {
        for (var i = 0; i < Size; i++)
        {
            var row = Row(i);
            for (var j = i; j < Size; j++)
                row[j - i] /= by[j];
        }
    }

    /// <summary>Adds rows of A, each with its b after it.</summary>
    /// <param name="rows">Row after row; they are overwritten.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">Columns before this are zero in all of them.</param>
    public void Add(double[] rows, int count, int first = 0)
    {
        for (var j = first; j < Size; j++)
        {
            var square = 0.0;
            for (var i = 0; i < count; i++)
                square += rows[i * stride + j] * rows[i * stride + j];
            if (square == 0)
                continue;
            var pivot = Row(j);
            var (alpha, norm) = (pivot[0], Math.Sqrt(pivot[0] * pivot[0] + square));
            var beta = alpha > 0 ? -norm : norm;
            var tau = (beta - alpha) / beta;
            for (var i = 0; i < count; i++)
                rows[i * stride + j] /= alpha - beta;
            pivot[0] = beta;
            Reflect(pivot[1..], rows.AsSpan(0, count * stride), j, tau);
        }
    }

    /// <summary>Takes τ·(r + vᵀB) from r, and its multiples by v from the rows of B, right of a column that holds v.</summary>
    private void Reflect(Span<double> pivot, Span<double> rows, int column, double tau)
    {
        var sum = products.AsSpan(0, pivot.Length);
        pivot.CopyTo(sum);
        for (var i = 0; i < rows.Length; i += stride)
            Vectors.Add(sum, rows[i + column], rows.Slice(i + column + 1, pivot.Length));
        Vectors.Add(pivot, -tau, sum);
        for (var i = 0; i < rows.Length; i += stride)
            Vectors.Add(rows.Slice(i + column + 1, pivot.Length), -tau * rows[i + column], sum);
    }

    /// <summary>Adds the rows √λ·1, each with 0 after it.</summary>
    public void AddDiagonal(double root)
    {
        const int most = 32;
        var rows = new double[Math.Min(most, Size) * stride];
        for (var first = 0; first < Size; first += most)
        {
            var count = Math.Min(most, Size - first);
            Array.Clear(rows);
            for (var i = 0; i < count; i++)
                rows[i * stride + first + i] = root;
            Add(rows, count, first);
        }
    }

    /// <summary>z of R z = Qᵀb; where the diagonal is zero on, so is z.</summary>
    public double[] Solve()
    {
        var z = new double[Size];
        for (var i = Rank - 1; i >= 0; i--)
        {
            var row = Row(i);
            z[i] = (Right(i) - Vectors.Dot(row[1..(Rank - i)], z.AsSpan(i + 1, Rank - i - 1))) / row[0];
        }
        return z;
    }

    /// <summary>The columns before the first zero of the diagonal.</summary>
    public int Rank
    {
        get
        {
            for (var i = 0; i < Size; i++)
            {
                if (values[i * stride + i] == 0)
                    return i;
            }
            return Size;
        }
    }

    /// <summary>x of Rᵀx = y.</summary>
    public double[] SolveTransposed(double[] y)
    {
        double[] x = [.. y];
        for (var i = 0; i < Size; i++)
        {
            var row = Row(i);
            x[i] /= row[0];
            Vectors.Add(x.AsSpan(i + 1), -x[i], row[1..^1]);
        }
        return x;
    }

    /// <summary>R z.</summary>
    public double[] Times(double[] z)
    {
        var product = new double[Size];
        for (var i = 0; i < Size; i++)
            product[i] = Vectors.Dot(Row(i)[..^1], z.AsSpan(i));
        return product;
    }

    /// <summary>RᵀQᵀb, which is Aᵀb.</summary>
    public double[] TimesTransposed()
    {
        var product = new double[Size];
        for (var i = 0; i < Size; i++)
            Vectors.Add(product.AsSpan(i), Right(i), Row(i)[..^1]);
        return product;
    }

    /// <summary>The Euclidean norm of each column, which is that of A's.</summary>
    public double[] ColumnNorms()
    {
        var squares = new double[Size];
        for (var i = 0; i < Size; i++)
        {
            var row = Row(i);
            for (var j = i; j < Size; j++)
                squares[j] += row[j - i] * row[j - i];
        }
        return Array.ConvertAll(squares, Math.Sqrt);
    }
}
