using Adjoint.Generator.Emit.Cpu;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Plan;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the passes of a network: the file's mathematics, one commented line for each step.</summary>
internal sealed class PassWriter(CodeWriter writer, PlannedNetwork plan)
{
    private readonly CallText text = new(writer.Element, plan.Lowered);

    /// <summary>The most calls in one method.</summary>
    private const int MostCalls = 48;

    private readonly string passParameters = $"Pass<{writer.Element.Name}>* pass, nint first, nint blocks, {writer.Element.Name}* scratch";

    /// <summary>Writes the class that holds the passes.</summary>
    /// <param name="className">The name of the class.</param>
    /// <param name="summary">What they are, for its documentation.</param>
    public void Write(string className, string summary)
    {
        writer.WriteLine($"/// <summary>{summary}</summary>");
        using (writer.Block($"file static unsafe class {className}"))
        {
            foreach (var pass in plan.Passes)
                Write(pass);
        }
    }

    private void Write(Pass pass)
    {
        var hasLoss = plan.Graph.Network.Losses.Count > 0;
        switch (pass.Kind)
        {
            case PassKind.Training when hasLoss:
                WriteTraining(pass);
                break;
            case PassKind.Evaluation when hasLoss:
                WriteEvaluation(pass);
                break;
            case PassKind.Prediction:
                WritePrediction("Predict", "Forward, for some lane blocks; says where the outputs are.", pass);
                break;
            case PassKind.RowTraining when hasLoss:
                WriteRowTraining(pass);
                break;
            case PassKind.Row:
                WritePrediction("PredictRow", "Forward, for one row, with vectors over features; says where the outputs are.", pass);
                break;
        }
    }

    /// <summary>Writes the class that holds the pass of a derivative.</summary>
    /// <param name="className">The name of the class.</param>
    /// <param name="methodOf">The name of the method for a stage.</param>
    /// <param name="summary">What it computes.</param>
    public void WriteDerivative(string className, Func<int, string> methodOf, string summary)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{Xml.Text(summary)}</summary>");
        using (writer.Block($"file static unsafe class {className}"))
        {
            var pass = plan[PassKind.Derivative];
            for (var i = 0; i < pass.Stages.Count; i++)
            {
                var stage = pass.Stages[i];
                if (i > 0)
                    writer.Blank();
                WriteMethod(methodOf(i), passParameters, stage.Blocks, (part, _) => WriteTrainingSteps(pass, part));
                if (!stage.Meeting.IsEmpty)
                    WriteMeeting(pass, i);
            }
        }
    }

    /// <summary>The name of the method for a stage of a derivative: the last is called as what it computes.</summary>
    public static string Derivative(PlannedDerivative derivative, int stage) =>
        stage == derivative.Pass.Stages.Count - 1 ? derivative.Derived.Kind.ToString() : derivative.Derived.IsSwept ? "Values" : FormattableString.Invariant($"{derivative.Derived.Kind}{stage + 1}");

    /// <summary>The name of the method that takes blocks through a stage of training.</summary>
    public static string Train(Pass pass, int stage) => pass.Stages.Count == 1 ? "Train" : $"Train{stage + 1}";

    /// <summary>The name of the method for which all blocks meet at the end of a stage.</summary>
    public static string Meet(Pass pass, int stage) => stage == pass.Stages.Count - 1 ? "ParameterGradients" : $"Meet{stage + 1}";

    private void WriteTraining(Pass pass)
    {
        var stages = pass.Stages;
        for (var i = 0; i < stages.Count; i++)
        {
            var of = stages.Count == 1 ? "" : $", stage {i + 1} of {stages.Count}";
            writer.Blank();
            writer.WriteLine($"/// <summary>Forward, loss and backward, for some lane blocks{of}. A name with d before it is the gradient of the loss L with respect to what is named: dz₁ = ∂L/∂z₁, the δ₁ of the lectures.</summary>");
            WriteMethod(Train(pass, i), passParameters, stages[i].Blocks, (part, _) => WriteTrainingSteps(pass, part));
            WriteMeeting(pass, i);
        }
    }

    private void WriteRowTraining(Pass pass)
    {
        writer.Blank();
        writer.WriteLine("/// <summary>Forward, loss and backward, for one row, with vectors over features; gradients of parameters are added to those of rows before, if accumulate.</summary>");
        WriteMethod("TrainRow", $"Pass<{writer.Element.Name}>* pass, bool accumulate, {writer.Element.Name}* scratch", [.. pass.Steps], (part, _) => WriteTrainingSteps(pass, part));
    }

    /// <summary>Some steps, of which the first may belong to the forward pass.</summary>
    private void WriteTrainingSteps(Pass pass, EquatableArray<Step> steps)
    {
        var ahead = steps.Count(static s => s.IsForward);
        DeclareBuffers(pass, steps, "pass->Parameters");
        if (ahead > 0)
        {
            writer.Blank();
            writer.WriteLine("// Forward");
            WriteSteps(pass, steps.Take(ahead));
        }
        if (ahead < steps.Count)
        {
            writer.Blank();
            writer.WriteLine("// Backward");
            WriteSteps(pass, steps.Skip(ahead));
        }
    }

    private void WriteMeeting(Pass pass, int index)
    {
        var isLast = index == pass.Stages.Count - 1;
        writer.Blank();
        writer.WriteLine(isLast
            ? "/// <summary>The gradients of the parameters, each a sum over all rows of the pass; one slice of them.</summary>"
            : $"/// <summary>What all rows bring together after stage {index + 1}: statistics, and gradients of parameters; one slice of them.</summary>");
        WriteMethod(Meet(pass, index), $"Pass<{writer.Element.Name}>* pass, bool accumulate, nint slice, nint slices", pass.Stages[index].Meeting, (part, _) =>
        {
            DeclareBuffers(pass, part, "pass->Parameters", wholeBatch: true);
            writer.Blank();
            foreach (var step in part)
            {
                WriteComment(step);
                writer.WriteLine(text.Meeting(step));
            }
        });
    }

    private void WriteEvaluation(Pass pass)
    {
        writer.Blank();
        writer.WriteLine("/// <summary>Forward and loss, for some lane blocks.</summary>");
        WriteMethod("Evaluate", passParameters, [.. pass.Steps], (part, _) =>
        {
            DeclareBuffers(pass, part, "pass->Parameters");
            writer.Blank();
            WriteSteps(pass, part, pass.Results);
        }, callsOfStep: 2);
    }

    private void WritePrediction(string name, string summary, Pass pass)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{summary}</summary>");
        var number = writer.Element.Name;
        WriteMethod(name, $"{number}* parameters, {number}** inputs, nint blocks, {number}* scratch, {number}** outputs", [.. pass.Steps], (part, isLast) =>
        {
            var results = isLast ? plan.Graph.Network.Outputs : [];
            DeclareBuffers(pass, part, "parameters", outputs: results);
            writer.Blank();
            WriteSteps(pass, part);
            for (var i = 0; i < results.Count; i++)
                writer.WriteLine($"outputs[{i}] = {text.NameOf(Operand.Value(results[i]))};");
        });
    }

    /// <summary>Writes a method, or where it would have too many calls one that calls its parts: the JIT gives up on long methods, and so do readers.</summary>
    private void WriteMethod(string name, string parameters, EquatableArray<Step> steps, Action<EquatableArray<Step>, bool> writeBody, int callsOfStep = 1)
    {
        var parts = Parts(steps, MostCalls / callsOfStep);
        if (parts.Count < 2)
        {
            using (Method("public", name))
                writeBody(steps, true);
            return;
        }
        var arguments = string.Join(", ", parameters.Split(',').Select(static p => p.Substring(p.LastIndexOf(' ') + 1)));
        using (Method("public", name))
        {
            for (var i = 0; i < parts.Count; i++)
                writer.WriteLine($"{name}Part{i + 1}({arguments});");
        }
        for (var i = 0; i < parts.Count; i++)
        {
            writer.Blank();
            using (Method("private", $"{name}Part{i + 1}"))
                writeBody(parts[i], i == parts.Count - 1);
        }

        // Optimised from the first call: what runs for every block would else be slow for the first second, and on one processor for several.
        CodeWriter.Scope Method(string access, string method)
        {
            writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            return writer.Block($"{access} static void {method}({parameters})");
        }
    }

    /// <summary>The steps in parts of so many as a method may have; a loop stays whole.</summary>
    private static List<EquatableArray<Step>> Parts(EquatableArray<Step> steps, int most)
    {
        List<List<Step>> parts = [[]];
        foreach (var together in StepLoops.Of(steps))
        {
            if (parts[parts.Count - 1] is { Count: > 0 } last && last.Count + together.Count > most)
                parts.Add([]);
            parts[parts.Count - 1].AddRange(together);
        }
        return [.. parts.Select(static part => part.ToEquatableArray())];
    }

    private void DeclareBuffers(Pass pass, EquatableArray<Step> steps, string parameters, bool wholeBatch = false, EquatableArray<int> outputs = default)
    {
        var used = new HashSet<BufferKey>(steps.SelectMany(static s => s.Call.Operands).Select(static o => o.Key));
        used.UnionWith(outputs.Select(static id => Operand.Value(id).Key));
        var running = new HashSet<int>(steps.SelectMany(static s => s.Call.Operands).Where(static o => o is { Kind: OperandKind.Parameter, Writes: true }).Select(static o => o.Id));
        foreach (var buffer in pass.Buffers)
        {
            var address = Address(buffer, parameters, pass.IsOfOneRow, wholeBatch);
            foreach (var operand in buffer.Ids.Select(i => new Operand(buffer.Kind, i, Buffer: buffer.Declared)).Where(o => used.Contains(o.Key)))
            {
                var name = text.NameOf(operand);
                if (name != address)
                    writer.WriteLine($"var {name} = {address}; // {Shape(operand, buffer)}");
                address = name;
            }
        }
        foreach (var parameter in plan.Graph.Network.Parameters)
        {
            if (running.Contains(parameter.Id))
            {
                var place = Pointer.At("pass->Running", parameter.Offset - FirstStatistic);
                writer.WriteLine($"var {parameter.Symbol} = {place}; // {parameter.Name} [{parameter.Shape}], the network's own once the step is accepted");
            }
            else if (used.Contains(Operand.Parameter(parameter.Id).Key))
                writer.WriteLine($"var {parameter.Symbol} = {Pointer.At(parameter.IsTangent ? "pass->Tangents" : parameters, parameter.Offset)}; // {parameter.Name} [{parameter.Shape}]{Stored(parameter)}");
            if (used.Contains(Operand.ParameterGradient(parameter.Id).Key))
                writer.WriteLine($"var d{parameter.Symbol} = {Pointer.At("pass->Gradient", parameter.Offset)}; // {parameter.Name} [{parameter.Shape}]{Stored(parameter)}");
        }
        if (used.Contains(new(OperandKind.RowMask, 0)))
            DeclareMask();
        for (var i = 0; i < plan.Graph.Network.Losses.Count; i++)
        {
            if (used.Contains(new(OperandKind.Loss, i)))
                DeclareLoss(i, used.Contains(new(OperandKind.Target, i)), pass.IsOfOneRow);
        }
    }

    /// <summary>Where the statistics begin in the parameter block: they are its end.</summary>
    private int FirstStatistic => plan.Graph.Network.Parameters.Where(static p => p.Role == "Statistic").Min(static p => p.Offset);

    private void DeclareMask() => writer.WriteLine($"var mask = &pass->RowMask[first * {LaneBlock.Rows}]; // 1 for each lane whose row counts, else 0");

    private void DeclareLoss(int loss, bool isGiven, bool ofOneRow)
    {
        var node = plan.Graph.Network.Losses[loss];
        var (output, judge) = (plan.Graph.Network.Values[node.Inputs[0]], node.Operator as LossOperator ?? ((LossTangent)node.Operator).Loss);
        var positions = judge.Positions(output.Shape);
        var size = positions * ((LossLowering)LoweringTable.Of(judge)).TargetSize(output.Size / positions);
        var (t, r, share) = (text.NameOf(new(OperandKind.Target, loss)), text.NameOf(new(OperandKind.RowWeight, loss)), text.NameOf(new(OperandKind.Loss, loss)));
        var (whose, rows, row) = positions == 1 ? ("each row's", "rows", "row") : ("each position's", "positions", "position");
        if (isGiven)
            writer.WriteLine($"var {t} = {Of("Targets", size)}; // {TargetOf(judge, output)}");
        writer.WriteLine($"var {r} = {Of("RowWeights", positions)}; // {whose} weight in the mean: 1/{rows}, or 0 for a {row} that does not count");
        writer.WriteLine($"var {share} = {Of("Losses", positions)}; // {whose} share of L");

        string Of(string part, int numbers) => ofOneRow ? $"pass->{part}[{loss}]" : $"&pass->{part}[{loss}][first * {numbers * LaneBlock.Rows}]";
    }

    private static string TargetOf(LossOperator judge, Value output) => LabelShape.Of(judge.Common.Target, output.Shape) is not { } labels ? $"the target [{output.Shape}]"
        : labels.Count == 1 ? $"the label, from 0 to {labels.Classes - 1}"
        : $"the labels [{labels.Count}], from 0 to {labels.Classes - 1}";

    private static string Stored(Parameter parameter) => parameter switch
    {
        { OutputsTogether: 1 } or { Shape.Rank: < 2 } => "",
        _ when parameter.Shape.Sizes[0] <= parameter.OutputsTogether => ", stored input-major",
        _ => $", stored in groups of {parameter.OutputsTogether} outputs, each input-major",
    };

    private string Address(PlacedBuffer buffer, string parameters, bool rows, bool wholeBatch)
    {
        var perBlock = buffer.Size * LaneBlock.Rows;
        var block = wholeBatch || rows || buffer.Declared is { Layout: Layout.Panels } ? "" : $"first * {perBlock}";
        var kept = buffer.Offset == 0 ? "" : $"pass->Blocks * {buffer.Offset * LaneBlock.Rows}";
        return buffer.Place switch
        {
            Region.Input when parameters == "parameters" => $"inputs[{buffer.Offset}]",
            Region.Input => Pointer.At($"pass->Inputs[{buffer.Offset}]", block),
            Region.Kept => Pointer.At("pass->Kept", kept, block),
            Region.Batch => Pointer.At("pass->Statistics", buffer.Offset),
            _ => Pointer.At("scratch", buffer.Offset * (rows ? 1 : Chunk.RowsOf(plan.Graph.Network))),
        };
    }

    private string Shape(Operand operand, PlacedBuffer buffer) => operand.Kind switch
    {
        OperandKind.RowGradient => $"[{buffer.Size}], still to be summed over the rows",
        OperandKind.GradientPart => $"[{plan.Graph.Network.Values[plan.Graph.Parts[operand.Id]].WholeShape}], to be added to the gradient",
        OperandKind.Buffer => operand.Buffer!.Says,
        _ => $"[{plan.Graph.Network.Values[operand.Id].WholeShape}]",
    };

    /// <summary>Writes steps, and after those that complete the output of a layer that it is shown.</summary>
    private void WriteSteps(Pass pass, IEnumerable<Step> steps, IReadOnlyList<LayerResult>? shown = null)
    {
        foreach (var together in StepLoops.Of(steps))
        {
            if (together[0].Loop is { } loop)
                WriteLoop(pass, together, loop);
            else
                WriteStep(pass, together[0], CallOf(pass, together[0]));
            for (var i = 0; i < shown?.Count; i++)
            {
                if (together.Any(step => ReferenceEquals(shown[i].Step, step)))
                    writer.WriteLine($"pass->Show({i}, {text.NameOf(shown[i].Value)}, first, blocks);");
            }
        }
    }

    private Func<KernelCall, string> CallOf(Pass pass, Step step) => pass.Kind switch
    {
        PassKind.Row => text.Row,
        PassKind.RowTraining => call => text.TrainingRow(call, step.Adds),
        _ => text.Blocks,
    };

    private void WriteStep(Pass pass, Step step, Func<KernelCall, string> call)
    {
        WriteComment(step);
        if (!pass.Computes(step))
            writer.WriteLine("// (already there)");
        else
            writer.WriteLine((step.OnlyForResults ? "if (pass->WantsResults) " : "") + call(step.Call));
    }

    /// <summary>Calls that each step of a recurrence makes; a lane block after the other, so that its states stay in the nearest cache.</summary>
    private void WriteLoop(Pass pass, IReadOnlyList<Step> calls, StepLoop loop)
    {
        var (steps, isRow) = (loop.Scan.Steps, pass.Kind == PassKind.Row);
        writer.WriteLine(loop.Descending
            ? $"// {steps} steps, the last first: each reads what the step after it has left"
            : $"// {steps} steps: each reads what the step before it has left");
        if (isRow)
        {
            WriteBody();
            return;
        }
        using (writer.Block("for (nint block = 0; block < blocks; block++)"))
            WriteBody();

        void WriteBody()
        {
            using (writer.Block(loop.Descending ? $"for (nint step = {steps - 1}; step >= 0; step--)" : $"for (nint step = 0; step < {steps}; step++)"))
            {
                if (!isRow)
                    writer.WriteLine($"var at = block * {steps} + step;");
                foreach (var step in calls)
                    WriteStep(pass, step, call => text.Step(call, steps, isRow));
            }
        }
    }

    /// <summary>An equation with its number in the operator's derivation, and with what it is derived from.</summary>
    private static string Reading(Equation equation) =>
        $"{(equation.Term == 0 ? "" : $"({equation.Term}) ")}{equation}{(equation.Of is { } of ? $", for {of}" : "")}";

    private void WriteComment(Step step)
    {
        foreach (var equation in step.Call.Equations)
            writer.WriteLine($"// {step.Layer}: {Reading(equation)}");
        foreach (var then in step.Then)
            WriteComment(then);
    }
}
