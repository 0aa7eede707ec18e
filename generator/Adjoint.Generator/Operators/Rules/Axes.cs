using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What operators ask of the axes of their input, with one message for each answer that does not do.</summary>
internal static class Axes
{
    private static readonly string[] Images = ["channels×length", "channels×height×width", "channels×depth×height×width"];

    /// <summary>Whether the input has channels and then so many axes; if not, that has been reported.</summary>
    public static bool RequireImage(ShapeContext context, string @operator, int dimensions)
    {
        if (context.Input.Rank == dimensions + 1)
            return true;
        // A Flatten too many took the axes away that are needed.
        if (context.Before().FirstOrDefault() is { Operator: Flatten } flatten && context.InputOf(flatten).Rank == dimensions + 1)
        {
            context.Report(Problem.Of(Rules.RankDiffers, context.PlaceOf(null), @operator, Images[dimensions - 1], context.Source, context.Input, "remove the Flatten before it") with
            {
                Remedies = [Remedy.Remove(flatten.Attribute, "Flatten") with { Advice = "remove the Flatten before it" }],
                Otherwise = FormattableString.Invariant($"insert Reshape before it, with {dimensions + 1} sizes"),
            });
            return false;
        }
        var reshape = ImageSizes.Of(context.Input, dimensions) is { } sizes ? $"Reshape({Names.Listed(sizes)})" : null;
        context.ReportWith(
            reshape is null ? [] : [Remedy.Insert(context.PlaceOf(null).Attribute, reshape)], Rules.RankDiffers, context.PlaceOf(null),
            @operator, Images[dimensions - 1], context.Source, context.Input,
            reshape is null ? FormattableString.Invariant($"insert Reshape before it, with {dimensions + 1} sizes") : $"insert {reshape} before it");
        return false;
    }

    /// <summary>The axes that an argument lists, each from 0 on, all of them if it lists none; null after a problem was reported.</summary>
    public static IReadOnlyList<int>? Read(ShapeContext context, string argument, EquatableArray<int> listed)
    {
        var rank = context.Input.Rank;
        for (var i = 0; i < listed.Count; i++)
        {
            if (listed[i] < -rank || listed[i] >= rank)
            {
                OutOfRange(context, context.PlaceOf(argument, i), listed[i]);
                return null;
            }
            if (listed.Take(i).Any(earlier => (earlier - listed[i]) % rank == 0))
            {
                context.ReportElement(Rules.ValueOutOfRange, argument, i, FormattableString.Invariant($"'{context.NodeName}' names axis {listed[i]} twice"), "name each axis once");
                return null;
            }
        }
        return Normalised(listed, rank);
    }

    /// <summary>The axes that are listed, each from 0 on; all of them if none is.</summary>
    public static IReadOnlyList<int> Of(EquatableArray<int> listed, NodeContext node) => Of(listed, node.Input.Shape.Rank);

    /// <inheritdoc cref="Of(EquatableArray{int}, NodeContext)"/>
    public static IReadOnlyList<int> Of(EquatableArray<int> listed, int rank) => Normalised(listed, rank);

    /// <summary>Offers the last axis for one behind it, which counts the batch, and the first for one before it.</summary>
    private static void OutOfRange(ShapeContext context, SourcePlace place, int axis)
    {
        var rank = context.Input.Rank;
        var meant = FormattableString.Invariant($"{(axis < 0 ? -rank : rank - 1)}");
        context.ReportWith([Remedy.Set($"Write {meant}", place, meant)], Rules.AxisOutOfRange, place, axis, context.NodeName, context.Source, context.Input, rank, -rank, rank - 1);
    }

    /// <summary>One axis, from 0 on; null after a problem was reported.</summary>
    public static int? Read(ShapeContext context, string argument, int axis)
    {
        var rank = context.Input.Rank;
        if (axis >= -rank && axis < rank)
            return Normalised(axis, rank);
        OutOfRange(context, context.PlaceOf(argument), axis);
        return null;
    }

    /// <summary>What a formula says of the axes that it runs over; nothing where it runs over all.</summary>
    public static string Over(IReadOnlyCollection<int> axes, int rank) => axes.Count == rank ? "" : $" over {(axes.Count == 1 ? "axis" : "axes")} {Names.Listed(axes)}";

    /// <summary>An axis that may be counted from the end, from 0 on.</summary>
    public static int Normalised(int axis, int rank) => axis < 0 ? axis + rank : axis;

    private static IReadOnlyList<int> Normalised(EquatableArray<int> listed, int rank) =>
        listed.IsEmpty ? [.. Enumerable.Range(0, rank)] : [.. listed.Select(axis => Normalised(axis, rank))];
}
