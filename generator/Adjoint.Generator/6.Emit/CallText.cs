using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Kernel calls as C#.</summary>
/// <param name="element">The type of the numbers.</param>
/// <param name="lowered">The network.</param>
internal sealed class CallText(Element element, LoweredNetwork lowered)
{
    private readonly ShapedNetwork network = lowered.Graph.Network;

    /// <summary>What an operand is called in a pass.</summary>
    public string NameOf(Operand operand) => operand.Kind switch
    {
        OperandKind.Value => network.Values[operand.Id].Name,
        OperandKind.Gradient => "d" + network.Values[operand.Id].Name,
        OperandKind.GradientPart => $"d{network.Values[lowered.Graph.Parts[operand.Id]].Name}Part{operand.Id + 1}",
        OperandKind.Buffer => operand.Buffer!.Name,
        OperandKind.RowMask => "mask",
        OperandKind.Parameter => network.Parameters[operand.Id].Symbol,
        OperandKind.ParameterGradient => "d" + network.Parameters[operand.Id].Symbol,
        OperandKind.RowGradient => OfRows(operand.Id),
        OperandKind.Target => "t" + OfLoss(operand.Id),
        OperandKind.RowWeight => "r" + OfLoss(operand.Id),
        _ => "loss" + OfLoss(operand.Id),
    };

    /// <summary>The gradient of a parameter before its sum over the rows; that of a later layer which shares the parameter has a number.</summary>
    private string OfRows(int id)
    {
        var earlier = lowered.RowGradients.Take(id).Count(part => part.Parameter == lowered.RowGradients[id].Parameter);
        return $"d{network.Parameters[lowered.RowGradients[id].Parameter].Symbol}Rows{(earlier == 0 ? "" : $"{earlier + 1}")}";
    }

    /// <summary>Where there are several losses, their names end in their numbers.</summary>
    private string OfLoss(int loss) => network.Losses.Count == 1 ? "" : $"{loss + 1}";

    /// <summary>A call on lane blocks.</summary>
    public string Blocks(KernelCall call) => Call(call, call.Method, new CallSite("blocks", call.UnitsPerRow, Lanes: LaneBlock.Rows, Accumulate: ""));

    /// <summary>A call of one step of a loop.</summary>
    /// <param name="call">The call.</param>
    /// <param name="steps">The steps of the loop.</param>
    /// <param name="isRow">Whether it is for one row, with vectors over features.</param>
    public string Step(KernelCall call, int steps, bool isRow)
    {
        if (!isRow)
            return Call(call, call.Method, new CallSite("", call.UnitsPerRow, Lanes: LaneBlock.Rows, Accumulate: "") { Steps = steps });
        var vectors = call.Kernel.IsGenerated && call.RowMethod == call.Method;
        return Call(call, call.RowMethod, new CallSite("", vectors ? LaneBlock.WholeVectors(call.UnitsPerRow) / LaneBlock.Rows : call.UnitsPerRow, Lanes: 1, Accumulate: "") { Steps = steps });
    }

    /// <summary>A call for one row, with vectors over features.</summary>
    public string Row(KernelCall call)
    {
        // Where features do not meet, a vector of features is as good as a vector of rows.
        var vectors = call.Kernel.IsGenerated && call.RowMethod == call.Method;
        return Call(call, call.RowMethod, new CallSite("", vectors ? LaneBlock.WholeVectors(call.UnitsPerRow) / LaneBlock.Rows : call.UnitsPerRow, Lanes: 1, Accumulate: ""));
    }

    /// <summary>A call of training for one row, where gradients of parameters are added to those of rows before.</summary>
    public string TrainingRow(KernelCall call, bool adds)
    {
        if (call.Arguments.IsEmpty)
            return Row(call);
        return Call(call, call.RowMethod, new CallSite("", call.UnitsPerRow, Lanes: 1, adds ? "true" : "accumulate"));
    }

    /// <summary>A call over all rows, one slice of it.</summary>
    public string Meeting(Step step)
    {
        var accumulate = step.Adds ? "true" : "accumulate";
        return (step.Call.InFirstSlice ? "if (slice == 0) " : "") + Call(step.Call, step.Call.Method, new CallSite("pass->Blocks", step.Call.UnitsPerRow, Lanes: LaneBlock.Rows, accumulate));
    }

    private string Call(KernelCall call, string method, CallSite site)
    {
        IEnumerable<CallArgument> arguments = call.Arguments.IsEmpty
            ? [.. Enumerable.Range(0, call.Operands.Count).Select(static i => new CallArgument.Address(i)), new CallArgument.Units(), .. site.OverRows]
            : call.Arguments;
        return $"{call.Kernel.Name}.{method}({string.Join(", ", arguments.Select(argument => Text(call, argument, site)))});";
    }

    private string Text(KernelCall call, CallArgument argument, CallSite site) => argument switch
    {
        CallArgument.Address address when site.Steps > 0 => AtStep(call.Operands[address.Index], site),
        CallArgument.Address address => Pointer.At(NameOf(call.Operands[address.Index]), (call.Operands[address.Index].From ?? 0) * site.Lanes),
        CallArgument.Number number => Literal.Of(number.Value),
        CallArgument.Real real => element.Literal(real.Value),
        CallArgument.Features features => Literal.Of(features.Count * site.Lanes),
        CallArgument.Units units => Units(site.Blocks, site.UnitsPerRow) + (units.Numbers == 1 ? "" : $" * {units.Numbers}"),
        CallArgument.WholeRows rows => rows.Blocks == 1 ? site.Blocks : $"{site.Blocks} / {rows.Blocks}",
        CallArgument.AllUnits => Units("pass->Blocks", call.UnitsPerRow),
        CallArgument.AllRows => call.UnitsPerRow == 1 ? "pass->Rows" : Units("pass->Blocks", call.UnitsPerRow * LaneBlock.Rows),
        CallArgument.UnitsBefore => Units("first", call.UnitsPerRow),
        CallArgument.Rows => "pass->Rows",
        CallArgument.Meeting => "pass->Meeting",
        CallArgument.MaskKey key => $"pass->DropoutKey({Hash(key.Layer)})",
        CallArgument.FirstNumber first when site.Steps > 0 => $"(pass->FirstBlock + first + block) * {first.PerBlock} + step * {first.PerBlock / site.Steps}",
        CallArgument.FirstNumber first => $"(pass->FirstBlock + first) * {first.PerBlock}",
        CallArgument.Accumulate when call.Method == EmbeddingLowering.Sums && site.Accumulate == "accumulate" && TokenTables.IsOne(network, call.Operands[call.Operands.Count - 1].Id) =>
            "accumulate || pass->TablesAreClear",
        CallArgument.Accumulate => site.Accumulate,
        CallArgument.Slice => call.InFirstSlice ? "0, 1" : "slice, slices",
        CallArgument.Text text => text.Code,
        _ => throw new InvalidOperationException($"No text for {argument}."),
    };

    /// <summary>An operand at a step of a loop: of a value of the loop the step's site, of another that of its block.</summary>
    private string AtStep(Operand operand, CallSite site)
    {
        var (isOfLoop, numbers) = NumbersOf(operand);
        var (step, block) = site.Lanes == 1 ? ("step", "") : ("at", "block");
        var place = (isOfLoop ? step : block) is { Length: > 0 } index && numbers > 0 ? $"{index} * {numbers * site.Lanes}" : "";
        return Pointer.At(NameOf(operand), place, operand.From is > 0 and var from ? $"{from * site.Lanes}" : "");
    }

    /// <summary>The numbers of an operand, at one step if it is of a loop; 0 for what is not there for each row.</summary>
    private (bool IsOfLoop, int Numbers) NumbersOf(Operand operand)
    {
        if (operand.Kind == OperandKind.RowMask)
            return (false, 1);
        if (operand.Kind == OperandKind.RowGradient && lowered.RowGradients[operand.Id] is { } part)
            return (part.Steps > 1, network.Parameters[part.Parameter].Length);
        if (!OperandBuffers.IsOfRows(operand.Key) || operand.Buffer is { Extent: not Extent.Row })
            return (false, 0);
        var value = network.Values[operand.Kind == OperandKind.GradientPart ? lowered.Graph.Parts[operand.Id] : operand.Id];
        return (value.Scan is not null, operand.Buffer is { } buffer ? buffer.Length / (value.Scan?.Steps ?? 1) : value.Size);
    }

    /// <summary>A number of units: so many blocks, each with some units a row; of one row its units.</summary>
    private static string Units(string blocks, int unitsPerRow) =>
        blocks.Length == 0 ? Literal.Of(unitsPerRow) : unitsPerRow == 1 ? blocks : $"{blocks} * {unitsPerRow}";

    /// <summary>FNV-1a of the layer's name: what sets its masks apart from other layers'.</summary>
    private static string Hash(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 0x100000001B3UL);
        return $"0x{hash:X16}UL";
    }

    /// <summary>Where a call stands.</summary>
    /// <param name="Blocks">The blocks that it treats; nothing where it is one row.</param>
    /// <param name="UnitsPerRow">The units of a row.</param>
    /// <param name="Lanes">The rows beside each other.</param>
    /// <param name="Accumulate">Whether sums over the rows are added to what is there; nothing where there are none.</param>
    private sealed record CallSite(string Blocks, int UnitsPerRow, int Lanes, string Accumulate)
    {
        /// <summary>The steps of the loop that it stands in; 0 outside of loops.</summary>
        public int Steps { get; init; }

        /// <summary>What every kernel takes that sums over the rows.</summary>
        public IEnumerable<CallArgument> OverRows => Accumulate.Length == 0 ? [] : [new CallArgument.Accumulate(), new CallArgument.Slice()];
    }
}
