using System.Diagnostics;

namespace Adjoint.Training.Tests.Sources;

/// <summary>
/// Files that are damaged, or made to do harm: each is read or refused with <see cref="InvalidDataException"/>, and in time. Damaged JPEG files once sent the decoder round for ever. More of them:
/// <c>dotnet run -c Release --project tests/Adjoint.Training.Tests -- images 100000</c>.
/// </summary>
public sealed class ImageFuzzTests
{
    /// <summary>For one file, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly string[] kinds =
    [
        "damaged png", "damaged palette", "damaged jpeg", "damaged progressive", "damaged bmp", "hostile png", "hostile jpeg", "hostile progressive",
        "hostile bmp",
    ];

    public static TheoryData<string> Kinds => [.. kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_is_in_a_file_it_is_read_or_refused_in_time(string kind)
    {
        var (read, refused) = await Decode(kind, seed: 1, files: 400);
        Assert.True(refused >= 20, $"{read} were read, and {refused} refused.");
        // A change of a PNG file is always noticed.
        Assert.True(read >= 20 || kind is "damaged png" or "damaged palette", $"{read} were read, and {refused} refused.");
    }

    [Fact]
    public async Task A_small_JPEG_of_many_scans_is_refused_at_once()
    {
        var few = HostileJpeg.OfManyScans(Reference.Bytes("files", "progressive"), size: 203, scans: 200);
        Assert.Equal(203, ImageDecoder.Decode(few, new() { Channels = 1 }).Width);
        var many = HostileJpeg.OfManyScans(Reference.Bytes("files", "progressive"), size: 9000, scans: 30_000);
        Assert.True(many.Length < 1 << 19, $"{many.Length}");
        var fault = await Task.Run(() => Assert.Throws<InvalidDataException>(() => ImageDecoder.Decode(many, new()))).WaitAsync(Limit);
        Assert.Contains("more than 200 scans", fault.Message);
    }

    /// <summary>Decodes files of all kinds, others than the tests do.</summary>
    internal static void DecodeAll(int files)
    {
        foreach (var kind in kinds)
        {
            var (read, refused) = Decode(kind, seed: 2, files).GetAwaiter().GetResult();
            Console.WriteLine($"{kind}: {read} read, {refused} refused");
        }
    }

    /// <summary>Decodes files of a kind; fails with the number of the first that takes too long.</summary>
    internal static async Task<(int Read, int Refused)> Decode(string kind, int seed, int files)
    {
        var (current, refused, clock) = (0, 0, Stopwatch.StartNew());
        var work = Task.Run(() =>
        {
            for (; current < files; current++)
            {
                clock.Restart();
                try
                {
                    ImageDecoder.Decode(File(kind, new Random(unchecked(seed * 1_000_003 + current))), new() { MaxPixels = 100_000, Channels = current % 2 == 0 ? 3 : 1 });
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        });
        while (!work.IsCompleted)
        {
            Assert.True(clock.Elapsed < Limit, $"File {current} of the kind '{kind}', seed {seed}, takes more than {Limit.TotalSeconds} seconds.");
            await Task.WhenAny(work, Task.Delay(100));
        }
        await work;
        return (files - refused, refused);
    }

    private static byte[] File(string kind, Random random) => kind.Split(' ') switch
    {
        ["damaged", var sound] => Damage.Of(Reference.Bytes("files", sound), random),
        [_, "png"] => HostilePng.Of(random),
        [_, "bmp"] => HostileBmp.Of(random),
        [_, var jpeg] => HostileJpeg.Of(Reference.Bytes("files", jpeg), random),
        _ => throw new UnreachableException(),
    };
}
