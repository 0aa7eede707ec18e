using System.Globalization;
using Adjoint.Training.Tests.Harness;

namespace Adjoint.Training.Tests.Checkpoints;

/// <summary>
/// What this assembly does when it is run as a program: a run of training that somebody kills. It says when it has begun, and where it is told to stall it stops in the middle
/// of writing a checkpoint, and says so. Told to kill, it kills such runs as often as it is told; told to show something, it is <see cref="Progress.ShownProgram"/>; told
/// to read images, it reads as many hostile ones; told to report, it opens a report in a browser, <see cref="Reports.BrowserProgram"/>. <c>dotnet test</c> does not come here.
/// </summary>
public static class KilledProgram
{
    private const int Epochs = 60;

    /// <summary>
    /// Trains in a folder; the second argument is after how many bytes of a file to stall, or −1, the third the number of threads, the fourth the first file, checkpoint or part of the history,
    /// in which to stall.
    /// </summary>
    public static int Main(string[] arguments)
    {
        if (arguments is ["kills", var kills])
        {
            var count = int.Parse(kills, CultureInfo.InvariantCulture);
            Console.WriteLine($"{KilledRunTests.Kill(count)} of {count} kills came in the middle of a write; every run has ended bit for bit as one that was not killed.");
            return 0;
        }
        if (arguments is ["images", var images])
        {
            Sources.ImageFuzzTests.DecodeAll(int.Parse(images, CultureInfo.InvariantCulture));
            return 0;
        }
        if (arguments is ["report", var folder])
            return Reports.BrowserProgram.Run(folder);
        if (arguments is ["show", var what, var display])
            return Progress.ShownProgram.Run(what, display);
        var stall = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var network = new Dropping(seed: 1) { Threads = int.Parse(arguments[2], CultureInfo.InvariantCulture) };
        var (files, first) = (0, int.Parse(arguments[3], CultureInfo.InvariantCulture));
        Train(network, arguments[0], stall < 0 ? static stream => stream : stream => ++files < first ? stream : new StallingStream(stream, stall), slowly: true);
        return 0;
    }

    /// <summary>The run; it is the same whoever takes it up.</summary>
    internal static Run Train(Dropping network, string? folder, Func<Stream, Stream> through, bool slowly) =>
        Trainer.Fit(network, (Rows.Flowers(73), Rows.Flowers(29, seed: 2)), new()
        {
            Epochs = Epochs,
            BatchSize = 5,
            Accumulate = 2,
            Seed = 7,
            Optimizer = new Adam(Plan.OneCycle(0.02f)),
            AverageWeights = 0.9,
            Keep = Best.Of<Accuracy>(),
            Plateau = Plateau.After(4, 0.7f),
            Stop = EarlyStopping.After(Epochs),
            Checkpoints = folder,
            CheckpointSteps = 3,
            CheckpointStream = through,
            HistoryPart = 100,
            Display = ProgressDisplay.None,
            StepEnded = slowly ? static step => SayAndSleep(step.Step) : null,
        });

    private static void SayAndSleep(long step)
    {
        Console.WriteLine(step);
        Thread.Sleep(1);
    }

    /// <summary>Passes some bytes on, says that it stalls, and then does nothing more.</summary>
    private sealed class StallingStream(Stream inner, int after) : Stream
    {
        private int passed;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            var now = Math.Min(count, after - passed);
            inner.Write(buffer, offset, now);
            passed += now;
            if (passed < after)
                return;
            inner.Flush();
            Console.WriteLine("stalls");
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
