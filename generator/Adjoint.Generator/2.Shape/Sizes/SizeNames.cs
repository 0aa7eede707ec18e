using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>The names by which an expression speaks of the value that a layer reads.</summary>
internal static class SizeNames
{
    /// <summary>All of them: what may be written where the incoming shape is not known yet.</summary>
    public static IReadOnlyList<string> All { get; } = ["channels", "length", "depth", "height", "width", "features"];

    /// <summary>The first name in an expression that is neither one of these nor one of <paramref name="parameters"/>.</summary>
    public static string? Unknown(SizeExpression expression, IEnumerable<string> parameters) =>
        expression.Names.FirstOrDefault(name => !All.Contains(Split(name).Size) && !parameters.Contains(name));

    /// <summary>Of <c>x.features</c> the value and the size; of <c>features</c> there is no value.</summary>
    public static (string? Value, string Size) Split(string name) =>
        name.IndexOf('.') is >= 0 and var dot ? (name.Substring(0, dot), name.Substring(dot + 1)) : (null, name);

    /// <summary>What they stand for where the incoming shape is known; which of them there are follows from the number of axes.</summary>
    public static IEnumerable<(string Name, int Size)> Of(TensorShape shape)
    {
        string[] axes = shape.Rank switch
        {
            2 => ["channels", "length"],
            3 => ["channels", "height", "width"],
            4 => ["channels", "depth", "height", "width"],
            _ => [],
        };
        return [.. axes.Select((name, axis) => (name, shape.Sizes[axis])), ("features", shape.Last)];
    }
}
