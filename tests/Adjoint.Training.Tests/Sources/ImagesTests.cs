using Adjoint.Training.Tests.Harness;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Sources;

/// <summary>Images: decoded, brought to a size as Pillow does, and their folders as classes.</summary>
public sealed class ImagesTests
{
    private const int Width = 53, Height = 37;

    private static readonly ImageOptions Grey = new() { Channels = 1 };

    [Theory]
    [InlineData("png", "png", 0)]
    [InlineData("palette", "palette", 0)]
    [InlineData("transparent", "png", 0)]
    [InlineData("bmp", "png", 0)]
    [InlineData("jpeg", "jpeg", 24)]
    [InlineData("progressive", "progressive", 24)]
    public void Pixels_are_those_of_Pillow_channel_after_channel(string file, string expected, int most)
    {
        var (actual, pixels) = (Read(file, Width, Height), Reference.Numbers("pixels", expected));
        var sum = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            var distance = Math.Abs(pixels[i] - actual[i % 3 * Width * Height + i / 3]);
            Assert.True(distance <= most, $"Number {i} is {distance} away.");
            sum += distance;
        }
        Assert.True(sum <= 2 * (most == 0 ? 0 : pixels.Length), $"On average {(double)sum / pixels.Length} away.");
    }

    [Fact]
    public void Other_sizes_are_those_of_Pillow()
    {
        foreach (var size in Reference.Names("resized"))
            AssertNear(Reference.Numbers("resized", size), size, ImageFit.Stretch);
        foreach (var size in Reference.Names("cropped"))
            AssertNear(Reference.Numbers("cropped", size), size, ImageFit.Crop);

        static void AssertNear(int[] expected, string size, ImageFit fit)
        {
            var (w, h) = (int.Parse(size.Split('x')[0], null), int.Parse(size.Split('x')[1], null));
            var actual = Read("png", w, h, new() { Fit = fit });
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i % 3 * w * h + i / 3]) <= 1, $"{size}: number {i} is {actual[i % 3 * w * h + i / 3]}, and Pillow's {expected[i]}.");
        }
    }

    [Fact]
    public void Grey_images_have_one_channel()
    {
        var (colour, grey) = (Read("png", Width, Height), Read("png", Width, Height, Grey));
        Assert.Equal(Width * Height, grey.Length);
        for (var i = 0; i < grey.Length; i++)
            Assert.Equal(0.299 * colour[i] + 0.587 * colour[i + Width * Height] + 0.114 * colour[i + 2 * Width * Height], grey[i], 2.0);
        Assert.Equal(Read("grey", Width, Height, Grey), Read("grey", Width, Height)[..(Width * Height)]);
    }

    [Fact]
    public void A_folder_is_a_class()
    {
        using var scratch = new ScratchDirectory();
        foreach (var (name, file) in new[] { ("dogs/b.png", "png"), ("dogs/a.JPG", "jpeg"), ("cats/deep/c.bmp", "bmp"), ("dogs/.hidden", "gif"), ("cats/Thumbs.db", "gif") })
            scratch.Write(name, Reference.Bytes("files", file));
        var folder = Images.FromFolder(scratch.Path, 9, 7);
        Assert.Equal(["cats", "dogs"], folder.Classes);
        Assert.Equal(["c.bmp", "a.JPG", "b.png"], folder.Files.Select(static f => Path.GetFileName(f)));
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(folder.Dataset.Label));
        var row = new float[3 * 9 * 7];
        folder.Dataset.CopyRow(2, row);
        Assert.Equal(Read("png", 9, 7).Select(static b => b / 255f), row, static (a, b) => Math.Abs(a - b) < 1e-6f);
        var (training, validation) = folder.Split(0.67, seed: 1);
        Assert.Equal((2, 1), (training.Rows, validation.Rows));
    }

    /// <summary>Files are decoded side by side.</summary>
    [Fact]
    public void Many_files_are_each_what_it_is_alone()
    {
        using var scratch = new ScratchDirectory();
        string[] kinds = ["png", "jpeg", "progressive", "bmp", "palette", "grey"];
        for (var i = 0; i < 120; i++)
            scratch.Write($"a/{i:000}.png", Reference.Bytes("files", kinds[i % kinds.Length]));
        var (folder, row) = (Images.FromFolder(scratch.Path, 9, 7), new float[3 * 9 * 7]);
        for (var i = 0; i < 120; i++)
        {
            folder.Dataset.CopyRow(i, row);
            Assert.Equal(Read(kinds[i % kinds.Length], 9, 7), row.Select(static v => (byte)MathF.Round(255 * v)));
        }
    }

    [Fact]
    public void Folders_that_are_no_classes_are_refused()
    {
        using var scratch = new ScratchDirectory();
        Assert.Contains("has no folders", Refuse());
        Directory.CreateDirectory(scratch.File("cats"));
        Assert.Contains("The class 'cats' has no images", Refuse());
        scratch.Write("cats/a.png", Reference.Bytes("files", "png"));
        scratch.Write("cats/notes.txt", [1]);
        Assert.Contains("notes.txt' is not an image of a kind that can be read", Refuse());
        File.Delete(scratch.File("cats/notes.txt"));
        scratch.Write("b.png", Reference.Bytes("files", "png"));
        Assert.Contains("b.png' is in no class's folder", Refuse());
        File.Delete(scratch.File("b.png"));
        scratch.Write("cats/broken.png", Reference.Bytes("files", "png")[..300]);
        Assert.Contains("broken.png' cannot be read as an image: it ends within a part", Refuse());

        string Refuse() => Refusal<InvalidDataException>(() => Images.FromFolder(scratch.Path, 8, 8));
    }

    [Fact]
    public void What_is_no_image_or_is_too_large_is_refused()
    {
        Assert.Contains("it does not begin as PNG, JPEG or BMP do", Refusal<InvalidDataException>(static () => Read("gif", 8, 8)));
        Assert.Contains(
            "it announces 53×37 pixels; at most 1,000 are read".Replace(
                ",",
                System.Globalization.CultureInfo.CurrentCulture.NumberFormat.NumberGroupSeparator,
                StringComparison.Ordinal),
            Refusal<InvalidDataException>(static () => Read("bmp", 8, 8, new() { MaxPixels = 1000 })));
        Assert.Contains("2 channels were asked for", Refusal<ArgumentException>(static () => Read("png", 8, 8, new() { Channels = 2 })));
        // A bitmap that announces 2³⁰ pixels in a side: the memory is not even asked for.
        var bomb = Reference.Bytes("files", "bmp");
        (bomb[21], bomb[25]) = (0x40, 0x40);
        Assert.Contains("it announces", Refusal<InvalidDataException>(() => ReadBytes(bomb, 8, 8)));
    }

    [Fact]
    public void Every_change_of_a_PNG_file_is_noticed()
    {
        var (sound, random) = (Reference.Bytes("files", "png"), new Random(1));
        for (var trial = 0; trial < 300; trial++)
        {
            var bytes = (byte[])sound.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Refusal<InvalidDataException>(() => ReadBytes(bytes, 8, 8));
        }
    }

    [Fact]
    public void A_small_PNG_that_unpacks_to_more_than_its_size_is_refused()
    {
        byte[] header = [0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0];
        foreach (var (bytes, isRefused) in new[] { (8 * (1 + 8 * 3), false), (200_000_000, true) })
        {
            using var packed = new MemoryStream();
            using (var pixels = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            {
                for (var left = bytes; left > 0; left -= 1 << 20)
                    pixels.Write(new byte[Math.Min(left, 1 << 20)]);
            }
            byte[] file = [.. PngCheck.Signature, .. HostilePng.Part("IHDR", header), .. HostilePng.Part("IDAT", packed.ToArray()), .. HostilePng.Part("IEND", [])];
            Assert.True(file.Length < 1 << 20, $"{file.Length}");
            if (isRefused)
                Assert.Contains("unpacks to more", Refusal<InvalidDataException>(() => ReadBytes(file, 4, 4)));
            else
                Assert.Equal(new byte[3 * 4 * 4], ReadBytes(file, 4, 4));
        }
    }

    private static byte[] Read(string file, int width, int height, ImageOptions? options = null) => ReadBytes(Reference.Bytes("files", file), width, height, options);

    private static byte[] ReadBytes(byte[] file, int width, int height, ImageOptions? options = null)
    {
        using var scratch = new ScratchDirectory();
        return Images.Read(scratch.Write("image", file), width, height, options);
    }
}
