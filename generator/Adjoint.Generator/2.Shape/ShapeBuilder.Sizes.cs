using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Sizes that are written as expressions: numbers take their place before any operator sees the attribute.</summary>
internal partial class ShapeBuilder
{
    private readonly Dictionary<string, (SizeExpression? Expression, string? Error)> parsed = new(StringComparer.Ordinal);

    /// <summary>A word with a number for each expression; null after a problem was reported.</summary>
    private Word? WithNumbers(Word word, int attribute)
    {
        if (word is not ExpressionWord expressions)
            return word;
        var numbered = expressions.With((text, argument, element) => NumberOf(text, new SourcePlace(attribute, argument, element)));
        return problems.Count == 0 ? numbered : null;
    }

    private double NumberOf(SizeText text, SourcePlace place)
    {
        if (problems.Count > 0)
            return 0;
        if (text.List is { } list)
            ReportList(list, place);
        else if (!text.IsExpression)
            Report(Rules.NotASize, place, [text.Text, text.Kind.Otherwise(), .. text.Kind.Words()]);
        else if (Parsed(text.Text) is var (expression, error) && expression is null)
            Report(Rules.NotASize, place, [text.Text, error!, .. text.Kind.Words()]);
        else
            return ValueOf(expression, text.Text, text.Kind, place);
        return 0;
    }

    /// <summary>An expression, which is read once however often its block is repeated.</summary>
    private (SizeExpression? Expression, string? Error) Parsed(string text)
    {
        if (!parsed.TryGetValue(text, out var found))
            parsed.Add(text, found = (SizeParser.Parse(text, out var error), error));
        return found;
    }

    /// <summary>Where there is an argument for lists, the list goes there.</summary>
    private void ReportList(WrittenList list, SourcePlace place)
    {
        var advice = list.Plural is null ? "write one number" : $"write {list.Plural} = {list.Text}";
        EquatableArray<Remedy> remedies = list.Plural is null ? [] :
            [new($"Write {list.Plural} = {list.Text}", [new(EditKind.Omit, place, ""), new(EditKind.Set, new(place.Attribute, list.Plural), list.Text)])];
        ReportWith(remedies, Rules.ArgumentDoesNotFit, place, place.Argument!, "takes one number, but is given a list", advice);
    }

    /// <summary>The value of an expression where it stands; 0 after a problem was reported.</summary>
    private protected virtual double ValueOf(SizeExpression expression, string text, NumberKind kind, SourcePlace place)
    {
        var known = expression.Names.All(frame.Parameters.ContainsKey) ? frame.Parameters : SizesInScope(expression);
        string? error = null;
        var whole = kind switch
        {
            NumberKind.Size => true,
            NumberKind.Argument => expression.IsWhole && expression.Names.All(name => !known.TryGetValue(name, out var value) || value == Math.Floor(value)),
            _ => false,
        };
        if (expression.Names.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
        {
            var (advice, remedies) = PaddingMode(unknown, place) is var (mode, meant) ? (mode, meant) : (UnknownAdvice(unknown, known.Keys), NearestSize(text, unknown, known.Keys, place));
            ReportWith(remedies, Rules.UnknownSize, place, unknown, advice);
        }
        else if (expression.Evaluate(known, whole, ref error) is var value && error is null && (kind != NumberKind.Flag || value is 0 or 1))
            return value;
        else if (error is null)
            Report(Rules.SizeHasNoValue, place, text, FormattableString.Invariant($"it is {value}"), "0 or 1");
        else
            Report(Rules.SizeHasNoValue, place, text, error + Where(expression, known), whole ? "a whole number" : kind == NumberKind.Flag ? "0 or 1" : "a number");
        return 0;
    }

    /// <summary>What Keras and PyTorch call the padding that keeps the size, which convolutions alone have, and the one that there is without any.</summary>
    private (string Advice, EquatableArray<Remedy> Remedies)? PaddingMode(string name, SourcePlace place) => (place.Argument, name.ToLowerInvariant()) switch
    {
        ("Padding", "same") when frame.Reading is "Conv1D" or "Conv2D" or "Conv3D" => (
            "write Same = true in the place of Padding",
            [new("Write Same = true", [new(EditKind.Omit, place, ""), new(EditKind.Set, new(place.Attribute, "Same"), "true")])]),
        ("Padding", "same") => ("write the padding as a number", []),
        ("Padding", "valid") => ("leave Padding out", [Remedy.Omit(place)]),
        _ => null,
    };

    /// <summary>The expression with a near name in place of the unknown one.</summary>
    private protected static EquatableArray<Remedy> NearestSize(string text, string unknown, IEnumerable<string> known, SourcePlace place)
    {
        if (SizeNames.All.Contains(unknown) || Spelling.Nearest(unknown, known) is not { } name)
            return [];
        var mended = System.Text.RegularExpressions.Regex.Replace(text, $@"\b{unknown}\b", name);
        return [Remedy.Set($"Write \"{mended}\"", place, $"\"{mended}\"")];
    }

    private static string Where(SizeExpression expression, IReadOnlyDictionary<string, double> known)
    {
        var values = expression.Names.Distinct().Select(name => FormattableString.Invariant($"{name} = {known[name]}")).ToList();
        return values.Count == 0 ? "" : $", where {string.Join(", ", values)}";
    }

    /// <summary>What the names of expressions stand for: the sizes of the incoming value, and before them the parameters of the block.</summary>
    private Dictionary<string, double> SizesInScope(SizeExpression expression)
    {
        var sizes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, size) in SizeNames.Of(current!.Value.Shape))
            sizes[name] = size;
        foreach (var parameter in frame.Parameters)
            sizes[parameter.Key] = parameter.Value;
        foreach (var name in expression.Names)
        {
            if (SizeNames.Split(name) is ({ } value, var size) && frame.Named.TryGetValue(value, out var named)
                && SizeNames.Of(named.Value.Shape).FirstOrDefault(n => n.Name == size) is { Size: > 0 } found)
                sizes[name] = found.Size;
        }
        return sizes;
    }

    /// <summary>A name that there would be with another number of axes is no slip of the pen.</summary>
    private string UnknownAdvice(string name, IEnumerable<string> known) =>
        SizeNames.Split(name) is ({ } value, _)
            ? frame.Named.TryGetValue(value, out var named)
                ? $"'{value}' is {named.Value.Shape}, which has {string.Join(", ", SizeNames.Of(named.Value.Shape).Select(static n => n.Name))}"
                : $"nothing above is named '{value}'; {Spelling.Advice(value, frame.Named.Keys)}"
            : SizeNames.All.Contains(name)
            ? $"{current!.Source} gives {current.Value.Shape}, which has {string.Join(", ", SizeNames.Of(current.Value.Shape).Select(static n => n.Name))}"
            : Spelling.Advice(name, known);
}
