using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the body of a method that compares a function's derivatives with central differences of what it computes, in double precision.</summary>
internal static class CheckWriter
{
    public static void Write(CodeWriter writer, DerivativeDeclaration method, Signature signature, Graph graph)
    {
        var function = method.Function!;
        var (inputs, outputs) = (function.InputCount, function.Outputs.Count);
        foreach (var span in signature.Spans)
            writer.WriteLine($"global::Adjoint.Runtime.FunctionArguments.RequireLength({method.Parameters[span.Parameter].Name}.Length, {span.Length}, \"{FunctionWriter.Plain(method.Parameters[span.Parameter])}\");");
        writer.WriteLine($"global::System.Span<double> at_ = stackalloc double[] {{ {string.Join(", ", At(method))} }};");
        writer.WriteLine($"global::System.Span<double> derivative_ = stackalloc double[{outputs * inputs}];");
        var derivatives = graph.Keep([.. Enumerable.Range(outputs, outputs * inputs)]);
        var names = FunctionWriter.ReadInputs(writer, method, signature, derivatives);
        var text = new GraphText(derivatives, function.IsSingle, i => names[i], method.Parameters.Select(static p => p.Name).Concat(names.Values), function.Number == "float");
        text.WriteNames(writer);
        for (var i = 0; i < outputs * inputs; i++)
            writer.WriteLine($"derivative_[{i}] = {text.Output(i)};");
        // A call in single precision has only its digits, so differences of it must be taken over a wider step.
        var value = FunctionDifferentiator.Simplify(function.Exact ?? function.Body, inputs, isSingle: false);
        var isExact = function.Number == "double" || value.Steps.All(static s => s is not Call);
        writer.WriteLine($"return global::Adjoint.Runtime.FunctionArguments.LargestDifference(at_, derivative_, Value_, {outputs}, {isExact});");
        writer.Blank();
        using (writer.Block("static void Value_(global::System.ReadOnlySpan<double> x, global::System.Span<double> y)"))
            WriteValue(writer, value, function.Number == "float" && !isExact);
    }

    private static IEnumerable<string> At(DerivativeDeclaration method)
    {
        for (var p = 0; p < method.Function!.Parameters.Count; p++)
        {
            var (name, length) = (method.Parameters[p].Name, method.Function.Parameters[p].Length);
            for (var e = 0; e < Math.Max(length, 1); e++)
                yield return length == 0 ? name : $"{name}[{Literal.Of(e)}]";
        }
    }

    private static void WriteValue(CodeWriter writer, Graph value, bool hasSingleCalls)
    {
        // Floats that are called as they are need floats.
        var text = new GraphText(value, hasSingleCalls, i => $"{(hasSingleCalls ? "(float)" : "")}x[{Literal.Of(i)}]", ["x", "y"], hasSingleCalls);
        text.WriteNames(writer);
        for (var i = 0; i < value.Outputs.Count; i++)
            writer.WriteLine($"y[{i}] = {text.Output(i)};");
    }
}
