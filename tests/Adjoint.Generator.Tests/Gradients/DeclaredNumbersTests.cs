using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Numbers in attributes: a float stands for the decimal of its fewest digits, also where C# has made a double of it; a double is what it is.</summary>
public sealed class DeclaredNumbersTests
{
    [Fact]
    public void A_double_stays_exact_and_a_float_is_the_decimal_that_was_written()
    {
        const string declaration = "Input(3), Dense(3), Scale(1.0 / 6), Scale(0.3f), Scale(0.3), Reshape(3, 1), LocalResponseNorm(3, Alpha = 0.3f, Beta = 0.7), MeanSquaredError";
        using var subjects = new SubjectAssembly([declaration], isDouble: true);
        var operators = subjects.CreateDouble(declaration).Shaped.Nodes.Select(static node => node.Operator).ToList();
        Assert.Equal([1.0 / 6, 0.3, 0.3], operators.OfType<Scale>().Select(static scale => scale.Options.Factor));
        var norm = Assert.Single(operators.OfType<LocalResponseNorm>());
        Assert.Equal((0.3, 0.7), (norm.Options.Alpha, norm.Options.Beta));
    }

    /// <summary>A float does not tell the factors apart; the names of their kernels have to.</summary>
    [Fact]
    public void Two_numbers_that_are_one_as_floats_are_two_kernels()
    {
        const string declaration = "Input(3), Dense(3), Scale(0.2), Scale(0.2000000001), LeakyReLU(0.2), LeakyReLU(0.2000000001), MeanSquaredError";
        using var subjects = new SubjectAssembly([declaration], isDouble: true);
        var operators = subjects.CreateDouble(declaration).Shaped.Nodes.Select(static node => node.Operator).ToList();
        Assert.Equal([0.2, 0.2000000001], operators.OfType<Scale>().Select(static scale => scale.Options.Factor));
        Assert.Equal([0.2, 0.2000000001], operators.OfType<LeakyReLU>().Select(static leaky => leaky.Options.Slope));
    }
}
