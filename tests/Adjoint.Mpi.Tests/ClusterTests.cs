namespace Adjoint.Mpi.Tests;

/// <summary>A process that nobody has started with others. What several do, <see cref="RanksProgram"/> tries where MPI is installed.</summary>
public sealed class ClusterTests
{
    [Fact]
    public void Without_mpirun_a_process_is_alone_and_needs_no_library()
    {
        using var cluster = Cluster.Join();
        Assert.Equal((0, 1, ""), (cluster.Rank, cluster.Size, cluster.Library));
        var all = new byte[3];
        cluster.Gather([1, 2, 3], all);
        Assert.Equal([1, 2, 3], all);
        float[] values = [1.5f];
        cluster.Sum(values);
        Assert.Equal([1.5f], values);
        cluster.Wait();
        cluster.Abort("It does nothing.");
        Assert.Contains("1 processes with 2 bytes each have 2 bytes, and there is room for 3", Assert.Throws<ArgumentException>(() => cluster.Gather([1, 2], all))
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_left_cannot_call_any_more()
    {
        var cluster = Cluster.Join();
        cluster.Dispose();
        cluster.Dispose();
        Assert.Throws<ObjectDisposedException>(cluster.Wait);
        Assert.Throws<ObjectDisposedException>(() => cluster.Gather([1], new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => cluster.Sum(new float[1]));
        Assert.Throws<ObjectDisposedException>(() => cluster.Sum(new double[1]));
    }

    /// <summary>The program of docs/mpi.md.</summary>
    [Fact]
    public async Task A_cluster_of_one_trains()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-mpi-").FullName;
        var digits = RanksProgram.Digits().Take(300).Split(0.9, seed: 1);
        using var cluster = Cluster.Join();
        var run = await Trainer.FitAsync(new LeNet5(seed: 1), digits, new() { Epochs = 5, BatchSize = 256, Optimizer = new Adam(1e-3f), Cluster = cluster, Checkpoints = folder });
        if (cluster.Rank == 0)
            run.Network.Save(Path.Combine(folder, "lenet.safetensors"));
        Assert.Equal(10, run.History.Steps);
        Assert.True(File.Exists(Path.Combine(folder, "lenet.safetensors")));
        Directory.Delete(folder, recursive: true);
    }
}
