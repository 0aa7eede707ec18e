using Adjoint.Data;

namespace Adjoint.Tests.Data;

/// <summary>Files of a few records: whatever one holds, reading ends with its records or with the documented exception.</summary>
public sealed class CifarReaderTests
{
    private const int Records = 3;

    private static readonly CifarReader Ten = new("CIFAR-10", labelBytes: 1, label: 0, classes: 10);
    private static readonly byte[] Plain = CifarBytes.File(Records, labelBytes: 1, seed: 4);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_and_pixels_are_taken_apart(bool compress)
    {
        var (pixels, labels) = Read(compress ? IdxBytes.Gzip(Plain) : Plain);
        Assert.Equal([4, 5, 6], labels);
        Assert.Equal([.. Plain[1..3073], .. Plain[3074..6146], .. Plain[6147..]], pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3073)]
    [InlineData(9218)]
    [InlineData(9220)]
    [InlineData(12292)]
    public void A_file_of_another_length_is_refused(int length)
    {
        var content = new byte[length];
        const string needed = "it needs 3 records of 3073 bytes, 9219 in all, and holds ";
        Assert.Contains($"{needed}{length}. It was cut off or something was appended", Refusal(content), StringComparison.Ordinal);
        Assert.Contains(needed + (length > 9219 ? "more" : $"{length}"), Refusal(IdxBytes.Gzip(content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused()
    {
        var content = (byte[])Plain.Clone();
        content[2 * 3073] = 10;
        Assert.Contains("'images.bin' cannot be read as a file of CIFAR-10: record 2 has the label 10; labels are classes from 0 to 9", Refusal(content), StringComparison.Ordinal);
        content[0] = 255;
        Assert.Contains("record 0 has the label 255", Refusal(content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_that_lies_about_its_length_is_refused()
    {
        var file = IdxBytes.Gzip(Plain[..5000]);
        BitConverter.TryWriteBytes(file.AsSpan(^4), Plain.Length);
        Assert.Contains("the length of its content is 5000, but gzip wrote 9219", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_edited_compressed_files_are_read_or_refused()
    {
        var compressed = IdxBytes.Gzip(Plain);
        for (var length = 2; length < compressed.Length; length += 7)
            Refusal(compressed[..length]);
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var file = (byte[])compressed.Clone();
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Read(file);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 500, 1_000);
    }

    [Fact]
    public void A_pipe_is_refused()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        var fault = Assert.Throws<InvalidDataException>(() => Ten.ReadFile(pipe, "pipe", new byte[Records * 3072], new int[Records]));
        Assert.Contains("it is a pipe or a device; a file is needed", fault.Message, StringComparison.Ordinal);
    }

    private static (byte[] Pixels, int[] Labels) Read(byte[] file)
    {
        var (pixels, labels) = (new byte[Records * 3072], new int[Records]);
        using var stream = new MemoryStream(file, writable: false);
        Ten.ReadFile(stream, "images.bin", pixels, labels);
        return (pixels, labels);
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Read(file)).Message;
}
