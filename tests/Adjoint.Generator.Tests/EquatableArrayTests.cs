namespace Adjoint.Generator.Tests;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Arrays_of_equal_items_are_equal_and_hash_alike()
    {
        EquatableArray<string> one = ["a", "b"];
        var other = EquatableArray.Create("a", "b");
        Assert.True(one == other);
        Assert.True(one.Equals((object)other));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "c")]
    [InlineData("b", "a")]
    [InlineData("a", "b", "c")]
    public void Other_items_another_order_or_another_length_differ(params string[] items)
    {
        EquatableArray<string> array = ["a", "b"];
        Assert.True(array != items.ToEquatableArray());
    }

    [Fact]
    public void The_default_is_the_empty_array()
    {
        EquatableArray<int> none = default;
        Assert.True(none == []);
        Assert.Equal(((EquatableArray<int>)[]).GetHashCode(), none.GetHashCode());
        Assert.True(none.IsEmpty);
        Assert.Empty(none);
        Assert.Equal("[]", none.ToString());
    }

    [Fact]
    public void A_record_that_holds_arrays_compares_by_content()
    {
        Assert.Equal(new Shape([1, 28, 28], [[1], [2]]), new Shape([1, 28, 28], [[1], [2]]));
        Assert.NotEqual(new Shape([1, 28, 28], [[1], [2]]), new Shape([1, 28, 28], [[1], [3]]));
    }

    [Fact]
    public void Items_are_counted_indexed_listed_and_matched()
    {
        EquatableArray<int> sizes = [1, 28, 28];
        Assert.Equal(3, sizes.Count);
        Assert.Equal(28, sizes[^1]);
        Assert.Equal(57, sizes.Sum());
        Assert.True(sizes is [1, var height, _] && height == 28);
        Assert.Equal("[1, 28, 28]", sizes.ToString());
        Assert.Throws<IndexOutOfRangeException>(() => sizes[3]);
    }

    private sealed record Shape(EquatableArray<int> Sizes, EquatableArray<EquatableArray<int>> Parts);
}
