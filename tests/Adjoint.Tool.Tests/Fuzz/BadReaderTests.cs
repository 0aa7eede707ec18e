using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Readers that are wrong in each of the ways that the judge knows are found out.</summary>
public sealed class BadReaderTests
{
    /// <summary>A reader that trusts the length in the first four bytes.</summary>
    private static string Trusting(byte[] file)
    {
        if (file.Length < 4)
            throw new InvalidDataException("it ends within its header.");
        var values = new byte[Math.Min(BinaryPrimitives.ReadInt32LittleEndian(file), 2 << 20)];
        file.AsSpan(4, values.Length).CopyTo(values);
        return $"{values.Length} bytes";
    }

    private static Target Bad(Func<byte[], string> read) => new("bad", static () => [[4, 0, 0, 0, 1, 2, 3, 4]], read, typeof(InvalidDataException))
    {
        MostAllocated = 1 << 20, MostTime = TimeSpan.FromMilliseconds(100),
    };

    [Fact]
    public void A_reader_that_trusts_a_length_is_caught_and_the_file_made_small()
    {
        List<(string Kind, byte[] File)> findings = [];
        WatchedRun.Do(watched => new Fuzzer(Bad(Trusting), seed: 1).Run(0, 500, watched, (_, found, file) => findings.Add((found.Kind, file))));
        Assert.Contains(findings, static finding => finding.Kind.StartsWith("OverflowException", StringComparison.Ordinal) && finding.File.Length == 4);
        Assert.Contains(findings, static finding => finding.Kind.StartsWith("ArgumentOutOfRangeException", StringComparison.Ordinal) && finding.File.Length < 8);
    }

    [Fact]
    public void Exceptions_that_are_not_documented_messages_without_words_memory_and_time_are_findings()
    {
        Assert.StartsWith("NullReferenceException", Found(static _ => throw new NullReferenceException()), StringComparison.Ordinal);
        Assert.StartsWith("EndOfStreamException", Found(static _ => throw new EndOfStreamException("the file ends too soon")), StringComparison.Ordinal);
        Assert.Contains("without words", Found(static _ => throw new InvalidDataException("bad")), StringComparison.Ordinal);
        Assert.Contains("too long", Found(static _ => throw new InvalidDataException(new string(' ', 5000))), StringComparison.Ordinal);
        Assert.Equal("allocates", Found(static _ => $"{new byte[2 << 20].Length}"));
        Assert.Equal("slow", Found(static _ =>
        {
            // By both clocks: other tests use the processor's time of this process.
            var (before, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            while (Environment.CpuUsage.TotalTime - before < TimeSpan.FromMilliseconds(150) || clock.ElapsedMilliseconds < 150)
            {
            }
            return "";
        }));
        Assert.Null(Judge.Of(Bad(static _ => throw new InvalidDataException("it ends within its header.")), []).Found);
        Assert.Null(Judge.Of(Bad(static _ => "read"), []).Found);

        static string Found(Func<byte[], string> read) => Judge.Of(Bad(read), []).Found!.Kind;
    }

    [Fact]
    public void A_seed_gives_the_same_mutants_again_and_most_are_changed()
    {
        var target = Targets.Named("csv");
        var (one, other) = (new Fuzzer(target, 3), new Fuzzer(target, 3));
        Assert.All(Enumerable.Range(0, 100), number => Assert.Equal(one.Mutant(number), other.Mutant(number)));
        Assert.True(Enumerable.Range(0, 100).Count(number => !target.Seeds().Any(seed => seed.AsSpan().SequenceEqual(one.Mutant(number)))) > 80);
    }

    [Fact]
    public void A_file_is_made_small() => Assert.Equal(
        "ab",
        Encoding.ASCII.GetString(Reducer.Reduce(Bad(static _ => ""), "1234a5678b90"u8.ToArray(), static file => file.AsSpan().Contains((byte)'a') && file.AsSpan().Contains((byte)'b'))));

    [Fact]
    public void A_message_of_Protocol_Buffers_is_taken_apart_and_put_together_again() =>
        Assert.All(OnnxSeeds.All(), static file => Assert.Equal(file, Wire.Parse(file)!.ToArray()));
}
