namespace Theory.Jacobians;

/// <summary>J = W₃ D₂ W₂ D₁ W₁, with Dₗ the diagonal matrix of tanh′ = 1 − tanh².</summary>
internal static class JacobianPage
{
    public static void Run(Page page)
    {
        var network = new Perceptron(seed: 1);
        double[] x = [0.3, -1.2, 0.8, 0.1, -0.5];
        var generated = new double[15];
        network.Jacobian(x, generated);

        var (w1, w2, w3) = (Matrix(network.Dense1.Weight), Matrix(network.Dense2.Weight), Matrix(network.Dense3.Weight));
        var h1 = Hidden(w1, network.Dense1.Bias, x);
        var h2 = Hidden(w2, network.Dense2.Bias, h1);
        double[,] d1 = Slopes(h1), d2 = Slopes(h2);
        var product = Multiply(w3, Multiply(d2, Multiply(w2, Multiply(d1, w1))));
        page.Number("largest difference from W₃ D₂ W₂ D₁ W₁", Gap(generated, product));
        page.Number("the same without the slopes, W₃ W₂ W₁", Gap(generated, Multiply(w3, Multiply(w2, w1))));
        page.Number("the same by differences with h = 1e-5", Gap(generated, Differences(network, x, 1e-5)));

        // One direction of the inputs is a product from the right, one of the outputs a product from the left.
        double[] v = [0.2, 0.4, -0.1, 0.9, -0.3], u = [1, -2, 0.5];
        double[] forward = new double[3], reverse = new double[5];
        network.Jvp(x, v, new double[3], forward);
        network.Vjp(x, u, reverse, []);
        page.Number("largest difference of J v", Enumerable.Range(0, 3).Max(i => Math.Abs(forward[i] - Enumerable.Range(0, 5).Sum(j => product[i, j] * v[j]))));
        page.Number("largest difference of Jᵀ u", Enumerable.Range(0, 5).Max(j => Math.Abs(reverse[j] - Enumerable.Range(0, 3).Sum(i => product[i, j] * u[i]))));

        var figure = new Figure("J = W₃ D₂ W₂ D₁ W₁: red is positive, blue negative", width: 900, height: 300);
        foreach (var (name, matrix) in new[] { ("J (3×5)", product), ("W₃ (3×12)", w3), ("D₂ (12×12)", d2), ("W₂ (12×16)", w2), ("D₁ (16×16)", d1), ("W₁ (16×5)", w1) })
            Draw(figure.Add(new Axis("", 0, 16), new Axis("", 0, 16), name), matrix);
        page.Draw(figure);
    }

    private static void Draw(Panel panel, double[,] matrix)
    {
        var most = matrix.Cast<double>().Max(Math.Abs);
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            for (var j = 0; j < matrix.GetLength(1); j++)
                panel.Cell(j, j + 1, 15 - i, 16 - i, Figure.Shade(matrix[i, j] / most));
        }
    }

    private static double[] Hidden(double[,] w, ParameterView<double> b, double[] x) =>
        [.. Enumerable.Range(0, w.GetLength(0)).Select(i => Math.Tanh(b[i] + Enumerable.Range(0, x.Length).Sum(j => w[i, j] * x[j])))];

    private static double[,] Slopes(double[] h)
    {
        var slopes = new double[h.Length, h.Length];
        for (var i = 0; i < h.Length; i++)
            slopes[i, i] = 1 - h[i] * h[i];
        return slopes;
    }

    private static double[,] Matrix(ParameterView<double> view)
    {
        var matrix = new double[view.Shape[0], view.Shape[1]];
        for (var i = 0; i < view.Shape[0]; i++)
        {
            for (var j = 0; j < view.Shape[1]; j++)
                matrix[i, j] = view[i, j];
        }
        return matrix;
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var k = 0; k < b.GetLength(0); k++)
            {
                for (var j = 0; j < b.GetLength(1); j++)
                    product[i, j] += a[i, k] * b[k, j];
            }
        }
        return product;
    }

    private static double[,] Differences(Perceptron network, double[] x, double h)
    {
        var jacobian = new double[3, 5];
        var (above, below) = (new double[Perceptron.OutputSize], new double[Perceptron.OutputSize]);
        for (var j = 0; j < 5; j++)
        {
            double[] more = [.. x], less = [.. x];
            (more[j], less[j]) = (x[j] + h, x[j] - h);
            network.Predict(more, above);
            network.Predict(less, below);
            for (var i = 0; i < 3; i++)
                jacobian[i, j] = (above[i] - below[i]) / (2 * h);
        }
        return jacobian;
    }

    private static double Gap(double[] rows, double[,] matrix) => Enumerable.Range(0, 15).Max(i => Math.Abs(rows[i] - matrix[i / 5, i % 5]));
}
