using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Emit;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator;

/// <summary>The compiler of plain functions' derivatives: Declare → Shape → Differentiate → Emit. Pure, and without a type of Roslyn's in it.</summary>
internal static class FunctionCompiler
{
    /// <summary>Compiles a method: to its body if its declaration is right, else to one that throws.</summary>
    public static CompiledFunction Compile(DerivativeDeclaration method, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var source = Check(method, out var derived) is not null || derived is null
            ? FunctionWriter.WriteStub(method)
            : FunctionWriter.Write(method, Signature.Match(method)!, derived);
        return new CompiledFunction(method.HintName, source);
    }

    /// <summary>What is wrong with a method whose function can be read: the rule, and the words of its message.</summary>
    public static (string Rule, string[] Words)? Check(DerivativeDeclaration method, out Derived? derived)
    {
        derived = null;
        if (method.Function is not { } function || !method.CanBeWritten)
            return null;
        if (function.Outputs.Count != 1 && method.Kind is (DerivativeKind.Gradient or DerivativeKind.Hessian or DerivativeKind.HessianVectorProduct))
            return (Rules.WrongSignature, [method.Name, $"'{function.Name}' has {Literal.Of(function.Outputs.Count)} outputs, and {method.Kind} is for one", "use [Jacobian] or [Jvp]"]);
        if (Signature.Match(method) is null)
            return (Rules.WrongSignature, [method.Name, $"its parameters and what it returns are no signature of {method.Kind}", "declare it as " + Signature.Expected(method)]);
        derived = FunctionDifferentiator.Derive(function, method.Kind);
        if (!derived.Missing.IsEmpty)
            return (Rules.NoSecondDerivative, [method.Name, derived.Missing[0].Substring(derived.Missing[0].LastIndexOf('.') + 1)]);
        return derived.Graph.Steps.Count > Limits.FunctionSteps ? (Rules.TooManySteps, [Literal.Of(Limits.FunctionSteps)]) : null;
    }
}

/// <summary>A compiled method.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="Source">Its file.</param>
internal sealed record CompiledFunction(string HintName, string Source);
