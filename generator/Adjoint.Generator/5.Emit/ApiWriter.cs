using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the members that users call; each hands on to the run-time library, which validates and then runs the passes.</summary>
internal sealed class ApiWriter(CodeWriter writer, Schedule schedule, string passes)
{
    private readonly ShapedNetwork network = schedule.Graph.Network;
    private readonly string name = Identifiers.Escape(schedule.Graph.Network.Declaration.Name);

    /// <summary>Writes the members in order.</summary>
    public void Write()
    {
        WriteConstants();
        WriteLayout();
        WriteProgram();
        WriteState();
        WritePrediction();
        if (Api.TargetType(network.Declaration) is { } target)
            WriteTraining(target);
        WriteFiles();
        WriteViews();
    }

    private int InputSize => network.Values[network.Inputs[0]].Size;

    private int OutputSize => network.Values[network.Outputs[0]].Size;

    private void WriteConstants()
    {
        Constant("int", "InputSize", $"{InputSize}", $"The numbers in one row of input: {network.Values[network.Inputs[0]].Shape}.");
        Constant("int", "OutputSize", $"{OutputSize}", $"The numbers in one row of output: {network.Values[network.Outputs[0]].Shape}.");
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

    private void Constant(string type, string constant, string value, string summary)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{summary}</summary>");
        writer.WriteLine($"public const {type} {constant} = {value};");
    }

    private void WriteLayout()
    {
        writer.Blank();
        writer.WriteLine("/// <summary>The trainable tensors, in the order in which they lie in <see cref=\"Parameters\"/>.</summary>");
        writer.WriteLine("public static global::Adjoint.ParameterLayout Layout { get; } = new(");
        using (writer.Indent())
        {
            writer.Write($"\"{network.Declaration.Name}\"");
            foreach (var p in network.Parameters)
            {
                writer.WriteLine(",");
                writer.Write($"new global::Adjoint.ParameterInfo(\"{p.Name}\", new[] {{ {string.Join(", ", p.Shape.Sizes)} }}, offset: {p.Offset}, "
                    + $"global::Adjoint.ParameterRole.{p.Role}, (global::Adjoint.Initializer){p.Initializer}, "
                    + $"fanIn: {p.FanIn}, fanOut: {p.FanOut}, outputInnermost: {(p.OutputInnermost ? "true" : "false")})");
            }
            writer.WriteLine(");");
        }
    }

    private void WriteProgram()
    {
        writer.Blank();
        using (writer.Block("private static readonly global::Adjoint.Runtime.NetworkProgram program = new()", "};"))
        {
            writer.WriteLine("Layout = Layout,");
            writer.WriteLine("InputSize = InputSize,");
            writer.WriteLine("OutputSize = OutputSize,");
            writer.WriteLine("FlopsPerRow = FlopsPerRow,");
            if (network.Losses.Count > 0)
            {
                writer.WriteLine($"KeptPerRow = {schedule.Training.Kept},");
                writer.WriteLine($"TrainingScratch = {Math.Max(schedule.Training.Scratch, schedule.Evaluation.Scratch) * MemoryLayout.ChunkRows},");
            }
            writer.WriteLine($"PredictionScratch = {schedule.Inference.Scratch * MemoryLayout.ChunkRows},");
            writer.WriteLine($"RowScratch = {schedule.Row.Scratch},");
            if (schedule.RowReadsScalars)
                writer.WriteLine("RowReadsScalars = true,");
            WriteTargets();
            if (network.Losses.Count > 0)
            {
                foreach (var pass in new[] { "Train", "ParameterGradients", "Evaluate" })
                    writer.WriteLine($"{pass} = &global::Adjoint.Generated.{passes}.{pass},");
            }
            foreach (var pass in new[] { "Predict", "PredictRow" })
                writer.WriteLine($"{pass} = &global::Adjoint.Generated.{passes}.{pass},");
        }
    }

    private void WriteTargets()
    {
        if (network.Losses.Count == 0)
            return;
        var use = network.Losses[0].Use;
        if (use.Float("Weight", 1) is not 1f and var weight)
            writer.WriteLine($"LossWeight = {Literal.Of(weight)},");
        if (!schedule.Graph.TargetsAreClasses)
        {
            if (!use.Floats("ClassWeights").IsEmpty || use.Float("LabelSmoothing") != 0)
                writer.WriteLine($"Probabilities = new global::Adjoint.Runtime.ClassTargets(OutputSize, {ClassTargetArguments(use)}),");
            return;
        }
        writer.WriteLine($"Classes = new global::Adjoint.Runtime.ClassTargets(OutputSize, {ClassTargetArguments(use)}),");
    }

    private static string ClassTargetArguments(Declare.AttributeUse use)
    {
        var weights = use.Floats("ClassWeights");
        return $"smoothing: {Literal.Of(use.Float("LabelSmoothing"))}, ignored: {Literal.Of(use.Int("IgnoreIndex", -100))}, "
            + $"weights: {(weights.IsEmpty ? "null" : $"new[] {{ {string.Join(", ", weights.Select(static w => Literal.Of(w)))} }}")}";
    }

    private void WriteState()
    {
        writer.Blank();
        writer.WriteLine("private readonly global::Adjoint.Runtime.NetworkRunner runner;");
        writer.Blank();
        writer.WriteLine("/// <summary>A network with parameters drawn from <paramref name=\"seed\"/>; equal seeds give equal numbers on every machine.</summary>");
        writer.WriteLine("/// <param name=\"seed\">Also the seed of dropout.</param>");
        writer.WriteLine($"public {name}(ulong seed = 0) => runner = new(program, seed);");
        writer.Blank();
        writer.WriteLine("/// <summary>All trainable values, tensor after tensor in the order of <see cref=\"Layout\"/>; a gradient has the same order.</summary>");
        writer.WriteLine("public global::System.Span<float> Parameters => runner.Parameters.Span;");
        writer.Blank();
        writer.WriteLine("/// <summary>The most threads that a call may use; at first the number of processors. Results do not depend on it.</summary>");
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The number is below 1.</exception>");
        writer.WriteLine("public int Threads { get => runner.Threads; set => runner.Threads = value; }");
        writer.Blank();
        writer.WriteLine("/// <summary>The number of gradients computed so far; with the seed and a layer's name it decides the masks of dropout.</summary>");
        writer.WriteLine("public long TrainingStep { get => runner.TrainingStep; set => runner.TrainingStep = value; }");
        writer.Blank();
        writer.WriteLine("global::Adjoint.ParameterLayout global::Adjoint.INetwork.Layout => Layout;");
        writer.WriteLine("int global::Adjoint.INetwork.InputSize => InputSize;");
        writer.WriteLine("int global::Adjoint.INetwork.OutputSize => OutputSize;");
        writer.WriteLine("global::Adjoint.ParameterView global::Adjoint.INetwork.View(int tensor) => runner.Parameters.View(tensor);");
    }

    private void WritePrediction()
    {
        writer.Blank();
        ApiDocs.Predict(writer, InputSize, OutputSize);
        writer.WriteLine("public void Predict(global::System.ReadOnlySpan<float> x, global::System.Span<float> y) => runner.Predict(x, y);");
    }

    private void WriteTraining(string target)
    {
        var targets = Api.TargetName(target);
        var row = target == "int" ? $"one class from 0 to {OutputSize - 1} for each row" : $"row after row, {OutputSize} numbers each";
        writer.Blank();
        ApiDocs.Loss(writer, InputSize, targets, row);
        writer.WriteLine($"public float Loss(global::System.ReadOnlySpan<float> x, global::System.ReadOnlySpan<{target}> {targets}) => runner.Loss(x, {targets});");
        writer.Blank();
        ApiDocs.Gradient(writer, InputSize, targets, row);
        writer.WriteLine($"public float Gradient(global::System.ReadOnlySpan<float> x, global::System.ReadOnlySpan<{target}> {targets}, global::System.Span<float> gradient) => runner.Gradient(x, {targets}, gradient);");
        writer.Blank();
        ApiDocs.TrainStep(writer, InputSize, targets, row);
        writer.WriteLine($"public float TrainStep(global::System.ReadOnlySpan<float> x, global::System.ReadOnlySpan<{target}> {targets}, global::Adjoint.Optimizer optimizer) => runner.TrainStep(x, {targets}, optimizer);");
        writer.Blank();
        ApiDocs.TrainStepOnBatch(writer);
        writer.WriteLine("public float TrainStep(global::Adjoint.Data.MiniBatch batch, global::Adjoint.Optimizer optimizer) => runner.TrainStep(batch, optimizer);");
    }

    private void WriteFiles()
    {
        writer.Blank();
        ApiDocs.Save(writer);
        writer.WriteLine("public void Save(string path) => runner.Save(path);");
        writer.Blank();
        ApiDocs.Load(writer);
        using (writer.Block($"public static {name} Load(string path)"))
        {
            writer.WriteLine($"var network = new {name}();");
            writer.WriteLine("network.runner.Load(path);");
            writer.WriteLine("return network;");
        }
    }

    private void WriteViews()
    {
        foreach (var layer in network.Parameters.GroupBy(static p => p.Layer))
            ViewWriter.Write(writer, layer.Key, [.. layer], "runner.Parameters");
    }
}
