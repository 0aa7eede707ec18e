using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>
/// Which inputs each named value depends on, as the declaration alone tells it, right or wrong: an objective's methods take the inputs that its losses depend on, and are the same while a
/// mistake elsewhere is being mended.
/// </summary>
internal sealed class DeclaredFlow
{
    private readonly NetworkDeclaration declaration;
    private readonly LayerNames names;
    private readonly Dictionary<string, HashSet<string>> named = new(StringComparer.Ordinal);
    private readonly HashSet<string> all = [];
    private HashSet<string> current = [];

    private DeclaredFlow(NetworkDeclaration declaration) => (this.declaration, names) = (declaration, new LayerNames(new Names(GeneratedMembers.Reserved, declaration.Name)));

    /// <summary>What the words say up to their end.</summary>
    public static DeclaredFlow Of(NetworkDeclaration declaration)
    {
        var flow = new DeclaredFlow(declaration);
        foreach (var word in declaration.Words)
            flow.Read(word is ExpressionWord expressions ? expressions.Unsized : word);
        return flow;
    }

    /// <summary>The inputs that a value depends on; the last value where none is named, and all inputs where the name says nothing.</summary>
    public ISet<string> Before(string? value) => value is null ? current : named.TryGetValue(value, out var found) ? found : all;

    /// <summary>The name of an input, of which an only one need have none.</summary>
    public static string NameOf(InputWord input) => input.Port ?? "x";

    private void Read(Word word)
    {
        switch (word)
        {
            case InputWord input:
                all.Add(NameOf(input));
                current = [NameOf(input)];
                named[NameOf(input)] = current;
                break;
            case AsWord { Value: { } name }:
                named[name] = current;
                break;
            case OutputWord { Port: { } port }:
                named[port] = current;
                break;
            case FromWord { Value: { } from }:
                current = Union([from], withCurrent: false);
                break;
            case LayerWord layer:
                current = layer.Name == "Variable" ? [] : Union(Read(layer), layer.Facts.OnlyOthers.Count == 0);
                named[names.Of(layer, "")] = current;
                break;
            case TangentWord tangent:
                current = Union(new[] { tangent.Of, tangent.Along }.OfType<string>(), withCurrent: true);
                named[names.Of(tangent, "")] = current;
                break;
            case BlockWord use:
                current = Union(use.From.Concat(use.Scan?.Initial ?? []), use.From.IsEmpty);
                if (declaration.Blocks.FirstOrDefault(block => block.Key == use.Block) is { } declared)
                    named[names.Of(use, declared, "", 0)] = current;
                if (use.LayerName is { } given)
                    named[given] = current;
                break;
            case CompositeWord composite:
                current = Union(composite.Others, withCurrent: true);
                named[names.Of(composite, "")] = current;
                break;
        }
    }

    private static IEnumerable<string> Read(LayerWord layer) => layer.Options is AttentionOptions { Bias: { } bias } ? layer.Others.Append(bias) : layer.Others;

    private HashSet<string> Union(IEnumerable<string> values, bool withCurrent)
    {
        var union = withCurrent ? new HashSet<string>(current) : [];
        foreach (var value in values)
            union.UnionWith(Before(value));
        return union;
    }
}
