namespace Adjoint.Generator.Operators;

/// <summary>
/// The values of the input in other places, some perhaps left out: <c>y[Σ iₐ t_a] = x[start + Σ iₐ f_a]</c> over all i, for axes a of one size each with strides f
/// in the input and t in the output.
/// <para>Gradient: y is a choice of the x, each at most once, so (1) dx is dy back in its places, and 0 in those left out. Backward reads nothing.</para>
/// </summary>
internal abstract record Rearrangement : Operator
{
    /// <summary>Where the values of the output come from.</summary>
    public abstract StridedCopy CopyOf(NodeContext node);

    /// <summary>What the output is, in terms of the input's name.</summary>
    public abstract string Formula(NodeContext node, string x);

    public override bool IsLinear => true;

    public override TokenUse Tokens => TokenUse.Moved;

    public override long Flops(NodeContext node) => 0;

    public override Equation Forward(NodeContext node) => node.Is(Formula(node, node.x()));

    public override IEnumerable<Gradient> Backward(NodeContext node) => node.NeedsInputGradient ? [node.ToInput(0, $"{node.dy} back in its places")] : [];
}

/// <summary>An axis of a rearrangement: its size, and its strides in the input and in the output.</summary>
internal sealed record StridedAxis(int Size, int From, int To);

/// <summary>Where values come from and go to.</summary>
/// <param name="Axes">The axes, the output's outermost first.</param>
/// <param name="Start">The place of the first value in what is read.</param>
/// <param name="Target">The place of the first value in what is written.</param>
internal sealed record StridedCopy(EquatableArray<StridedAxis> Axes, int Start = 0, int Target = 0)
{
    /// <summary>From the sizes of the output's axes and the strides of each in the input.</summary>
    public static StridedCopy Of(IReadOnlyList<int> sizes, IReadOnlyList<int> strides, int start = 0)
    {
        var axes = new List<StridedAxis>();
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
    public StridedCopy Reversed() => new(Axes.Select(static a => new StridedAxis(a.Size, a.To, a.From)).ToEquatableArray(), Target, Start);

    /// <summary>The same with as few axes as can be: what lies together on both sides is one axis.</summary>
    public StridedCopy Merged()
    {
        var axes = new List<StridedAxis>();
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
