namespace Adjoint;

/// <summary>
/// The triangle R of A = QR and the beginning of Qᵀb, of a matrix whose rows come some at a time: rows are turned into the triangle by Householder's reflections, which never look
/// at the rows before. The matrix itself is never held.
/// </summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations (2013), 5.2 and 12.5 (adding rows); Schreiber and Van Loan (1989) for the products. b is the last column.</remarks>
internal sealed class TriangularFactor
{
    /// <summary>Columns whose reflections are applied together, and columns to which they are at a time: what is used again and again stays in the first cache.</summary>
    private const int PanelWidth = 16, StripWidth = 64;

    private readonly double[] values, taus, products;
    private readonly double[] transform = new double[PanelWidth * PanelWidth], sums = new double[PanelWidth * StripWidth];
    private readonly int stride;
    private double[] vectors = [];

    /// <summary>A triangle of zeros.</summary>
    public TriangularFactor(int size)
    {
        (Size, stride) = (size, size + 1);
        (values, taus, products) = (new double[size * stride], new double[size], new double[Math.Max(stride, PanelWidth * StripWidth)]);
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
    /// <param name="count">How many; dozens at a time are fastest.</param>
    /// <param name="first">Columns before this are zero in all of them.</param>
    public void Add(double[] rows, int count, int first = 0)
    {
        // Panels of columns are turned one by one, and what is right of them by products of matrices; few rows are not worth those.
        if (count < PanelWidth / 2)
        {
            Eliminate(rows, count, first, Size, stride);
            return;
        }
        for (var panel = first; panel < Size; panel += PanelWidth)
        {
            var end = Math.Min(panel + PanelWidth, Size);
            Eliminate(rows, count, panel, end, end);
            ReflectRest(rows, count, panel, end);
        }
    }

    /// <summary>Turns columns into the triangle, and with them those up to another; the vectors of the reflections take the place of the rows.</summary>
    private void Eliminate(double[] rows, int count, int first, int end, int last)
    {
        for (var j = first; j < end; j++)
        {
            taus[j] = 0;
            var square = 0.0;
            for (var i = 0; i < count; i++)
                square += rows[i * stride + j] * rows[i * stride + j];
            if (square == 0)
                continue;
            var pivot = Row(j);
            var (alpha, norm) = (pivot[0], Math.Sqrt(pivot[0] * pivot[0] + square));
            var beta = alpha > 0 ? -norm : norm;
            for (var i = 0; i < count; i++)
                rows[i * stride + j] /= alpha - beta;
            (pivot[0], taus[j]) = (beta, (beta - alpha) / beta);
            Reflect(pivot[1..(last - j)], rows.AsSpan(0, count * stride), j, taus[j]);
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

    /// <summary>
    /// All reflections of a panel at once, on the columns right of it: with their vectors as the columns of V, which end in the rows, their product is 1 + V S Vᵀ, so that with
    /// W = Sᵀ (R + VᵀB) the triangle's rows become R + W, and the others B + V W.
    /// </summary>
    private unsafe void ReflectRest(double[] rows, int count, int first, int end)
    {
        var width = end - first;
        if (vectors.Length < count * PanelWidth)
            vectors = new double[count * PanelWidth];
        fixed (double* b = rows, v = vectors, s = transform, sum = sums, w = products)
        {
            for (var i = 0; i < count; i++)
                rows.AsSpan(i * stride + first, width).CopyTo(vectors.AsSpan(i * PanelWidth));
            Join(count, first, width);
            for (var column = end; column < stride; column += StripWidth)
            {
                var some = Math.Min(StripWidth, stride - column);
                for (var p = 0; p < width; p++)
                    values.AsSpan((first + p) * stride + column, some).CopyTo(sums.AsSpan(p * StripWidth));
                MatrixProduct.Add(sum, StripWidth, v, 1, PanelWidth, b + column, stride, width, count, some);
                products.AsSpan(0, width * StripWidth).Clear();
                MatrixProduct.Add(w, StripWidth, s, 1, PanelWidth, sum, StripWidth, width, width, some);
                for (var p = 0; p < width; p++)
                    Vectors.Add(values.AsSpan((first + p) * stride + column, some), 1, products.AsSpan(p * StripWidth, some));
                MatrixProduct.Add(b + column, stride, v, PanelWidth, 1, w, StripWidth, count, width, some);
            }
        }
    }

    /// <summary>S of the product 1 + V S Vᵀ of a panel's reflections 1 − τ v vᵀ, column by column: Sⱼⱼ = −τⱼ, and above it −τⱼ S (Vᵀvⱼ).</summary>
    /// <remarks>Source: Schreiber and Van Loan, A storage-efficient WY representation for products of Householder transformations (1989).</remarks>
    private void Join(int count, int first, int width)
    {
        Array.Clear(transform);
        Span<double> angles = stackalloc double[PanelWidth];
        for (var j = 0; j < width; j++)
        {
            angles.Clear();
            for (var i = 0; i < count; i++)
                Vectors.Add(angles[..j], vectors[i * PanelWidth + j], vectors.AsSpan(i * PanelWidth, j));
            for (var p = 0; p < j; p++)
                transform[p * PanelWidth + j] = -taus[first + j] * Vectors.Dot(transform.AsSpan(p * PanelWidth, j), angles[..j]);
            transform[j * PanelWidth + j] = -taus[first + j];
        }
    }

    /// <summary>Adds the rows √λ·1, each with 0 after it.</summary>
    public void AddDiagonal(double root)
    {
        const int most = 64;
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
