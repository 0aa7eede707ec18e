using Adjoint.Generator.Declare;
using Adjoint.Generator.Emit.Cpu;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit;

/// <summary>
/// Writes a gradient over arrays: floats by a kernel in vectors, sixteen at a time, the last ones in a block that is filled up; doubles, and functions that no vectors
/// have, number by number.
/// </summary>
internal sealed class BatchWriter(CodeWriter writer, DerivativeDeclaration method, Signature signature, Graph graph)
{
    private readonly int inputs = method.Function!.Parameters.Count;

    private string Number => method.Function!.Number;

    /// <summary>Names without the @ that keywords have.</summary>
    private List<string> Names => [.. method.Parameters.Select(FunctionWriter.Plain)];

    /// <summary>The body of the method.</summary>
    public void Write()
    {
        var first = method.Parameters[0].Name;
        for (var i = 1; i < method.Parameters.Count; i++)
            writer.WriteLine($"global::Adjoint.Runtime.FunctionArguments.RequireSameLength({method.Parameters[i].Name}.Length, {first}.Length, \"{Names[i]}\", \"{Names[0]}\");");
        using (writer.Block("unsafe"))
        {
            var pointers = Names.Select(static n => $"{n}_").ToList();
            writer.WriteLine($"fixed ({Number}* {string.Join(", ", pointers.Select((p, i) => $"{p} = {method.Parameters[i].Name}"))})");
            using (writer.Braces())
            {
                writer.WriteLine($"var arrays_ = stackalloc {Number}*[] {{ {string.Join(", ", pointers)} }};");
                writer.WriteLine($"global::Adjoint.Runtime.FunctionArguments.RequireApart(arrays_, {inputs}, {pointers.Count}, {first}.Length, \"{string.Join(", ", Names)}\");");
                if (IsVector(method, graph))
                    WriteBlocks(pointers, first);
                else
                    WriteLoop(pointers, first);
            }
        }
    }

    /// <summary>Whether there is a kernel.</summary>
    private static bool IsVector(DerivativeDeclaration method, Graph graph) =>
        method.Function is { IsSingle: true, Number: "float" } && VectorForm.Missing(graph).Count == 0 && graph.Steps.Count <= Limits.KernelSteps;

    private void WriteBlocks(List<string> pointers, string first)
    {
        var kernel = $"global::Adjoint.Generated.{KernelName(method)}.Compute";
        writer.WriteLine($"{kernel}({string.Join(", ", pointers)}, {first}.Length / {LaneBlock.Rows});");
        writer.WriteLine($"var (done_, rest_) = ({first}.Length & ~{LaneBlock.Rows - 1}, {first}.Length & {LaneBlock.Rows - 1});");
        writer.WriteLine("if (rest_ == 0)");
        using (writer.Indent())
            writer.WriteLine("return;");
        writer.WriteLine("// The last numbers stand in a block of their own, which is full.");
        writer.WriteLine($"var last_ = stackalloc float[{LaneBlock.Rows * pointers.Count}];");
        for (var i = 0; i < inputs; i++)
            writer.WriteLine($"new global::System.ReadOnlySpan<float>({pointers[i]} + done_, rest_).CopyTo(new global::System.Span<float>(last_ + {LaneBlock.Rows * i}, {LaneBlock.Rows}));");
        writer.WriteLine($"{kernel}({string.Join(", ", pointers.Select(static (_, i) => $"last_ + {Literal.Of(LaneBlock.Rows * i)}"))}, 1);");
        for (var i = inputs; i < pointers.Count; i++)
            writer.WriteLine($"new global::System.ReadOnlySpan<float>(last_ + {LaneBlock.Rows * i}, rest_).CopyTo(new global::System.Span<float>({pointers[i]} + done_, rest_));");
    }

    private void WriteLoop(List<string> pointers, string first)
    {
        using (writer.Block($"for (var i_ = 0; i_ < {first}.Length; i_++)"))
        {
            var function = method.Function!;
            var wanted = graph.Keep([.. signature.Slots.Select(static s => s.Result)]);
            // All is read before anything is written: the two may share their memory.
            var locals = Enumerable.Range(0, inputs).Select(i => pointers[i] + "i").ToList();
            for (var i = 0; i < inputs; i++)
                writer.WriteLine($"{(function.IsSingle ? "float" : "double")} {locals[i]} = {pointers[i]}[i_];");
            var text = new GraphText(wanted, function.IsSingle, i => locals[i], method.Parameters.Select(static p => p.Name).Concat(locals), function.Number == "float");
            text.WriteNames(writer);
            for (var i = 0; i < signature.Slots.Count; i++)
                writer.WriteLine($"{pointers[signature.Slots[i].Parameter]}[i_] = ({Number})({text.Output(i)});");
        }
    }

    /// <summary>The kernel, behind the user's class.</summary>
    public static void WriteKernel(CodeWriter writer, DerivativeDeclaration method, Signature signature, Graph graph)
    {
        if (!IsVector(method, graph))
            return;
        var wanted = graph.Keep([.. signature.Slots.Select(static s => s.Result)]);
        var names = method.Parameters.Select(static p => FunctionWriter.Plain(p) + "_").ToList();
        var formulas = wanted.Outputs.Select(output => VectorForm.Of(output.Replace(part => part is Input i ? new Feature(names[i.Index], 0) : null))).ToList();
        var (named, outputs) = Sharing.Apply(formulas, "t_");
        List<Statement> body = [.. named];
        // Inputs may be written over, so results have names before the first of them is stored.
        for (var i = 0; i < outputs.Count; i++)
            body.Add(new Let($"result{Literal.Of(i)}_", outputs[i]));
        for (var i = 0; i < outputs.Count; i++)
            body.Add(new Store(names[signature.Slots[i].Parameter], 0, new Variable($"result{Literal.Of(i)}_")));
        var kernel = new LaneKernel(
            KernelName(method), $"{method.Name} of arrays",
            [new LaneMethod("Compute", $"{method.Name} of arrays: one number of each in every lane.", names.Select(static n => new LaneBuffer(n, 1)).ToEquatableArray(), body.ToEquatableArray())]);
        writer.Blank();
        using (writer.Block("namespace Adjoint.Generated"))
        {
            KernelFileWriter.WriteUsings(writer);
            LaneKernelWriter.Write(writer, kernel, ["Compute"]);
        }
    }

    private static string KernelName(DerivativeDeclaration method) =>
        string.Concat(method.HintName.Substring(0, method.HintName.Length - ".g.cs".Length).Select(static c => char.IsLetterOrDigit(c) ? c : '_')) + "_Lanes";
}
