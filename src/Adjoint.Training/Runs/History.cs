using System.Numerics;

namespace Adjoint.Training;

/// <summary>What a run has measured, as data: of each step the loss and the rate, of each epoch all else. It goes on where a checkpoint was taken up.</summary>
public sealed class History
{
    private readonly List<EpochRecord> epochs = [];
    private double[] losses = [];
    private float[] rates = [];

    /// <summary>Each epoch that was trained to its end.</summary>
    public IReadOnlyList<EpochRecord> Epochs => epochs;

    /// <summary>The number of steps.</summary>
    public int Steps { get; private set; }

    /// <summary>The loss of each step, before it.</summary>
    public ReadOnlySpan<double> Losses => losses.AsSpan(0, Steps);

    /// <summary>The learning rate of each step.</summary>
    public ReadOnlySpan<float> Rates => rates.AsSpan(0, Steps);

    /// <summary>Reads the history of a run from its checkpoints, without its network; metrics have their names.</summary>
    /// <param name="folder">That of <see cref="TrainingOptions.Checkpoints"/>.</param>
    /// <exception cref="CheckpointException">The folder has no checkpoint that can be read.</exception>
    public static History Read(string folder) => StoredRun.Read(folder).History;

    /// <summary>Writes the epochs as a table: a line each, under the names of what was measured.</summary>
    /// <param name="path">The file; an older one is replaced as a whole, or not at all.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its directory may not be written.</exception>
    public void SaveCsv(string path) => HistoryExport.SaveCsv(path, this);

    /// <summary>Writes loss and rate of each step as a table.</summary>
    /// <inheritdoc cref="SaveCsv"/>
    public void SaveStepsCsv(string path) => HistoryExport.SaveStepsCsv(path, this);

    /// <summary>Writes steps, epochs and metrics as JSON; numbers that are not finite are text.</summary>
    /// <inheritdoc cref="SaveCsv"/>
    public void SaveJson(string path) => HistoryExport.SaveJson(path, this);

    /// <summary>Makes room for some more steps, so that none of them allocates.</summary>
    internal void Reserve(int steps)
    {
        if (losses.Length - Steps >= steps)
            return;
        var length = Math.Max(Steps + steps, 2 * losses.Length);
        Array.Resize(ref losses, length);
        Array.Resize(ref rates, length);
    }

    internal void Add(double loss, float rate)
    {
        Reserve(1);
        (losses[Steps], rates[Steps]) = (loss, rate);
        Steps++;
    }

    /// <summary>Copies steps from one on.</summary>
    internal void CopyTo<T>(int first, Span<T> losses, Span<T> rates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < losses.Length; i++)
            (losses[i], rates[i]) = (T.CreateTruncating(this.losses[first + i]), T.CreateTruncating(this.rates[first + i]));
    }

    /// <summary>Adds steps.</summary>
    internal void Add<T>(ReadOnlySpan<T> losses, ReadOnlySpan<T> rates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Reserve(losses.Length);
        for (var i = 0; i < losses.Length; i++)
            Add(double.CreateTruncating(losses[i]), float.CreateTruncating(rates[i]));
    }

    internal void Add(EpochRecord epoch) => epochs.Add(epoch);
}
