using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Diagnostics;

/// <summary>
/// Tries fixes before they are offered: the source with each is read and shaped as the generator would do it. What C# cannot bind, what leaves the problem where it is, and what makes another one
/// before it or in its place is not offered; what leaves least to do comes first.
/// </summary>
internal sealed class FixTrial(INamedTypeSymbol type, Compilation code, IReadOnlyList<Problem> problems, CancellationToken cancellation)
{
    /// <summary>How many sources are read for a class: an editor waits for each.</summary>
    private const int Most = 6;

    /// <summary>What is left to do after a fix behind which there is another mistake.</summary>
    private const int Mistake = 2;

    private int tried;

    /// <summary>The declaration as it is.</summary>
    private NetworkDeclaration? before;

    /// <summary>The fixes of a problem that work, each with its remedy.</summary>
    public IReadOnlyList<(Remedy Remedy, Fix Fix)> Working(Problem problem, bool isRemark, IReadOnlyList<(Remedy Remedy, Fix Fix)> found)
    {
        var working = found.Select(each => (Each: each, Left: Left(problem, isRemark, each.Fix))).Where(static each => each.Left is not null).OrderBy(static each => each.Left).ToList();
        // A mistake further down was there before only if every remedy meets it.
        return [.. working.Where(each => each.Left < Mistake || working[0].Left == Mistake).Select(static each => each.Each)];
    }

    /// <summary>How much is left to do after a fix: nothing, a warning, or a mistake further down. Null where it mends nothing.</summary>
    private int? Left(Problem problem, bool isRemark, Fix fix)
    {
        if (tried >= Most)
            return 0;
        tried++;
        cancellation.ThrowIfCancellationRequested();
        if (After(fix) is not { } after || ForeignWords.AreIn(after.Type, cancellation))
            return null;
        var (mistakes, remarks) = Judged(after.Type, after.Code, isOfLayers: problem.Place.Attribute >= 0);
        if (isRemark)
            return mistakes.IsEmpty && CountOf(problem.Rule, remarks) < CountOf(problem.Rule, problems) ? 0 : null;
        if (mistakes.IsEmpty)
            return remarks.Any(static remark => Descriptors.Of(remark.Rule).DefaultSeverity >= DiagnosticSeverity.Warning) ? 1 : 0;
        var moved = NetworkReader.LayerAttributes(after.Type).Count - NetworkReader.LayerAttributes(type).Count;
        return mistakes.All(next => problem.Place.Attribute < 0 ? next.Rule != problem.Rule : next.Place.Attribute > problem.Place.Attribute + moved) ? Mistake : null;
    }

    private static int CountOf(string rule, IEnumerable<Problem> among) => among.Count(problem => problem.Rule == rule);

    /// <summary>The project with a fix; null where it changes nothing, or more than one file.</summary>
    private (INamedTypeSymbol Type, Compilation Code)? After(Fix fix)
    {
        if (fix.Edits[0].Place.SourceTree is not { } tree || fix.Edits.Any(edit => edit.Place.SourceTree != tree))
            return null;
        var text = tree.GetText(cancellation);
        var changes = fix.Edits.OrderBy(static edit => edit.Place.SourceSpan.Start).Select(static edit => new TextChange(edit.Place.SourceSpan, edit.Text)).ToList();
        if (changes.Zip(changes.Skip(1), static (one, next) => one.Span.End > next.Span.Start).Any(static overlap => overlap))
            return null;
        var changed = text.WithChanges(changes);
        if (changed.ContentEquals(text))
            return null;
        // A generated part is one of what was there before: of a record, where it is a class now.
        var generated = type.IsRecord ? type.DeclaringSyntaxReferences.Select(static part => part.SyntaxTree).Where(part => part != tree) : [];
        var project = code.RemoveSyntaxTrees(generated).ReplaceSyntaxTree(tree, tree.WithChangedText(changed));
        return project.Assembly.GetTypeByMetadataName(NameOf(type)) is { } again ? (again, project) : null;
    }

    private static string NameOf(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{NameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;

    private (EquatableArray<Problem> Mistakes, EquatableArray<Problem> Remarks) Judged(INamedTypeSymbol again, Compilation project, bool isOfLayers)
    {
        if (NetworkReader.IsNetwork(again))
        {
            // The rules of classes and projects ask a new project for much that it has to find first, and layers are no matter of theirs.
            var declaration = isOfLayers
                ? NetworkReader.WithLayersOf(again, before ??= NetworkReader.Read(type, cancellation, code), project, cancellation)
                : NetworkReader.Read(again, cancellation, project);
            var network = ShapeBuilder.Build(declaration, cancellation);
            return (network.Problems, Remarks.On(network));
        }
        var (block, used) = (BlockReader.Read(again, project.Assembly, cancellation, project), BlockReader.ReadUsed(NetworkReader.LayerAttributes(again), project.Assembly, cancellation, project));
        var mistakes = BlockChecker.Check(block, used, cancellation);
        return (mistakes, mistakes.IsEmpty ? BlockChecker.Judge(block, used, cancellation) : []);
    }
}
