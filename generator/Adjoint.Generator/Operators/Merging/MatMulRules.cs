using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>Whether two values can be multiplied as matrices, and what to do if not.</summary>
internal static class MatMulRules
{
    /// <summary>What is wrong, or null.</summary>
    public static Misfit? Check(ShapeContext context, MatMulOptions options)
    {
        var (a, b) = (context.Input, context.Inputs[1].Value.Shape);
        var vector = a.Rank < 2 ? context.Source : b.Rank < 2 ? context.Inputs[1].Source : null;
        if (vector is not null)
            return new(a.Rank < 2 ? null : "value", $"{vector} has one axis, and a matrix has two", $"insert Reshape(1, {(a.Rank < 2 ? a : b).Last}) or Reshape(-1, 1) after {vector}");
        var (turnsA, turnsB) = (options.TransposeA, options.TransposeB);
        var (columns, rows) = (turnsA ? RowsOf(a) : a.Last, turnsB ? b.Last : RowsOf(b));
        if (columns != rows)
        {
            var why = FormattableString.Invariant($"each row of the first has {columns} numbers{Read(turnsA)}, and each column of the second {rows}{Read(turnsB)}");
            return Advised(context, options, why, columns, rows);
        }
        return a.Rank == 2 || b.Rank == 2 || a.Sizes.Take(a.Rank - 2).SequenceEqual(b.Sizes.Take(b.Rank - 2)) ? null
            : new("value", "the axes before the last two count products, and differ", "make them equal, or give one value two axes, so that it serves all products");
    }

    /// <summary>With the transposition that would do, or a size.</summary>
    private static Misfit Advised(ShapeContext context, MatMulOptions options, string why, int columns, int rows)
    {
        var (a, b) = (context.Input, context.Inputs[1].Value.Shape);
        var (turnsA, turnsB) = (options.TransposeA, options.TransposeB);
        if ((turnsB ? RowsOf(b) : b.Last) == columns)
            return Turned("TransposeB", turnsB);
        if ((turnsA ? a.Last : RowsOf(a)) == rows)
            return Turned("TransposeA", turnsA);
        return new("value", why, turnsA ? "make these two sizes equal" : FormattableString.Invariant($"make these two sizes equal, as by Dense({rows}) after {context.Source}"));

        Misfit Turned(string argument, bool isWritten) => isWritten
            ? new("value", why, $"remove {argument}") { Remedies = [Remedy.Set($"{argument} = false", context.PlaceOf(argument), "false")] }
            : new("value", why, $"write {argument} = true") { Remedies = [Remedy.Set($"{argument} = true", context.PlaceOf(argument), "true")] };
    }

    private static string Read(bool isTransposed) => isTransposed ? " (transposed)" : "";

    private static int RowsOf(TensorShape shape) => shape.Sizes[shape.Rank - 2];

    /// <summary>Why two values cannot be multiplied.</summary>
    /// <param name="Argument">The argument that is wrong; null for the layer as a whole.</param>
    /// <param name="Why">What does not fit.</param>
    /// <param name="Advice">What to do.</param>
    public sealed record Misfit(string? Argument, string Why, string Advice)
    {
        /// <summary>What would mend it.</summary>
        public EquatableArray<Remedy> Remedies { get; init; } = [];
    }
}
