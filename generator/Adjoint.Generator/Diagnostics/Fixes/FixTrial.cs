using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Diagnostics;

/// <summary>
/// Tries fixes before they are offered: the source with each is read and shaped as the generator would do it. What C# cannot bind, what leaves the problem where it is, and what makes another one
/// before it or in its place is not offered; what leaves least to do comes first.
/// </summary>
/// <param name="type">The class.</param>
/// <param name="code">The project.</param>
/// <param name="problems">What is wrong with the class.</param>
/// <param name="fixes">The fixes that there are; beyond a number they are offered as they are, because an editor waits for each.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class FixTrial(INamedTypeSymbol type, Compilation code, IReadOnlyList<Problem> problems, IEnumerable<Fix> fixes, CancellationToken cancellation)
{
    /// <summary>How many fixes are tried for a class.</summary>
    private const int Most = 6;

    // The functions of a class with several parts may stand in one that is not written anew.
    private readonly List<Fix> tried = type.DeclaringSyntaxReferences.Count(static part => !part.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)) > 1 ? [] : [.. fixes.Take(Most)];

    /// <summary>The project in which the class stands once more with each fix, under a name with the number of the fix: one project for all, because a new one is what costs the most.</summary>
    private Compilation? variants;

    /// <summary>What is left to do after a fix behind which there is another mistake.</summary>
    private const int Mistake = 2;

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
        var number = tried.IndexOf(fix);
        if (number < 0)
            return 0;
        cancellation.ThrowIfCancellationRequested();
        variants ??= WithVariants();
        if (variants.Assembly.GetTypeByMetadataName(NameOf(type) + Mark(number)) is not { } after || ForeignWords.AreIn(after, cancellation))
            return null;
        var (mistakes, remarks) = Judged(after, variants, isOfLayers: problem.Place.Attribute >= 0);
        if (isRemark)
            return mistakes.IsEmpty && CountOf(problem.Rule, remarks) < CountOf(problem.Rule, problems) ? 0 : null;
        if (mistakes.IsEmpty)
            return remarks.Any(static remark => Descriptors.Of(remark.Rule).DefaultSeverity >= DiagnosticSeverity.Warning) ? 1 : 0;
        var moved = NetworkReader.LayerAttributes(after).Count - NetworkReader.LayerAttributes(type).Count;
        return mistakes.All(next => problem.Place.Attribute < 0 ? next.Rule != problem.Rule : next.Place.Attribute > problem.Place.Attribute + moved) ? Mistake : null;
    }

    private static int CountOf(string rule, IEnumerable<Problem> among) => among.Count(problem => problem.Rule == rule);

    private static string Mark(int number) => FormattableString.Invariant($"__{number}");

    private Compilation WithVariants()
    {
        var written = tried.SelectMany(static fix => fix.Edits).FirstOrDefault()?.Place.SourceTree;
        if (written?.GetRoot(cancellation) is not { } root || ClassIn(written, root) is not { } declared)
            return code;
        var all = tried.Select((fix, number) => Variant(fix, written, declared, Mark(number))).OfType<TypeDeclarationSyntax>().ToList();
        return all.Count == 0 ? code : code.ReplaceSyntaxTree(written, written.WithRootAndOptions(root.InsertNodesAfter(declared, all), written.Options));
    }

    /// <summary>The declaration of the class that carries its layers.</summary>
    private TypeDeclarationSyntax? ClassIn(SyntaxTree tree, SyntaxNode root) => type.DeclaringSyntaxReferences
        .Where(part => part.SyntaxTree == tree).Select(part => root.FindNode(part.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>())
        .FirstOrDefault(static part => part is { AttributeLists.Count: > 0 });

    /// <summary>The class with a fix, under another name, by which its constructors go too; null where the fix changes nothing, or another file.</summary>
    private TypeDeclarationSyntax? Variant(Fix fix, SyntaxTree tree, TypeDeclarationSyntax declared, string mark)
    {
        var text = tree.GetText(cancellation);
        var changes = fix.Edits.OrderBy(static edit => edit.Place.SourceSpan.Start).Select(static edit => new TextChange(edit.Place.SourceSpan, edit.Text)).ToList();
        if (fix.Edits.Any(edit => edit.Place.SourceTree != tree) || changes.Zip(changes.Skip(1), static (one, next) => one.Span.End > next.Span.Start).Any(static overlap => overlap))
            return null;
        var changed = text.WithChanges(changes);
        if (changed.ContentEquals(text))
            return null;
        // All edits are within the declaration, so that it begins where it did.
        var again = tree.WithChangedText(changed).GetRoot(cancellation).FindToken(declared.SpanStart).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var name = SyntaxFactory.Identifier(declared.Identifier.ValueText + mark).WithTriviaFrom(declared.Identifier);
        return again?.ReplaceNodes(again.Members.OfType<ConstructorDeclarationSyntax>(), (_, constructor) => constructor.WithIdentifier(name)).WithIdentifier(name) as TypeDeclarationSyntax;
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
