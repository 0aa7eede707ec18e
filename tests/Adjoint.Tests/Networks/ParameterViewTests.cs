using Adjoint.Runtime;

namespace Adjoint.Tests.Networks;

public class ParameterViewTests
{
    private readonly ParameterBlock<float> block = new(
        new ParameterLayout(
            "Net",
            new ParameterInfo("dense1.weight", [2, 3], 0, ParameterRole.Weight, Initializer.Zeros, 3, 2, outputsTogether: 16),
            new ParameterInfo("dense1.bias", [2], 6, ParameterRole.Bias, Initializer.Zeros, 3, 2, outputsTogether: 1)),
        seed: 0);

    [Fact]
    public void A_weight_is_indexed_by_output_and_input_whatever_lies_innermost()
    {
        block.View(0)[1, 2] = 5;
        block.View(1)[1] = 7;
        Assert.Equal([0, 0, 0, 0, 0, 5, 0, 7], block.Span.ToArray());
    }

    [Fact]
    public void A_weight_is_copied_in_the_order_of_its_shape()
    {
        block.View(0).CopyFrom([1, 2, 3, 4, 5, 6]);
        Assert.Equal([1, 4, 2, 5, 3, 6, 0, 0], block.Span.ToArray());
        var copy = new float[6];
        block.View(0).CopyTo(copy);
        Assert.Equal([1, 2, 3, 4, 5, 6], copy);
    }

    [Fact]
    public void An_index_outside_of_the_tensor_is_refused_with_its_bounds()
    {
        Assert.Contains("'dense1.weight' has 6 values", Assert.Throws<ArgumentOutOfRangeException>(() => block.View(0)[6]).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 entries", Assert.Throws<ArgumentOutOfRangeException>(() => block.View(0)[2, 0]).Message, StringComparison.Ordinal);
        Assert.Contains("has 3 entries", Assert.Throws<ArgumentOutOfRangeException>(() => block.View(0)[0, -1]).Message, StringComparison.Ordinal);
        Assert.Contains("has 1 axes", Assert.Throws<ArgumentOutOfRangeException>(() => block.View(1)[0, 0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_of_another_length_is_refused()
    {
        Assert.Contains("dense1.weight [2, 3] has 6 values; the span has 5", Assert.Throws<ArgumentException>(() => block.View(0).CopyFrom(new float[5])).Message, StringComparison.Ordinal);
        Assert.Contains("the span has 7", Assert.Throws<ArgumentException>(() => block.View(0).CopyTo(new float[7])).Message, StringComparison.Ordinal);
    }
}
