using System.Runtime.CompilerServices;
using Adjoint.Data;

// The observer lies on the stack of the caller, who waits for the pass.
#pragma warning disable CS8500

namespace Adjoint.Runtime;

/// <summary>A pass over a batch that shows what each layer computes.</summary>
public sealed unsafe partial class NetworkRunner<T>
{
    /// <summary>Evaluates a batch on this thread, and shows the output of each layer.</summary>
    [SkipLocalsInit]
    public void Inspect(MiniBatch batch, LayerObserver see)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(see);
        Feed* inputs = stackalloc Feed[program.Inputs.Length], targets = stackalloc Feed[program.Targets.Length];
        var scales = stackalloc T[program.Losses.Length];
        var data = BatchFeeds<T>.Of(program, batch, inputs, targets, scales);
        var precision = typeof(T) == typeof(double) ? Precision.Double : Precision.Single;
        var watch = new Watch(see, Array.ConvertAll(program.Layers, layer => new PortRows(layer, (program.ByPosition ?? program).ChunkRows, precision)), program.ByPosition?.Positions ?? 1);
        data.Watch = &Show;
        data.Watcher = &watch;
        TrainingPasses<T>.Run(WaveWork<T>.Evaluation, program, Parameters, pool, data, gradient: null, seed, step: 0, threads: 1);
    }

    private static void Show(void* watcher, int layer, T* values, nint firstRow, nint rows)
    {
        var watch = (Watch*)watcher;
        var output = watch->Outputs[layer];
        if (watch->Positions > 1)
        {
            ShowPositions(watch, output, values, firstRow, (int)rows);
            return;
        }
        LaneBlocks.CopyBlocks(values, (int)rows, output.Port.Size, output.Lanes<T>()!.Pointer);
        output.Rows = (int)rows;
        watch->See(output, (int)firstRow);
    }

    /// <summary>Where rows are positions, those of whole rows.</summary>
    private static void ShowPositions(Watch* watch, PortRows output, T* values, nint firstRow, int positions)
    {
        var size = output.Port.Size / watch->Positions;
        var rows = new AlignedBuffer<T>(positions * size);
        LaneBlocks.ToRows(values, positions, size, rows.Pointer);
        output.Rows = positions / watch->Positions;
        LaneBlocks.FromRows(rows.Pointer, output.Rows, output.Port.Size, output.Lanes<T>()!.Pointer);
        watch->See(output, (int)firstRow / watch->Positions);
    }

    /// <summary>Who sees, and the room for what is seen of each layer.</summary>
    private readonly record struct Watch(LayerObserver See, PortRows[] Outputs, int Positions);
}
