namespace Theory.Multigrid;

/// <summary>A V-cycle as textbooks write it, without a network.</summary>
internal static class PlainCycle
{
    /// <summary>One cycle with a step of Jacobi's relaxation before and one after: u is replaced.</summary>
    public static void Run(double[,] u, double[,] f)
    {
        var n = u.GetLength(0);
        if (n == 3)
        {
            var inverse = Operators.CoarseInverse();
            for (var i = 0; i < 9; i++)
            {
                u[i / 3, i % 3] = 0;
                for (var j = 0; j < 9; j++)
                    u[i / 3, i % 3] += inverse[9 * i + j] * f[j / 3, j % 3];
            }
            return;
        }
        Relax(u, f);
        var (residual, coarse) = (Residual(u, f), n / 2);
        var (coarseResidual, correction) = (new double[coarse, coarse], new double[coarse, coarse]);
        for (var i = 0; i < coarse; i++)
        {
            for (var j = 0; j < coarse; j++)
            {
                for (var di = -1; di <= 1; di++)
                {
                    for (var dj = -1; dj <= 1; dj++)
                        coarseResidual[i, j] += (2 - Math.Abs(di)) * (2 - Math.Abs(dj)) / 4.0 * residual[2 * i + 1 + di, 2 * j + 1 + dj];
                }
            }
        }
        Run(correction, coarseResidual);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                u[i, j] += Interpolate(correction, (i - 1) / 2.0, (j - 1) / 2.0);
        }
        Relax(u, f);
    }

    private static void Relax(double[,] u, double[,] f)
    {
        var (n, residual) = (u.GetLength(0), Residual(u, f));
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                u[i, j] += Operators.Relaxation * residual[i, j];
        }
    }

    private static double[,] Residual(double[,] u, double[,] f)
    {
        var n = u.GetLength(0);
        var residual = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                residual[i, j] = f[i, j] - 4 * u[i, j] + At(u, i - 1, j) + At(u, i + 1, j) + At(u, i, j - 1) + At(u, i, j + 1);
        }
        return residual;
    }

    /// <summary>Bilinear interpolation; at the boundary values are 0.</summary>
    private static double Interpolate(double[,] u, double row, double column)
    {
        var (i, j) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var (a, b) = (row - i, column - j);
        return (1 - a) * ((1 - b) * At(u, i, j) + b * At(u, i, j + 1)) + a * ((1 - b) * At(u, i + 1, j) + b * At(u, i + 1, j + 1));
    }

    private static double At(double[,] u, int i, int j) => i < 0 || j < 0 || i >= u.GetLength(0) || j >= u.GetLength(1) ? 0 : u[i, j];
}
