using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Declare;

/// <content>Calls of functions, and what is said of everything that cannot be read.</content>
internal sealed partial class BodyReader
{
    /// <summary>The functions of Math, MathF, float, double and SpecialFunctions under the names of formulas, where the two differ.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["FusedMultiplyAdd"] = nameof(Op.MultiplyAdd), ["ExpM1"] = nameof(Op.Expm1), ["LogP1"] = nameof(Op.Log1p), ["Max"] = nameof(Op.Maximum), ["Min"] = nameof(Op.Minimum),
    };

    private Reading Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var arguments = new Reading[method.Parameters.Length];
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: not RefKind.Out } parameter)
                arguments[parameter.Ordinal] = Evaluate(argument.Value);
        }
        if (failed)
            return new Number(graph.Constant(0));
        if (IsElementary(method.ContainingType) && Elementary(method.Name, arguments) is { } value)
            return value;
        if (FunctionSymbols.HandWrittenFor(method) is not null && arguments.All(static a => a is Number or Whole))
        {
            if (prefersBodies && TryFollow(call, method, arguments) is { } followed)
                return followed;
            HandWritten.Add(method);
            return new Number(graph.Make(new Call(FunctionSymbols.CallOf(method), arguments.Select(NumberOf).ToEquatableArray())));
        }
        if (!FunctionSymbols.Has(method, FunctionSymbols.Differentiable))
            return Fail(Rules.NoDerivative, call.Syntax.GetLocation(), $"{method.ContainingType.Name}.{method.Name}", method.Name);
        if (FunctionReader.BodyOf(method, compilation, cancellation) is null)
            return Fail(Rules.NoDerivative, call.Syntax.GetLocation(), $"{method.ContainingType.Name}.{method.Name}, whose code is not in this project,", method.Name);
        return Follow(call, method, arguments);
    }

    /// <summary>Runs a function whose derivative is written by hand, if its own code can be read.</summary>
    private Reading? TryFollow(IInvocationOperation call, IMethodSymbol method, Reading[] arguments)
    {
        var (before, depth) = (variables, calls.Count);
        var result = Follow(call, method, arguments);
        if (!failed)
            return result;
        (variables, failed) = (before, false);
        while (calls.Count > depth)
            calls.Pop();
        return null;
    }

    /// <summary>Runs a function that is called in the place of the call.</summary>
    private Reading Follow(IInvocationOperation call, IMethodSymbol method, Reading[] arguments)
    {
        if (calls.Count == MostCalls)
            return Fail(Rules.UnboundedLoop, call.Syntax.GetLocation(), $"'{method.Name}', which calls itself,");
        calls.Push((method, call));
        var inputs = method.Parameters.Where(static p => p.RefKind != RefKind.Out).Select(p => arguments[p.Ordinal]).ToList();
        var result = RunMethod(method, inputs, call.Syntax.GetLocation());
        calls.Pop();
        var outs = call.Arguments.Where(static a => a.Parameter is { RefKind: RefKind.Out }).OrderBy(static a => a.Parameter!.Ordinal).ToList();
        if (outs.Count == 0)
            return result;
        var results = result is Elements elements ? elements.Items : [result];
        for (var i = 0; i < outs.Count && !failed; i++)
            Assign(outs[i].Value, results[results.Count - outs.Count + i]);
        return results[0];
    }

    private static bool IsElementary(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        || (type is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
        || (type.Name == "SpecialFunctions" && NetworkReader.IsOurs(type));

    private Number? Elementary(string name, Reading[] arguments)
    {
        if (arguments.Any(static a => a is not (Number or Whole)))
            return null;
        var a = arguments.Select(NumberOf).ToArray();
        switch (name, a.Length)
        {
            case ("Log", 2):
                return new(graph.Make(Op.Divide, graph.Make(Op.Log, a[0]), graph.Make(Op.Log, a[1])));
            case ("Clamp", 3):
                return new(graph.Make(Op.Minimum, graph.Make(Op.Maximum, a[0], a[1]), a[2]));
        }
        return Enum.TryParse<Op>(OtherNames.TryGetValue(name, out var other) ? other : name, out var function) && DerivativeRules.Arity(function) == a.Length
            ? new(graph.Make(function, a))
            : null;
    }

    /// <summary>Notes the first thing that cannot be read. In a function that is called it is that function's own mistake, unless it is one of size.</summary>
    private Reading Fail(string rule, Location place, params object[] words)
    {
        if (!failed && calls.Count == 0)
            report?.Invoke(new FunctionProblem(rule, place, words));
        else if (!failed && rule is Rules.TooManySteps)
            report?.Invoke(new FunctionProblem(rule, calls.Last().Call.Syntax.GetLocation(), words));
        else if (!failed && rule is Rules.UnboundedLoop && calls.Count == MostCalls)
            report?.Invoke(new FunctionProblem(rule, calls.Last().Call.Syntax.GetLocation(), words));
        return FailSilently();
    }

    private Reading FailSilently()
    {
        failed = true;
        return new Number(graph.Constant(0));
    }

    private Reading Outside(IOperation operation, string what, string advice) => Fail(Rules.OutsideGrammar, operation.Syntax.GetLocation(), what, advice);

    /// <summary>Says why a statement cannot be derived, at its first word.</summary>
    private void RefuseStatement(IOperation operation)
    {
        var place = operation.Syntax.GetFirstToken().GetLocation();
        switch (operation)
        {
            case IWhileLoopOperation or ILoopOperation:
                Fail(Rules.UnboundedLoop, place, $"'{operation.Syntax.GetFirstToken().ValueText}'");
                break;
            case IBranchOperation:
                Fail(Rules.UnboundedLoop, place, $"'{operation.Syntax.GetFirstToken().ValueText}', which ends a loop where data says so,");
                break;
            case ISwitchOperation:
                Fail(Rules.OutsideGrammar, place, "a switch statement", "write a switch expression");
                break;
            case IInvalidOperation:
                FailSilently();
                break;
            default:
                Fail(Rules.OutsideGrammar, place, "this statement", "write it with variables, assignments, if, and for with constant bounds");
                break;
        }
    }
}
