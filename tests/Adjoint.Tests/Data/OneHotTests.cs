using Adjoint.Data;

namespace Adjoint.Tests.Data;

public sealed class OneHotTests
{
    [Fact]
    public void Each_label_becomes_a_row_with_one_1()
    {
        var rows = new float[9];
        rows.AsSpan().Fill(7);
        OneHot.Encode([2, 0, 1], 3, rows);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], rows);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_label_that_is_no_class_is_refused_before_anything_is_written(int label)
    {
        var rows = new float[6];
        rows.AsSpan().Fill(7);
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode([0, label], 3, rows));
        Assert.Contains($"Label 1 is {label}; 3 classes are numbered from 0 to 2", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rows, static value => value != 7);
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => OneHot.Encode([0, 1], 3, new float[7]));
        Assert.Contains("2 labels of 3 classes need 6 floats; the span has 7", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode([], 0, []));
    }
}
