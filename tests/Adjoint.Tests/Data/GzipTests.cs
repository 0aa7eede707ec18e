using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Adjoint.Data;

namespace Adjoint.Tests.Data;

/// <summary>What gzip(1) reads is read, and what it refuses is refused by name.</summary>
public sealed class GzipTests
{
    private static readonly byte[] Content = IdxBytes.Counting(7, 11);
    private static readonly byte[] File = IdxBytes.Gzip(Content);

    [Fact]
    public void Files_of_several_members_are_read_as_one()
    {
        byte[] joined = [.. IdxBytes.Gzip(Content[..13]), .. IdxBytes.Gzip(Content[13..14]), .. IdxBytes.Gzip(Content[14..])];
        Assert.Equal(Content, Unpack(joined));
        Assert.Equal([7, 11], IdxBytes.Read(joined).Shape);
    }

    [Fact]
    public void Files_of_bgzip_are_read()
    {
        // Each member names its size in an extra field, and an empty one marks the end.
        byte[] blocked = [.. Member(Content[..50], extra: [66, 67, 2, 0, 77, 0]), .. Member(Content[50..], extra: [66, 67, 2, 0, 88, 0]), .. Member([], extra: [66, 67, 2, 0, 27, 0])];
        Assert.Equal(Content, Unpack(blocked));
    }

    [Fact]
    public void Names_comments_and_checksums_of_headers_are_passed_over() =>
        Assert.Equal(Content, Unpack(Member(Content, extra: [1, 2, 0], name: "digits.idx", comment: "made by hand", withChecksum: true)));

    [Fact]
    public void A_wrong_checksum_of_a_header_is_refused()
    {
        var file = Member(Content, extra: null, name: "digits.idx", withChecksum: true);
        file[12] ^= 1;
        Assert.Contains("the CRC-16 of its gzip header is ", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(100_000)]
    public void Zeros_after_the_last_member_are_padding(int zeros) => Assert.Equal(Content, IdxHeaderAndValues([.. File, .. new byte[zeros]]));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Other_bytes_after_the_last_member_are_refused(int zeros)
    {
        Assert.Contains(
            $"at byte {File.Length + zeros}, after its compressed data, other bytes follow", Refusal([.. File, .. new byte[zeros], 7]), StringComparison.Ordinal);
        // The first byte of a member's two, and then the end.
        Assert.Contains("after its compressed data", Refusal([.. File, .. new byte[zeros], 0x1F]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_by_name()
    {
        for (var bit = 0; bit < 32; bit++)
        {
            var file = (byte[])File.Clone();
            file[^(8 - bit / 8)] ^= (byte)(1 << bit % 8);
            Assert.Matches("^'digits.idx' cannot be read as an IDX file: the CRC-32 of its content is [0-9A-F]{8}, but gzip wrote [0-9A-F]{8}. It is damaged; fetch it again.$", Refusal(file));
        }
    }

    [Fact]
    public void A_wrong_length_is_refused_by_name()
    {
        var file = (byte[])File.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(^4), 90);
        Assert.Equal("'digits.idx' cannot be read as an IDX file: the length of its content is 89, but gzip wrote 90. It is damaged; fetch it again.", Refusal(file));
    }

    [Fact]
    public void A_fault_of_a_later_member_is_told_with_its_number()
    {
        byte[] joined = [.. IdxBytes.Gzip(Content[..30]), .. IdxBytes.Gzip(Content[30..])];
        joined[^7] ^= 1;
        Assert.Contains("the CRC-32 of member 2 is ", Refusal(joined), StringComparison.Ordinal);
        Assert.Contains($"it ends at byte {joined.Length - 1}, within member 2", Refusal(joined[..^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_by_name()
    {
        for (var length = 2; length < File.Length; length++)
            Assert.Equal($"'digits.idx' cannot be read as an IDX file: it ends at byte {length}, within its compressed data. It was cut off; fetch it again.", Refusal(File[..length]));
    }

    [Theory]
    [InlineData(2, 7, "it is compressed by method 7; gzip has only 8, deflate")]
    [InlineData(3, 0x20, "its gzip header has the flags 20")]
    [InlineData(10, 0x07, "its compressed data are damaged at byte 11")]
    public void A_damaged_file_is_refused_in_plain_words(int place, byte value, string message)
    {
        var file = (byte[])File.Clone();
        file[place] = value;
        Assert.Contains(message, Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_framework_packs_is_unpacked()
    {
        var random = new Random(8);
        for (var i = 0; i < 200; i++)
        {
            var content = new byte[random.Next(i % 20 == 0 ? 400_000 : 3_000) + 1];
            for (var j = 0; j < content.Length; j++)
            {
                content[j] = (i % 3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)(random.NextDouble() * random.NextDouble() * random.NextDouble() * 60),
                    _ => j > 300 && random.Next(40) > 0 ? content[j - 1 - random.Next(3) * 97] : (byte)random.Next(256),
                };
            }

            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, (CompressionLevel)(i % 4), leaveOpen: true))
                gzip.Write(content);
            Assert.Equal(content, Unpack(packed.ToArray()));
        }
    }

    [Fact]
    public void The_checksum_is_that_of_the_standard()
    {
        var checksum = new Crc32();
        checksum.Add("123456789"u8);
        Assert.Equal(0xCBF43926, checksum.Value);
    }

    private static byte[] IdxHeaderAndValues(byte[] file) => [.. Content[..12], .. IdxBytes.Read(file).Data];

    private static byte[] Unpack(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        using var reader = new GzipReader(stream);
        using var content = new MemoryStream();
        reader.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>A member of one stored block.</summary>
    private static byte[] Member(byte[] content, byte[]? extra, string? name = null, string? comment = null, bool withChecksum = false)
    {
        var flags = (extra is null ? 0 : 4) | (name is null ? 0 : 8) | (comment is null ? 0 : 16) | (withChecksum ? 2 : 0);
        List<byte> member = [0x1F, 0x8B, 8, (byte)flags, 0, 0, 0, 0, 0, 255];
        if (extra is not null)
            member.AddRange([(byte)extra.Length, 0, .. extra]);
        foreach (var text in new[] { name, comment }.OfType<string>())
            member.AddRange([.. Encoding.Latin1.GetBytes(text), 0]);
        if (withChecksum)
            member.AddRange(BitConverter.GetBytes((ushort)Checksum([.. member])));
        member.AddRange([1, (byte)content.Length, 0, (byte)~content.Length, 255, .. content]);
        return [.. member, .. BitConverter.GetBytes(Checksum(content)), .. BitConverter.GetBytes(content.Length)];
    }

    private static uint Checksum(byte[] bytes)
    {
        var checksum = new Crc32();
        checksum.Add(bytes);
        return checksum.Value;
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => IdxBytes.Read(file)).Message;
}
