using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Shape;

/// <summary>The names by which an expression speaks of the value that a layer reads.</summary>
internal static class SizeNames
{
    /// <summary>All of them: what may be written where the incoming shape is not known yet.</summary>
    public static IReadOnlyList<string> All { get; } = ["channels", "length", "depth", "height", "width", "features"];

    /// <summary>The first name in an expression that is neither one of these nor one of <paramref name="parameters"/>.</summary>
    public static string? Unknown(SizeExpression expression, IEnumerable<string> parameters) =>
        expression.Names.FirstOrDefault(name => !All.Contains(name) && !parameters.Contains(name));

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
