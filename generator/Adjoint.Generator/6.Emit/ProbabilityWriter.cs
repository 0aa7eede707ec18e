using Adjoint.Generator.Declare;
using Adjoint.Generator.Plan;

namespace Adjoint.Generator.Emit;

/// <summary>Writes what makes probabilities of a network's logits: two passes, and the program that the run-time library runs on the outputs.</summary>
internal static class ProbabilityWriter
{
    /// <summary>Writes the class that holds the passes.</summary>
    public static void WritePasses(CodeWriter writer, PlannedNetwork plan)
    {
        writer.Blank();
        new PassWriter(writer, plan).Write(ClassOf(plan), $"The outputs of <c>{plan.Graph.Network.Declaration.Name}</c> with logits as probabilities.");
    }

    /// <summary>Writes the field of the network's class.</summary>
    public static void WriteProgram(CodeWriter writer, PlannedNetwork plan)
    {
        var element = writer.Element;
        string Pass(string method) => $"&global::{element.Namespace}.{ClassOf(plan)}.{method}";
        writer.Blank();
        using (writer.Block($"private static readonly global::Adjoint.Runtime.NetworkProgram<{element.Name}> {GeneratedMembers.ProbabilitiesProgram} = new()", "};"))
        {
            writer.WriteLine("Layout = Layout,");
            writer.WriteLine("Inputs = program.Outputs,");
            writer.WriteLine("Outputs = program.Outputs,");
            writer.WriteLine(FormattableString.Invariant($"FlopsPerRow = {plan.Graph.FlopsPerRow},"));
            writer.WriteLine(FormattableString.Invariant($"PredictionScratch = {(long)plan[PassKind.Prediction].Scratch * Chunk.Rows},"));
            writer.WriteLine(FormattableString.Invariant($"RowScratch = {plan[PassKind.Row].Scratch},"));
            writer.WriteLine($"Predict = {Pass("Predict")},");
            writer.WriteLine($"PredictRow = {Pass("PredictRow")},");
        }
    }

    private static string ClassOf(PlannedNetwork plan) => plan.Graph.Network.Declaration.Name + "ProbabilitiesPasses";
}
