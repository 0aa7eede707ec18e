using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>An optimizer that PyTorch or Keras calls otherwise, or whose arguments they do.</summary>
internal static class ForeignOptimizers
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SGD"] = "GradientDescent", ["StochasticGradientDescent"] = "GradientDescent", ["GradientDescentOptimizer"] = "GradientDescent", ["MomentumOptimizer"] = "GradientDescent",
        ["Adam"] = "Adam", ["AdamOptimizer"] = "Adam", ["Adamax"] = "Adam", ["Adadelta"] = "Adam", ["AMSGrad"] = "Adam", ["RAdam"] = "Adam",
        ["AdamW"] = "AdamW", ["NAdam"] = "NAdam", ["RMSProp"] = "RmsProp", ["RMSPropOptimizer"] = "RmsProp", ["Adagrad"] = "Adagrad", ["Lion"] = "Lion",
    };

    private static readonly Dictionary<string, string> Arguments = new(StringComparer.OrdinalIgnoreCase)
    {
        ["lr"] = "the learning rate comes first and has no name", ["learningrate"] = "the learning rate comes first and has no name", ["rate"] = "the learning rate comes first and has no name",
        ["alpha"] = "the learning rate comes first and has no name", ["eta"] = "the learning rate comes first and has no name",
        ["momentum"] = "write { Momentum = … } after the parenthesis", ["weightdecay"] = "write { WeightDecay = … } after the parenthesis",
        ["decay"] = "write { WeightDecay = … } after the parenthesis",
        ["params"] = "an optimizer is given no parameters: it takes those of the first network that it trains",
        ["parameters"] = "an optimizer is given no parameters: it takes those of the first network that it trains",
        ["betas"] = "write { Beta1 = …, Beta2 = … } after the parenthesis", ["eps"] = "write { Epsilon = … } after the parenthesis", ["epsilon"] = "write { Epsilon = … } after the parenthesis",
    };

    /// <summary>Judges a creation that C# cannot bind; whether it is one of an optimizer.</summary>
    public static bool Check(IOperation invalid, CallScope scope)
    {
        if (invalid is not { Syntax: ObjectCreationExpressionSyntax { Type: SimpleNameSyntax name } creation, SemanticModel: { } model } || !Names.TryGetValue(name.Identifier.ValueText, out var here))
            return false;
        var place = name.GetLocation();
        if (model.GetSymbolInfo(name).Symbol is not INamedTypeSymbol type)
            scope.ReportWith([Fix.Of($"Write {here}", place, here)], Rules.ForeignOptimizer, place, name,
                $"write new {here}({creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression.ToString() ?? "1e-3f"})");
        else if (type.ContainingNamespace is { Name: "Adjoint", ContainingNamespace.IsGlobalNamespace: true })
            Named(creation, here, scope);
        return true;
    }

    private static void Named(ObjectCreationExpressionSyntax creation, string optimizer, CallScope scope)
    {
        foreach (var argument in creation.ArgumentList?.Arguments.Where(static argument => argument.NameColon is not null) ?? [])
        {
            var name = argument.NameColon!.Name.Identifier.ValueText;
            if (!Arguments.TryGetValue(name.Replace("_", ""), out var advice))
                continue;
            IReadOnlyList<Fix> fixes = advice.StartsWith("the learning rate", StringComparison.Ordinal) && creation.ArgumentList!.Arguments[0] == argument
                ? [Fix.Of($"Remove {name}", argument.GetLocation(), argument.Expression.ToString())]
                : [];
            scope.ReportWith(fixes, Rules.ForeignOptimizer, argument.GetLocation(), $"{optimizer} with '{name}'", advice);
        }
    }
}
