using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Gradients of shards of a batch, whose others are computed elsewhere. Nothing of the network changes, the count of its gradients and its running statistics neither.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    [SkipLocalsInit]
    private void Gradients(MiniBatch batch, RowShards shards, AlignedBuffer<T> room)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        var data = BatchFeeds<T>.Of(program, batch, inputs, targets, scales);
        Enter();
        try
        {
            Follow(ref data);
            ShardPasses<T>.Run(program, Parameters, pool, data, shards, room, seed, (ulong)TrainingStep, Threads);
            GC.KeepAlive(moving);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Lets the running statistics of this step move in a place of their own.</summary>
    private void Follow(scoped ref BatchData<T> data)
    {
        if (program.Layout.Statistics == 0)
            return;
        moving ??= new AlignedBuffer<T>(program.Layout.Statistics);
        Parameters.Statistics.CopyTo(moving.Span);
        data.Running = moving.Pointer;
    }
}
