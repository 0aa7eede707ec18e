using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>Reads a method that is to be written, such as one marked <c>[Gradient]</c>, into a <see cref="DerivativeDeclaration"/>.</summary>
internal static class DerivativeReader
{
    /// <summary>The kinds of derivatives; each has an attribute of its name.</summary>
    public static IReadOnlyList<DerivativeKind> Kinds { get; } = [.. Enum.GetValues(typeof(DerivativeKind)).Cast<DerivativeKind>()];

    /// <summary>Reads the method; what is wrong with it is told to <paramref name="report"/>, what is wrong with the function to nobody.</summary>
    public static DerivativeDeclaration Read(IMethodSymbol method, DerivativeKind kind, Compilation compilation, Action<FunctionProblem>? report, CancellationToken cancellation)
    {
        var syntax = (MethodDeclarationSyntax)method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var canBeWritten = CanBeWritten(method, kind, compilation, report, cancellation);
        var modifiers = string.Join(" ", syntax.Modifiers.Select(static m => m.ValueText));
        var declaration = new DerivativeDeclaration(
            HintName(method, kind),
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            [.. NetworkReader.ContainingTypes(method.ContainingType), NetworkReader.TypeHeader(method.ContainingType)],
            modifiers, method.ReturnType.ToDisplayString(FunctionSymbols.Full), method.Name, method.Parameters.Select(Read).ToEquatableArray(), kind, null, canBeWritten);
        var functions = canBeWritten ? Candidates(method, kind, report, syntax, cancellation) : [];
        // Of several functions of one name the one that the signature is for; a mistake in the signature is judged by the first.
        DerivativeDeclaration? first = null;
        foreach (var function in functions)
        {
            var with = declaration with { Function = FunctionReader.Read(function, compilation, null, cancellation, kind == DerivativeKind.DerivativeCheck) };
            if (with.Function is not null && Signature.Match(with) is { } signature)
                return signature.IsBatched && ProjectRules.Pointers(compilation) is { } obstacle ? Refused(obstacle) : with;
            first ??= with;
        }
        return first ?? declaration;

        DerivativeDeclaration Refused((string What, string Advice) obstacle)
        {
            report?.Invoke(Problem(method, obstacle));
            return declaration;
        }
    }

    private static FunctionProblem Problem(IMethodSymbol method, (string What, string Advice) obstacle) =>
        new(Rules.ProjectDiffers, method.Locations[0], method.Name, obstacle.What, obstacle.Advice);

    private static IReadOnlyList<IMethodSymbol> Candidates(
        IMethodSymbol method, DerivativeKind kind, Action<FunctionProblem>? report, MethodDeclarationSyntax syntax, CancellationToken cancellation)
    {
        var attribute = FunctionSymbols.Find(method, kind.ToString())!;
        var written = FunctionSymbols.ArgumentOf(method, kind.ToString()) as string ?? "";
        var type = attribute.NamedArguments.FirstOrDefault(static a => a.Key == "In").Value.Value as INamedTypeSymbol ?? method.ContainingType;
        var found = type.GetMembers(written).OfType<IMethodSymbol>().Where(FunctionSymbols.IsFunction).ToList();
        if (found.Count > 0 || report is null)
            return found;
        var functions = type.GetMembers().OfType<IMethodSymbol>().Where(FunctionSymbols.IsFunction).ToList();
        var place = (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.GetLocation();
        var advice = type.GetMembers(written).Any(static m => m is IMethodSymbol)
            ? $"mark '{written}' [Differentiable]"
            : functions.Count == 0 ? "mark the function [Differentiable]" : Spelling.Advice(written, functions.Select(static f => f.Name).Distinct());
        report(new FunctionProblem(Rules.UnknownFunction, place ?? syntax.Identifier.GetLocation(), type.Name, written, advice));
        return [];
    }

    private static DerivativeKind FirstKind(IMethodSymbol method) => Kinds.First(k => FunctionSymbols.Has(method, k.ToString()));

    private static bool CanBeWritten(IMethodSymbol method, DerivativeKind kind, Compilation compilation, Action<FunctionProblem>? report, CancellationToken cancellation)
    {
        if (ProjectRules.Obstacle(method, compilation) is { } obstacle)
        {
            report?.Invoke(Problem(method, obstacle));
            return false;
        }
        var what = method switch
        {
            { IsStatic: false } => "is not static; add the word static",
            { IsPartialDefinition: false } => "is not partial or has a body; write 'static partial', and a semicolon in place of the body",
            { Arity: > 0 } => "is generic; write it for float or double",
            _ when kind != FirstKind(method) => $"is marked [{FirstKind(method)}] too; declare a method for each",
            _ => null,
        };
        for (var type = method.ContainingType; type is not null && what is null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                what = $"stands in '{type.Name}', which is local to its file; take the word file away";
            else if (!type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax d && d.Modifiers.Any(SyntaxKind.PartialKeyword)))
                what = $"stands in '{type.Name}', which is not partial; add the word partial";
        }
        if (what is not null)
            report?.Invoke(new FunctionProblem(Rules.NotWritable, method.Locations[0], method.Name, what));
        return what is null;
    }

    private static MethodParameter Read(IParameterSymbol parameter)
    {
        var type = parameter.Type.ToDisplayString(FunctionSymbols.Full);
        foreach (var span in new[] { "Span", "ReadOnlySpan" })
        {
            if (FunctionSymbols.ElementOf(parameter.Type, span) is { } element && FunctionSymbols.IsNumber(element))
                type = $"{span}<{FunctionSymbols.NameOf(element)}>";
        }
        var prefix = parameter.RefKind switch
        {
            RefKind.None => "",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.Ref => "ref ",
            _ => "ref readonly ",
        };
        return new MethodParameter(Identifiers.Escape(parameter.Name), prefix + type, parameter.ScopedKind == ScopedKind.ScopedValue);
    }

    /// <summary>A file for each method; of several of one name, in the order of their declaration.</summary>
    private static string HintName(IMethodSymbol method, DerivativeKind kind)
    {
        var overloads = method.ContainingType.GetMembers(method.Name);
        var number = Enumerable.Range(0, overloads.Length).First(i => SymbolEqualityComparer.Default.Equals(overloads[i], method));
        return HintNames.Of(method, (number > 0 ? $"-{number + 1}" : "") + (kind == FirstKind(method) ? "" : "-" + kind));
    }
}
