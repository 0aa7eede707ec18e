using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Emit;

/// <summary>The self-test of a network's derivatives, which <c>[VerifyGradients]</c> asks for.</summary>
internal sealed class VerificationWriter(CodeWriter writer, Api api, DerivativeKinds asked)
{
    private const string Check = "global::Adjoint.GradientCheck";

    /// <summary>What a local array is called that holds a span's rows: lambdas cannot hold spans.</summary>
    private static string Rows(string name) => Identifiers.Escape(name + "Rows");

    /// <summary>The headers of its methods; none where it is not asked for, or cannot be.</summary>
    public static IReadOnlyList<string> Headers(NetworkDeclaration declaration, Api api) =>
        !declaration.Derivatives.HasFlag(DerivativeKinds.Verified) || api.Targets.Count == 0 ? [] :
        [
            "public global::Adjoint.GradientReport VerifyGradients(int rows = 4, int seed = 0)",
            $"public global::Adjoint.GradientReport VerifyGradients({Signatures.Data(api)})",
        ];

    /// <summary>Writes the methods.</summary>
    public static void Write(CodeWriter writer, NetworkDeclaration declaration, Api api)
    {
        var headers = Headers(declaration, api);
        if (headers.Count > 0)
            new VerificationWriter(writer, api, declaration.Derivatives).Write(headers[0], headers[1]);
    }

    private bool HasAdjoint => asked.HasFlag(DerivativeKinds.Vjp | DerivativeKinds.Jvp);

    private IEnumerable<string> Data => [.. api.Inputs, .. api.Targets.Select(static target => target.Name)];

    private void Write(string drawn, string given)
    {
        WriteSummary("drawn from a seed");
        writer.WriteLine("/// <param name=\"rows\">The number of rows.</param>");
        writer.WriteLine("/// <param name=\"seed\">Decides inputs and targets.</param>");
        WriteReturns("OutOfRangeException\">There is no row.");
        using (writer.Block(drawn))
        {
            writer.WriteLine($"var drawn = new global::Adjoint.Runtime.DrawnRows<{api.Number}>(rows, seed);");
            var rows = api.Inputs.Select(input => $"drawn.Numbers({api.SizeOf(input)})").Concat(api.Targets.Select(target => $"drawn.{KindOf(target)}({api.SizeOf(target.Output ?? api.Outputs[0])})"));
            writer.WriteLine($"return VerifyGradients({string.Join(", ", rows)});");
        }
        WriteSummary("that are given");
        foreach (var input in api.Inputs)
            writer.WriteLine($"/// <param name=\"{input}\">The inputs, row after row; best a few rows.</param>");
        foreach (var target in api.Targets)
            writer.WriteLine($"/// <param name=\"{target.Name}\">The targets, as for Loss.</param>");
        WriteReturns("Exception\">A length does not fit, or a target is out of range.");
        using (writer.Block(given))
            WriteCheck();
    }

    private void WriteSummary(string rows)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>Compares the gradient, parameter by parameter, with central differences of the loss{(HasAdjoint ? ", and Vjp with Jvp" : "")}, at inputs and targets {rows}.</summary>");
    }

    private void WriteReturns(string exception)
    {
        writer.WriteLine("/// <returns>The parameter that agrees least, and by how much; <c>Agrees()</c> says whether that is but rounding.</returns>");
        writer.WriteLine($"/// <exception cref=\"global::System.Argument{exception}</exception>");
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
                writer.WriteLine($"this, {Rows(api.Inputs[0])}.Length / {api.SizeOf(api.Inputs[0])}, new[] {{ {Sizes(api.Inputs)} }}, new[] {{ {Sizes(api.Outputs)} }},");
                writer.WriteLine($"(dy, dx, gradient) => Vjp({inputs}, {Each("dy", api.Outputs)}, {Each("dx", api.Inputs)}, gradient),");
                writer.WriteLine($"(xTangent, parameterTangent, yTangent) => Jvp({inputs}, {Each("xTangent", api.Inputs)}, parameterTangent, "
                    + $"{string.Join(", ", api.Outputs.Select(static _ => "default"))}, {Each("yTangent", api.Outputs)})),");
            }
        }
    }

    private string Sizes(IEnumerable<string> ports) => string.Join(", ", ports.Select(api.SizeOf));

    private static string Each(string arrays, IReadOnlyList<string> ports) => string.Join(", ", ports.Select((_, i) => FormattableString.Invariant($"{arrays}[{i}]")));

    /// <summary>What all losses of an output make sense of, as a method of <c>DrawnRows</c>.</summary>
    private static string KindOf(ApiTarget target)
    {
        var losses = target.Losses.Select(static loss => loss.Name).ToList();
        return target.IsClasses ? "Classes"
            : losses.Contains("CrossEntropy") ? "Probabilities"
            : losses.Contains("BinaryCrossEntropy") ? "Shares"
            : losses.Contains("Hinge") || losses.Contains("SquaredHinge") ? "Signs"
            : "Numbers";
    }
}
