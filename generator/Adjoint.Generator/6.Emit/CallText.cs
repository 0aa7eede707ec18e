using Adjoint.Generator.Kernels;
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
        OperandKind.Moments => network.Values[operand.Id].Name + "Moments",
        OperandKind.GradientMoments => $"d{network.Values[operand.Id].Name}Moments",
        OperandKind.Statistics => network.Values[operand.Id].Name + "Statistics",
        OperandKind.GradientStatistics => $"d{network.Values[operand.Id].Name}Statistics",
        OperandKind.Affine => network.Values[operand.Id].Name + "Affine",
        OperandKind.RowMask => "mask",
        OperandKind.Panels => "d" + network.Values[operand.Id].Name + "Panels",
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
        var earlier = lowered.RowGradients.Take(id).Count(parameter => parameter == lowered.RowGradients[id]);
        return $"d{network.Parameters[lowered.RowGradients[id]].Symbol}Rows{(earlier == 0 ? "" : $"{earlier + 1}")}";
    }

    /// <summary>Where there are several losses, their names end in their numbers.</summary>
    private string OfLoss(int loss) => network.Losses.Count == 1 ? "" : $"{loss + 1}";

    /// <summary>A call on lane blocks.</summary>
    public string Blocks(KernelCall call)
    {
        var units = Units("blocks", call.UnitsPerRow);
        return call.Kernel switch
        {
            DropoutKernel { Together: > 1 } dropout =>
                $"Dropout.ApplyTogether({Operands(call)}, {dropout.Together}, {units}, pass->DropoutKey({Hash(dropout.Layer)}), (pass->FirstBlock + first) * {call.UnitsPerRow * 16}, {element.Literal(dropout.Rate)});",
            DropoutKernel dropout => $"Dropout.Apply({Operands(call)}, {units} * 16, pass->DropoutKey({Hash(dropout.Layer)}), "
                + $"(pass->FirstBlock + first) * {call.UnitsPerRow * 16}, {element.Literal(dropout.Rate)});",
            BatchNormKernel => BatchNorm(call),
            LibraryKernel { Name: "Parts" } parts => $"{parts.Name}.{call.Method}({Operands(call)}, {string.Join(", ", parts.Features.Select(static f => f * 16))}, {units});",
            LibraryKernel => $"LaneBlocks.ToPanels({NameOf(call.Operands[0])}, {network.Values[call.Operands[0].Id].Shape.Last}, {NameOf(call.Operands[1])}, "
                + $"{Units("pass->Blocks", call.UnitsPerRow)}, {Units("first", call.UnitsPerRow)}, {units});",
            _ => $"{call.Kernel.Name}.{call.Method}({Operands(call)}{Arguments(call)}, {units});",
        };
    }

    /// <summary>A call for one row, with vectors over features.</summary>
    public string Row(KernelCall call)
    {
        if (call.Kernel is BatchNormKernel)
            return BatchNorm(call);
        if (call.Kernel is LibraryKernel library)
            return $"{library.Name}.{call.Method}({Operands(call)}, {string.Join(", ", library.Features)}, {call.UnitsPerRow});";
        // Where features do not meet, a vector of features is as good as a vector of rows.
        var units = call.RowMethod == call.Method ? (call.UnitsPerRow + 15) / 16 : call.UnitsPerRow;
        return $"{call.Kernel.Name}.{call.RowMethod}({Operands(call)}{Arguments(call)}, {units});";
    }

    /// <summary>A call over all rows, one slice of it.</summary>
    public string Meeting(Step step)
    {
        var (call, accumulate) = (step.Call, step.Adds ? "true" : "accumulate");
        var units = Units("pass->Blocks", call.UnitsPerRow);
        return call switch
        {
            { Kernel: BatchNormKernel norm, Method: "ParameterGradients" } =>
                $"BatchNorm.ParameterGradients({Operands(call)}, {norm.Channels}, pass->Rows, {accumulate}, slice, slices);",
            { Kernel: BatchNormKernel norm } =>
                $"BatchNorm.{call.Method}({Operands(call)}, {norm.Channels}, {norm.Positions}, {Constants(norm, call)}pass->Rows, slice, slices);",
            { Kernel: LibraryKernel, Operands.Count: 1 } => $"if (slice == 0) LaneBlocks.{call.Method}({Operands(call)}, {network.Parameters[call.Operands[0].Id].Length});",
            { Kernel: LibraryKernel } =>
                $"LaneBlocks.{call.Method}({NameOf(call.Operands[0])}, {network.Parameters[call.Operands[1].Id].Length}, {units}, {NameOf(call.Operands[1])}, {accumulate}, slice, slices);",
            _ => $"{call.Kernel.Name}.{call.Method}({Operands(call)}, {units}, {accumulate}, slice, slices);",
        };
    }

    private string Constants(BatchNormKernel norm, KernelCall call) =>
        call.Method == "Statistics" ? $"{element.Literal(norm.Epsilon)}, {element.Literal(norm.Momentum)}, " : "";

    private string BatchNorm(KernelCall call)
    {
        var norm = (BatchNormKernel)call.Kernel;
        return $"BatchNorm.{call.Method}({Operands(call)}, {norm.Channels}, {element.Literal(norm.Epsilon)});";
    }

    /// <summary>A number of units: so many blocks, each with some units a row.</summary>
    public static string Units(string blocks, int unitsPerRow) => unitsPerRow == 1 ? blocks : $"{blocks} * {unitsPerRow}";

    private static string Arguments(KernelCall call) => call.Kernel.Arguments.Length == 0 ? "" : ", " + call.Kernel.Arguments;

    private string Operands(KernelCall call) => string.Join(", ", call.Operands.Select(NameOf));

    /// <summary>FNV-1a of the layer's name: what sets its masks apart from other layers'.</summary>
    private static string Hash(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 0x100000001B3UL);
        return $"0x{hash:X16}UL";
    }
}
