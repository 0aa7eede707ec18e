using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit;

/// <summary>Writes the file of one derivative: the method's body, in the user's own class.</summary>
internal static class FunctionWriter
{
    /// <summary>The file of a method that can be written.</summary>
    public static string Write(DerivativeDeclaration method, Signature signature, Derived derived)
    {
        var writer = new CodeWriter(Element.Float);
        var function = method.Function!;
        GeneratedFile.WriteHeader(writer, $"Written by Adjoint: {Title(method.Kind)} {function.Name}.");
        WriteMethod(writer, method, Documentation(method, derived), () =>
        {
            if (signature.IsBatched)
                new BatchWriter(writer, method, signature, derived.Graph).Write();
            else if (method.Kind == DerivativeKind.DerivativeCheck)
                CheckWriter.Write(writer, method, signature, derived.Graph);
            else
                WriteBody(writer, method, signature, derived.Graph);
        });
        if (signature.IsBatched)
            BatchWriter.WriteKernel(writer, method, signature, derived.Graph);
        return writer.ToString();
    }

    /// <summary>The file of a method that cannot be written: it throws, so that the mistake is the only error.</summary>
    public static string WriteStub(DerivativeDeclaration method)
    {
        var writer = new CodeWriter(Element.Float);
        var title = $"The declaration of {method.Name} has errors; every member here throws until they are mended.";
        if (!method.CanBeWritten)
        {
            GeneratedFile.WriteTitle(writer, title);
        }
        else
        {
            GeneratedFile.WriteHeader(writer, title);
            WriteMethod(writer, method, ["Throws until the declaration is right."], () => writer.WriteLine(
                $"throw new global::System.InvalidOperationException(\"{method.Name} could not be written; see the compiler's messages.\");"));
        }
        return writer.ToString();
    }

    private static void WriteMethod(CodeWriter writer, DerivativeDeclaration method, IReadOnlyList<string> documentation, Action writeBody)
    {
        var scopes = new Stack<CodeWriter.Scope>();
        if (method.Namespace.Length > 0)
            scopes.Push(writer.Block($"namespace {Identifiers.Escape(method.Namespace)}"));
        foreach (var type in method.Types)
            scopes.Push(writer.Block(type));
        writer.WriteLine($"/// <summary>{Xml.Text(documentation[0])}</summary>");
        if (documentation.Count > 1)
        {
            writer.WriteLine("/// <remarks>");
            writer.WriteLine("/// <code>");
            foreach (var line in documentation.Skip(1))
                writer.WriteLine($"/// {Xml.Text(line)}");
            writer.WriteLine("/// </code>");
            writer.WriteLine("/// </remarks>");
        }
        writer.WriteLine(GeneratedFile.Attribute);
        var parameters = method.Parameters.Select(static p => $"{(p.IsScoped ? "scoped " : "")}{FullType(p.Type)} {p.Name}");
        scopes.Push(writer.Block($"{method.Modifiers} {method.Returns} {Identifiers.Escape(method.Name)}({string.Join(", ", parameters)})"));
        writeBody();
        while (scopes.Count > 0)
            scopes.Pop().Dispose();
    }

    private static void WriteBody(CodeWriter writer, DerivativeDeclaration method, Signature signature, Graph graph)
    {
        var function = method.Function!;
        foreach (var span in signature.Spans)
            writer.WriteLine($"global::Adjoint.Runtime.FunctionArguments.RequireLength({method.Parameters[span.Parameter].Name}.Length, {span.Length}, \"{Plain(method.Parameters[span.Parameter])}\");");
        // Only what is asked for is computed, and all is read before anything is written: the two may share their memory.
        var wanted = graph.Keep([.. signature.Slots.Select(static s => s.Result)]);
        var inputs = ReadInputs(writer, method, signature, wanted);
        var text = new GraphText(wanted, function.IsSingle, i => inputs[i], method.Parameters.Select(static p => p.Name).Concat(inputs.Values), function.Number == "float");
        text.WriteNames(writer);
        var cast = function.IsSingle || function.Number == "double" ? "" : "(float)";
        string Result(int slot) => cast.Length == 0 ? text.Output(slot) : $"{cast}({text.Output(slot)})";
        for (var i = 0; i < signature.Slots.Count; i++)
        {
            if (signature.Slots[i] is { Parameter: >= 0 } slot)
                writer.WriteLine($"{method.Parameters[slot.Parameter].Name}{(slot.Element < 0 ? "" : $"[{slot.Element}]")} = {Result(i)};");
        }
        var returned = Enumerable.Range(0, signature.Slots.Count).Where(i => signature.Slots[i].Parameter < 0).Select(Result).ToList();
        if (returned.Count > 0)
            writer.WriteLine($"return {(returned.Count == 1 ? returned[0] : $"({string.Join(", ", returned)})")};");
    }

    /// <summary>How each input is written that is read: a number by its name, an element of a span by a name that it is given here.</summary>
    public static Dictionary<int, string> ReadInputs(CodeWriter writer, DerivativeDeclaration method, Signature signature, Graph graph)
    {
        var read = new HashSet<int>(graph.Steps.OfType<Input>().Select(static i => i.Index));
        var (names, next) = (new Dictionary<int, string>(), 0);
        foreach (var first in signature.Directions < 0 ? new[] { 0 } : [0, signature.Directions])
        {
            for (var p = 0; p < method.Function!.Parameters.Count; p++)
            {
                var (name, length) = (method.Parameters[first + p].Name, method.Function.Parameters[p].Length);
                for (var e = 0; e < Math.Max(length, 1); e++, next++)
                    names[next] = length == 0 ? name : $"{name.TrimStart('@')}_{Literal.Of(e)}";
                for (var e = 0; e < length; e++)
                {
                    if (read.Contains(next - length + e))
                        writer.WriteLine($"var {names[next - length + e]} = {name}[{e}];");
                }
            }
        }
        if (!method.Function!.IsSingle && method.Function.Number == "float")
        {
            foreach (var i in names.Keys.ToList())
                names[i] = $"(double){names[i]}";
        }
        return names;
    }

    public static string Plain(MethodParameter parameter) => parameter.Name.TrimStart('@');

    private static string FullType(string type) => type.Replace("ReadOnlySpan<", "global::System.§<").Replace("Span<", type.Contains("global::System.Span<") ? "Span<" : "global::System.Span<").Replace("§", "ReadOnlySpan");

    private static string Title(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Gradient => "the gradient of",
        DerivativeKind.Jacobian => "the Jacobian of",
        DerivativeKind.Jvp => "the derivative along a direction of",
        DerivativeKind.Hessian => "the Hessian of",
        DerivativeKind.HessianVectorProduct => "the Hessian times a vector of",
        _ => "a check of the derivatives of",
    };

    /// <summary>What the method computes, and the formulas of its results as far as they are short.</summary>
    private static IReadOnlyList<string> Documentation(DerivativeDeclaration method, Derived derived)
    {
        var function = method.Function!;
        var title = Title(method.Kind);
        List<string> lines = [$"{char.ToUpperInvariant(title[0])}{title.Substring(1)} {function.Name}."];
        if (method.Kind is DerivativeKind.DerivativeCheck)
            return ["The largest difference of the derivatives of " + function.Name + " from central differences, relative to 1 + |derivative|."];
        List<string> inputs = [.. InputNames(method, 0)];
        if (method.Kind is DerivativeKind.Jvp or DerivativeKind.HessianVectorProduct)
            inputs.AddRange(InputNames(method, function.Parameters.Count));
        var formulas = new MathText(given => inputs[((Input)given).Index]);
        var names = ResultNames(method).ToList();
        for (var i = 0; i < names.Count && lines.Count <= 12; i++)
        {
            if (formulas.IfShort(derived.Graph.Outputs[i]) is { } formula)
                lines.Add($"{names[i]} = {formula}");
        }
        return lines;
    }

    /// <summary>The names of the numbers that the method's parameters from one on hold.</summary>
    private static IEnumerable<string> InputNames(DerivativeDeclaration method, int first) => method.Function!.Parameters.SelectMany((p, i) =>
    {
        var name = Plain(method.Parameters[first + i]);
        return p.Length == 0 ? [name] : Enumerable.Range(0, p.Length).Select(e => $"{name}[{Literal.Of(e)}]");
    });

    private static IEnumerable<string> ResultNames(DerivativeDeclaration method)
    {
        var outputs = method.Function!.Outputs.Select(o => o.Length == 0 ? method.Function.Name : o).ToList();
        var inputs = InputNames(method, 0).ToList();
        return method.Kind switch
        {
            DerivativeKind.Jvp => [.. outputs, .. outputs.Select(static o => "d" + o)],
            DerivativeKind.HessianVectorProduct => [.. outputs, .. inputs.Select(static i => $"(H v)({i})")],
            DerivativeKind.Hessian => [.. outputs, .. inputs.Select(i => $"∂{outputs[0]}/∂{i}"), .. inputs.SelectMany(a => inputs.Select(b => $"∂²{outputs[0]}/∂{a}∂{b}"))],
            _ => [.. outputs, .. outputs.SelectMany(o => inputs.Select(i => $"∂{o}/∂{i}"))],
        };
    }
}
