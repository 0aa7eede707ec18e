using Adjoint.Generator.Naming;
using Microsoft.CodeAnalysis;

namespace Adjoint.Generator.Declare;

/// <summary>Reads a class marked <c>[Network]</c> into a <see cref="NetworkDeclaration"/>. It only reads; all work comes after.</summary>
internal static class NetworkReader
{
    public const string NetworkAttribute = "Adjoint.NetworkAttribute";

    private static readonly SymbolDisplayFormat HeaderFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Reads the class and the layer attributes of all of its declarations.</summary>
    /// <param name="network">The class.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="project">The project, in which the code of functions is found that layers are made of.</param>
    public static NetworkDeclaration Read(INamedTypeSymbol network, CancellationToken cancellation, Compilation project)
    {
        var attributes = LayerAttributes(network);
        var declaration = new NetworkDeclaration(
            network.ContainingNamespace.IsGlobalNamespace ? "" : network.ContainingNamespace.ToDisplayString(),
            network.Name,
            ContainingTypes(network),
            network.IsRecord ? "record" : "class",
            AccessibilityOf(network),
            HintNames.Of(network),
            Words(network, attributes, project, cancellation),
            BlockReader.ReadUsed(attributes, network.ContainingAssembly, cancellation, project),
            DeclarationRules.Check(network, attributes, project, cancellation),
            DerivativesOf(network),
            network.BaseType is { SpecialType: not SpecialType.System_Object },
            PrecisionOf(network),
            DeclarationRules.CanBeWritten(network, project, cancellation),
            network.ContainingAssembly.GetAttributes().Any(static a => a.AttributeClass is { Name: "CLSCompliantAttribute" }),
            InitOf(network),
            IsSet(network, "Step"),
            IsSet(network, "Carry"));
        return declaration with { Problems = [.. declaration.Problems, .. MemberRules.Check(network, declaration, project, cancellation)] };
    }

    /// <summary>A declaration with the layers that the class has in another state of the project, where the class is otherwise the same.</summary>
    public static NetworkDeclaration WithLayersOf(INamedTypeSymbol network, NetworkDeclaration declaration, Compilation project, CancellationToken cancellation)
    {
        var attributes = LayerAttributes(network);
        return declaration with { Words = Words(network, attributes, project, cancellation), Blocks = BlockReader.ReadUsed(attributes, network.ContainingAssembly, cancellation, project) };
    }

    private static EquatableArray<Word> Words(INamedTypeSymbol network, IReadOnlyList<AttributeData> attributes, Compilation project, CancellationToken cancellation)
    {
        var words = new List<Word>(attributes.Count);
        foreach (var attribute in attributes)
        {
            cancellation.ThrowIfCancellationRequested();
            words.Add(LayerFunctionReader.Read(attribute, network, project, cancellation));
        }
        return words.ToEquatableArray();
    }

    /// <summary>Reads the class if this is the declaration of it that is marked first; a second mark is an error of the language, and no second network.</summary>
    public static NetworkDeclaration? ReadAt(SyntaxNode marked, INamedTypeSymbol network, CancellationToken cancellation, Compilation project)
    {
        var first = network.GetAttributes().First(IsNetwork).ApplicationSyntaxReference;
        return first is not null && first.SyntaxTree == marked.SyntaxTree && marked.Span.Contains(first.Span) ? Read(network, cancellation, project) : null;
    }

    /// <summary>Whether a class is marked <c>[Network]</c>.</summary>
    public static bool IsNetwork(INamedTypeSymbol type) => type.GetAttributes().Any(IsNetwork);

    /// <summary>Whether an attribute is <c>[Network]</c>.</summary>
    public static bool IsNetwork(AttributeData attribute) => attribute.AttributeClass is { Name: "NetworkAttribute" } type && IsOurs(type);

    /// <summary>Whether a type stands in the library's own namespace.</summary>
    public static bool IsOurs(INamedTypeSymbol type) => type.ContainingNamespace is { Name: "Adjoint", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The attributes of a class that are layers, in source order; the order that <see cref="Place.Attribute"/> counts in.</summary>
    public static IReadOnlyList<AttributeData> LayerAttributes(INamedTypeSymbol network) =>
        [.. network.GetAttributes().Where(static a => DerivesFromLayer(a.AttributeClass))];

    /// <summary>What <c>[Network(Derivatives = …)]</c> asks for, and <c>[VerifyGradients]</c>.</summary>
    public static DerivativeKinds DerivativesOf(INamedTypeSymbol network) => AskedOf(network)
        | (network.GetAttributes().Any(static a => a.AttributeClass is { Name: "VerifyGradientsAttribute" } type && IsOurs(type)) ? DerivativeKinds.Verified : DerivativeKinds.None);

    /// <summary>What <c>[Network(Precision = …)]</c> says.</summary>
    public static Precision PrecisionOf(INamedTypeSymbol network) => Setting(network, "Precision") == (int)Precision.Double ? Precision.Double : Precision.Single;

    /// <summary>What <c>[Network(Init = …, Deviation = …)]</c> says; null where it says nothing.</summary>
    private static InitOptions? InitOf(INamedTypeSymbol network)
    {
        var written = network.GetAttributes().FirstOrDefault(IsNetwork) is { } attribute ? InitOptions.Read(AttributeReader.Read(attribute)) : InitOptions.None;
        return written == InitOptions.None ? null : written;
    }

    /// <summary>What the attribute can ask for; other numbers are reported.</summary>
    private const DerivativeKinds Askable = DerivativeKinds.Vjp | DerivativeKinds.Jvp | DerivativeKinds.Jacobian | DerivativeKinds.HessianVectorProduct
        | DerivativeKinds.RowGradients | DerivativeKinds.RowGradientNorms;

    private static DerivativeKinds AskedOf(INamedTypeSymbol network) => Setting(network, "Derivatives") is { } asked ? (DerivativeKinds)asked & Askable : DerivativeKinds.None;

    private static int? Setting(INamedTypeSymbol network, string name) => ValueOf(network, name) as int?;

    private static bool IsSet(INamedTypeSymbol network, string name) => ValueOf(network, name) is true;

    private static object? ValueOf(INamedTypeSymbol network, string name) =>
        network.GetAttributes().FirstOrDefault(IsNetwork)?.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;

    private static bool DerivesFromLayer(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "LayerAttribute" && IsOurs(type))
                return true;
        }
        return false;
    }

    /// <summary>The headers of the types that a type is nested in, outermost first.</summary>
    public static EquatableArray<string> ContainingTypes(INamedTypeSymbol type)
    {
        var headers = new List<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            headers.Insert(0, TypeHeader(outer));
        return headers.ToEquatableArray();
    }

    /// <summary>What a further part of a type begins with, such as <c>partial class Outer</c>.</summary>
    public static string TypeHeader(INamedTypeSymbol type)
    {
        var keyword = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Interface } => "interface",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        var written = type.ToDisplayString(HeaderFormat);
        var parameters = written.IndexOf('<');
        return $"partial {keyword} {Identifiers.Type(type.Name)}{(parameters < 0 ? "" : written.Substring(parameters))}";
    }

    private static string AccessibilityOf(INamedTypeSymbol network) => network.DeclaredAccessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Private => "private",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "internal",
    };

    /// <summary>The full metadata name, unique in the assembly; of a type that is not there, as in <c>Use&lt;&gt;</c>, its name.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return MetadataName(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace is null or { IsGlobalNamespace: true } ? type.MetadataName : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
    }
}
