using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>The self-test of a network's derivatives, which <c>[VerifyGradients]</c> asks for.</summary>
internal sealed class VerificationWriter(CodeWriter writer, Api api, DerivativeKinds asked)
{
    private const string Check = "global::Adjoint.GradientCheck";

    /// <summary>What a local array is called that holds a span's rows: lambdas cannot hold spans.</summary>
    private static string Rows(string name) => Identifiers.Escape(ParameterNames.Rows(name));

    /// <summary>Writes the methods, if there are any.</summary>
    public static void Write(CodeWriter writer, ShapedNetwork network, MemberWriter members)
    {
        var (api, asked) = (Api.Of(network.Declaration), network.Declaration.Derivatives);
        var rows = VerificationMembers.Of(api, asked).ToList();
        if (rows.Count > 0)
            new VerificationWriter(writer, api, asked).Write(members, drawn: rows[0], given: rows[1]);
    }

    private bool HasAdjoint => asked.HasFlag(DerivativeKinds.Vjp | DerivativeKinds.Jvp);

    private IEnumerable<string> Data => [.. api.Inputs, .. api.Targets.Select(static target => target.Name)];

    private void Write(MemberWriter members, Member drawn, Member given)
    {
        using (members.Block(drawn))
        {
            writer.WriteLine($"var drawn = new global::Adjoint.Runtime.DrawnRows<{api.Number}>(rows, seed);");
            var rows = api.Inputs.Select(Drawn).Concat(api.Targets.Select(target => Drawn(target, members.ValueOf(api.OutputOf(target)).Shape)));
            writer.WriteLine($"return {VerificationMembers.Name}({string.Join(", ", rows)});");
        }
        using (members.Block(given))
            WriteCheck();
    }

    private void WriteCheck()
    {
        foreach (var name in Data)
            writer.WriteLine($"var {Rows(name)} = {Identifiers.Escape(name)}.ToArray();");
        writer.WriteLine($"return {Check}.Of(");
        var data = string.Join(", ", Data.Select(Rows));
        using (writer.Indent())
        {
            writer.WriteLine("this,");
            writer.WriteLine($"() => Loss({data}),");
            writer.WriteLine($"gradient => Gradient({data}, gradient)){(HasAdjoint ? "" : ";")}");
        }
        if (HasAdjoint)
            WriteGap();
    }

    private void WriteGap()
    {
        var inputs = string.Join(", ", api.Inputs.Select(Rows));
        using (writer.Block("with", "};"))
        {
            writer.WriteLine($"AdjointGap = {Check}.AdjointGap(");
            using (writer.Indent())
            {
                writer.WriteLine($"this, {Rows(api.Inputs[0])}.Length / {api.SizeOf(api.Inputs[0])}, new int[] {{ {Sizes(api.NumberInputs)} }}, new[] {{ {Sizes(api.Outputs)} }},");
                writer.WriteLine($"(dy, dx, gradient) => Vjp({inputs}, {Each("dy", api.Outputs)}{Each("dx", api.NumberInputs)}gradient),");
                writer.WriteLine($"(xTangent, parameterTangent, yTangent) => Jvp({inputs}, {Each("xTangent", api.NumberInputs)}parameterTangent, "
                    + $"{string.Concat(api.Outputs.Select(static _ => "default, "))}{Each("yTangent", api.Outputs).TrimEnd(' ', ',')})),");
            }
        }
    }

    private string Drawn(string input) => api.Edges.Contains(input)
        ? FormattableString.Invariant($"drawn.Edges({api.SizeOf(input)}, {api.Tokens[input]})")
        : api.Tokens.TryGetValue(input, out var tokens)
        ? FormattableString.Invariant($"drawn.Tokens({api.SizeOf(input)}, {tokens})")
        : $"drawn.Numbers({api.SizeOf(input)})";

    /// <summary>Targets of one output; of several positions they are drawn as so many rows.</summary>
    private string Drawn(ApiTarget target, TensorShape output)
    {
        if (LabelShape.Of(target.Kind, output) is { } labels)
            return FormattableString.Invariant($"drawn.Classes({labels.Classes}{(labels.Count == 1 ? "" : $", {labels.Count}")})");
        var isPerPosition = target.Losses.Any(static loss => loss.Options is CrossEntropyOptions { PerPosition: true });
        return isPerPosition ? FormattableString.Invariant($"drawn.{KindOf(target)}({output.Last}, {output.Size / output.Last})") : $"drawn.{KindOf(target)}({api.SizeOf(api.OutputOf(target))})";
    }

    private string Sizes(IEnumerable<string> ports) => string.Join(", ", ports.Select(api.SizeOf));

    /// <summary>An array for each port, each with a comma behind it.</summary>
    private static string Each(string arrays, IReadOnlyList<string> ports) => string.Concat(ports.Select((_, i) => FormattableString.Invariant($"{arrays}[{i}], ")));

    /// <summary>Which numbers all losses of an output make sense of, as a method of <c>DrawnRows</c>.</summary>
    private static string KindOf(ApiTarget target)
    {
        var losses = target.Losses.Select(static loss => loss.Name).ToList();
        return losses.Contains("CrossEntropy") ? "Probabilities"
            : losses.Contains("BinaryCrossEntropy") ? "Shares"
            : losses.Contains("Hinge") || losses.Contains("SquaredHinge") ? "Signs"
            : "Numbers";
    }
}
