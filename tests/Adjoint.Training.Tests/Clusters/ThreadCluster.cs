using System.Numerics;
using System.Runtime.InteropServices;

namespace Adjoint.Training.Tests.Clusters;

/// <summary>A cluster whose processes are threads of this one: the same calls, and the same orders, as over MPI.</summary>
internal sealed class ThreadCluster : ICluster
{
    private readonly Room room;

    private ThreadCluster(Room room, int rank) => (this.room, Rank) = (room, rank);

    public int Rank { get; }

    public int Size => room.Size;

    /// <summary>What was said when it was ended; null if it was not.</summary>
    public string? Aborted => room.Aborted;

    /// <summary>Runs the same on each of some ranks, and gives what each returns.</summary>
    public static T[] Run<T>(int size, Func<ThreadCluster, T> run)
    {
        var (room, results, faults) = (new Room(size), new T[size], new List<Exception>());
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = run(new ThreadCluster(room, rank));
            }
            catch (Exception fault)
            {
                lock (faults)
                    faults.Add(fault);
            }
        })).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return faults.Count == 0 ? results : throw new AggregateException(faults);
    }

    public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
    {
        room.Parts[Rank] = own.ToArray();
        Wait();
        for (var rank = 0; rank < Size; rank++)
            room.Parts[rank].CopyTo(all[(rank * own.Length)..]);
        Wait();
    }

    public void Sum(Span<float> values) => Add(values);

    public void Sum(Span<double> values) => Add(values);

    public void Wait()
    {
        room.Barrier.SignalAndWait(TimeSpan.FromSeconds(60));
        if (room.Aborted is not null)
            throw new OperationCanceledException(room.Aborted);
    }

    public void Abort(string message)
    {
        room.Aborted ??= message;
        // Whoever waits is let go, and finds the word.
        room.Barrier.RemoveParticipant();
    }

    private void Add<T>(Span<T> values)
        where T : unmanaged, INumber<T>
    {
        var all = new byte[MemoryMarshal.AsBytes(values).Length * Size];
        Gather(MemoryMarshal.AsBytes(values), all);
        values.Clear();
        // From the last to the first: any order will do.
        for (var rank = Size - 1; rank >= 0; rank--)
        {
            var part = MemoryMarshal.Cast<byte, T>(all.AsSpan(rank * all.Length / Size, all.Length / Size));
            for (var i = 0; i < values.Length; i++)
                values[i] += part[i];
        }
    }

    private sealed class Room(int size)
    {
        public int Size => size;

        public Barrier Barrier { get; } = new(size);

        public byte[][] Parts { get; } = new byte[size][];

        public string? Aborted { get; set; }
    }
}
