using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Mini-batches, whose rows are in lane blocks already, as the rows of a call.</summary>
internal static unsafe partial class BatchFeeds<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Checks a mini-batch, and points to its rows.</summary>
    /// <param name="program">The network.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="inputs">Receives one for each input.</param>
    /// <param name="targets">Receives one for each target.</param>
    /// <param name="scales">Receives one for each loss; null where none is asked for.</param>
    public static BatchData<T> Of(NetworkProgram<T> program, MiniBatch batch, Feed* inputs, Feed* targets, T* scales)
    {
        var rows = Inputs(program, batch, inputs);
        for (var i = 0; i < program.Targets.Length; i++)
        {
            var found = batch.AllTargets[Find(program, batch.TargetPorts, program.Targets, i)];
            CheckTarget(program, program.Targets[i], found, rows);
            targets[i] = FeedOf(program, found);
        }
        var intake = scales == null ? RowIntake<T>.EveryRow : BatchData<T>.FillScales(program, inputs, targets, rows, scales, nameof(batch));
        return new BatchData<T> { Rows = rows, Inputs = inputs, Targets = targets, Scales = scales, Intake = intake, Owner = batch };
    }

    /// <summary>Checks the inputs of a mini-batch, points to them and returns the number of rows.</summary>
    public static int Inputs(NetworkProgram<T> program, MiniBatch batch, Feed* inputs)
    {
        for (var i = 0; i < program.Inputs.Length; i++)
        {
            var (port, found) = (program.Inputs[i], batch.AllInputs[Find(program, batch.InputPorts, program.Inputs, i)]);
            if (found.Port.Kind != port.Kind || found.Port.Size != port.Size)
            {
                throw new ArgumentException(
                    $"'{program.Layout.Network}' needs {port.Size} {(port.Kind == PortKind.Indices ? "tokens" : "numbers")} a row{Where(program.Inputs, port)}; the batch has "
                    + $"{found.Port.Size} {(found.Port.Kind == port.Kind ? "features" : found.Port.Kind == PortKind.Indices ? "tokens" : "numbers")}.", nameof(batch));
            }
            CheckRows(program, batch, found);
            inputs[i] = FeedOf(program, found);
            Checks.Tokens(program.Layout.Network, port, inputs[i], nameof(batch));
        }
        return batch.Rows > 0 ? batch.Rows : throw new ArgumentException("The batch has no rows.", nameof(batch));
    }

    private static int Find(NetworkProgram<T> program, Port[] given, Port[] wanted, int i) => PortMatch.Find(given, wanted, i) is >= 0 and var found
        ? found
        : throw new ArgumentException(
            $"'{program.Layout.Network}' needs {PortMatch.Names(wanted)}; the batch has {PortMatch.Names(given)}. Give the columns of its data set the names of the network's inputs and targets.", "batch");

    /// <summary>Which port a message is about, where there are several.</summary>
    private static string Where(Port[] ports, Port port) => ports.Length == 1 ? "" : $" in '{port.Name}'";

    private static Feed FeedOf(NetworkProgram<T> program, PortRows rows)
    {
        var length = rows.Rows * rows.Port.Size;
        if (rows.Port.Kind == PortKind.Indices)
            return new Feed((int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(rows.AllIndices)), length);
        if (rows.Lanes<T>() is { } lanes)
            return new Feed(lanes.Pointer, length, FeedLayout.Lanes);
        if (rows.Lanes<float>() is { } floats)
            return new Feed(floats.Pointer, length, FeedLayout.LanesOfFloats);
        throw new ArgumentException($"'{program.Layout.Network}' computes in floats, and '{rows.Port.Name}' of the batch is doubles; give floats, or declare Precision = Precision.Double.", "batch");
    }

    private static void CheckRows(NetworkProgram<T> program, MiniBatch batch, PortRows rows)
    {
        if (rows.Rows != batch.Rows)
            throw new ArgumentException(
                $"'{program.Layout.Network}' needs as many rows in each port: '{batch.InputPorts[0].Name}' has {batch.Rows}, and '{rows.Port.Name}' {rows.Rows}.",
                nameof(batch));
    }

    /// <summary>Checks that a batch has the kind of target that the network is trained on, and as many numbers.</summary>
    private static void CheckTarget(NetworkProgram<T> program, Port port, PortRows found, int rows)
    {
        if (port.Kind == PortKind.Indices && found.Port.Kind != PortKind.Indices)
        {
            var what = found.AreOfLabels
                ? "probabilities, which Mixup has made of them. Declare [CrossEntropy(Targets = Targets.Probabilities)], or leave Mixup out"
                : "none";
            throw new ArgumentException($"'{program.Layout.Network}' is trained on class labels{Where(program.Targets, port)}; the batch has {what}.", "batch");
        }
        if (port.Kind == PortKind.Indices && found.Port.Size != port.Size)
            throw new ArgumentException(
                $"'{program.Layout.Network}' needs {port.Size} {(port.Size == 1 ? "label" : "labels")} for each row{Where(program.Targets, port)}; the batch has {found.Port.Size}.",
                "batch");
        if (port.Kind == PortKind.Numbers && (found.Port.Kind != PortKind.Numbers || found.Port.Size != port.Size))
        {
            var what = found.Port.Kind == PortKind.Numbers
                ? $"{found.Port.Size * rows} for {rows} rows"
                : "class labels. " + (port.Size == 1 ? "Declare [BinaryCrossEntropy(Targets = Targets.Classes)], which takes the labels 0 and 1"
                    : "OneHot.Encode makes targets of labels, and Augmentation.Mixup makes mixtures of them");
            throw new ArgumentException($"'{program.Layout.Network}' needs {port.Size} targets for each row{Where(program.Targets, port)}; the batch has {what}.", "batch");
        }
        if (found.Rows != rows)
            throw new ArgumentException($"'{program.Layout.Network}' needs as many rows in each port: the inputs of the batch have {rows}, and '{found.Port.Name}' {found.Rows}.", "batch");
    }
}
