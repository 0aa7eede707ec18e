using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Normalisation within one row.</summary>
/// <param name="layer">The operator.</param>
internal sealed class NormalisationLowering(Normalisation layer) : Lowering
{
    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (axes, program) = (layer.AxesOf(node.Input.Shape), ProgramOf(node));
        calls.Add(new KernelCall(KernelOf(node), "Forward", [node.X, .. Parameters(node), node.Y], axes.Groups / program.ForwardGroups, [node.OfOutput]));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        var trained = Enumerable.Range(0, 2).Where(node.Trains).ToList();
        if (!node.NeedsInputGradient && trained.Count == 0)
            return;
        var axes = layer.AxesOf(node.Input.Shape);
        var parts = trained.Count > 0 ? PartsOf(node, axes).ToList() : [];

        // dx, and each row's parts of dg and db, in one pass over dy and x
        calls.Blocks.Add(new KernelCall(
            KernelOf(node), trained.Count > 0 ? "Backward" : "InputGradient", [node.Dy, node.X, .. Parameters(node).Take(1), .. parts.Select(i => node.Parts(i).Written), node.Dx],
            axes.Groups / BackwardGroups(node, axes),
            [.. node.NeedsInputGradient ? (Equation[])[node.OfInput(0)] : [], .. parts.Where(node.Trains).Select(node.PartOf)]));

        // Summed over the rows; where no two positions share a bias, its parts are dy as it lies
        foreach (var i in trained)
        {
            var isPart = parts.Contains(i);
            calls.Parameters.Add(LaneSums.Add(
                isPart ? node.Parts(i) : node.Dy, node.DTensor(i), node.Parameter(i).Length, isPart || axes.HasOwnWeights ? 1 : axes.Groups,
                isPart ? node.SumOf(i) : node.OfParameter(i)));
        }
    }

    private NormKernel ProgramOf(NodeContext node) =>
        new(layer.AxesOf(node.Input.Shape), layer.Epsilon, layer.IsCentred, node.HasParameter(0), node.HasParameter(1));

    private static IEnumerable<Operand> Parameters(NodeContext node) =>
        Enumerable.Range(0, 2).Where(node.HasParameter).Select(i => Operand.Parameter(node.Parameter(i).Id));

    /// <summary>The parameters of which backward writes each row's part: a bias only where several positions share it.</summary>
    private static IEnumerable<int> PartsOf(NodeContext node, NormAxes axes) =>
        Enumerable.Range(0, axes.Positions > 1 ? 2 : 1).Where(node.HasParameter);

    /// <summary>The groups of one unit of backward: all, where they have weights of their own or add to one gradient.</summary>
    private static int BackwardGroups(NodeContext node, NormAxes axes) => node.HasParameter(0) ? axes.Groups : 1;

    private LaneKernel KernelOf(NodeContext node)
    {
        var (axes, program) = (layer.AxesOf(node.Input.Shape), ProgramOf(node));
        var epsilon = layer.Epsilon == layer.UsualEpsilon ? "" : Normalisation.InName(layer.Epsilon);
        var variant = !node.HasParameter(0) ? "Plain" : !node.HasParameter(1) && layer.IsCentred ? "NoBias" : "";
        var name = $"{layer.Name}{axes.Groups}x{axes.Channels}x{axes.Positions}{variant}{epsilon}";
        var (forward, backward) = (program.ForwardGroups * axes.Size, BackwardGroups(node, axes) * axes.Size);
        LaneBuffer[] weight = node.HasParameter(0) ? [new("w", 0)] : [], bias = node.HasParameter(1) ? [new("b", 0)] : [];
        var parts = PartsOf(node, axes).Select(i => new LaneBuffer(i == 0 ? "dw" : "db", node.Parameter(i).Length)).ToList();
        return new LaneKernel(name, $"{layer.Name} of {axes.Groups} groups of {axes.Size} numbers",
        [
            new LaneMethod("Forward", $"y = {(node.HasParameter(0) ? "w · " : "")}{layer.Normalised("x")}{(node.HasParameter(1) ? " + b" : "")}",
                [new("x", forward), .. weight, .. bias, new("y", forward)], [.. program.Forward()], Rows: true),
            new LaneMethod("Backward", $"dx = dy through {layer.Normalised("x")}; each row's part of the parameters' gradients",
                [new("dy", backward), new("x", backward), .. weight, .. parts, new("dx", backward)], [.. program.Backward(BackwardGroups(node, axes), trains: true)]),
            new LaneMethod("InputGradient", $"dx = dy through {layer.Normalised("x")}",
                [new("dy", backward), new("x", backward), .. weight, new("dx", backward)], [.. program.Backward(BackwardGroups(node, axes), trains: false)]),
        ]);
    }
}
