using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Tangents;

namespace Adjoint.Generator.Emit;

/// <summary>The self-test of a network's derivatives, which <c>[VerifyGradients]</c> asks for.</summary>
internal static class VerificationWriter
{
    /// <summary>The headers of its methods; none where it is not asked for, or cannot be.</summary>
    public static IReadOnlyList<string> Headers(NetworkDeclaration declaration, Api api) =>
        !declaration.Derivatives.HasFlag(DerivativeKinds.Verified) || !api.IsPlain || api.Targets.Count == 0 ? [] :
        [
            "public global::Adjoint.GradientReport VerifyGradients(int rows = 4, int seed = 0)",
            $"public global::Adjoint.GradientReport VerifyGradients({Signatures.Data(api)})",
        ];

    /// <summary>Writes the methods.</summary>
    public static void Write(CodeWriter writer, NetworkDeclaration declaration, Api api)
    {
        var headers = Headers(declaration, api);
        if (headers.Count == 0)
            return;
        const string summary = "/// <summary>Compares the gradient, parameter by parameter, with central differences of the loss";
        writer.Blank();
        writer.WriteLine($"{summary}, and Vjp with Jvp where both are declared, at inputs and targets drawn from a seed.</summary>");
        writer.WriteLine("/// <param name=\"rows\">The number of rows.</param>");
        writer.WriteLine("/// <param name=\"seed\">Decides inputs, targets and directions.</param>");
        WriteReturns(writer);
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no row.</exception>");
        writer.WriteLine($"{headers[0]} => global::Adjoint.GradientCheck.OfDrawn(this, global::Adjoint.Runtime.TargetKind.{KindOf(declaration)}, rows, seed);");
        writer.Blank();
        writer.WriteLine($"{summary}, at given inputs and targets.</summary>");
        writer.WriteLine($"/// <param name=\"{api.Inputs[0]}\">The inputs, row after row; best a few rows.</param>");
        writer.WriteLine($"/// <param name=\"{api.Targets[0].Name}\">The targets, as for Loss.</param>");
        WriteReturns(writer);
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentException\">A length does not fit.</exception>");
        writer.WriteLine($"{headers[1]} => global::Adjoint.GradientCheck.Of<{api.Targets[0].Type}>(this, {Identifiers.Escape(api.Inputs[0])}, {Identifiers.Escape(api.Targets[0].Name)});");
    }

    private static void WriteReturns(CodeWriter writer) =>
        writer.WriteLine("/// <returns>The parameter that agrees least, and by how much; <c>Agrees()</c> says whether that is but rounding.</returns>");

    /// <summary>What the first loss makes sense of, as a member of <c>TargetKind</c>.</summary>
    private static string KindOf(NetworkDeclaration declaration) => declaration.Attributes.First(static a => OperatorTable.Find(a.Operator) is LossOperator) switch
    {
        var loss when OperatorTable.TakesClasses(loss) => "Classes",
        { Operator: "CrossEntropy" } => "Probabilities",
        { Operator: "BinaryCrossEntropy" } => "Shares",
        { Operator: "Hinge" or "SquaredHinge" } => "Signs",
        _ => "Numbers",
    };
}
