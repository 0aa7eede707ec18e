using Adjoint.Generator.Scalars;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>
/// Reads a static method into a <see cref="FunctionDeclaration"/>: its body is run with names in the place of numbers. Loops are run to their end and calls are
/// followed; a choice runs both ways and keeps what came out. The first thing that cannot be read ends it.
/// </summary>
internal sealed class FunctionReader
{
    private readonly Compilation compilation;
    private readonly Action<FunctionProblem>? report;
    private readonly CancellationToken cancellation;

    private readonly bool toBeChecked;
    private readonly List<(IMethodSymbol Method, IMethodSymbol Derivative)> further = [];

    private FunctionReader(Compilation compilation, Action<FunctionProblem>? report, CancellationToken cancellation, bool toBeChecked) =>
        (this.compilation, this.report, this.cancellation, this.toBeChecked) = (compilation, report, cancellation, toBeChecked);

    /// <summary>The function, or null if it cannot be read.</summary>
    /// <param name="method">A method marked <c>[Differentiable]</c>, or one with a derivative written by hand.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="report">Is told what is wrong; the generator has no use for it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="toBeChecked">Whether the bodies of functions with derivatives written by hand are wanted too, as far as they can be read.</param>
    public static FunctionDeclaration? Read(
        IMethodSymbol method, Compilation compilation, Action<FunctionProblem>? report, CancellationToken cancellation, bool toBeChecked = false) =>
        new FunctionReader(compilation, report, cancellation, toBeChecked).Read(method);

    /// <summary>The body of a method of this project.</summary>
    public static IOperation? BodyOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        return syntax is MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null } && compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation)
            : null;
    }

    private FunctionDeclaration? Read(IMethodSymbol method)
    {
        if (FunctionShape.Of(method, report) is not { } shape)
            return null;
        var graph = new GraphBuilder();
        var inputs = InputsOf(shape, graph);
        var body = new BodyReader(compilation, graph, report, cancellation);
        IReadOnlyList<Expr>? outputs;
        if (FunctionSymbols.HandWrittenFor(method) is null)
        {
            outputs = body.Run(method, shape, inputs);
        }
        else
        {
            body.HandWritten.Add(method);
            outputs = [graph.Make(new Call(FunctionSymbols.CallOf(method), inputs.ToEquatableArray()))];
        }
        if (outputs is null)
            return null;
        var hand = body.HandWritten.Select(call => HandWrittenOf(call, FunctionSymbols.HandWrittenFor(call)!)).ToList();
        return new FunctionDeclaration(
            method.Name, shape.Number, shape.Number == "float" && !body.UsesDouble, shape.Parameters, shape.Outputs, graph.Finish(outputs),
            FollowDerivatives(hand).ToEquatableArray(), toBeChecked ? ReadBodies(method, shape) : null);
    }

    private static List<Expr> InputsOf(FunctionShape shape, GraphBuilder graph) => [.. Enumerable.Range(0, shape.Parameters.Sum(static p => p.Count)).Select(graph.Input)];

    /// <summary>What the function computes by its own code, or null where that cannot be read.</summary>
    private Graph? ReadBodies(IMethodSymbol method, FunctionShape shape)
    {
        var graph = new GraphBuilder();
        return new BodyReader(compilation, graph, null, cancellation, prefersBodies: true).Run(method, shape, InputsOf(shape, graph)) is { } outputs ? graph.Finish(outputs) : null;
    }

    /// <summary>A derivative that can be derived itself, because it is marked or has a derivative of its own, is taken along.</summary>
    private HandWritten HandWrittenOf(IMethodSymbol method, IMethodSymbol derivative)
    {
        if (FunctionSymbols.HandWrittenFor(derivative) is { } next)
            further.Add((derivative, next));
        var body = FunctionSymbols.Has(derivative, FunctionSymbols.Differentiable) ? BodyGraph(derivative) : null;
        return new HandWritten(FunctionSymbols.CallOf(method), FunctionSymbols.CallOf(derivative), derivative.ReturnsVoid, body);
    }

    private IEnumerable<HandWritten> FollowDerivatives(List<HandWritten> hand)
    {
        for (var i = 0; i < further.Count && i < 8; i++)
            hand.Add(HandWrittenOf(further[i].Method, further[i].Derivative));
        return hand.GroupBy(static h => h.Method).Select(static g => g.First());
    }

    /// <summary>What a derivative written by hand computes, if it calls nothing that is itself derived by hand.</summary>
    private Graph? BodyGraph(IMethodSymbol derivative)
    {
        if (FunctionSymbols.HandWrittenFor(derivative) is not null || FunctionShape.Of(derivative, null) is not { } shape)
            return null;
        var graph = new GraphBuilder();
        var body = new BodyReader(compilation, graph, null, cancellation);
        return body.Run(derivative, shape, InputsOf(shape, graph)) is { } outputs && body.HandWritten.Count == 0 ? graph.Finish(outputs) : null;
    }
}
