using System.Numerics;

namespace Adjoint.Runtime;

/// <summary>Where the parts of a wave's workspace start, in numbers.</summary>
internal readonly struct WaveLayout<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int waveRows;

    public unsafe WaveLayout(NetworkProgram<T> program, scoped in BatchData<T> data, int waveRows, bool keeps)
    {
        this.waveRows = waveRows;
        for (var i = 0; i < program.Inputs.Length; i++)
            Targets += data.Intake.ReadsInPlace(data.Inputs[i]) ? 0 : (long)waveRows * program.Inputs[i].Size;
        var size = 0L;
        foreach (var loss in program.Losses)
            size += loss.TargetSize(program.Targets);
        RowWeights = Targets + waveRows * size;
        var positions = 0L;
        foreach (var loss in program.Losses)
            positions += loss.Positions;
        Losses = RowWeights + waveRows * positions;
        RowMask = Losses + waveRows * positions;
        Kept = RowMask + (program.MasksRows ? waveRows : 0);
        Statistics = Kept + (keeps ? (long)waveRows * program.KeptPerRow : 0);
        Total = Statistics + (keeps ? program.Statistics : 0);
    }

    public long Targets { get; }

    public long RowWeights { get; }

    public long Losses { get; }

    public long RowMask { get; }

    public long Kept { get; }

    public long Statistics { get; }

    public long Total { get; }

    /// <summary>The pointers to the parts of a pass that there are several of.</summary>
    public static int Pointers(NetworkProgram<T> program) => program.Inputs.Length + 3 * program.Losses.Length;

    /// <summary>Points a pass to its parts.</summary>
    public unsafe void Place(NetworkProgram<T> program, scoped in BatchData<T> data, T* memory, T** pointers, ref Pass<T> pass)
    {
        pass.Inputs = pointers;
        pass.Targets = pass.Inputs + program.Inputs.Length;
        pass.RowWeights = pass.Targets + program.Losses.Length;
        pass.Losses = pass.RowWeights + program.Losses.Length;
        var input = memory;
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            pass.Inputs[i] = input;
            input += data.Intake.ReadsInPlace(data.Inputs[i]) ? 0 : (long)waveRows * program.Inputs[i].Size;
        }
        var target = memory + Targets;
        var before = 0L;
        for (var i = 0; i < program.Losses.Length; i++)
        {
            pass.Targets[i] = target;
            target += (long)waveRows * program.Losses[i].TargetSize(program.Targets);
            pass.RowWeights[i] = memory + RowWeights + before * waveRows;
            pass.Losses[i] = memory + Losses + before * waveRows;
            before += program.Losses[i].Positions;
        }
        pass.RowMask = memory + RowMask;
        pass.Kept = memory + Kept;
        pass.Statistics = memory + Statistics;
    }
}
