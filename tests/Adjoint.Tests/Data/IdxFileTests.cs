using System.Globalization;
using Adjoint.Data;
using Adjoint.Tests.Files;

namespace Adjoint.Tests.Data;

public sealed class IdxFileTests
{
    [Fact]
    public void Plain_and_compressed_files_are_equal_whatever_their_names()
    {
        using var scratch = new ScratchDirectory();
        var content = IdxBytes.Counting(5, 3, 7);
        var plain = IdxFile.Read(scratch.Write("plain.gz", content));
        var compressed = IdxFile.Read(scratch.Write("compressed", IdxBytes.Gzip(content)));
        Assert.Equal(IdxType.UInt8, plain.Type);
        Assert.Equal([5, 3, 7], plain.Shape);
        Assert.Equal(105, plain.Length);
        Assert.Equal(content[16..], plain.Data.ToArray());
        Assert.Equal(plain.Type, compressed.Type);
        Assert.Equal(plain.Shape, compressed.Shape);
        Assert.Equal(plain.Data.ToArray(), compressed.Data.ToArray());
    }

    [Fact]
    public void A_file_longer_than_the_first_buffer_is_read_whole()
    {
        var content = IdxBytes.Counting(300_001);
        Assert.Equal(content[8..], IdxBytes.Read(content).Data.ToArray());
        Assert.Equal(content[8..], IdxBytes.Read(IdxBytes.Gzip(content)).Data.ToArray());
    }

    [Theory]
    [InlineData(0x08, "FF 00 80", "255 0 128")]
    [InlineData(0x09, "FF 00 80", "-1 0 -128")]
    [InlineData(0x0B, "FFFF 0102 8000", "-1 258 -32768")]
    [InlineData(0x0C, "FFFFFFFF 01020304 80000000", "-1 16909060 -2147483648")]
    [InlineData(0x0D, "3F800000 C0490FDB 00000000", "1 -3.1415927 0")]
    [InlineData(0x0E, "3FF0000000000000 407F400000000000 BFE0000000000000", "1 500 -0.5")]
    public void Every_type_is_read_as_floats(byte type, string hex, string expected)
    {
        var file = IdxBytes.Read(IdxBytes.File(type, [3], Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));
        Assert.Equal(expected.Split(' ').Select(static number => float.Parse(number, CultureInfo.InvariantCulture)), file.ToFloats());
    }

    [Fact]
    public void Integers_are_exact_where_floats_are_not() =>
        Assert.Equal([16_777_217, -1], IdxBytes.Read(IdxBytes.File(0x0C, [2], [1, 0, 0, 1, 255, 255, 255, 255])).ToIntegers());

    [Fact]
    public void Floats_are_no_labels()
    {
        var file = IdxBytes.Read(IdxBytes.File(0x0D, [1], new byte[4]));
        Assert.Contains("labels must be integers", Assert.Throws<InvalidOperationException>(file.ToIntegers).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_axes_and_single_numbers_are_read()
    {
        Assert.Equal(0, IdxBytes.Read(IdxBytes.File(0x08, [0, 28, 28], [])).Length);
        Assert.Equal([7], IdxBytes.Read(IdxBytes.File(0x08, [], [7])).ToIntegers());
    }

    [Theory]
    [InlineData("", "it ends within the header")]
    [InlineData("00", "it ends within the header")]
    [InlineData("0000 0801", "it ends within the header")]
    [InlineData("0000 0801 000000", "it ends within the header")]
    [InlineData("0001 0801 00000000", "it starts with the bytes 00 01; an IDX file starts with 00 00")]
    [InlineData("504B 0304 00000000", "it starts with the bytes 50 4B")]
    [InlineData("0000 0A01 00000000", "its elements are of type 0A; the format knows 08, 09, 0B, 0C, 0D and 0E")]
    [InlineData("0000 0801 FFFFFFFF", "it announces 4294967295 entries on axis 0")]
    [InlineData("0000 0801 7FFFFFFF", "no array can hold them")]
    [InlineData("0000 0803 7FFFFFFF 7FFFFFFF 7FFFFFFF", "no array can hold them")]
    [InlineData("0000 0E01 40000000", "it announces 8589934592 bytes of values; at most")]
    [InlineData("0000 0801 7FFF0000", "it announces 2147418112 values of type UInt8, 2147418112 bytes, and holds 0")]
    [InlineData("0000 0801 00000002 01", "it announces 2 values of type UInt8, 2 bytes, and holds 1")]
    [InlineData("0000 0801 00000002 010203", "it announces 2 values of type UInt8, 2 bytes, and holds 3")]
    [InlineData("0000 0B01 00000002 010203", "it announces 2 values of type Int16, 4 bytes, and holds 3")]
    [InlineData("1F8B 08", "it ends at byte 3, within its compressed data. It was cut off")]
    public void A_malformed_file_is_refused(string hex, string message)
    {
        var content = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var fault = Assert.Throws<InvalidDataException>(() => IdxBytes.Read(content));
        Assert.StartsWith("'digits.idx' cannot be read as an IDX file: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_that_holds_more_or_less_than_announced_is_refused()
    {
        var content = IdxBytes.Counting(4, 9);
        Assert.Contains("36 bytes, and holds 35", Refusal(IdxBytes.Gzip(content[..^1])), StringComparison.Ordinal);
        Assert.Contains("36 bytes, and holds more", Refusal(IdxBytes.Gzip([.. content, 0])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_that_announces_what_it_does_not_hold_costs_what_it_holds()
    {
        // The header announces 2,147,418,112 bytes, but ten thousand come.
        var file = IdxBytes.Gzip([0, 0, 8, 1, 0x7F, 0xFF, 0, 0, .. new byte[10_000]]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("2147418112 bytes, and holds 10000", Refusal(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_compressed_file_that_holds_far_more_than_it_announces_is_not_unpacked()
    {
        var file = IdxBytes.Gzip([0, 0, 8, 1, 0, 0, 0, 3, .. new byte[50_000_000]]);
        // Cut off: whoever reads on to the end says so.
        Assert.Contains("3 bytes, and holds more", Refusal(file[..^1000]), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => IdxBytes.Read(file)).Message;
}
