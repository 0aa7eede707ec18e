namespace Adjoint.Generator.Operators;

/// <summary>The sizes of a value's axes, without the batch; of any rank.</summary>
internal sealed record TensorShape(EquatableArray<int> Sizes)
{
    public int Rank => Sizes.Count;

    /// <summary>The size of the last axis.</summary>
    public int Last => Sizes[Sizes.Count - 1];

    /// <summary>The number of values.</summary>
    public long Size => Sizes.Aggregate(1L, static (product, size) => checked(product * size));

    /// <summary>The same with another last axis.</summary>
    public TensorShape WithLast(int size) => new([.. Sizes.Take(Sizes.Count - 1), size]);

    /// <summary>As messages write it: <c>1×28×28</c>.</summary>
    public override string ToString() => string.Join("×", Sizes);
}
