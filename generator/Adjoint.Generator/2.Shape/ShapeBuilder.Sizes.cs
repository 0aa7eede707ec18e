using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>Sizes that are written as expressions: numbers take their place before any operator sees the attribute.</summary>
internal partial class ShapeBuilder
{
    /// <summary>A word with a number for each expression; null after a problem was reported.</summary>
    private Word? WithNumbers(Word word, int attribute)
    {
        if (word is not ExpressionWord expressions)
            return word;
        var numbered = expressions.With((text, argument, element) => NumberOf(text, new Place(attribute, argument, element)));
        return problems.Count == 0 ? numbered : null;
    }

    private int NumberOf(SizeText text, Place place)
    {
        if (problems.Count > 0)
            return 0;
        if (text.ListAdvice is { } advice)
            Report(Rules.ArgumentDoesNotFit, place, place.Argument!, "takes one number, but is given a list", advice);
        else if (!text.IsExpression)
            Report(Rules.NotASize, place, text.Text, "it is neither a whole number nor a text");
        else if (SizeParser.Parse(text.Text, out var error) is not { } expression)
            Report(Rules.NotASize, place, text.Text, error!);
        else
            return ValueOf(expression, text.Text, place);
        return 0;
    }

    /// <summary>The value of an expression where it stands; 0 after a problem was reported.</summary>
    private protected virtual int ValueOf(SizeExpression expression, string text, Place place)
    {
        var known = SizesInScope();
        string? error = null;
        if (expression.Names.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
            ReportWith(NearestSize(text, unknown, known.Keys, place), Rules.UnknownSize, place, unknown, UnknownAdvice(unknown, known.Keys));
        else if (expression.Evaluate(known, ref error) is var value && error is null)
            return (int)value;
        else
            Report(Rules.SizeHasNoValue, place, text, error + Where(expression, known));
        return 0;
    }

    /// <summary>The expression with a near name in place of the unknown one.</summary>
    private protected static EquatableArray<Remedy> NearestSize(string text, string unknown, IEnumerable<string> known, Place place)
    {
        if (SizeNames.All.Contains(unknown) || Spelling.Nearest(unknown, known) is not { } name)
            return [];
        var mended = System.Text.RegularExpressions.Regex.Replace(text, $@"\b{unknown}\b", name);
        return [Remedy.Set($"Write \"{mended}\"", place, $"\"{mended}\"")];
    }

    private static string Where(SizeExpression expression, IReadOnlyDictionary<string, long> known)
    {
        var values = expression.Names.Distinct().Select(name => FormattableString.Invariant($"{name} = {known[name]}")).ToList();
        return values.Count == 0 ? "" : $", where {string.Join(", ", values)}";
    }

    /// <summary>What the names of expressions stand for: the sizes of the incoming value, and before them the parameters of the block.</summary>
    private Dictionary<string, long> SizesInScope()
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, size) in SizeNames.Of(current!.Value.Shape))
            sizes[name] = size;
        foreach (var parameter in frame.Parameters)
            sizes[parameter.Key] = parameter.Value;
        return sizes;
    }

    /// <summary>A name that there would be with another number of axes is no slip of the pen.</summary>
    private string UnknownAdvice(string name, IEnumerable<string> known) =>
        SizeNames.All.Contains(name)
            ? $"{current!.Source} gives {current.Value.Shape}, which has {string.Join(", ", SizeNames.Of(current.Value.Shape).Select(static n => n.Name))}"
            : Spelling.Advice(name, known);
}
