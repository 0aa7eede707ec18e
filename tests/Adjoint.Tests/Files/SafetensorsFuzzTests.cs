using System.Text;

namespace Adjoint.Tests.Files;

/// <summary>Whatever a file holds, loading ends with the network loaded or with the documented exception, the network untouched and little allocated.</summary>
public sealed class SafetensorsFuzzTests
{
    private const long MostAllocated = 1 << 20;

    private static readonly byte[] Saved = TinyNetwork.Saved(TinyNetwork.Block());

    [Fact]
    public void Truncated_files_are_refused()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var length = i < Saved.Length ? i : random.Next(Saved.Length);
            Assert.False(Loads(Saved[..length]), $"A file cut to {length} of {Saved.Length} bytes was accepted.");
        }
    }

    [Fact]
    public void Appended_bytes_are_refused()
    {
        for (var extra = 1; extra < 100; extra++)
            Assert.False(Loads([.. Saved, .. new byte[extra]]), $"A file with {extra} bytes too many was accepted.");
    }

    [Fact]
    public void Edited_files_are_loaded_or_refused()
    {
        var random = new Random(2);
        var loaded = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var file = (byte[])Saved.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var place = random.Next(file.Length);
                file[place] = random.Next(2) == 0 ? (byte)(file[place] ^ (1 << random.Next(8))) : (byte)random.Next(256);
            }

            loaded += Loads(file) ? 1 : 0;
        }

        // Edits of values load, edits of the header mostly do not: both must have been met.
        Assert.InRange(loaded, 100, 4_000);
    }

    [Fact]
    public void Random_headers_are_loaded_or_refused()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "0", "8", "32", "36", "-1", "1e9", "9223372036854775807", "18446744073709551616", "null", "true", " ", "\\u0000", "\\ud800",
            "\"fc1.bias\":", "\"fc1.weight\":", "\"scale\":", "\"__metadata__\":", "\"dtype\":", "\"shape\":", "\"data_offsets\":", "\"F32\"", "\"I8\"", "[0,8]", "[8,32]",
            "[32,36]", "[2]", "[2,3]", "[]", "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]}",
            "{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[32,36]}",
        ];
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var header = new StringBuilder("{");
            for (var count = random.Next(1, 40); count > 0; count--)
                header.Append(pieces[random.Next(pieces.Length)]);
            Loads(TinyNetwork.File(header.ToString(), random.Next(2) * TinyNetwork.DataBytes));
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var header = new byte[random.Next(200)];
            random.NextBytes(header);
            if (header.Length > 0)
                header[0] = (byte)'{';
            Assert.False(Loads(TinyNetwork.File(header, new byte[random.Next(50)])), $"Case {i} was accepted.");
        }
    }

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(99_999_999)]
    [InlineData(4_294_967_296)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_huge_claim_in_a_tiny_file_costs_nothing(long claimed) => Assert.False(Loads([.. BitConverter.GetBytes(claimed), .. Saved[8..]]));

    [Theory]
    [InlineData(10_000, " and 9996 more.")]
    [InlineData(300_000, "names more than 10012 tensors; 'Tiny' has 3. Is it the file of another network?")]
    public void A_header_full_of_tensors_costs_no_more_than_ten_thousand(int count, string message)
    {
        var header = "{" + string.Join(",", Enumerable.Range(0, count).Select(static i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}";
        var file = TinyNetwork.File(header, 0);
        Assert.False(Loads(file, 6 << 20));
        Assert.Contains(message, TinyNetwork.Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_full_of_axes_costs_nothing()
    {
        var header = $$$"""{"fc1.bias":{"dtype":"F32","shape":[{{{string.Join(",", Enumerable.Repeat(1, 2_000_000))}}}],"data_offsets":[0,8]}}""";
        Assert.False(Loads(TinyNetwork.File(header)));
    }

    /// <summary>True when the file was loaded, false when it was refused in order; fails on anything else.</summary>
    private static bool Loads(byte[] file, long mostAllocated = MostAllocated)
    {
        var block = TinyNetwork.Untouched();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            TinyNetwork.Load(file, block);
            return true;
        }
        catch (ModelFileException)
        {
            Assert.False(block.Span.ContainsAnyExcept(77), "The file was refused, and the parameters were changed.");
            return false;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= mostAllocated, $"{allocated} bytes were allocated for a file of {file.Length}; at most {mostAllocated} are in order.");
        }
    }
}
