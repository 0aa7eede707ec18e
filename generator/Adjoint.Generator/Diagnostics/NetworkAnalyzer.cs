using System.Collections.Immutable;
using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adjoint.Generator.Diagnostics;

/// <summary>
/// Says what is wrong with a declaration, and where: it runs the generator's own reader and shape stage, so that the two cannot disagree, and gives each
/// <see cref="Problem"/> its place in the source.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The rules about what is right and hardly meant.</summary>
    private static readonly ImmutableHashSet<string> Remarked = [.. RemarkDescriptors.All.Select(static descriptor => descriptor.Id)];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Descriptors.OfDeclarations, .. RemarkDescriptors.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var layers = NetworkReader.LayerAttributes(type);
        var locator = new PlaceLocator(type, layers, context.CancellationToken);
        var fixes = new RemedyLocator(locator);
        var problems = Problems(type, layers, context.Compilation, context.CancellationToken);
        // What is wrong with a block is reported once, where the block is analysed, and not wherever it is used.
        // What is wrong with a function is reported at the function.
        var found = problems.Where(problem => problem.Place.Block is null && problem.Rule != Rules.ReportedAtFunction && !locator.IsUnreadable(problem.Place))
            .Select(problem => (Problem: problem, Remedies: fixes.Find(problem.Remedies))).ToList();
        var trial = new FixTrial(type, context.Compilation, problems, found.SelectMany(static each => each.Remedies).Select(static each => each.Fix), context.CancellationToken);
        foreach (var (problem, remedies) in found)
        {
            var working = trial.Working(problem, Remarked.Contains(problem.Rule), remedies);
            var said = problem.With(working.Select(static each => each.Remedy).ToEquatableArray());
            context.ReportDiagnostic(Fix.Report(Descriptors.Of(problem.Rule), locator.Find(problem.Place), [.. working.Select(static each => each.Fix)], WordsOf(said)));
        }
    }

    /// <summary>The words of a problem, and after them the message of its cause.</summary>
    private static object[] WordsOf(Problem problem)
    {
        if (problem.Cause is not { } cause)
            return [.. problem.Words];
        var message = Descriptors.Of(cause.Rule).MessageFormat.ToString(CultureInfo.InvariantCulture);
        return [.. problem.Words, InSentence(string.Format(CultureInfo.InvariantCulture, message, WordsOf(cause)))];
    }

    /// <summary>A message behind the beginning of a sentence: a word that is capital only because it came first is not. Layers and names keep theirs.</summary>
    private static string InSentence(string message) =>
        message.Split(' ')[0] is "A" or "An" or "The" or "Nothing" or "Axis" or "No" ? char.ToLowerInvariant(message[0]) + message.Substring(1) : message;

    private static EquatableArray<Problem> Problems(INamedTypeSymbol type, IReadOnlyList<AttributeData> layers, Compilation code, CancellationToken cancellation)
    {
        // On a structure or an interface the attributes themselves are the compiler's error.
        if (type.TypeKind != TypeKind.Class)
            return [];
        // So is an attribute that does not exist, or whose arguments do not. Without it nothing that could be said of the layers need be true.
        if (ForeignWords.AreIn(type, cancellation))
            return [];
        if (NetworkReader.IsNetwork(type))
        {
            var network = ShapeBuilder.Build(NetworkReader.Read(type, cancellation, code), cancellation);
            return network.Problems.IsEmpty ? Remarks.On(network)
                : (BatchInInput.InPlaceOf(network, cancellation) ?? LostPixels.InPlaceOf(network, cancellation)) is { } better ? [better]
                : network.Problems;
        }
        if (BlockReader.IsBlock(type))
        {
            var project = type.ContainingAssembly;
            return BlockChecker.Judge(BlockReader.Read(type, project, cancellation, code), BlockReader.ReadUsed(layers, project, cancellation, code), cancellation);
        }
        return layers.Count > 0 ? [Problem.Of(Rules.NotMarked, SourcePlace.Class, type.Name)] : [];
    }
}
