using Adjoint.Generator.Declare;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Operators;

/// <summary>The formula of a layer or a loss that is a function of the user's: its value and its partial derivatives, simplified, in vectors.</summary>
internal static class FunctionExpressions
{
    /// <summary>The most operations of such a function and its derivatives together.</summary>
    private const int MostSteps = 200;

    /// <summary>The function's value, and then its derivative with respect to each of its parameters.</summary>
    public static Graph GraphOf(LayerFunction layer)
    {
        var function = layer.Function!;
        var graph = new Algebra(isSingle: function.Number == "float");
        List<Expr> inputs = [.. Enumerable.Range(0, function.InputCount).Select(graph.Input)];
        var value = graph.Inline(function.Body, inputs)[0];
        return graph.Finish([value, .. ReverseMode.Gradient(graph, new Partials(graph, function.HandWritten), value, inputs)]);
    }

    /// <summary>Some of the value and the derivatives as formulas of the inputs.</summary>
    public static IReadOnlyList<Expr> Of(LayerFunction layer, IReadOnlyList<int> results, Func<int, Expr> input) =>
        [.. GraphOf(layer).Keep(results).Outputs.Select(output => output.Replace(part => part is Input i ? input(i.Index) : null))];

    /// <summary>One of the value and the derivatives as a formula.</summary>
    public static Expr Of(LayerFunction layer, int result, params Expr[] inputs) => Of(layer, [result], i => inputs[i])[0];

    /// <summary>Whether the function fits its place; reports why not.</summary>
    /// <param name="context">The layer or loss.</param>
    /// <param name="word">The attribute's name.</param>
    /// <param name="found">What was found under the function's name.</param>
    /// <param name="data">How many of the function's parameters are given; the others are trained.</param>
    /// <param name="canTrain">Whether there may be others.</param>
    public static bool Check(ShapeContext context, string word, LayerFunction? found, int data, bool canTrain)
    {
        if (found is null)
            return Wrong(context, "The function is not known here", "declare the network in the project that has the function");
        if (!found.Missing.IsEmpty)
            return Wrong(context, found.Missing[0], found.Missing[1]);
        if (found.Function is not { } function)
        {
            context.Report(Rules.ReportedAtFunction, null);
            return false;
        }
        var number = context.Precision == Precision.Double ? "double" : "float";
        if (function.Number != number)
            return Wrong(context, $"'{found.Name}' is a function of {function.Number}s, and the network computes in {number}s", $"write it for {number}s, and name it beside the network's own layers");
        var given = function.Parameters.TakeWhile(static p => p.Initial is null).Count();
        var trained = function.Parameters.Skip(given).ToList();
        if (function.Parameters.Any(static p => p.Length > 0) || function.Outputs.Count != 1 || given != data || trained.Any(static p => p.Initial is null) || (trained.Count > 0 && !canTrain))
        {
            return Wrong(context, FormattableString.Invariant($"{word} needs a function of {(data == 1 ? $"one {number}" : $"two {number}s, the output and the target")}, which '{found.Name}' is not"),
                canTrain ? "give it one, and mark what comes after it [Parameter]" : "write it as such");
        }
        return CheckFormula(context, found, trained);
    }

    private static bool CheckFormula(ShapeContext context, LayerFunction found, IReadOnlyList<FunctionParameter> trained)
    {
        if (trained.FirstOrDefault(static p => double.IsNaN(p.Initial!.Value) || double.IsInfinity(p.Initial.Value)) is { } initial)
            return Wrong(context, FormattableString.Invariant($"The parameter '{initial.Name}' of '{found.Name}' begins with {initial.Initial}"), "let it begin with a finite number");
        if (trained.FirstOrDefault(static p => !Names.IsLayerName(p.Name, false)) is { } named)
            return Wrong(context, $"The parameter '{named.Name}' of '{found.Name}' cannot name a tensor", "use the letters a to z and digits, a letter first");
        var graph = GraphOf(found);
        if (VectorForm.Missing(graph).FirstOrDefault() is { } missing)
            return Wrong(context, $"'{found.Name}' or its derivative calls {missing}, which has no form in vectors", "write it with functions that have one");
        return graph.Steps.Count <= MostSteps || Wrong(context, FormattableString.Invariant($"'{found.Name}' takes {graph.Steps.Count} steps with its derivative, and the most is {MostSteps}"), "write it with fewer");
    }

    private static bool Wrong(ShapeContext context, string what, string advice)
    {
        context.Report(Rules.NotALayerFunction, "function", what, advice);
        return false;
    }
}
