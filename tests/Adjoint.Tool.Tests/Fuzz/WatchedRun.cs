namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>
/// Work on a thread of its own that is left when one file never ends. Its stack is as small as the smallest of the systems gives to a program: what nests too deep overflows it.
/// </summary>
internal sealed class WatchedRun
{
    private const int StackBytes = 1 << 20;

    /// <summary>Processor time past which a file will not end any more.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(30);

    private readonly LastFile? last;
    private long number;
    private byte[] file = [];
    private volatile bool isLeft;

    private WatchedRun(LastFile? last) => this.last = last;

    /// <summary>Whether the work still counts.</summary>
    public bool Goes => !isLeft;

    /// <summary>Says which file comes next.</summary>
    public void Begin(long number, byte[] file)
    {
        last?.Note(file);
        Volatile.Write(ref this.file, file);
        Volatile.Write(ref this.number, number);
    }

    /// <summary>Does some work to its end, or until a file hangs; returns that file with its number, or null.</summary>
    public static (long Number, byte[] File)? Do(Action<WatchedRun> work, LastFile? last = null)
    {
        var (run, failure) = (new WatchedRun(last), default(Exception));
        var thread = new Thread(() =>
        {
            try
            {
                work(run);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }, StackBytes) { IsBackground = true };
        thread.Start();
        var (seen, before) = (-1L, Environment.CpuUsage.TotalTime);
        while (!thread.Join(TimeSpan.FromMilliseconds(500)))
        {
            if (Volatile.Read(ref run.number) is var now && now != seen)
                (seen, before) = (now, Environment.CpuUsage.TotalTime);
            else if (Environment.CpuUsage.TotalTime - before > Hanging)
            {
                run.isLeft = true;
                return (now, Volatile.Read(ref run.file));
            }
        }
        return failure is null ? null : throw new InvalidOperationException(failure.Message, failure);
    }
}
