using Adjoint.Runtime;

namespace Adjoint.Tests.Files;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("weight", "wieght", 2)]
    public void Edits_are_counted(string from, string to, int edits)
    {
        Assert.Equal(edits, NearestName.Edits(from, to));
        Assert.Equal(edits, NearestName.Edits(to, from));
    }

    [Fact]
    public void The_nearest_name_is_found() =>
        Assert.Equal("dense1.weihgt", NearestName.Find("dense1.weight", ["dense2.bias", "dense2.wigh", "dense1.weihgt", "conv.weight"]));

    [Fact]
    public void A_name_unlike_all_others_has_no_nearest() => Assert.Null(NearestName.Find("scale", ["fc1.bias", "fc1.weight", new string('s', 10_000)]));
}
