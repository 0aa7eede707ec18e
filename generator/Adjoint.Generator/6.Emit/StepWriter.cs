using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;

namespace Adjoint.Generator.Emit;

/// <summary>Writes what takes one step of a sequence, and several at once: their passes, and the program that the run-time library runs.</summary>
internal static class StepWriter
{
    /// <summary>Writes the class that holds the passes.</summary>
    public static void WritePasses(CodeWriter writer, PlannedSteps steps)
    {
        writer.Blank();
        new PassWriter(writer, steps.Plan).Write(
            ClassOf(steps), $"One step of <c>{steps.Plan.Graph.Network.Declaration.Name}</c>: what it remembers of the steps before comes in behind the inputs, and goes out behind the outputs.");
        if (steps.Fill is not { } fill)
            return;
        writer.Blank();
        new PassWriter(writer, fill.Plan).Write(
            FillOf(steps),
            $"Steps of one row of <c>{steps.Plan.Graph.Network.Declaration.Name}</c>, sixteen in the lanes: the keys and values that later steps read. What only outputs need is left out.");
    }

    /// <summary>Writes the field of the network's class.</summary>
    public static void WriteProgram(CodeWriter writer, PlannedSteps planned)
    {
        var (element, plan, steps) = (writer.Element, planned.Plan, planned.Steps);
        var (network, api) = (plan.Graph.Network, Api.Of(plan.Graph.Network.Declaration));
        string Pass(string method) => $"&global::{element.Namespace}.{ClassOf(planned)}.{method}";
        string Ports(IEnumerable<string> names, EquatableArray<int> values) =>
            $"new global::Adjoint.Port[] {{ {string.Join(", ", names.Select((name, i) => PortOf(name, network.Values[values[i]])))} }}";

        writer.Blank();
        using (writer.Block($"private static readonly global::Adjoint.Runtime.NetworkProgram<{element.Name}> {StepMembers.Program} = new()", "};"))
        {
            writer.WriteLine("Layout = Layout,");
            writer.WriteLine($"Inputs = {Ports([.. api.StepInputs, .. steps.ReadsNumber ? ["step"] : (string[])[], .. steps.States], network.Inputs)},");
            writer.WriteLine($"Outputs = {Ports([.. api.Outputs, .. steps.States.Take(steps.States.Count - steps.Kept)], network.Outputs)},");
            writer.WriteLine(FormattableString.Invariant($"Steps = new({steps.Length}, states: {steps.States.Count}, {(steps.ReadsNumber ? "true" : "false")}, new[] {{ {string.Join(", ", steps.Before)} }}, kept: {steps.Kept}{(steps.Most is { } most ? $", most: {most}" : "")}),"));
            writer.WriteLine(FormattableString.Invariant($"FlopsPerRow = {plan.Graph.FlopsPerRow},"));
            writer.WriteLine(FormattableString.Invariant($"PredictionScratch = {(long)plan[PassKind.Prediction].Scratch * Chunk.Rows},"));
            writer.WriteLine(FormattableString.Invariant($"RowScratch = {plan[PassKind.Row].Scratch},"));
            writer.WriteLine($"Predict = {Pass("Predict")},");
            writer.WriteLine($"PredictRow = {Pass("PredictRow")},");
            if (planned.Fill is not { } fill)
                return;
            writer.WriteLine($"Fill = &global::{element.Namespace}.{FillOf(planned)}.Predict,");
            writer.WriteLine(FormattableString.Invariant($"FillScratch = {(long)fill.Plan[PassKind.Prediction].Scratch * Chunk.Rows},"));
            if (fill.Network.Room is { } room)
                writer.WriteLine(FormattableString.Invariant($"FillRoom = {room},"));
        }
    }

    /// <summary>A port of one step; the names of states are those of layers, and need not be told from those of inputs.</summary>
    private static string PortOf(string name, Value value)
    {
        var sizes = string.Join(", ", value.Shape.Sizes);
        return value.Tokens == 0 ? $"new(\"{name}\", {sizes})" : FormattableString.Invariant($"global::Adjoint.Port.OfIndices(\"{name}\", {value.Tokens}, {sizes})");
    }

    private static string ClassOf(PlannedSteps steps) => steps.Plan.Graph.Network.Declaration.Name + "StepPasses";

    private static string FillOf(PlannedSteps steps) => steps.Plan.Graph.Network.Declaration.Name + "FillPasses";
}
