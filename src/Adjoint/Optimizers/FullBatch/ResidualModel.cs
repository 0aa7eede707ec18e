namespace Adjoint;

/// <summary>Residuals as straight functions of the parameters around a point: a triangle, whatever the number of residuals.</summary>
internal abstract class ResidualModel
{
    /// <summary>The norms of the columns of the Jacobian.</summary>
    public double[] ColumnNorms { get; private protected init; } = [];

    /// <summary>Jᵀf.</summary>
    private protected double[] Gradient { get; init; } = [];

    /// <summary>R and Qᵀf; of few residuals in other coordinates than the parameters, of equal lengths.</summary>
    public abstract TriangularFactor Factor { get; }

    /// <summary>Divides the columns of the Jacobian.</summary>
    public abstract void Scale(double[] scales);

    /// <summary>A step in the parameters.</summary>
    public abstract double[] Unscale(double[] reduced, double[] scales);

    /// <summary>The greatest cosine between the residuals and a column of the Jacobian.</summary>
    public double Cosine(double norm)
    {
        var greatest = 0.0;
        for (var i = 0; i < Gradient.Length; i++)
            greatest = ColumnNorms[i] == 0 ? greatest : Math.Max(greatest, Math.Abs(Gradient[i]) / norm / ColumnNorms[i]);
        return greatest;
    }

    /// <summary>At least as many residuals as parameters: rows go into the triangle as they come.</summary>
    public static ResidualModel OfMany(IResiduals residuals, int parameters) => new Many(residuals, parameters);

    /// <summary>Fewer residuals than parameters: only steps in the space of their gradients change them, which has as many dimensions as there are residuals.</summary>
    public static ResidualModel OfFew(IResiduals residuals, int parameters) => new Few(residuals, parameters);

    private sealed class Many : ResidualModel
    {
        /// <summary>As many rows stay in the processor's cache while they are turned into the triangle.</summary>
        private const int MostRows = 64;

        public Many(IResiduals residuals, int parameters)
        {
            Factor = new TriangularFactor(parameters);
            var block = new double[MostRows * (parameters + 1)];
            residuals.Rows((rows, count) =>
            {
                for (var first = 0; first < count; first += MostRows)
                {
                    var some = Math.Min(MostRows, count - first);
                    rows.AsSpan(first * (parameters + 1), some * (parameters + 1)).CopyTo(block);
                    Factor.Add(block, some);
                }
            });
            (ColumnNorms, Gradient) = (Factor.ColumnNorms(), Factor.TimesTransposed());
        }

        public override TriangularFactor Factor { get; }

        public override void Scale(double[] scales) => Factor.DivideColumns(scales);

        public override double[] Unscale(double[] reduced, double[] scales) => [.. reduced.Select((z, i) => z / scales[i])];
    }

    private sealed class Few : ResidualModel
    {
        private readonly double[][] rows;
        private readonly double[] values;
        private readonly HouseholderColumns basis;
        private TriangularFactor? factor;

        public Few(IResiduals residuals, int parameters)
        {
            var (all, found) = (new List<double[]>(), new List<double>());
            residuals.Rows((block, count) =>
            {
                for (var row = 0; row < count; row++)
                {
                    all.Add(block[(row * (parameters + 1))..(row * (parameters + 1) + parameters)]);
                    found.Add(block[row * (parameters + 1) + parameters]);
                }
            });
            (rows, values, Gradient) = ([.. all], [.. found], new double[parameters]);
            var squares = new double[parameters];
            for (var row = 0; row < rows.Length; row++)
            {
                Vectors.Add(Gradient, values[row], rows[row]);
                for (var i = 0; i < parameters; i++)
                    squares[i] += rows[row][i] * rows[row][i];
            }
            ColumnNorms = Array.ConvertAll(squares, Math.Sqrt);
            basis = new HouseholderColumns(rows);
        }

        public override TriangularFactor Factor => factor!;

        /// <summary>Of A = J D⁻¹, Aᵀ = Q U: A p = Uᵀ Qᵀ p, and p = Q z is as long as z.</summary>
        public override void Scale(double[] scales)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                    row[i] /= scales[i];
            }
            basis.Reduce();
            factor = new TriangularFactor(rows.Length);
            var line = new double[rows.Length + 1];
            for (var row = 0; row < rows.Length; row++)
            {
                Array.Clear(line);
                for (var i = 0; i <= row; i++)
                    line[i] = basis.Upper(i, row);
                line[^1] = values[row];
                factor.Add(line, 1);
            }
        }

        public override double[] Unscale(double[] reduced, double[] scales) => [.. basis.Times(reduced).Select((p, i) => p / scales[i])];
    }
}
