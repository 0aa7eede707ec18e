namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Activations that are computed by one formula left of 0 and another right of it have their second derivative at 0 all the same.</summary>
public sealed partial class SecondDerivativeTests
{
    /// <summary>With weight 1, bias 0, input 0 and target −1 the loss is (f(b) + 1)², whose second derivative with respect to b is 2 f′(0)² + 2 f″(0), for f(0) = 0.</summary>
    [Theory]
    [InlineData("SiLU", 0.5, 0.5)]
    [InlineData("GELU", 0.5, 0.7978845608028654)]
    [InlineData("GELU, approximate", 0.5, 0.7978845608028654)]
    [InlineData("Mish", 0.6, 0.64)]
    public void They_are_right_where_two_formulas_meet(string name, double first, double second)
    {
        IHessianNetwork<double> network = name switch
        {
            "SiLU" => new OfSiLU(),
            "GELU" => new OfGELU(),
            "Mish" => new OfMish(),
            _ => new OfApproximateGELU(),
        };
        new double[] { 1, 0 }.CopyTo(network.Parameters);
        var product = new double[2];
        network.HessianVectorProduct(new double[] { 0 }, new double[] { -1 }, [0, 1], product);
        Assert.Equal(2 * first * first + 2 * second, product[1], 1e-14);
    }

    [Network(Derivatives = Derivatives.HessianVectorProduct, Precision = Precision.Double), Input(1), Dense(1), SiLU, MeanSquaredError]
    internal sealed partial class OfSiLU;

    [Network(Derivatives = Derivatives.HessianVectorProduct, Precision = Precision.Double), Input(1), Dense(1), GELU, MeanSquaredError]
    internal sealed partial class OfGELU;

    [Network(Derivatives = Derivatives.HessianVectorProduct, Precision = Precision.Double), Input(1), Dense(1), GELU(Approximate = true), MeanSquaredError]
    internal sealed partial class OfApproximateGELU;

    [Network(Derivatives = Derivatives.HessianVectorProduct, Precision = Precision.Double), Input(1), Dense(1), Mish, MeanSquaredError]
    internal sealed partial class OfMish;
}
