using Adjoint.Generator.Declare;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the field that tells the run-time library what a network is seen from outside, what it needs of memory, and which passes it has.</summary>
/// <param name="writer">Receives the text.</param>
/// <param name="plan">The network.</param>
/// <param name="byPosition">The same with positions as rows, where its passes are those.</param>
/// <param name="passes">The name of the class that holds the passes.</param>
internal sealed class ProgramWriter(CodeWriter writer, PlannedNetwork plan, PlannedNetwork? byPosition, string passes)
{
    private readonly ShapedNetwork network = plan.Graph.Network;
    private readonly Api api = Api.Of(plan.Graph.Network.Declaration);
    private readonly Element element = writer.Element;
    private readonly MemberWriter members = new(writer, plan.Graph.Network);

    /// <summary>Writes the field.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="further">What else the program says of itself, before its end.</param>
    public void Write(string field, Action? further = null)
    {
        writer.Blank();
        using (writer.Block($"private static readonly global::Adjoint.Runtime.NetworkProgram<{element.Name}> {field} = new()", "};"))
        {
            further?.Invoke();
            WritePorts(network, field == "program" ? "FlopsPerRow" : Number(plan.Graph.FlopsPerRow));
            if (network.Losses.Count > 0)
            {
                var layers = Runs[PassKind.Evaluation].Results.Select(layer => $"new(\"{layer.Layers}\", {string.Join(", ", network.Values[layer.Value.Id].WholeShape.Sizes)})");
                writer.WriteLine($"Layers = new global::Adjoint.Port[] {{ {string.Join(", ", layers)} }},");
                if (LeastRows > 1)
                    writer.WriteLine($"LeastTrainingRows = {LeastRows},");
            }
            if (network.Losses.Count > 0 && TokenTables.Of(network).ToList() is { Count: > 0 } tables)
                writer.WriteLine($"Tables = new global::Adjoint.Runtime.TokenTable[] {{ {string.Join(", ", tables.Select(static t => FormattableString.Invariant($"new({t.Table.Offset}, {t.Table.Shape.Sizes[0]}, {t.Table.Shape.Last}, {string.Join(", ", t.Inputs)})")))} }},");
            if (byPosition is null)
            {
                WritePasses(plan);
                return;
            }
            writer.WriteLine("// A row of the passes is a position: sixteen positions of a row lie in the lanes.");
            using (writer.Block("ByPosition = new()", "},"))
            {
                WritePorts(byPosition.Graph.Network, Number(byPosition.Graph.FlopsPerRow));
                writer.WriteLine($"Positions = {Number(byPosition.Graph.Network.Positions)},");
                WritePasses(byPosition);
            }
        }
    }

    /// <summary>What the network is seen from outside, or as its passes see it where rows are positions.</summary>
    private void WritePorts(ShapedNetwork of, string flops)
    {
        writer.WriteLine("Layout = Layout,");
        writer.WriteLine($"Inputs = {Ports(api.Inputs, of, of.Inputs)},");
        writer.WriteLine($"Outputs = {Ports(api.Outputs, of, of.Outputs)},");
        WriteTargets(of);
        writer.WriteLine($"FlopsPerRow = {flops},");
    }

    private void WritePasses(PlannedNetwork of)
    {
        if (network.Losses.Count > 0)
        {
            writer.WriteLine($"KeptPerRow = {of[PassKind.Training].Kept},");
            if (of[PassKind.Training].OfBatch > 0)
                writer.WriteLine($"Statistics = {of[PassKind.Training].OfBatch},");
            if (of[PassKind.Training].MasksRows)
                writer.WriteLine("MasksRows = true,");
            writer.WriteLine(FormattableString.Invariant($"TrainingScratch = {of.TrainingMemory.Thread},"));
            writer.WriteLine(FormattableString.Invariant($"WaveRows = {of.TrainingMemory.WaveRows},"));
        }
        writer.WriteLine($"PredictionScratch = {(long)of[PassKind.Prediction].Scratch * Chunk.RowsOf(of.Graph.Network)},");
        if (of.HasRow)
            writer.WriteLine($"RowScratch = {of[PassKind.Row].Scratch},");
        if (of.HasRow && of.RowReadsScalars)
            writer.WriteLine("RowReadsScalars = true,");
        if (network.Losses.Count > 0)
        {
            var stages = Enumerable.Range(0, of[PassKind.Training].Stages.Count).ToList();
            writer.WriteLine($"Train = new delegate*<global::Adjoint.Runtime.Pass<{element.Name}>*, nint, nint, {element.Name}*, void>[] {{ {string.Join(", ", stages.Select(s => "&" + Pass(PassWriter.Train(of[PassKind.Training], s))))} }},");
            writer.WriteLine($"Meet = new delegate*<global::Adjoint.Runtime.Pass<{element.Name}>*, bool, nint, nint, void>[] {{ {string.Join(", ", stages.Select(s => "&" + Pass(PassWriter.Meet(of[PassKind.Training], s))))} }},");
            writer.WriteLine($"Evaluate = &{Pass("Evaluate")},");
            if (of.HasRowTraining)
            {
                writer.WriteLine($"TrainRow = &{Pass("TrainRow")},");
                writer.WriteLine($"RowTrainingScratch = {of[PassKind.RowTraining].Scratch},");
                writer.WriteLine($"FewTrainingRows = {of.FewTrainingRows},");
            }
        }
        writer.WriteLine($"Predict = &{Pass("Predict")},");
        if (of.HasRow)
            writer.WriteLine($"PredictRow = &{Pass("PredictRow")},");
    }

    /// <summary>The plan whose passes run.</summary>
    private PlannedNetwork Runs => byPosition ?? plan;

    /// <summary>The fewest rows that the layers can be trained on.</summary>
    private int LeastRows => network.Nodes.Select(node => node.Operator.LeastRows(network.Values[node.Output].Shape)).DefaultIfEmpty(1).Max();

    private string Pass(string pass) => $"global::{element.Namespace}.{passes}.{pass}";

    private string Ports(IReadOnlyList<string> names, ShapedNetwork of, EquatableArray<int> values) =>
        $"new global::Adjoint.Port[] {{ {string.Join(", ", names.Select((name, i) => Port(name, string.Join(", ", of.Values[values[i]].Shape.Sizes), api)))} }}";

    /// <summary>A port of numbers, of tokens, or of lengths.</summary>
    public static string Port(string name, string sizes, Api api) =>
        api.Lengths.TryGetValue(name, out var steps) ? $"new(\"{name}\", {sizes}) {{ Kind = global::Adjoint.PortKind.Indices, Count = {Number(steps + 1)}, AreLengths = true }}"
        : api.Edges.Contains(name) ? $"global::Adjoint.Port.OfEdges(\"{name}\", {Number(api.Tokens[name])}, {sizes})"
        : api.Tokens.TryGetValue(name, out var tokens) ? $"global::Adjoint.Port.OfIndices(\"{name}\", {Number(tokens)}, {sizes})"
        : $"new(\"{name}\", {sizes})";

    private void WriteTargets(ShapedNetwork of)
    {
        if (network.Losses.Count == 0)
            return;
        writer.WriteLine(api.Targets.Count == 0 ? "Targets = global::System.Array.Empty<global::Adjoint.Port>()," : $"Targets = new global::Adjoint.Port[] {{ {string.Join(", ", api.Targets.Select(target => TargetPort(target, of)))} }},");
        using (writer.Block("Losses = new global::Adjoint.Runtime.LossPort[]", "},"))
        {
            foreach (var loss in of.Losses)
                writer.WriteLine($"new() {{ {string.Join(", ", LossMembers(loss, of))} }},");
        }
    }

    private string TargetPort(ApiTarget target, ShapedNetwork of)
    {
        var (output, shape) = ($"Output = \"{api.OutputOf(target)}\"", of.Values[JudgedValue(target).Id].Shape);
        if (JudgedValue(target).Lengths is { } lengths)
            output += $", Lengths = \"{api.Inputs[network.Inputs.ToList().IndexOf(lengths)]}\"";
        if (LabelShape.Of(target.Kind, shape) is not { } labels)
            return $"new(\"{target.Name}\", {string.Join(", ", shape.Sizes)}) {{ {output} }}";
        var sizes = string.Concat(labels.Sizes.Select(static size => FormattableString.Invariant($", {size}")));
        return $"new(\"{target.Name}\"{sizes}) {{ Kind = global::Adjoint.PortKind.Indices, Count = {Number(labels.Classes)}, IgnoreIndex = {Literal.Of(((ClassLossOptions)target.Losses[0].Options).IgnoreIndex)}, {output} }}";
    }

    /// <summary>The output that a target is compared with.</summary>
    private Value JudgedValue(ApiTarget target) => members.ValueOf(api.OutputOf(target));

    private IEnumerable<string> LossMembers(Node loss, ShapedNetwork of)
    {
        var output = of.Values[loss.Inputs[0]];
        var options = ((LossOperator)loss.Operator).Common;
        yield return $"Target = {Number(options.IsGiven ? api.Targets.ToList().FindIndex(t => api.OutputOf(t) == (options.On ?? api.Outputs[0])) : -1)}";
        if (((LossOperator)loss.Operator).Positions(output.Shape) is not 1 and var positions)
            yield return $"Positions = {Number(positions)}";
        if (output.Lengths is { } lengths)
            yield return $"Lengths = {Number(network.Inputs.ToList().IndexOf(lengths))}";
        if (options.Weight is not 1 and var weight)
            yield return $"Weight = {element.Literal(weight)}";
        var smoothing = (options as CrossEntropyOptions)?.LabelSmoothing ?? 0;
        if (options is ClassLossOptions classes && (classes.TakesClasses || !classes.ClassWeights.IsEmpty || smoothing != 0))
            yield return $"{(classes.TakesClasses ? "Classes" : "Probabilities")} = new({LabelShape.Of(options.Target, output.Shape)?.Classes ?? output.Shape.Last}, {ClassTargetArguments(classes, smoothing)})";
    }

    private string ClassTargetArguments(ClassLossOptions options, double smoothing)
    {
        var weights = options.ClassWeights;
        return $"smoothing: {element.Literal(smoothing)}, ignored: {Literal.Of(options.IgnoreIndex)}, "
            + $"weights: {(weights.IsEmpty ? "null" : $"new[] {{ {string.Join(", ", weights.Select(element.Literal))} }}")}";
    }

    private static string Number(long value) => FormattableString.Invariant($"{value}");
}
