namespace Adjoint.Tests.Data;

/// <summary>Whatever a file holds, reading ends with an array or with the documented exception, and with little allocated.</summary>
public sealed class IdxFuzzTests
{
    private const long MostAllocated = 1 << 20;

    private static readonly byte[] Plain = IdxBytes.Counting(6, 5, 4);
    private static readonly byte[] Compressed = IdxBytes.Gzip(Plain);

    [Fact]
    public void Truncated_files_are_refused()
    {
        for (var length = 0; length < Plain.Length; length++)
            Assert.False(Reads(Plain[..length]), $"A plain file cut to {length} of {Plain.Length} bytes was accepted.");
        for (var length = 0; length < Compressed.Length; length++)
            Assert.False(Reads(Compressed[..length]), $"A compressed file cut to {length} of {Compressed.Length} bytes was accepted.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Edited_files_are_read_or_refused(bool compress)
    {
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var file = (byte[])(compress ? Compressed : Plain).Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            refused += Reads(file) ? 0 : 1;
        }

        Assert.InRange(refused, 300, 3_000);
    }

    [Fact]
    public void Edited_headers_in_a_sound_compressed_file_are_read_or_refused()
    {
        var random = new Random(6);
        for (var i = 0; i < 2_000; i++)
        {
            var content = (byte[])Plain.Clone();
            content[random.Next(16)] = (byte)random.Next(256);
            Reads(IdxBytes.Gzip(content));
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var file = new byte[random.Next(2, 300)];
            random.NextBytes(file);
            (file[0], file[1]) = i % 2 == 0 ? ((byte)0x1F, (byte)0x8B) : ((byte)0, (byte)0);
            Assert.False(Reads(file), $"Case {i} was accepted.");
        }
    }

    /// <summary>True when the file was read, false when it was refused in order; fails on anything else.</summary>
    private static bool Reads(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var read = IdxBytes.Read(file);
            Assert.Equal(read.Shape.Aggregate(1L, static (a, b) => a * b), read.Length);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MostAllocated, $"{allocated} bytes were allocated for a file of {file.Length}; at most {MostAllocated} are in order.");
        }
    }
}
