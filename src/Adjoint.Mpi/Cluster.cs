using System.Globalization;
using Adjoint.Training;

namespace Adjoint.Mpi;

/// <summary>The processes that <c>mpirun</c> has started, this one among them; without it, this process alone. For <see cref="TrainingOptions.Cluster"/>.</summary>
/// <example><code>using var cluster = Cluster.Join();</code></example>
public sealed class Cluster : ICluster, IDisposable
{
    /// <summary>What the launchers of Open MPI, and those of MPICH and Slurm, leave in the environment.</summary>
    private static readonly string[] OfOpenMpi = ["OMPI_COMM_WORLD_SIZE"], Others = ["PMI_SIZE", "PMI_RANK", "PMIX_RANK"];

    private readonly MpiLibrary? mpi;
    private bool isLeft;

    private Cluster(MpiLibrary? mpi)
    {
        this.mpi = mpi;
        (Rank, Size) = mpi is null ? (0, 1) : (mpi.Rank, mpi.Size);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>What the library calls itself: <c>Open MPI v4.1.4</c>; empty for a process alone.</summary>
    public string Library => mpi?.Version ?? "";

    /// <summary>Joins the processes that were started together with this one. Once in a process.</summary>
    /// <exception cref="DllNotFoundException">The process was started by MPI, and its library was not found.</exception>
    /// <exception cref="InvalidOperationException">The process has joined already.</exception>
    public static Cluster Join()
    {
        var byOpenMpi = Array.Exists(OfOpenMpi, IsSet);
        return new Cluster(byOpenMpi || Array.Exists(Others, IsSet) ? MpiLibrary.Join(byOpenMpi) : null);

        static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="all"/> has another length.</exception>
    public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
    {
        ObjectDisposedException.ThrowIf(isLeft, this);
        if (all.Length != (long)own.Length * Size)
            throw new ArgumentException($"{Size} processes with {own.Length} bytes each have {(long)own.Length * Size} bytes, and there is room for {all.Length}.", nameof(all));
        if (mpi is null)
            own.CopyTo(all);
        else
            mpi.Gather(own, all);
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values)
    {
        ObjectDisposedException.ThrowIf(isLeft, this);
        mpi?.Sum(values);
    }

    /// <inheritdoc/>
    public void Sum(Span<double> values)
    {
        ObjectDisposedException.ThrowIf(isLeft, this);
        mpi?.Sum(values);
    }

    /// <inheritdoc/>
    public void Wait()
    {
        ObjectDisposedException.ThrowIf(isLeft, this);
        mpi?.Wait();
    }

    /// <inheritdoc/>
    public void Abort(string message)
    {
        if (mpi is null || isLeft)
            return;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Process {Rank} of {Size} cannot go on, and ends all: {message}"));
        mpi.Abort();
    }

    /// <summary>Leaves, once all others do.</summary>
    public void Dispose()
    {
        if (!isLeft)
            mpi?.Leave();
        isLeft = true;
    }
}
