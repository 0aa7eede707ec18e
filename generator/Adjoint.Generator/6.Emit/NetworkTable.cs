using Adjoint.Generator.Declare;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>A network as the table of a paper: its layers, their outputs, their parameters and their cost.</summary>
internal static class NetworkTable
{
    /// <summary>The table's lines. Shared tensors count where they are first read, and statistics not at all, so that the column adds up to its total.</summary>
    public static IReadOnlyList<string> Lines(PlannedNetwork plan, PlannedNetwork? byPosition = null)
    {
        var graph = plan.Graph;
        var network = graph.Declared;
        long bytes = network.Declaration.Precision.Bytes();
        List<string[]> rows = [["layer", "output", "parameters", "FLOPs per row"]];
        foreach (var input in network.Inputs)
            rows.Add(["input", network.Values[input].Shape.ToString(), "", ""]);
        var counted = new HashSet<int>();
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            var node = network.Nodes[i];
            var parameters = node.Parameters.Where(counted.Add).Select(id => network.Parameters[id]).Where(static p => p.IsTrained).Sum(static p => p.Length);
            rows.Add([node.Name, network.Values[node.Output].WholeShape.ToString(), parameters == 0 ? "" : Number(parameters), graph.NodeFlops[i] == 0 ? "" : Number(graph.NodeFlops[i])]);
        }
        foreach (var loss in network.Losses)
            rows.Add([loss.Operator.Name, "1", "", ""]);
        rows.Add(["total", "", Number(network.ParameterCount), Number(graph.FlopsPerRow)]);
        var widths = Enumerable.Range(0, 4).Select(c => rows.Max(r => r[c].Length)).ToArray();
        List<string> lines = [.. rows.Select(r => $"{r[0].PadRight(widths[0])}  {r[1].PadRight(widths[1])}  {r[2].PadLeft(widths[2])}  {r[3].PadLeft(widths[3])}".TrimEnd())];
        lines.Add($"parameters {Number(bytes * network.ParameterCount)} bytes; {(network.Losses.Count == 0 ? OfPrediction(byPosition ?? plan, bytes) : OfTraining((byPosition ?? plan).TrainingMemory, byPosition?.Graph.Network.Positions ?? 1, bytes))}");
        return lines;
    }

    /// <summary>The layers and their outputs as far as they are known, where the declaration has errors.</summary>
    public static IReadOnlyList<string> SoFar(ShapedNetwork network)
    {
        List<(string Name, string Shape)> rows =
        [
            .. network.Inputs.Select(input => ("input", network.Values[input].Shape.ToString())),
            .. network.NodesOfRightLayers.Select(node => (node.Name, network.Values[node.Output].WholeShape.ToString())),
        ];
        var width = rows.Count == 0 ? 0 : rows.Max(static row => row.Name.Length);
        return rows.Count == 0 ? ["The declaration has errors."] : ["The declaration has errors. So far:", .. rows.Select(row => $"{row.Name.PadRight(width)}  {row.Shape}")];
    }

    private static string OfPrediction(PlannedNetwork plan, long bytes)
    {
        var inputs = plan.Graph.Network.Inputs.Sum(input => plan.Graph.Network.Values[input].Shape.Size);
        return $"prediction {Number(bytes * Chunk.RowsOf(plan.Graph.Network) * (inputs + plan[PassKind.Prediction].Scratch))} bytes a thread";
    }

    private static string OfTraining(BatchMemory memory, int positions, long bytes)
    {
        var rows = memory.IsWhole ? "of the batch" : $"({Number(memory.WaveRows / positions)} rows at a time)";
        var batch = memory.Batch == 0 ? "" : $", {Number(bytes * memory.Batch)} bytes for all of them";
        return $"training {Number(bytes * memory.Row * positions)} bytes a row {rows}{batch}, and {Number(bytes * memory.Thread)} bytes a thread";
    }

    private static string Number(long value) => value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
}
