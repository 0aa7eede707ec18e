using Adjoint.Generator.Declare;

namespace Adjoint.Generator.Operators;

/// <summary>The labels that a row of an output is compared with.</summary>
/// <param name="Sizes">How they are arranged; none where a row has one.</param>
/// <param name="Classes">The classes that a label tells apart.</param>
internal sealed record LabelShape(IReadOnlyList<int> Sizes, int Classes)
{
    /// <summary>The labels of a row.</summary>
    public int Count => Sizes.Aggregate(1, static (count, size) => count * size);

    /// <summary>The labels of an output; null where it is compared with numbers.</summary>
    public static LabelShape? Of(TargetKind kind, TensorShape output) => kind switch
    {
        TargetKind.Class => new LabelShape([], output.Last),
        TargetKind.ClassOfPosition => new LabelShape([.. output.Sizes.Take(output.Rank - 1)], output.Last),
        TargetKind.Answer => new LabelShape(output.Size == 1 ? [] : [.. output.Sizes], 2),
        _ => null,
    };
}
