using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adjoint.Runtime;

namespace Adjoint.Training;

/// <summary>
/// One checkpoint as a safetensors file. The network's tensors have their own names, so that its <c>Load</c> reads the file; after a slash come those that belong to the run:
/// <c>optimizer/…</c>, <c>turn1/…</c>, <c>best/…</c>, <c>ema/…</c> and <c>history/…</c>.
/// </summary>
internal static class CheckpointFile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Replaces the file as a whole, or not at all.</summary>
    public static void Write(string path, RunParts run)
    {
        var parts = new Parts(run.Network, run.Options, run.Best is not null, run.Average is not null, run.State.History.Steps - run.Stored.Steps);
        var block = parts.Room();
        var values = block.All;
        Weights<T>.Block(run.Network).All.CopyTo(values);
        foreach (var (offset, tensor) in parts.Moments)
            Copy(tensor, values.Slice(offset, tensor.Length));
        if (run.Best is Weights<T> best)
            best.Values.CopyTo(values[parts.Best..]);
        if (run.Average is Weights<T> average)
            average.Values.CopyTo(values[parts.Average..]);
        run.State.History.CopyTo(run.Stored.Steps, values.Slice(parts.Losses, parts.Steps), values.Slice(parts.Rates, parts.Steps));
        var metadata = CheckpointMetadata.Of(run);
        metadata.Add((CheckpointMetadata.Digest, CheckpointMetadata.DigestOf(metadata, MemoryMarshal.AsBytes(values))));
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(run.Options.CheckpointStream(stream), block, CollectionsMarshal.AsSpan(metadata)));
    }

    /// <summary>Puts a run where a file says that it was. Nothing is changed unless all can be read.</summary>
    /// <exception cref="CheckpointException">The file is damaged, of another run, or of a later format.</exception>
    public static void Read(string path, RunParts run)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var metadata = CheckpointMetadata.Read(stream, path);
        CheckpointMetadata.Check(metadata, run, path);
        RunCheck.Bind(run.Network, run.Options.Optimizer);
        foreach (var turn in run.Options.Turns)
            RunCheck.Bind(turn.Network, turn.Optimizer);
        try
        {
            var saved = CheckpointState.Read(
                metadata.GetValueOrDefault(CheckpointMetadata.State, ""), run.Metrics, (stored, history) => HistoryPart<T>.Read(Path.GetDirectoryName(path)!, stored, run, history));
            CheckpointMetadata.CheckSteps(saved.Steps, Unsafe.SizeOf<T>(), stream);
            var parts = new Parts(run.Network, run.Options, saved.HasBest, run.Average is not null, saved.Steps);
            var block = parts.Room();
            var layout = block.Layout;
            block.Set(ModelFile.Values<T>(SafetensorsReader.Open(stream, layout, path), layout, path));
            CheckpointMetadata.CheckDigest(metadata, MemoryMarshal.AsBytes(block.All), path);
            Restore(run, saved, parts, block.All);
        }
        catch (Exception fault) when (
            fault is ModelFileException or System.Text.Json.JsonException or KeyNotFoundException or FormatException or InvalidOperationException or EndOfStreamException or OverflowException)
        {
            throw new CheckpointException($"'{path}' is damaged: {CheckpointMetadata.Reason(fault)}", fault);
        }
    }

    private static void Restore(RunParts run, SavedState saved, Parts parts, ReadOnlySpan<T> values)
    {
        var (network, optimizer) = (run.Network, run.Options.Optimizer);
        values[..network.Layout.Total].CopyTo(Weights<T>.Block(network).All);
        foreach (var (offset, tensor) in parts.Moments)
            Restore(tensor, values.Slice(offset, tensor.Length));
        if (saved.HasBest)
        {
            var best = new Weights<T>(network);
            values.Slice(parts.Best, network.Layout.Total).CopyTo(best.Values);
            run.Best = best;
        }
        if (run.Average is Weights<T> average)
            values.Slice(parts.Average, network.Layout.Total).CopyTo(average.Values);
        saved.State.History.Add(values.Slice(parts.Losses, parts.Steps), values.Slice(parts.Rates, parts.Steps));
        saved.State.TakeUp();
        (network.TrainingStep, optimizer.Steps, optimizer.RateFactor) = (saved.Gradients, saved.OptimizerSteps, saved.RateFactor);
        foreach (var (turn, (steps, factor)) in run.Options.Turns.Zip(saved.Turns))
            (turn.Optimizer.Steps, turn.Optimizer.RateFactor) = (steps, factor);
        (run.State, run.Stored) = (saved.State, saved.Stored);
    }

    private static void Copy(OptimizerTensor tensor, Span<T> values)
    {
        if (typeof(T) == typeof(double))
            tensor.CopyTo(MemoryMarshal.Cast<T, double>(values));
        else
            tensor.CopyTo(MemoryMarshal.Cast<T, float>(values));
    }

    private static void Restore(OptimizerTensor tensor, ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(double))
            tensor.CopyFrom(MemoryMarshal.Cast<T, double>(values));
        else
            tensor.CopyFrom(MemoryMarshal.Cast<T, float>(values));
    }

    /// <summary>Where each part is among the values of a file, the network first.</summary>
    internal sealed class Parts
    {
        private readonly List<ParameterInfo> tensors = [];
        private readonly string network;
        private int total;

        public Parts(ITrainable network, TrainingOptions options, bool hasBest, bool hasAverage, int steps)
        {
            this.network = network.Layout.Network;
            Add("", network.Layout);
            AddMoments("optimizer", options.Optimizer);
            for (var i = 0; i < options.Turns.Count; i++)
                AddMoments($"turn{i + 1}", options.Turns[i].Optimizer);
            Best = hasBest ? Add($"best{ModelFit.OfRun}", network.Layout) : 0;
            Average = hasAverage ? Add($"ema{ModelFit.OfRun}", network.Layout) : 0;
            Steps = steps;
            Losses = Add($"history{ModelFit.OfRun}loss", [steps]);
            Rates = Add($"history{ModelFit.OfRun}rate", [steps]);
        }

        public List<(int Offset, OptimizerTensor Tensor)> Moments { get; } = [];

        public int Best { get; }

        public int Average { get; }

        /// <summary>The steps of the history that are in the file itself.</summary>
        public int Steps { get; }

        public int Losses { get; }

        public int Rates { get; }

        /// <summary>Room for all values.</summary>
        public ParameterBlock<T> Room() => new(new ParameterLayout(network, [.. tensors]), seed: 0);

        private void AddMoments(string prefix, Optimizer optimizer)
        {
            foreach (var tensor in optimizer.State)
            {
                Moments.Add((total, tensor));
                Add($"{prefix}{ModelFit.OfRun}{tensor.Name}", [.. tensor.Shape]);
            }
        }

        private int Add(string prefix, ParameterLayout layout)
        {
            var start = total;
            foreach (var tensor in layout.Parameters)
            {
                tensors.Add(new ParameterInfo(
                    prefix + tensor.Name, [.. tensor.Shape], start + tensor.Offset, ParameterRole.Weight, Initializer.Zeros, tensor.FanIn, tensor.FanOut, tensor.OutputsTogether));
            }
            total = checked(total + layout.Total);
            return start;
        }

        private int Add(string name, int[] shape)
        {
            var start = total;
            tensors.Add(new ParameterInfo(name, shape, start, ParameterRole.Weight, Initializer.Zeros, 1, 1, outputsTogether: 1));
            total = checked(total + tensors[^1].Length);
            return start;
        }
    }
}
