using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using static Adjoint.Generator.Lanes.Loops;
using Index = Adjoint.Generator.Lanes.Index;

namespace Adjoint.Generator.Operators;

/// <summary>
/// The values of the input in other places, some perhaps left out: <c>y[Σ iₐ t_a] = x[start + Σ iₐ f_a]</c> over all i, for axes a of one size each with strides f
/// in the input and t in the output.
/// <para>Gradient: y is a choice of the x, each at most once, so (1) dx is dy back in its places, and 0 in those left out. Backward reads nothing.</para>
/// </summary>
internal abstract record Rearrangement : Operator
{
    /// <summary>Where the values of the output come from.</summary>
    protected abstract Places PlacesOf(NodeContext node);

    /// <summary>What the output is, in terms of the input's name.</summary>
    protected abstract string Formula(NodeContext node, string x);

    public override bool IsLinear => true;

    public override long Flops(NodeContext node) => 0;

    public override void Forward(NodeContext node, ICollection<KernelCall> calls)
    {
        var (kernel, units) = KernelOf(node);
        calls.Add(new KernelCall(kernel, "Forward", [node.X, node.Y], units, $"{Notation.Of(node.Output.Name)} = {Formula(node, Notation.Of(node.Input.Name))}"));
    }

    public override void Backward(NodeContext node, BackwardCalls calls)
    {
        // (1)
        if (!node.NeedsInputGradient)
            return;
        var (kernel, units) = KernelOf(node);
        calls.Blocks.Add(new KernelCall(
            kernel, "Backward", [node.Dy, node.Dx], units, $"{Notation.Gradient(node.Input.Name)} = {Notation.Gradient(node.Output.Name)} back in its places"));
    }

    private (LaneKernel Kernel, int Units) KernelOf(NodeContext node)
    {
        var places = PlacesOf(node).Merged();
        var (inputs, outputs, units) = (node.Input.Size, node.Output.Size, 1);
        // A first axis that both sides have outermost counts units: each is a place in memory of its own.
        if (places.Axes.Count > 1 && places.Axes[0] is var first && first.From * first.Size == inputs && first.To * first.Size == outputs && places.Start < first.From)
            (inputs, outputs, units, places) = (first.From, first.To, first.Size, places with { Axes = places.Axes.Skip(1).ToEquatableArray() });
        var name = $"Rearrange{inputs}" + string.Concat(places.Axes.Select(static a => $"By{a.Size}x{a.From}x{a.To}")) + (places.Start == 0 ? "" : $"From{places.Start}");
        return (new LaneKernel(name,
        [
            new LaneMethod("Forward", "y = x in other places", [new("x", inputs), new("y", outputs)], [.. Copy("x", "y", places)], Rows: true),
            new LaneMethod("Backward", "dx = dy back in its places", [new("dy", outputs), new("dx", inputs)],
            [
                .. inputs == outputs ? [] : Clear("dx", inputs),
                .. Copy("dy", "dx", places.Reversed()),
            ]),
        ]), units);
    }

    private static IEnumerable<Statement> Copy(string from, string to, Places places) =>
        Nest([.. places.Axes.Select(static a => a.Size)], "i", at =>
        {
            Index source = places.Start, target = places.Target;
            for (var i = 0; i < at.Count; i++)
                (source, target) = (source + at[i] * places.Axes[i].From, target + at[i] * places.Axes[i].To);
            return [new Store(to, target, new Feature(from, source))];
        });
}

/// <summary>An axis of a rearrangement: its size, and its strides in the input and in the output.</summary>
internal sealed record PlaceAxis(int Size, int From, int To);

/// <summary>Where values come from and go to.</summary>
/// <param name="Axes">The axes, the output's outermost first.</param>
/// <param name="Start">The place of the first value in what is read.</param>
/// <param name="Target">The place of the first value in what is written.</param>
internal sealed record Places(EquatableArray<PlaceAxis> Axes, int Start = 0, int Target = 0)
{
    /// <summary>From the sizes of the output's axes and the strides of each in the input.</summary>
    public static Places Of(IReadOnlyList<int> sizes, IReadOnlyList<int> strides, int start = 0)
    {
        var axes = new List<PlaceAxis>();
        var to = 1;
        for (var i = sizes.Count - 1; i >= 0; to *= sizes[i--])
            axes.Insert(0, new(sizes[i], strides[i], to));
        return new(axes.ToEquatableArray(), start);
    }

    /// <summary>The distances between neighbours along each axis of a shape.</summary>
    public static int[] Strides(TensorShape shape)
    {
        var strides = new int[shape.Rank];
        var stride = 1;
        for (var i = shape.Rank - 1; i >= 0; stride *= shape.Sizes[i--])
            strides[i] = stride;
        return strides;
    }

    /// <summary>The same the other way round.</summary>
    public Places Reversed() => new(Axes.Select(static a => new PlaceAxis(a.Size, a.To, a.From)).ToEquatableArray(), Target, Start);

    /// <summary>The same with as few axes as can be: what lies together on both sides is one axis.</summary>
    public Places Merged()
    {
        var axes = new List<PlaceAxis>();
        foreach (var axis in Axes.Where(static a => a.Size > 1))
        {
            if (axes.Count > 0 && axes[axes.Count - 1] is var last && last.From == axis.From * axis.Size && last.To == axis.To * axis.Size)
                axes[axes.Count - 1] = axis with { Size = last.Size * axis.Size };
            else
                axes.Add(axis);
        }
        return this with { Axes = axes.ToEquatableArray() };
    }
}
