using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Emit.Kernels;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Plan;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the passes of a network: the file's mathematics, one commented line for each step.</summary>
internal sealed class PassWriter(CodeWriter writer, Schedule schedule)
{
    private readonly CallText text = new(schedule.Graph);

    private const string PassParameters = "Pass* pass, nuint first, nuint blocks, float* scratch";

    /// <summary>Writes the class that holds the passes.</summary>
    public void Write(string className)
    {
        writer.WriteLine($"/// <summary>The passes of <c>{schedule.Graph.Network.Declaration.Name}</c>: sixteen rows are one lane block, and every number of the formulas is sixteen numbers, one a row.</summary>");
        using (writer.Block($"file static unsafe class {className}"))
        {
            if (schedule.Graph.Network.Losses.Count > 0)
            {
                WriteTraining();
                WriteParameterGradients();
                WriteEvaluation();
            }
            WritePrediction("Predict", "Forward, for some lane blocks; says where the outputs are.", schedule.Inference, rows: false);
            WritePrediction("PredictRow", "Forward, for one row, with vectors over features; says where the outputs are.", schedule.Row, rows: true);
        }
    }

    private void WriteTraining()
    {
        writer.Blank();
        writer.WriteLine("/// <summary>Forward, loss and backward, for some lane blocks. A name with d before it is the gradient of the loss L with respect to what is named: dz₁ = ∂L/∂z₁, the δ₁ of the lectures.</summary>");
        using (writer.Block($"public static void Train({PassParameters})"))
        {
            DeclareBuffers(schedule.Training, schedule.Training.Steps, "pass->Parameters", rows: false);
            var forward = schedule.Graph.Forward.Count;
            writer.Blank();
            writer.WriteLine("// Forward");
            WriteSteps(schedule.Training, schedule.Training.Steps.Take(forward), rows: false);
            writer.Blank();
            writer.WriteLine("// Backward");
            WriteSteps(schedule.Training, schedule.Training.Steps.Skip(forward), rows: false);
        }
    }

    private void WriteParameterGradients()
    {
        writer.Blank();
        writer.WriteLine("/// <summary>The gradients of the parameters, each a sum over all rows of the pass; one slice of them.</summary>");
        using (writer.Block("public static void ParameterGradients(Pass* pass, bool accumulate, nuint slice, nuint slices)"))
        {
            DeclareBuffers(schedule.ParameterGradients, schedule.ParameterGradients.Steps, "pass->Parameters", rows: false, wholeBatch: true);
            writer.Blank();
            foreach (var step in schedule.ParameterGradients.Steps)
            {
                WriteComment(step);
                var units = CallText.Units("pass->Blocks", step.Call.UnitsPerRow);
                var accumulate = step.Adds ? "true" : "accumulate";
                var operands = string.Join(", ", step.Call.Operands.Select(text.NameOf));
                if (step.Call.Kernel is DenseKernel)
                {
                    writer.WriteLine($"{step.Call.Kernel.Name}.{step.Call.Method}({operands}, {units}, {accumulate}, slice, slices);");
                    continue;
                }
                if (step.Call.Operands.Count == 1)
                {
                    writer.WriteLine($"if (slice == 0) LaneBlocks.{step.Call.Method}({operands}, {schedule.Graph.Network.Parameters[step.Call.Operands[0].Id].Length});");
                    continue;
                }
                var (source, target) = (step.Call.Operands[0], step.Call.Operands[1]);
                writer.WriteLine($"if (slice == 0) LaneBlocks.{step.Call.Method}({text.NameOf(source)}, {schedule.Graph.Network.Parameters[target.Id].Length}, {units}, {text.NameOf(target)}, {accumulate});");
            }
        }
    }

    private void WriteEvaluation()
    {
        writer.Blank();
        writer.WriteLine("/// <summary>Forward and loss, for some lane blocks.</summary>");
        using (writer.Block($"public static void Evaluate({PassParameters})"))
        {
            DeclareBuffers(schedule.Evaluation, schedule.Evaluation.Steps, "pass->Parameters", rows: false);
            writer.Blank();
            WriteSteps(schedule.Evaluation, schedule.Evaluation.Steps, rows: false);
        }
    }

    private void WritePrediction(string name, string summary, Pass pass, bool rows)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{summary}</summary>");
        using (writer.Block($"public static void {name}(float* parameters, float** inputs, nuint blocks, float* scratch, float** outputs)"))
        {
            DeclareBuffers(pass, pass.Steps, "parameters", rows, outputs: schedule.Graph.Network.Outputs);
            writer.Blank();
            WriteSteps(pass, pass.Steps, rows);
            for (var i = 0; i < schedule.Graph.Network.Outputs.Count; i++)
                writer.WriteLine($"outputs[{i}] = {text.NameOf(Operand.Value(schedule.Graph.Network.Outputs[i]))};");
        }
    }

    private void DeclareBuffers(Pass pass, EquatableArray<Step> steps, string parameters, bool rows, bool wholeBatch = false, EquatableArray<int> outputs = default)
    {
        var used = new HashSet<(OperandKind, int)>(steps.SelectMany(static s => s.Call.Operands).Select(static o => (o.Kind, o.Id)));
        used.UnionWith(outputs.Select(static id => (OperandKind.Value, id)));
        foreach (var buffer in pass.Buffers)
        {
            var address = Address(buffer, parameters, rows, wholeBatch);
            foreach (var operand in buffer.Ids.Select(i => new Operand(buffer.Kind, i)).Where(o => used.Contains((o.Kind, o.Id))))
            {
                var name = text.NameOf(operand);
                if (name != address)
                    writer.WriteLine($"var {name} = {address}; // {Shape(operand, buffer)}");
                address = name;
            }
        }
        foreach (var parameter in schedule.Graph.Network.Parameters)
        {
            if (used.Contains((OperandKind.Parameter, parameter.Id)))
                writer.WriteLine($"var {parameter.Symbol} = {parameters}{LaneProductWriter.Plus(parameter.Offset)}; // {parameter.Name} [{parameter.Shape}]{Stored(parameter)}");
            if (used.Contains((OperandKind.ParameterGradient, parameter.Id)))
                writer.WriteLine($"var d{parameter.Symbol} = pass->Gradient{LaneProductWriter.Plus(parameter.Offset)}; // {parameter.Name} [{parameter.Shape}]{Stored(parameter)}");
        }
        for (var i = 0; i < schedule.Graph.Network.Losses.Count; i++)
        {
            if (used.Contains((OperandKind.Target, i)))
                DeclareLoss(i);
        }
    }

    private void DeclareLoss(int loss)
    {
        var size = schedule.Graph.Network.Values[schedule.Graph.Network.Losses[loss].Inputs[0]].Size;
        var (t, r, share) = (text.NameOf(new(OperandKind.Target, loss)), text.NameOf(new(OperandKind.RowWeight, loss)), text.NameOf(new(OperandKind.Loss, loss)));
        writer.WriteLine($"var {t} = pass->Targets[{loss}] + first * {size * 16}; // the target [{size}]");
        writer.WriteLine($"var {r} = pass->RowWeights[{loss}] + first * 16; // each row's weight in the mean: 1/rows, or 0 for a row that does not count");
        writer.WriteLine($"var {share} = pass->Losses[{loss}] + first * 16; // each row's share of L");
    }

    private static string Stored(Shape.Parameter parameter) => parameter.OutputInnermost ? ", stored input-major" : "";

    private static string Address(PlacedBuffer buffer, string parameters, bool rows, bool wholeBatch)
    {
        var perBlock = buffer.Size * MemoryLayout.BlockRows;
        var block = wholeBatch || buffer.Kind == OperandKind.Panels ? "" : $" + first * {perBlock}";
        return buffer.Place switch
        {
            Region.Input when parameters == "parameters" => $"inputs[{buffer.Offset}]",
            Region.Input => $"pass->Inputs[{buffer.Offset}]{block}",
            Region.Kept => $"pass->Kept{(buffer.Offset == 0 ? "" : $" + pass->Blocks * {buffer.Offset * MemoryLayout.BlockRows}")}{block}",
            _ => $"scratch{LaneProductWriter.Plus(buffer.Offset * (rows ? 1 : MemoryLayout.ChunkRows))}",
        };
    }

    private string Shape(Operand operand, PlacedBuffer buffer) => operand.Kind switch
    {
        OperandKind.RowGradient => $"[{buffer.Size}], still to be summed over the rows",
        OperandKind.GradientPart => $"[{schedule.Graph.Network.Values[schedule.Graph.Parts[operand.Id]].Shape}], to be added to the gradient",
        OperandKind.Panels => $"[{schedule.Graph.Network.Values[operand.Id].Shape}], rows outermost",
        _ => $"[{schedule.Graph.Network.Values[operand.Id].Shape}]",
    };

    private void WriteSteps(Pass pass, IEnumerable<Step> steps, bool rows)
    {
        foreach (var step in steps)
        {
            WriteComment(step);
            if (!pass.Computes(step))
                writer.WriteLine("// (already there)");
            else
                writer.WriteLine(rows ? text.Row(step.Call) : text.Blocks(step.Call));
        }
    }

    private void WriteComment(Step step)
    {
        foreach (var line in step.Call.Formula.Split('\n'))
            writer.WriteLine($"// {step.Layer}: {line}");
    }
}
