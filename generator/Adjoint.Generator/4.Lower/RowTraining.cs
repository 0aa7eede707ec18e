using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Lower;

/// <summary>
/// Training row by row, with vectors over features and positions as in the prediction of one row: of few rows, lanes without a row would take as long as those with one. Each call has a
/// counterpart that does the same for one row; what is summed over the rows is added up as they come. A network with a call that has none is trained in lane blocks alone.
/// </summary>
internal sealed class RowTraining
{
    /// <summary>Operations of a row's prediction below which lane blocks take no time that anybody would notice.</summary>
    private const long LeastFlops = 50_000;

    /// <summary>Products of a row for each weight from which on reading the weights again for the next row does not count.</summary>
    private const double ManyProducts = 4;

    /// <summary>Floats that a core's own cache holds, 1 MiB.</summary>
    private const int CachedNumbers = 1 << 18;

    private static readonly LibraryKernel LaneBlocks = new("LaneBlocks"), RowImages = new("RowImages");

    private readonly ShapedNetwork network;
    private readonly List<Step> steps = [];

    /// <summary>Gradients that lane blocks have with rows outermost. Of one row they are what they are.</summary>
    private readonly Dictionary<BufferKey, Operand> panels = [];

    private RowTraining(ShapedNetwork network) => this.network = network;

    /// <summary>The steps of training for one row; none where some call has no counterpart, or where the network is small.</summary>
    public static EquatableArray<Step> Of(LoweredNetwork lowered)
    {
        var network = lowered.Graph.Network;
        if (lowered.Graph.FlopsPerRow < LeastFlops || network.Positions > 1 || network.Losses.Count == 0 || !network.Losses.All(loss => IsOfRows(network, loss)))
            return [];
        var training = new RowTraining(network);
        return lowered.Forward.Concat(lowered.Backward).All(training.Add) ? training.steps.ToEquatableArray() : [];
    }

    /// <summary>
    /// The most rows that are trained one by one, as measured (docs/benchmarks.md): where each weight takes part in few products, three rows take as long as a lane block; where in many, eight do,
    /// and sixteen where what a lane block keeps outgrows the cache.
    /// </summary>
    /// <param name="lowered">The network.</param>
    /// <param name="kept">The numbers that training keeps for each row.</param>
    public static int MostRows(LoweredNetwork lowered, int kept)
    {
        var weights = lowered.Graph.Network.Parameters.Sum(static p => p.Length);
        return lowered.Graph.FlopsPerRow / 2 <= ManyProducts * weights ? 2 : kept * Lanes.LaneBlock.Rows <= CachedNumbers ? 6 : 12;
    }

    private static bool IsOfRows(ShapedNetwork network, Node loss) =>
        loss.Operator is LossOperator judge && network.Values[loss.Inputs[0]] is { Lengths: null } output && judge.Positions(output.Shape) == 1;

    /// <summary>Adds what a step does for one row; false where there is no such thing.</summary>
    private bool Add(Step step)
    {
        var call = step.Call with { Operands = step.Call.Operands.Select(o => panels.TryGetValue(o.Key, out var source) ? source : o).ToEquatableArray() };
        if (step.Loop is not null || step.Within is not null || call.Timing == Timing.Meeting || call.Operands.Any(static o => o.Kind == OperandKind.RowMask))
            return false;
        switch (call.Kernel)
        {
            case LibraryKernel { Name: "LaneBlocks" } when call.Method == "ToPanels":
                panels.Add(call.Operands[1].Key, call.Operands[0]);
                return true;
            case LibraryKernel { Name: "LaneBlocks" } when call.Method is "AddLaneSums" or "AddPanelSums":
                return Keep(step, new KernelCall(RowImages, "AddSteps", call.Operands, 1, call.Equations)
                {
                    Arguments = [new CallArgument.Address(0), call.Arguments[1], new CallArgument.Number(call.UnitsPerRow), new CallArgument.Address(1), new CallArgument.Accumulate()],
                });
            case DenseKernel { IsTable: false, Together: <= Lanes.LaneBlock.Rows }:
                return call.Method == "WeightGradient"
                    ? Keep(step, call with { Arguments = [.. Addresses, new CallArgument.Units(), new CallArgument.Accumulate()] })
                    : Keep(step, call);
            case ConvKernel { Groups: 1, Axes.Count: 2 } conv when call.Operands.All(static o => o.From is null):
                return Add(step, call, conv);
            case LaneKernel { Table: null } when call.Arguments.IsEmpty:
                return Keep(step, call);
            default:
                return false;
        }
    }

    private bool Add(Step step, KernelCall call, ConvKernel conv)
    {
        var (rows, columns) = (conv.Axes[0], conv.Axes[1]);
        switch (call.Method)
        {
            case "Forward":
                return Keep(step, call);
            case "InputGradient":
                var (dy, high, wide) = (call.Operands[0], RowImage.OfInputGradient(rows), RowImage.OfInputGradient(columns));
                var spread = new Kernels.Buffer($"d{NameOf(dy)}Spread", "with zeros between and around", conv.Out * high.Size * wide.Size);
                Spread(step, dy, Operand.Of(spread, dy.Id), conv.Out, (rows.Out, rows.Stride, high), (columns.Out, columns.Stride, wide), $"d{NameOf(dy)} with zeros where no output is");
                return Keep(step, call with
                {
                    Operands = [Operand.Of(spread, dy.Id), call.Operands[1], call.Operands[2]],
                    Arguments = [.. Addresses],
                });
            case "WeightGradient":
                var (x, gradient) = (PaddedInput(step, call.Operands[0], conv), call.Operands[1]);
                var blocks = Operand.Of(new Kernels.Buffer($"d{NameOf(gradient)}Blocks", "channels innermost", Lanes.LaneBlock.WholeVectors(conv.Out) * conv.OutPlane), gradient.Id);
                Keep(step, new KernelCall(LaneBlocks, "FromRows", [gradient, blocks.Written], 1, [Equation.Remark($"d{NameOf(gradient)} with the channels of a position side by side")])
                {
                    Arguments = [new CallArgument.Address(0), new CallArgument.Number(conv.Out), new CallArgument.Number(conv.OutPlane), new CallArgument.Address(1)],
                });
                return Keep(step, call with
                {
                    Operands = [x, blocks, call.Operands[2]],
                    Arguments = [.. Addresses, new CallArgument.Accumulate()],
                });
            case "BiasGradient":
                return Keep(step, new KernelCall(RowImages, "AddPositions", call.Operands, 1, call.Equations)
                {
                    Arguments = [new CallArgument.Address(0), new CallArgument.Number(conv.Out), new CallArgument.Number(conv.OutPlane), new CallArgument.Address(1), new CallArgument.Accumulate()],
                });
            default:
                return false;
        }
    }

    /// <summary>The input as the taps reach it: itself, or with zeros around.</summary>
    private Operand PaddedInput(Step step, Operand x, ConvKernel conv)
    {
        var (rows, columns) = (conv.Axes[0], conv.Axes[1]);
        var (high, wide) = (RowImage.OfWeightGradient(rows), RowImage.OfWeightGradient(columns));
        if (high.Size == rows.In && wide.Size == columns.In)
            return x;
        var padded = Operand.Of(new Kernels.Buffer($"{NameOf(x)}Padded{steps.Count}", "with zeros around", conv.In * high.Size * wide.Size), x.Id);
        Spread(step, x, padded, conv.In, (rows.In, 1, high), (columns.In, 1, wide), $"{NameOf(x)} with zeros around");
        return padded;
    }

    private void Spread(Step step, Operand from, Operand to, int channels, (int Size, int Step, RowImage Image) rows, (int Size, int Step, RowImage Image) columns, string remark) =>
        Keep(step, new KernelCall(RowImages, "Spread", [from, to.Written], 1, [Equation.Remark(remark)])
        {
            Arguments =
            [
                new CallArgument.Address(0), new CallArgument.Number(channels), .. Numbers(rows.Size, columns.Size, rows.Step, columns.Step, rows.Image.Before, columns.Image.Before),
                .. Numbers(rows.Image.Size, columns.Image.Size), new CallArgument.Address(1),
            ],
        });

    /// <summary>Two that are read, and one that is written.</summary>
    private static IEnumerable<CallArgument> Addresses => [new CallArgument.Address(0), new CallArgument.Address(1), new CallArgument.Address(2)];

    private static IEnumerable<CallArgument> Numbers(params int[] numbers) => numbers.Select(static n => new CallArgument.Number(n));

    private bool Keep(Step step, KernelCall call)
    {
        steps.Add(step with { Call = call with { Timing = Timing.Blocks } });
        return true;
    }

    private string NameOf(Operand operand) => network.Values[operand.Id].Name;
}
