using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the members that users call; each hands on to the run-time library, which validates and then runs the passes.</summary>
internal sealed class ApiWriter(CodeWriter writer, Schedule schedule, string passes)
{
    private readonly ShapedNetwork network = schedule.Graph.Network;
    private readonly Api api = Api.Of(schedule.Graph.Network.Declaration);
    private readonly Element element = writer.Element;
    private readonly string name = Identifiers.Type(schedule.Graph.Network.Declaration.Name);

    /// <summary>Writes the members in order.</summary>
    public void Write()
    {
        WriteConstants();
        WriteLayout();
        WriteProgram();
        WriteState();
        WritePrediction();
        if (api.Targets.Count > 0)
            WriteTraining();
        WriteFiles();
        WriteViews();
    }

    private void WriteConstants()
    {
        Constant("int", "InputSize", $"{network.Inputs.Sum(i => network.Values[i].Size)}", $"The numbers in one row of input: {Shapes(network.Inputs)}.");
        Constant("int", "OutputSize", $"{network.Outputs.Sum(o => network.Values[o].Size)}", $"The numbers in one row of output: {Shapes(network.Outputs)}.");
        WritePortSizes(api.Inputs, network.Inputs, "x");
        WritePortSizes(api.Outputs, network.Outputs, "y");
        Constant("int", "ParameterCount", $"{network.ParameterCount}", "The number of trainable values.");
        Constant("long", "FlopsPerRow", $"{schedule.Graph.FlopsPerRow}", "Floating-point operations of one row's prediction.");
        writer.Blank();
        writer.WriteLine("/// <summary>The network as a table.</summary>");
        var lines = NetworkTable.Lines(schedule);
        writer.WriteLine("public const string Summary =");
        using (writer.Indent())
        {
            for (var i = 0; i < lines.Count; i++)
                writer.WriteLine($"\"{lines[i]}\\n\"{(i + 1 < lines.Count ? " +" : ";")}");
        }
    }

    private string Shapes(EquatableArray<int> values) => string.Join(" and ", values.Select(v => network.Values[v].Shape));

    private void WritePortSizes(IReadOnlyList<string> names, EquatableArray<int> values, string unnamed)
    {
        for (var i = 0; i < names.Count && (names.Count > 1 || names[i] != unnamed); i++)
            Constant("int", Identifiers.Member(names[i]) + "Size", $"{network.Values[values[i]].Size}", $"The numbers in one row of '{names[i]}': {network.Values[values[i]].Shape}.");
    }

    private void Constant(string type, string constant, string value, string summary)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{summary}</summary>");
        writer.WriteLine($"public const {type} {constant} = {value};");
    }

    private void WriteLayout()
    {
        writer.Blank();
        writer.WriteLine("/// <summary>The tensors, in the order of the layers.</summary>");
        writer.WriteLine("public static global::Adjoint.ParameterLayout Layout { get; } = new(");
        using (writer.Indent())
        {
            writer.Write($"\"{network.Declaration.Name}\"");
            foreach (var p in network.Parameters)
            {
                writer.WriteLine(",");
                writer.Write($"new global::Adjoint.ParameterInfo(\"{p.Name}\", new[] {{ {string.Join(", ", p.Shape.Sizes)} }}, offset: {p.Offset}, "
                    + $"global::Adjoint.ParameterRole.{p.Role}, (global::Adjoint.Initializer){p.Initializer}, "
                    + $"fanIn: {p.FanIn}, fanOut: {p.FanOut}, outputInnermost: {(p.OutputInnermost ? "true" : "false")}){WithMembers(p)}");
            }
            writer.WriteLine(");");
        }
    }

    private static string WithMembers(Parameter parameter)
    {
        List<string> members = [];
        if (!parameter.IsTrained)
            members.Add("IsTrained = false");
        if (parameter.Start is { } start)
            members.Add($"Start = {Literal.Of(start)}");
        if (!parameter.Aliases.IsEmpty)
            members.Add($"Aliases = new[] {{ {string.Join(", ", parameter.Aliases.Select(static alias => $"\"{alias}\""))} }}");
        return members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
    }

    private void WriteProgram()
    {
        writer.Blank();
        using (writer.Block($"private static readonly global::Adjoint.Runtime.NetworkProgram<{element.Name}> program = new()", "};"))
        {
            writer.WriteLine("Layout = Layout,");
            writer.WriteLine($"Inputs = {Ports(api.Inputs, network.Inputs)},");
            writer.WriteLine($"Outputs = {Ports(api.Outputs, network.Outputs)},");
            WriteTargets();
            writer.WriteLine("FlopsPerRow = FlopsPerRow,");
            if (network.Losses.Count > 0)
            {
                writer.WriteLine($"KeptPerRow = {schedule[PassKind.Training].Kept},");
                if (schedule[PassKind.Training].OfBatch > 0)
                    writer.WriteLine($"Statistics = {schedule[PassKind.Training].OfBatch},");
                if (schedule[PassKind.Training].MasksRows)
                    writer.WriteLine("MasksRows = true,");
                if (LeastRows > 1)
                    writer.WriteLine($"LeastTrainingRows = {LeastRows},");
                writer.WriteLine($"TrainingScratch = {Math.Max(schedule[PassKind.Training].Scratch, schedule[PassKind.Evaluation].Scratch) * Chunk.Rows},");
            }
            writer.WriteLine($"PredictionScratch = {schedule[PassKind.Prediction].Scratch * Chunk.Rows},");
            writer.WriteLine($"RowScratch = {schedule[PassKind.Row].Scratch},");
            if (schedule.RowReadsScalars)
                writer.WriteLine("RowReadsScalars = true,");
            if (network.Losses.Count > 0)
            {
                var stages = Enumerable.Range(0, schedule[PassKind.Training].Stages.Count).ToList();
                writer.WriteLine($"Train = new delegate*<global::Adjoint.Runtime.Pass<{element.Name}>*, nint, nint, {element.Name}*, void>[] {{ {string.Join(", ", stages.Select(s => "&" + Pass(PassWriter.Train(schedule[PassKind.Training], s))))} }},");
                writer.WriteLine($"Meet = new delegate*<global::Adjoint.Runtime.Pass<{element.Name}>*, bool, nint, nint, void>[] {{ {string.Join(", ", stages.Select(s => "&" + Pass(PassWriter.Meet(schedule[PassKind.Training], s))))} }},");
                writer.WriteLine($"Evaluate = &{Pass("Evaluate")},");
            }
            writer.WriteLine($"Predict = &{Pass("Predict")},");
            writer.WriteLine($"PredictRow = &{Pass("PredictRow")},");
        }
    }

    /// <summary>The fewest rows that the layers can be trained on.</summary>
    private int LeastRows => network.Nodes.Select(node => node.Operator.LeastRows(network.Values[node.Output].Shape)).DefaultIfEmpty(1).Max();

    private string Pass(string pass) => $"global::{element.Namespace}.{passes}.{pass}";

    private string Ports(IReadOnlyList<string> names, EquatableArray<int> values) =>
        $"new global::Adjoint.Runtime.Port[] {{ {string.Join(", ", names.Select((name, i) => $"new(\"{name}\", {network.Values[values[i]].Size})"))} }}";

    private void WriteTargets()
    {
        if (network.Losses.Count == 0)
            return;
        var targets = api.Targets.Select(t => $"new(\"{t.Name}\", {Judged(t).Size}){(t.IsClasses ? " { IsClasses = true }" : "")}");
        writer.WriteLine($"Targets = new global::Adjoint.Runtime.Port[] {{ {string.Join(", ", targets)} }},");
        using (writer.Block("Losses = new global::Adjoint.Runtime.LossPort[]", "},"))
        {
            foreach (var loss in network.Losses)
                writer.WriteLine($"new() {{ {string.Join(", ", LossMembers(loss))} }},");
        }
    }

    /// <summary>The output that a target is compared with.</summary>
    private Value Judged(ApiTarget target) =>
        network.Values[target.Output is { } output && api.Outputs.ToList().IndexOf(output) is >= 0 and var index ? network.Outputs[index] : network.Outputs[0]];

    private IEnumerable<string> LossMembers(Node loss)
    {
        var output = network.Values[loss.Inputs[0]];
        yield return $"Target = {api.Targets.ToList().FindIndex(t => Judged(t) == output)}";
        var options = ((LossOperator)loss.Operator).Common;
        if (options.Weight is not 1 and var weight)
            yield return $"Weight = {element.Literal(weight)}";
        if (options is CrossEntropyOptions classes && (classes.TakesClasses || !classes.ClassWeights.IsEmpty || classes.LabelSmoothing != 0))
            yield return $"{(classes.TakesClasses ? "Classes" : "Probabilities")} = new({output.Size}, {ClassTargetArguments(classes)})";
    }

    private string ClassTargetArguments(CrossEntropyOptions options)
    {
        var weights = options.ClassWeights;
        return $"smoothing: {element.Literal(options.LabelSmoothing)}, ignored: {Literal.Of(options.IgnoreIndex)}, "
            + $"weights: {(weights.IsEmpty ? "null" : $"new[] {{ {string.Join(", ", weights.Select(element.Literal))} }}")}";
    }

    private void WriteState()
    {
        writer.Blank();
        writer.WriteLine($"private readonly global::Adjoint.Runtime.{element.Library("NetworkRunner")} runner;");
        writer.Blank();
        writer.WriteLine("/// <summary>A network with parameters drawn from <paramref name=\"seed\"/>; equal seeds give equal numbers on every machine.</summary>");
        writer.WriteLine("/// <param name=\"seed\">Also the seed of dropout.</param>");
        writer.WriteLine($"public {name}(ulong seed = 0) => runner = new(program, seed);");
        writer.Blank();
        writer.WriteLine("/// <summary>All trainable values, tensor after tensor in the order of <see cref=\"Layout\"/>; a gradient has the same order.</summary>");
        writer.WriteLine($"public global::System.Span<{element.Name}> Parameters => runner.Parameters.Span;");
        writer.Blank();
        writer.WriteLine("/// <summary>The most threads that a call may use; at first the number of processors. Results do not depend on it.</summary>");
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number is below 1.</exception>");
        writer.WriteLine("public int Threads { get => runner.Threads; set => runner.Threads = value; }");
        writer.Blank();
        writer.WriteLine("/// <summary>The number of gradients computed so far; with the seed and a layer's name it decides the masks of dropout.</summary>");
        writer.WriteLine("public long TrainingStep { get => runner.TrainingStep; set => runner.TrainingStep = value; }");
        writer.Blank();
        writer.WriteLine($"global::Adjoint.ParameterLayout {element.Interfaces}.INetwork.Layout => Layout;");
        writer.WriteLine($"string {element.Interfaces}.INetwork.Summary => Summary;");
        writer.WriteLine($"int {element.Interfaces}.INetwork.InputSize => InputSize;");
        writer.WriteLine($"int {element.Interfaces}.INetwork.OutputSize => OutputSize;");
        writer.WriteLine($"global::Adjoint.{element.Library("ParameterView")} {element.Interfaces}.INetwork.View(int tensor) => runner.Parameters.View(tensor);");
    }

    private void WritePrediction()
    {
        writer.Blank();
        ApiDocs.Predict(writer, network, api);
        if (api.IsPlain)
        {
            writer.WriteLine($"public void Predict({Signatures.Predict(api)}) => runner.Predict({Identifiers.Escape(api.Inputs[0])}, {Identifiers.Escape(api.Outputs[0])});");
            return;
        }
        using (writer.Block($"public void Predict({Signatures.Predict(api)})"))
            Signatures.WriteBody(writer, api.Inputs, [.. api.Outputs.Select(o => (o, element.Name))], static (x, y) => $"runner.Predict({x}, {y});");
        writer.Blank();
        writer.WriteLine("/// <summary>Inputs and outputs side by side: a row of <paramref name=\"x\"/> is a row of each input, one behind the other.</summary>");
        writer.WriteLine($"void {element.Interfaces}.INetwork.Predict(global::System.ReadOnlySpan<{element.Name}> x, global::System.Span<{element.Name}> y) => runner.PredictSideBySide(x, y);");
    }

    private void WriteTraining()
    {
        foreach (var (method, more, argument) in new[] { ("Loss", "", ""), ("Gradient", $", global::System.Span<{element.Name}> gradient", ", gradient"), ("TrainStep", ", global::Adjoint.Optimizer optimizer", ", optimizer") })
        {
            writer.Blank();
            ApiDocs.Training(writer, network, api, method);
            var header = $"public {element.Name} {method}({Signatures.Data(api)}{more})";
            if (api.IsPlain)
            {
                writer.WriteLine($"{header} => runner.{method}({Identifiers.Escape(api.Inputs[0])}, {api.Targets[0].Name}{argument});");
                continue;
            }
            using (writer.Block(header))
                Signatures.WriteBody(writer, api.Inputs, [.. api.Targets.Select(static t => (t.Name, t.Type))], (x, t) => $"return runner.{method}({x}, {t}{argument});");
        }
        if (api.Targets.Count == 1 && element.TakesMiniBatches)
        {
            writer.Blank();
            ApiDocs.TrainStepOnBatch(writer);
            writer.WriteLine("public float TrainStep(global::Adjoint.Data.MiniBatch batch, global::Adjoint.Optimizer optimizer) => runner.TrainStep(batch, optimizer);");
        }
        if (api.IsPlain)
            WriteEvaluation(api.Targets[0]);
    }

    private void WriteEvaluation(ApiTarget target)
    {
        var headers = Signatures.Evaluation(api);
        writer.Blank();
        writer.WriteLine($"{headers[0]} => {(target.Losses[0].Options is CrossEntropyOptions { TakesClasses: true } classes ? Literal.Of(classes.IgnoreIndex) : "null")};");
        writer.WriteLine($"{headers[1]} => runner.AddLoss(x, targets, sum);");
    }

    private void WriteFiles()
    {
        writer.Blank();
        ApiDocs.Save(writer);
        writer.WriteLine("public void Save(string path) => runner.Save(path);");
        writer.Blank();
        ApiDocs.Load(writer);
        writer.WriteLine($"public static {name} Load(string path) => Load(path, new global::Adjoint.LoadOptions());");
        writer.Blank();
        ApiDocs.LoadWithOptions(writer);
        using (writer.Block($"public static {name} Load(string path, global::Adjoint.LoadOptions options)"))
        {
            // By its name: users may add constructors that can be called without arguments.
            writer.WriteLine($"var network = new {name}(seed: 0UL);");
            writer.WriteLine("network.runner.Load(path, options);");
            writer.WriteLine("return network;");
        }
    }

    private void WriteViews()
    {
        foreach (var layer in network.Parameters.GroupBy(static p => p.Layer))
            ViewWriter.Write(writer, layer.Key, [.. layer], $"new({string.Join(", ", layer.Select(static p => $"runner.Parameters.View({p.Id})"))})");
    }
}
