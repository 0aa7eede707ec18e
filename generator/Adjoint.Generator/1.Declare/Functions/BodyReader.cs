using Adjoint.Generator.Problems;
using Adjoint.Generator.Scalars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adjoint.Generator.Declare;

/// <summary>Runs the body of a method with steps of a graph in the place of numbers. This part runs statements.</summary>
/// <param name="compilation">The project.</param>
/// <param name="graph">Where the steps are made.</param>
/// <param name="report">Is told what is wrong.</param>
/// <param name="cancellation">Ends the work.</param>
/// <param name="prefersBodies">Whether functions with derivatives written by hand are followed too, where their code can be read.</param>
internal sealed partial class BodyReader(
    Compilation compilation, GraphBuilder graph, Action<FunctionProblem>? report, CancellationToken cancellation, bool prefersBodies = false)
{
    /// <summary>More is no formula any more: generated methods of this size are slow, and so is their generation.</summary>
    private const int MostSteps = 20_000, MostStatements = 50_000, MostCalls = 32;

    private Variables variables = Variables.None;
    private int statements;
    private bool failed;

    /// <summary>The calls that are being followed, outermost last.</summary>
    private readonly Stack<(IMethodSymbol Method, IOperation Call)> calls = new();

    /// <summary>The methods that were met whose derivatives are written by hand.</summary>
    public ISet<IMethodSymbol> HandWritten { get; } = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Whether anything is computed in doubles.</summary>
    public bool UsesDouble { get; private set; }

    /// <summary>Runs a function; returns the steps of what it gives, or null if it cannot be read.</summary>
    public IReadOnlyList<Expr>? Run(IMethodSymbol method, FunctionShape shape, IReadOnlyList<Expr> inputs)
    {
        var next = 0;
        List<Reading> arguments = [];
        foreach (var parameter in shape.Parameters)
        {
            arguments.Add(parameter.Length == 0
                ? new Number(inputs[next])
                : new Elements([.. inputs.Skip(next).Take(parameter.Length).Select(static i => new Number(i))]));
            next += parameter.Count;
        }
        var result = RunMethod(method, arguments, method.Locations[0]);
        return failed ? null : [.. Flat(result).Select(NumberOf)];
    }

    private static IEnumerable<Reading> Flat(Reading reading) => reading is Elements elements ? elements.Items.SelectMany(Flat) : [reading];

    /// <summary>Runs a method with variables of its own.</summary>
    private Reading RunMethod(IMethodSymbol method, IReadOnlyList<Reading> arguments, Location place)
    {
        var body = FunctionReader.BodyOf(method, compilation, cancellation);
        if (body is not IMethodBodyOperation { BlockBody: var block, ExpressionBody: var expression } || (block ?? expression) is not { } statement)
            return Fail(Rules.OutsideGrammar, place, $"'{method.Name}', which has no body,", "write what it computes");
        var caller = variables;
        variables = Variables.None;
        var next = 0;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.Out)
                variables = variables.With(parameter, arguments[next++]);
        }
        var result = Continue(new Todo(statement, null), method);
        variables = caller;
        return result;
    }

    /// <summary>What is still to be run: a statement, and then the rest.</summary>
    private sealed record Todo(IOperation Statement, Todo? Rest, bool IsAgain = false);

    /// <summary>Runs statements to a return; a choice that may return goes both ways to the end.</summary>
    private Reading Continue(Todo? todo, IMethodSymbol method)
    {
        while (todo is not null && !failed)
        {
            switch (todo.Statement)
            {
                case IReturnOperation done:
                    return ResultOf(method, done.ReturnedValue);
                case IForLoopOperation loop when MayReturn(loop):
                    if (!todo.IsAgain)
                        ExecuteAll(loop.Before);
                    else
                        ExecuteAll(loop.AtLoopBottom);
                    todo = Holds(loop) ? new Todo(loop.Body, new Todo(loop, todo.Rest, IsAgain: true)) : todo.Rest;
                    break;
                case IBlockOperation block when MayReturn(block):
                    todo = block.Operations.Reverse().Aggregate(todo.Rest, static (rest, statement) => new Todo(statement, rest));
                    break;
                case IConditionalOperation choice when MayReturn(choice):
                    return EitherWay(choice, todo.Rest, method);
                default:
                    Execute(todo.Statement);
                    todo = todo.Rest;
                    break;
            }
        }
        return ResultOf(method, null);
    }

    /// <summary>A choice after which the method goes on to its end either way.</summary>
    private Reading EitherWay(IConditionalOperation choice, Todo? rest, IMethodSymbol method)
    {
        Reading Then() => Continue(new Todo(choice.WhenTrue, rest), method);
        Reading Otherwise() => Continue(choice.WhenFalse is null ? rest : new Todo(choice.WhenFalse, rest), method);
        var condition = ConditionOf(choice.Condition);
        if (Known(condition) is { } holds)
            return holds ? Then() : Otherwise();
        var before = variables;
        var first = Then();
        variables = before;
        return Choose(condition, first, Otherwise(), choice);
    }

    /// <summary>What a method gives: what it returns, then its out parameters.</summary>
    private Reading ResultOf(IMethodSymbol method, IOperation? returned)
    {
        List<Reading> results = returned is null ? [] : [Evaluate(returned)];
        foreach (var parameter in method.Parameters.Where(static p => p.RefKind == RefKind.Out))
            results.Add(variables.Find(parameter) ?? new Number(graph.Constant(0)));
        return results.Count == 1 ? results[0] : new Elements(results);
    }

    private static bool MayReturn(IOperation operation) => operation.Descendants().Any(static o => o is IReturnOperation);

    private void ExecuteAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
            Execute(operation);
    }

    private void Execute(IOperation? operation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (failed || operation is null)
            return;
        if (++statements > MostStatements || graph.Count > MostSteps)
            Fail(Rules.TooManySteps, PlaceOfSize(operation), MostSteps);
        switch (operation)
        {
            case IBlockOperation block:
                ExecuteAll(block.Operations);
                break;
            case IExpressionStatementOperation statement:
                Evaluate(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(static d => d.Declarators))
                    Declare(declarator);
                break;
            case IConditionalOperation choice:
                Branch(ConditionOf(choice.Condition), choice, () => Execute(choice.WhenTrue), () => Execute(choice.WhenFalse));
                break;
            case IForLoopOperation loop:
                for (ExecuteAll(loop.Before); Holds(loop); ExecuteAll(loop.AtLoopBottom))
                    Execute(loop.Body);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation variable } loop:
                foreach (var element in Evaluate(Unconverted(loop.Collection)) is Elements elements ? elements.Items : [Outside(loop.Collection, "a loop over this", "loop over a [Length(…)] span")])
                {
                    variables = variables.With(variable.Symbol, element);
                    Execute(loop.Body);
                }
                break;
            case IEmptyOperation:
                break;
            default:
                RefuseStatement(operation);
                break;
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer() is { Value: var value })
            variables = variables.With(declarator.Symbol, Evaluate(value));
    }

    /// <summary>Whether a loop goes on: that must be known while the body is read.</summary>
    private bool Holds(IForLoopOperation loop)
    {
        if (failed)
            return false;
        if (loop.Condition is not { } condition)
            return Refuse(Rules.UnboundedLoop, loop.Syntax.GetFirstToken().GetLocation(), "'for' without a bound");
        if (++statements > MostStatements)
            return Refuse(Rules.TooManySteps, PlaceOfSize(loop), MostSteps);
        return Known(ConditionOf(condition)) ?? Refuse(Rules.UnboundedLoop, condition.Syntax.GetLocation(), "'for' with a bound that depends on data");
    }

    /// <summary>The outermost loop around a statement, for it is what makes a function large; else the statement.</summary>
    private static Location PlaceOfSize(IOperation operation) =>
        operation.Syntax.AncestorsAndSelf().OfType<ForStatementSyntax>().LastOrDefault()?.ForKeyword.GetLocation() ?? operation.Syntax.GetLocation();

    private bool Refuse(string rule, Location place, params object[] words)
    {
        Fail(rule, place, words);
        return false;
    }

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }
}
