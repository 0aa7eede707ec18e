namespace Adjoint.Training;

/// <summary>
/// Processes that train one network together, each on its share of the rows: see <see cref="TrainingOptions.Cluster"/>. <c>Cluster.Join()</c> of the package Adjoint.Mpi gives
/// those that <c>mpirun</c> has started. All of them call the same methods in the same order.
/// </summary>
public interface ICluster
{
    /// <summary>The number of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>How many there are.</summary>
    int Size { get; }

    /// <summary>Collects as many bytes from each process, in the order of their ranks; all have all afterwards.</summary>
    /// <param name="own">Those of this process.</param>
    /// <param name="all">Receives those of all, <see cref="Size"/> times as many.</param>
    void Gather(ReadOnlySpan<byte> own, Span<byte> all);

    /// <summary>Adds up the numbers of all processes, in whichever order is fastest; all have the sums afterwards.</summary>
    /// <param name="values">This process's numbers; then the sums.</param>
    void Sum(Span<float> values);

    /// <inheritdoc cref="Sum(Span{float})"/>
    void Sum(Span<double> values);

    /// <summary>Returns once all processes have come here.</summary>
    void Wait();

    /// <summary>Ends all processes, because this one cannot go on: the others would wait for it for ever. With one process it does nothing.</summary>
    /// <param name="message">What has happened, in words.</param>
    void Abort(string message);
}
