namespace Generative;

/// <summary>The normal distribution of some rows: their mean and covariance.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Covariance">The covariance, row after row.</param>
internal sealed record Gaussians(double[] Mean, double[] Covariance)
{
    private int Size => Mean.Length;

    /// <summary>The distribution that fits rows best.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="size">The numbers of a row.</param>
    /// <param name="least">A variance that is added, so that what never changes has one.</param>
    public static Gaussians Of(ReadOnlySpan<float> rows, int size, double least = 1e-4)
    {
        var (count, mean, covariance) = (rows.Length / size, new double[size], new double[size * size]);
        for (var i = 0; i < count * size; i++)
            mean[i % size] += (double)rows[i] / count;
        var centred = new double[size];
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < size; i++)
                centred[i] = rows[row * size + i] - mean[i];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    covariance[i * size + j] += centred[i] * centred[j] / count;
            }
        }
        for (var i = 0; i < size; i++)
            covariance[i * size + i] += least;
        return new(mean, covariance);
    }

    /// <summary>The mean of −ln p over rows, in nats.</summary>
    public double Nats(ReadOnlySpan<float> rows)
    {
        var (root, total, solved) = (Root(), 0.0, new double[Size]);
        var logDeterminant = Enumerable.Range(0, Size).Sum(i => Math.Log(root[i * Size + i]));
        for (var row = 0; row < rows.Length / Size; row++)
        {
            for (var i = 0; i < Size; i++)
            {
                var rest = rows[row * Size + i] - Mean[i];
                for (var j = 0; j < i; j++)
                    rest -= root[i * Size + j] * solved[j];
                solved[i] = rest / root[i * Size + i];
                total += 0.5 * solved[i] * solved[i];
            }
        }
        return total / (rows.Length / Size) + logDeterminant + 0.5 * Size * Math.Log(2 * Math.PI);
    }

    /// <summary>Draws rows.</summary>
    public float[] Draw(int count, Random random)
    {
        var (root, rows, normal) = (Root(), new float[count * Size], new double[Size]);
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < Size; i++)
                normal[i] = Noise.Next(random);
            for (var i = 0; i < Size; i++)
            {
                var sum = Mean[i];
                for (var j = 0; j <= i; j++)
                    sum += root[i * Size + j] * normal[j];
                rows[row * Size + i] = (float)sum;
            }
        }
        return rows;
    }

    /// <summary>
    /// Fréchet's distance of two normal distributions, squared: <c>|m − m'|² + tr(C + C' − 2 (C C')^½)</c>. The eigenvalues of C C' are those of the symmetric Lᵀ C' L, C = L Lᵀ.
    /// </summary>
    /// <remarks>Source: Dowson and Landau (1982); of features of pictures, Heusel et al. (2017), the FID.</remarks>
    public double Distance(Gaussians other)
    {
        var (root, product) = (Root(), new double[Size * Size]);
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                for (var k = i; k < Size; k++)
                {
                    for (var l = j; l < Size; l++)
                        product[i * Size + j] += root[k * Size + i] * other.Covariance[k * Size + l] * root[l * Size + j];
                }
            }
        }
        var distance = 0.0;
        for (var i = 0; i < Size; i++)
            distance += (Mean[i] - other.Mean[i]) * (Mean[i] - other.Mean[i]) + Covariance[i * Size + i] + other.Covariance[i * Size + i];
        return distance - 2 * Eigenvalues(product, Size).Sum(static value => Math.Sqrt(Math.Max(0, value)));
    }

    /// <summary>Cholesky's L with L Lᵀ = C.</summary>
    private double[] Root()
    {
        var root = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = Covariance[i * Size + j];
                for (var k = 0; k < j; k++)
                    rest -= root[i * Size + k] * root[j * Size + k];
                root[i * Size + j] = i == j ? Math.Sqrt(rest) : rest / root[j * Size + j];
            }
        }
        return root;
    }

    /// <summary>Jacobi's rotations, until nothing beside the diagonal is left.</summary>
    private static double[] Eigenvalues(double[] a, int size)
    {
        for (var sweep = 0; sweep < 50; sweep++)
        {
            var beside = 0.0;
            for (var i = 0; i < size; i++)
            {
                for (var j = i + 1; j < size; j++)
                {
                    beside += a[i * size + j] * a[i * size + j];
                    Rotate(a, size, i, j);
                }
            }
            if (beside < 1e-24)
                break;
        }
        return [.. Enumerable.Range(0, size).Select(i => a[i * size + i])];
    }

    private static void Rotate(double[] a, int size, int i, int j)
    {
        if (a[i * size + j] == 0)
            return;
        var theta = (a[j * size + j] - a[i * size + i]) / (2 * a[i * size + j]);
        var tangent = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        var sine = tangent * cosine;
        for (var k = 0; k < size; k++)
            (a[k * size + i], a[k * size + j]) = (cosine * a[k * size + i] - sine * a[k * size + j], sine * a[k * size + i] + cosine * a[k * size + j]);
        for (var k = 0; k < size; k++)
            (a[i * size + k], a[j * size + k]) = (cosine * a[i * size + k] - sine * a[j * size + k], sine * a[i * size + k] + cosine * a[j * size + k]);
    }
}

/// <summary>Standard normal numbers.</summary>
internal static class Noise
{
    /// <summary>The next one (Box and Muller, 1958).</summary>
    public static double Next(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Many.</summary>
    public static float[] Draw(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (float)Next(random))];
}
