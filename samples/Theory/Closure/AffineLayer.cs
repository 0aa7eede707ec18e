namespace Theory.Closure;

/// <summary>x ↦ W x + b.</summary>
internal sealed record AffineLayer(double[,] Weight, double[] Bias)
{
    public int Outputs => Weight.GetLength(0);

    public int Inputs => Weight.GetLength(1);

    /// <summary>The layer that does nothing.</summary>
    public static AffineLayer Identity(int size)
    {
        var weight = new double[size, size];
        for (var i = 0; i < size; i++)
            weight[i, i] = 1;
        return new AffineLayer(weight, new double[size]);
    }

    /// <summary>This layer after another: W (V x + c) + b.</summary>
    public AffineLayer After(AffineLayer inner)
    {
        var (weight, bias) = (new double[Outputs, inner.Inputs], (double[])Bias.Clone());
        for (var i = 0; i < Outputs; i++)
        {
            for (var k = 0; k < Inputs; k++)
            {
                bias[i] += Weight[i, k] * inner.Bias[k];
                for (var j = 0; j < inner.Inputs; j++)
                    weight[i, j] += Weight[i, k] * inner.Weight[k, j];
            }
        }
        return new AffineLayer(weight, bias);
    }

    /// <summary>Both layers read the same input; their outputs lie end to end.</summary>
    public AffineLayer Above(AffineLayer other)
    {
        var weight = new double[Outputs + other.Outputs, Inputs];
        for (var j = 0; j < Inputs; j++)
        {
            for (var i = 0; i < Outputs; i++)
                weight[i, j] = Weight[i, j];
            for (var i = 0; i < other.Outputs; i++)
                weight[Outputs + i, j] = other.Weight[i, j];
        }
        return new AffineLayer(weight, [.. Bias, .. other.Bias]);
    }

    /// <summary>Each layer reads an input of its own: a weight of two blocks.</summary>
    public AffineLayer Beside(AffineLayer other) => Widened(0, other.Inputs).Above(other.Widened(Inputs, 0));

    /// <summary>Both layers read an input of their own, and their outputs are added.</summary>
    public AffineLayer Plus(AffineLayer other)
    {
        var weight = Widened(0, other.Inputs).Weight;
        for (var i = 0; i < Outputs; i++)
        {
            for (var j = 0; j < other.Inputs; j++)
                weight[i, Inputs + j] = other.Weight[i, j];
        }
        return new AffineLayer(weight, [.. Bias.Zip(other.Bias, static (a, b) => a + b)]);
    }

    /// <summary>Columns of zeros before and after.</summary>
    private AffineLayer Widened(int before, int after)
    {
        var weight = new double[Outputs, before + Inputs + after];
        for (var i = 0; i < Outputs; i++)
        {
            for (var j = 0; j < Inputs; j++)
                weight[i, before + j] = Weight[i, j];
        }
        return new AffineLayer(weight, Bias);
    }
}
