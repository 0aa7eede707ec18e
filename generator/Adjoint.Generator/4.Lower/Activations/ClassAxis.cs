using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Lower;

/// <summary>The axis that classes lie along, and the places behind it: class i of place j is feature <c>i · Inner + j</c>.</summary>
/// <param name="Classes">The number of classes.</param>
/// <param name="Inner">The places behind each class.</param>
internal sealed record ClassAxis(int Classes, int Inner)
{
    /// <summary>An axis of a shape; below 0 it counts from the end.</summary>
    public static ClassAxis Of(int axis, TensorShape shape)
    {
        var number = Axes.Normalised(axis, shape.Rank);
        return new ClassAxis(shape.Sizes[number], shape.Sizes.Skip(number + 1).Aggregate(1, static (product, size) => product * size));
    }

    /// <summary>The features of one unit.</summary>
    public int Features => Classes * Inner;

    /// <summary>The body for each place; it is given the feature of class 0.</summary>
    public EquatableArray<Statement> Each(Func<Index, IEnumerable<Statement>> body) =>
        (Inner == 1 ? body(0) : Loops.For("j", Inner, body)).ToEquatableArray();

    /// <summary>A loop over the classes of a place from the first, or a later one, on.</summary>
    public Loop Loop(Index place, Func<Index, IEnumerable<Statement>> body, int from = 0) => new("i", from, Classes, body((Index)"i" * Inner + place).ToEquatableArray());
}
