using System.Buffers.Binary;
using System.Text;
using Adjoint.Training.Tests.Harness;
using Adjoint.Training.Tests.Runs;

namespace Adjoint.Training.Tests.Reports;

/// <summary>TensorBoard's event files.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    /// <summary>The file is made by <c>dotnet run -c Release --project tests/Adjoint.Peers -- tensorboard tests/Golden/tensorboard.tfevents</c>.</summary>
    [Fact]
    public void Records_are_those_of_TorchSharps_writer_byte_by_byte()
    {
        var golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "tensorboard.tfevents"));
        (string Tag, float Value, long Step, double Time)[] events =
        [
            ("loss/step", 0.75f, 1, 1024), ("loss/step", 0, 2, 1025), ("metrics/accuracy of Größe", 0.987654f, 127, 2048), ("loss/step", float.NaN, 128, 4096),
            ("loss/step", float.PositiveInfinity, 16_384, 8192), ("rate", 1e-30f, int.MaxValue, 16_384), (new string('x', 200), -1, 0, 0),
        ];
        // When the file was begun is the one number of it that TorchSharp chooses.
        var begun = BinaryPrimitives.ReadDoubleLittleEndian(golden.AsSpan(EventRecord.Head + 1));
        using (var file = EventFile.Open(scratch.Path, 0, begun))
        {
            foreach (var (tag, value, step, time) in events)
                file.Add(tag, step, value, time);
        }
        Assert.Equal(golden, File.ReadAllBytes(scratch.File(EventFile.Name)));
    }

    [Fact]
    public void The_axis_is_the_step_of_the_optimizer_and_a_run_that_is_taken_up_goes_on_in_the_file()
    {
        var data = (Rows.Flowers(73), Rows.Flowers(43, seed: 2));
        TrainingOptions Options(string name) => FitTests.Quiet() with { Checkpoints = scratch.File(name), CheckpointSteps = 3, TensorBoard = scratch.File(name + "-board"),
            Metrics = [new Accuracy()] };
        var whole = Trainer.Fit(new Flowers(seed: 3), data, Options("whole"));
        var failing = Options("broken");
        failing.StepEnded = static step => { if (step.Step == 16) throw new TimeoutException(); };
        Assert.Throws<TimeoutException>(() => Trainer.Fit(new Flowers(seed: 3), data, failing));
        // As if the process had been killed: later steps in the file than in the checkpoint, and half a record.
        File.Delete(Directory.GetFiles(scratch.File("broken"), "step-*").Max()!);
        using (var stream = File.Open(scratch.File($"broken-board/{EventFile.Name}"), FileMode.Append))
            stream.Write([24, 0, 0, 0, 0, 0, 0, 0, 1]);
        Trainer.Fit(new Flowers(seed: 3), data, Options("broken"));
        var expected = Read("whole-board");
        // All but the speed, which is another each time.
        Assert.Equal(expected.Where(static e => e.Tag != "rows per second"), Read("broken-board").Where(static e => e.Tag != "rows per second"));
        Assert.Equal(whole.History.Losses.ToArray().Select(static loss => (float)loss), expected.Where(static e => e.Tag == "loss/step").Select(static e => e.Value));
        Assert.Equal(Enumerable.Range(1, 35).Select(static i => (long)i), expected.Where(static e => e.Tag == "rate").Select(static e => e.Step));
        Assert.Equal([7L, 14, 21, 28, 35], expected.Where(static e => e.Tag == "metrics/accuracy").Select(static e => e.Step));
        Assert.Equal(whole.History.Epochs.Select(static e => (float)e.ValidationLoss!.Value), expected.Where(static e => e.Tag == "loss/validation").Select(static e => e.Value));
    }

    [Fact]
    public void A_run_from_the_first_step_on_replaces_the_file_and_a_step_allocates_nothing()
    {
        var options = FitTests.Quiet() with { TensorBoard = scratch.File("board") };
        Trainer.Fit(new Flowers(seed: 3), Rows.Flowers(73), options);
        var before = Read("board").Count;
        Trainer.Fit(new Flowers(seed: 3), Rows.Flowers(73), options with { Optimizer = new Adam(0.01f) });
        Assert.Equal(before, Read("board").Count);
        using var log = new TensorBoardLog(scratch.File("alone"), new Adam(0.01f));
        log.Add(new StepRecord(1, 0, 0, 0.5, 0.1f, 7));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 100; step++)
            log.Add(new StepRecord(step, 0, 0, 0.5, 0.1f, 7));
        Assert.Equal(allocated, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Whatever_is_in_an_older_file_the_run_goes_on_after_the_part_that_is_whole()
    {
        var random = new Random(1);
        using (var file = EventFile.Open(scratch.Path, 0, 1))
        {
            for (var step = 1; step <= 20; step++)
                file.Add("loss", step, step, step);
        }
        var whole = File.ReadAllBytes(scratch.File(EventFile.Name));
        for (var i = 0; i < 300; i++)
        {
            var damaged = whole.ToArray();
            var place = random.Next(damaged.Length);
            damaged[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(scratch.File(EventFile.Name), damaged);
            using (var file = EventFile.Open(scratch.Path, 15, 1))
                file.Add("more", 16, 0, 0);
            var steps = Read(".").Where(static e => e.Tag == "loss").Select(static e => e.Step).ToArray();
            Assert.Equal(Enumerable.Range(1, steps.Length).Select(static s => (long)s), steps);
            Assert.InRange(steps.Length, 0, 15);
        }
    }

    /// <summary>A second reader, by the format's description: every record whole, and its checksums right.</summary>
    private List<(long Step, string Tag, float Value)> Read(string folder)
    {
        var (bytes, events) = (File.ReadAllBytes(Path.Combine(scratch.Path, folder, EventFile.Name)), new List<(long, string, float)>());
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            var message = bytes.AsSpan(at + 12, length);
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            Assert.Equal(Masked(message), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            at += 16 + length;
            var body = message[(message[0] == 9 ? 9 : 0)..];
            if (body[0] == 0x1A)
                continue;
            var (step, used) = (0L, 0);
            for (used = 1; body[0] == 0x10; used++)
            {
                step |= (long)(body[used] & 0x7F) << (7 * (used - 1));
                if (body[used] < 0x80)
                    break;
            }
            var value = body[(body[0] == 0x10 ? used + 1 : 0)..];
            // Summary, its length; value, its length; tag, its length. None of the tests' tags has 128 bytes.
            events.Add((step, Encoding.UTF8.GetString(value.Slice(6, value[5])), BinaryPrimitives.ReadSingleLittleEndian(value[^4..])));
        }
        return events;
    }

    /// <summary>CRC-32C by bits: the polynomial 0x1EDC6F41, reflected.</summary>
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0x82F63B78 ^ (crc >> 1) : crc >> 1;
        }
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }
}
