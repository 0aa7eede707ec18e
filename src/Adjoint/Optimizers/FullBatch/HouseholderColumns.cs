namespace Adjoint;

/// <summary>A matrix of few columns, each an array, as Q U: in place, the reflections below the diagonal and U above it.</summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations (2013), Algorithm 5.2.1.</remarks>
internal sealed class HouseholderColumns(double[][] columns)
{
    private readonly double[] diagonal = new double[columns.Length];

    /// <summary>τ of each reflection 1 − τ v vᵀ.</summary>
    private readonly double[] taus = new double[columns.Length];

    /// <summary>Makes it Q U.</summary>
    public void Reduce()
    {
        for (var j = 0; j < columns.Length; j++)
        {
            var v = columns[j].AsSpan(j);
            var norm = Vectors.Norm(v);
            if (norm == 0)
            {
                (diagonal[j], taus[j]) = (0, 0);
                continue;
            }
            diagonal[j] = v[0] > 0 ? -norm : norm;
            v[0] -= diagonal[j];
            taus[j] = 2 / Vectors.Dot(v, v);
            for (var k = j + 1; k < columns.Length; k++)
                Reflect(j, columns[k]);
        }
    }

    /// <summary>Uᵢⱼ for i ≤ j.</summary>
    public double Upper(int i, int j) => i == j ? diagonal[j] : columns[j][i];

    /// <summary>Q times a vector with zeros after it.</summary>
    public double[] Times(double[] z)
    {
        var product = new double[columns[0].Length];
        z.CopyTo(product, 0);
        for (var j = columns.Length - 1; j >= 0; j--)
            Reflect(j, product);
        return product;
    }

    private void Reflect(int j, double[] vector)
    {
        var v = columns[j].AsSpan(j);
        Vectors.Add(vector.AsSpan(j), -taus[j] * Vectors.Dot(v, vector.AsSpan(j)), v);
    }
}
