using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Calls of the run-time library that bring lane blocks to rows: sums over the rows, and rows outermost.</summary>
internal static class LaneSums
{
    private static readonly LibraryKernel LaneBlocks = new("LaneBlocks");

    /// <summary>The sum over the rows of what each of them contributes to a parameter's gradient.</summary>
    /// <param name="from">The contributions, in lane blocks or in panels.</param>
    /// <param name="to">The gradient.</param>
    /// <param name="length">Its numbers.</param>
    /// <param name="units">The units of a row.</param>
    /// <param name="equation">What is computed.</param>
    public static KernelCall Add(Operand from, Operand to, int length, int units, Equation equation) => new(
        LaneBlocks, from.Buffer is { Layout: Layout.Panels } ? "AddPanelSums" : "AddLaneSums", [from, to], units, [equation])
    {
        Arguments =
        [
            new CallArgument.Address(0), new CallArgument.Number(length), new CallArgument.AllUnits(), new CallArgument.Address(1), new CallArgument.Accumulate(), new CallArgument.Slice(),
        ],
    };

    /// <summary>The gradient of a parameter set to zero.</summary>
    public static KernelCall Clear(Operand gradient, int length, Equation equation) => new(LaneBlocks, "Clear", [gradient], 1, [equation], Timing: Timing.Sum)
    {
        Arguments = [new CallArgument.Address(0), new CallArgument.Number(length)],
        InFirstSlice = true,
    };

    /// <summary>The memory for an output's gradient with rows outermost, each of whole vectors.</summary>
    public static Kernels.Buffer PanelsOf(NodeContext node, int units) => new(
        $"d{node.Output.Name}Panels", $"[{node.Output.Shape}], rows outermost", LaneBlock.WholeVectors(node.Output.Shape.Last) * units, Layout: Layout.Panels);

    /// <summary>The same for an input.</summary>
    public static Kernels.Buffer PanelsOfInput(NodeContext node, int units) => new(
        $"{node.Input.Name}Panels{node.Output.Id}", $"[{node.Input.Shape}], rows outermost", LaneBlock.WholeVectors(node.Input.Shape.Last) * units, Layout: Layout.Panels) { IsOfValue = true };

    /// <summary>A gradient with rows outermost.</summary>
    /// <param name="from">The gradient.</param>
    /// <param name="to">The panels.</param>
    /// <param name="features">The numbers of a unit.</param>
    /// <param name="units">The units of a row.</param>
    /// <param name="equation">What is computed.</param>
    public static KernelCall ToPanels(Operand from, Operand to, int features, int units, Equation equation) => new(LaneBlocks, "ToPanels", [from, to.Written], units, [equation])
    {
        Arguments =
        [
            new CallArgument.Address(0), new CallArgument.Number(features), new CallArgument.Address(1), new CallArgument.AllUnits(), new CallArgument.UnitsBefore(), new CallArgument.Units(),
        ],
    };
}
